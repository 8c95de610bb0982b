"""The plan as a file: which one, whether it was changed, how it is read and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from taperlab.messages import InputError, Message

if TYPE_CHECKING:
    from pathlib import Path

    from taperlab.desktop.taper.presenter import TaperPresenter
    from taperlab.taper.request import TaperRequest
    from taperlab.wording import Wording


class TaperDocument(QObject):
    """Knows the file that is open, and whether the page holds more than it."""

    changed = Signal()

    def __init__(
        self, taper: TaperPresenter, words: Wording, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._taper = taper
        self._words = words
        self._kept: TaperRequest | None = None
        self.path: Path | None = None
        taper.request_changed.connect(self.changed)

    @property
    def is_modified(self) -> bool:
        """Whether anything would be lost."""
        return self._taper.request != self._kept

    @property
    def can_save(self) -> bool:
        """Whether there is a plan to save."""
        return self._taper.plan is not None

    @property
    def name(self) -> str:
        """What the window calls the file."""
        return self.path.name if self.path else self._words.text(Message("desktop.untitled-taper"))

    def new(self, market: str) -> None:
        """Begin with a blank request."""
        from taperlab.taper.request import TaperRequest  # noqa: PLC0415 - with the engine

        self._taper.show(TaperRequest(drug="", start="", market=market))
        self._settle(None)

    def open(self, path: Path) -> None:
        """Read a file and show its request and its plan.

        Raises:
            InputError: if it cannot be read, is damaged or was tampered with; nothing is lost.
        """
        from taperlab.answers.codec import decode  # noqa: PLC0415 - after the first paint
        from taperlab.desktop.files import read_file  # noqa: PLC0415
        from taperlab.desktop.taper.asking import request_of  # noqa: PLC0415
        from taperlab.taper.document import PLAN_SCHEMA, Plan  # noqa: PLC0415

        if self._taper.engine is None:
            raise InputError(Message("desktop.not-ready", name=path.name))
        plan = decode(read_file(path), Plan, PLAN_SCHEMA, path.name)
        self._taper.show(request_of(plan, self._taper.engine.catalogue), plan)
        self._settle(path)

    def save(self, path: Path) -> None:
        """Write the plan to a file, whole or not at all.

        Raises:
            InputError: if there is no plan, or the file cannot be written.
        """
        from taperlab.answers.codec import encode  # noqa: PLC0415 - after the first paint
        from taperlab.desktop.files import write_whole  # noqa: PLC0415

        if self._taper.plan is None:
            raise InputError(Message("desktop.no-plan-to-save"))
        write_whole(path, encode(self._taper.plan))
        self._settle(path)

    def _settle(self, path: Path | None) -> None:
        self.path = path
        self._kept = self._taper.request
        self.changed.emit()
