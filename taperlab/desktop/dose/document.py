"""The preparation as a file: which one, whether it was changed, how it is read and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from taperlab.desktop.dose.question import Question
from taperlab.messages import InputError, Message

if TYPE_CHECKING:
    from pathlib import Path

    from taperlab.desktop.dose.presenter import DosePresenter
    from taperlab.wording import Wording


class DocumentPresenter(QObject):
    """Knows the file that is open, and whether the window holds more than it."""

    changed = Signal()

    def __init__(self, dose: DosePresenter, words: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dose = dose
        self._words = words
        self._kept = dose.question
        self.path: Path | None = None
        dose.question_changed.connect(self.changed)

    @property
    def is_modified(self) -> bool:
        """Whether anything would be lost."""
        return self._dose.question != self._kept

    @property
    def can_save(self) -> bool:
        """Whether there is an answer to save."""
        return self._dose.answer is not None

    @property
    def name(self) -> str:
        """What the window calls the file."""
        return self.path.name if self.path else self._words.text(Message("desktop.untitled"))

    def new(self, market: str) -> Question:
        """Begin with a blank question."""
        blank = Question(market=market)
        self._settle(None, blank)
        self._dose.show(blank, None)
        return blank

    def open(self, path: Path) -> Question:
        """Read a file and show its question and its answer.

        Raises:
            InputError: if it cannot be read, is damaged or was tampered with; nothing is lost.
        """
        from taperlab.answers.codec import decode_answer  # noqa: PLC0415 - after the first paint
        from taperlab.desktop.dose.asking import question_of  # noqa: PLC0415
        from taperlab.desktop.files import read_file  # noqa: PLC0415

        if self._dose.engine is None:
            raise InputError(Message("desktop.not-ready", name=path.name))
        answer = decode_answer(read_file(path), path.name)
        question = question_of(answer, self._dose.engine.catalogue)
        self._settle(path, question)
        self._dose.show(question, answer)
        self._kept = self._dose.question
        self.changed.emit()
        return self._dose.question

    def save(self, path: Path) -> None:
        """Write the answer to a file, whole or not at all.

        Raises:
            InputError: if there is no answer, or the file cannot be written.
        """
        from taperlab.answers.codec import encode  # noqa: PLC0415 - after the first paint
        from taperlab.desktop.files import write_whole  # noqa: PLC0415

        if self._dose.answer is None:
            raise InputError(Message("desktop.nothing-to-save"))
        write_whole(path, encode(self._dose.answer))
        self._settle(path, self._dose.question)

    def _settle(self, path: Path | None, question: Question) -> None:
        self.path = path
        self._kept = question
        self.changed.emit()
