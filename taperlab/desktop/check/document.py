"""The check as a file: which one, whether it was changed, how it is read and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from taperlab.desktop.check.asking import asked_of, blank
from taperlab.messages import InputError, Message

if TYPE_CHECKING:
    from pathlib import Path

    from taperlab.desktop.check.presenter import CheckPresenter
    from taperlab.taper.request import CheckRequest
    from taperlab.wording import Wording


class CheckDocument(QObject):
    """Knows the file that is open, and whether the page holds more than it."""

    changed = Signal()

    def __init__(
        self, checks: CheckPresenter, words: Wording, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._checks = checks
        self._words = words
        self._kept: CheckRequest | None = None
        self.path: Path | None = None
        checks.asked_changed.connect(self.changed)

    @property
    def is_modified(self) -> bool:
        """Whether anything would be lost."""
        return self._request != self._kept

    @property
    def can_save(self) -> bool:
        """Whether there is a check to save."""
        return self._checks.check is not None

    @property
    def name(self) -> str:
        """What the window calls the file."""
        return self.path.name if self.path else self._words.text(Message("desktop.untitled-check"))

    def new(self, market: str) -> None:
        """Begin with a blank page."""
        self._checks.show(blank(market))
        self._settle(None)

    def open(self, path: Path) -> None:
        """Read a file and show what it asks and its check.

        Raises:
            InputError: if it cannot be read, is damaged or was tampered with; nothing is lost.
        """
        from taperlab.answers.codec import decode  # noqa: PLC0415 - after the first paint
        from taperlab.desktop.files import read_file  # noqa: PLC0415
        from taperlab.taper.document import CHECK_SCHEMA, Check  # noqa: PLC0415

        if self._checks.engine is None:
            raise InputError(Message("desktop.not-ready", name=path.name))
        check = decode(read_file(path), Check, CHECK_SCHEMA, path.name)
        self._checks.show(asked_of(check, self._checks.engine.catalogue), check)
        self._settle(path)

    def save(self, path: Path) -> None:
        """Write the check to a file, whole or not at all.

        Raises:
            InputError: if there is no check, or the file cannot be written.
        """
        from taperlab.answers.codec import encode  # noqa: PLC0415 - after the first paint
        from taperlab.desktop.files import write_whole  # noqa: PLC0415

        if self._checks.check is None:
            raise InputError(Message("desktop.no-check-to-save"))
        write_whole(path, encode(self._checks.check))
        self._settle(path)

    @property
    def _request(self) -> CheckRequest | None:
        return self._checks.asked.request if self._checks.asked else None

    def _settle(self, path: Path | None) -> None:
        self.path = path
        self._kept = self._request
        self.changed.emit()
