"""The dialog of last resort: an error that nobody foresaw, with what its reader needs."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QPushButton

from taperlab.desktop.parts.labels import column, label, row
from taperlab.messages import Message

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from taperlab.wording import Wording


def show_crash(words: Wording, error: BaseException) -> None:
    """Show an error and wait until it was read."""
    report = "".join(traceback.format_exception(error))
    CrashDialog(words, report, QApplication.activeWindow()).exec()


class CrashDialog(QDialog):
    """Says that something went wrong, and lets one copy what."""

    def __init__(self, words: Wording, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.text(Message("desktop.crash-title")))
        self.resize(720, 480)
        layout = column(self, gap=16, margin=24)
        layout.addWidget(label(words.text(Message("desktop.crash")), "lead"))
        layout.addWidget(label(words.text(Message("desktop.crash.remedy"))))
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        layout.addWidget(self.report, 1)
        buttons = row()
        copy = QPushButton(words.text(Message("desktop.crash-copy")))
        copy.clicked.connect(self._copy)
        close = QPushButton(words.text(Message("desktop.close")))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        layout.addLayout(buttons)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report.toPlainText())
