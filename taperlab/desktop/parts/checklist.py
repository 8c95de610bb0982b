"""A list to tick: what is at hand, and whether its marks were checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from taperlab.desktop.parts.labels import WrappingCheck, column, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.desktop.dose.offers import Row


class Checklist(QWidget):
    """Rows to tick; none ticked stands for the usual, as the hint above them says."""

    changed = Signal()

    def __init__(self, hint: str, confirmation: str = "", empty: str = "") -> None:
        super().__init__()
        self._confirmation = confirmation
        self._rows: tuple[Row, ...] = ()
        self._boxes: dict[str, WrappingCheck] = {}
        self._confirmed: dict[str, WrappingCheck] = {}
        self._layout = column(self)
        self._layout.setContentsMargins(8, 0, 0, 0)
        self._layout.addWidget(label(hint, "small"))
        self._empty = label(empty, "note")
        self._layout.addWidget(self._empty)
        self._empty.setVisible(bool(empty))

    def offer(self, rows: Sequence[Row]) -> None:
        """Show these rows in place of the ones before; ticks stay with their ids."""
        if tuple(rows) == self._rows:
            return
        ticked, confirmed = self.ticked, self.confirmed
        for box in (*self._boxes.values(), *self._confirmed.values()):
            self._layout.removeWidget(box)
            box.deleteLater()
        self._rows = tuple(rows)
        self._boxes, self._confirmed = {}, {}
        for each in rows:
            self._add(each)
        self._empty.setVisible(bool(self._empty.text()) and not rows)
        self.tick(ticked, confirmed)

    def tick(self, ticked: Sequence[str], confirmed: Sequence[str] = ()) -> None:
        """Tick these rows and no others, in silence."""
        for boxes, wanted in ((self._boxes, ticked), (self._confirmed, confirmed)):
            for name, box in boxes.items():
                with QSignalBlocker(box.box):
                    box.box.setChecked(name in wanted)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ids that are ticked."""
        return tuple(name for name, box in self._boxes.items() if box.box.isChecked())

    @property
    def confirmed(self) -> tuple[str, ...]:
        """The ids whose marks were checked."""
        return tuple(name for name, box in self._confirmed.items() if box.box.isChecked())

    def boxes(self) -> list[QCheckBox]:
        """Return every box to tick, from top to bottom."""
        rows = ((self._boxes[name], self._confirmed.get(name)) for name in self._boxes)
        return [check.box for pair in rows for check in pair if check is not None]

    def box(self, name: str) -> WrappingCheck:
        """Return the row of an id."""
        return self._boxes[name]

    def confirmation(self, name: str) -> WrappingCheck:
        """Return the box that confirms the marks of an id."""
        return self._confirmed[name]

    def _add(self, each: Row) -> None:
        self._boxes[each.id] = self._check(each.name, each.detail)
        if each.has_marks and self._confirmation:
            confirm = self._check(self._confirmation, "")
            confirm.box.setAccessibleName(f"{each.name}: {self._confirmation}")
            confirm.line.setContentsMargins(24, 0, 0, 8)
            self._confirmed[each.id] = confirm

    def _check(self, text: str, detail: str) -> WrappingCheck:
        check = WrappingCheck(text, detail)
        check.box.toggled.connect(self.changed)
        self._layout.addWidget(check)
        return check
