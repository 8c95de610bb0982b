"""A field: its name above, its control, and beneath it what was understood, or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from taperlab.desktop.parts.labels import column, label, restyle

if TYPE_CHECKING:
    from taperlab.messages import TaperLabError
    from taperlab.wording import Wording


class Field(QWidget):
    """One control of the question with its words; ``name`` is the request's name for it."""

    def __init__(self, name: str, caption: str, control: QWidget, hint: str = "") -> None:
        super().__init__()
        self.name = name
        self.control = control
        self.caption = caption.replace("&", "")
        self._hint = hint
        title = label(caption, "label")
        title.setBuddy(control)
        self.echo = label(hint, "small")
        self.reason = label("", "reason")
        control.setAccessibleName(self.caption)
        layout = column(self, gap=4)
        for each in (title, control, self.echo, self.reason):
            layout.addWidget(each)
        self.echo.setVisible(bool(hint))
        self.reason.hide()

    def say(self, text: str) -> None:
        """Show what was understood; without a text, the hint."""
        self.echo.setText(text or self._hint)
        self.echo.setVisible(bool(text or self._hint))
        self.accept()

    def advise(self, hint: str) -> None:
        """Show another hint; what was understood or refused stays."""
        if hint != self._hint:
            shows = self.echo.text() == self._hint
            self._hint = hint
            if shows:
                self.echo.setText(hint)
                self.echo.setVisible(bool(hint) and self.reason.isHidden())

    def accept(self) -> None:
        """Take back a reason that was shown."""
        self.reason.hide()
        self.control.setAccessibleDescription(self.echo.text())
        restyle(self.control, "invalid", value=False)

    def refuse(self, error: TaperLabError, words: Wording) -> None:
        """Show why what stands here cannot be read; what was typed stays as it is."""
        text = f"{words.text(error.problem)} {words.text(error.remedy)}"
        self.reason.setText(text)
        self.reason.show()
        self.echo.hide()
        self.control.setAccessibleDescription(text)
        restyle(self.control, "invalid", value=True)
