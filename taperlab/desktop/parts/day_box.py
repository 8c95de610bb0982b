"""A day: typed or stepped through by keys, and never changed by a wheel that scrolls past."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QDateEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

    from taperlab.wording import Wording

_INSET = 8  # a style sheet does not reach the line inside


class DayBox(QDateEdit):
    """Shows a day in full, so that no month is taken for a day of the month."""

    def __init__(self, words: Wording) -> None:
        super().__init__(QDate.currentDate())
        self.setLocale(QLocale(words.language))
        self.setDisplayFormat("d MMMM yyyy")
        self.lineEdit().setTextMargins(_INSET, 0, 0, 0)

    @property
    def day(self) -> dt.date:
        """The day that stands there."""
        shown = self.date()
        return dt.date(shown.year(), shown.month(), shown.day())

    @property
    def is_today(self) -> bool:
        """Whether the day that stands there is the one that it is here."""
        return self.date() == QDate.currentDate()

    def show_day(self, day: dt.date | None) -> None:
        """Show a day, or today where none is known."""
        found = QDate(day.year, day.month, day.day) if day else QDate.currentDate()
        self.setDate(found)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
