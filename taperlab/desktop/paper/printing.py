"""The paper that is shown, to a printer or to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.messages import InputError, Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from taperlab.desktop.settings import Settings
    from taperlab.desktop.window import Window


class Printing:
    """Takes the finished paper of a page's preview; there is no other way to paper.

    ``look`` turns to the preview; ``named`` says, for the name of a file, what it is.
    """

    def __init__(
        self,
        window: Window,
        paper: Callable[[], bytes | None],
        look: Callable[[], object],
        named: Callable[[], str],
    ) -> None:
        self._window = window
        self._finished, self._look, self._named = paper, look, named

    def to_printer(self) -> None:
        """Ask for a printer and print."""
        pdf = self._paper()
        if pdf is not None and (printer := self._window.ask().printer()):
            from taperlab.desktop.paper.printer_pages import print_pdf  # noqa: PLC0415 - when first printed

            print_pdf(pdf, printer)

    def to_file(self, settings: Settings) -> None:
        """Ask for a file and save, whole or not at all."""
        pdf = self._paper()
        if pdf is None:
            return
        suggested = settings.folder / f"{self._window.suggested_name()} {self._named()}.pdf"
        path = self._window.ask().file_to_save(suggested, pdf=True)
        if path is not None:
            from taperlab.desktop.files import write_whole  # noqa: PLC0415 - when first saved

            settings.folder = path.parent
            self._window.trying(lambda: write_whole(path, pdf))

    def _paper(self) -> bytes | None:
        """Return the paper; where none is made yet, turn to it so that it is made and seen."""
        self._window.commit()
        pdf = self._finished()
        if pdf is None:
            self._look()
            self._window.trying(self._explain)
        return pdf

    def _explain(self) -> None:
        raise InputError(Message("desktop.no-paper-yet"))
