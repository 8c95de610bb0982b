"""The paper that is shown, to a printer or to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.messages import InputError, Message

if TYPE_CHECKING:
    from taperlab.desktop.settings import Settings
    from taperlab.desktop.window import Window

_SHEETS = 3


class Printing:
    """Takes the finished paper of the preview; there is no other way to paper."""

    def __init__(self, window: Window) -> None:
        self._window = window

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
        kind = self._window.page.sheets.kind
        suggested = settings.folder / f"{self._window.suggested_name()} {kind}.pdf"
        path = self._window.ask().file_to_save(suggested, pdf=True)
        if path is not None:
            from taperlab.desktop.files import write_whole  # noqa: PLC0415 - when first saved

            settings.folder = path.parent
            self._window.trying(lambda: write_whole(path, pdf))

    def _paper(self) -> bytes | None:
        """Return the paper; where none is made yet, turn to it so that it is made and seen."""
        self._window.commit()
        pdf = self._window.page.sheets.pdf
        if pdf is None:
            self._window.turn_to(_SHEETS)
            self._window.trying(self._explain)
        return pdf

    def _explain(self) -> None:
        raise InputError(Message("desktop.no-paper-yet"))
