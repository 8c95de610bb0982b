"""The first view of the Check page: one check, from its verdict down to both preparations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from taperlab.desktop.check.boxes import (
    BetterBox,
    DoseBox,
    PrescribeBox,
    RefusedBox,
    ResolutionBox,
    VerdictBox,
)
from taperlab.desktop.parts.findings_box import FindingsBox, ReturnedCheck
from taperlab.desktop.parts.labels import column, label
from taperlab.desktop.parts.sides import WIDEST, Sides
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.desktop.check.view import CheckView
    from taperlab.desktop.parts.pictures import PictureBook
    from taperlab.taper.document import Concern
    from taperlab.wording import Wording


class VerdictPage(QWidget):
    """Shows one check; a new check is a new page."""

    reason_given = Signal(str, str)

    def __init__(self, view: CheckView, words: Wording, book: PictureBook) -> None:
        super().__init__()
        self._words, self._book = words, book
        self._view = view
        self.setMaximumWidth(WIDEST)
        self._layout = column(self, gap=16)
        self._layout.setContentsMargins(24, 16, 24, 24)
        self.verdict = VerdictBox(view.verdict)
        self._layout.addWidget(self.verdict)
        self.prescribe: PrescribeBox | None = None
        self.back: ReturnedCheck | None = None
        notes = [each for each in view.findings if each.severity == "note"]
        self._heed([each for each in view.findings if each not in notes])
        self._ask_for_bottle()
        self._advise()
        self._heed(notes)
        self.doses: tuple[DoseBox, ...] = ()
        self.is_complete = False
        self._layout.addStretch(1)

    def complete(self) -> None:
        """Show both preparations, and what cannot serve; the window breathes before this."""
        if self.is_complete:
            return
        self._layout.takeAt(self._layout.count() - 1)
        self.doses = tuple(DoseBox(each, self._words, self._book) for each in self._view.doses)
        for box in self.doses:
            box.reason_given.connect(self.reason_given)
        if any(each.card is not None for each in self._view.doses):
            heading = self._words.text(Message("desktop.both-doses"))
            self._layout.addWidget(label(heading, "lead"))
            self._layout.addWidget(Sides(self.doses))
        if self._view.refused:
            self._layout.addWidget(RefusedBox(self._view.refused, self._words))
        self._layout.addStretch(1)
        self.is_complete = True

    def _advise(self) -> None:
        """Show the wording, how sure it is, what would be finer; where it is lost, that first."""
        view, found = self._view, list[QWidget]()
        lost = view.verdict.standing == "lost"
        if lost:
            self._offer_better()
        if view.prescribe:
            caption = Message(f"desktop.prescribe{'-anyway' if lost else ''}")
            self.prescribe = PrescribeBox(view.prescribe, self._words, caption)
            found.append(self.prescribe)
        if view.resolution is not None:
            found.append(ResolutionBox(view.resolution, self._words))
        if found:
            self._layout.addWidget(Sides(found) if len(found) > 1 else found[0])
        if not lost:
            self._offer_better()

    def _offer_better(self) -> None:
        if self._view.better:
            possible = self._view.verdict.standing != "not-makeable"
            self._layout.addWidget(BetterBox(self._view.better, self._words, possible=possible))

    def _heed(self, findings: Sequence[Concern]) -> None:
        if not findings:
            return
        box = FindingsBox(findings, self._words)
        box.given.connect(self.reason_given)
        self.back = box.back or self.back
        self._layout.addWidget(box)

    def _ask_for_bottle(self) -> None:
        """Let it be taken back that the old bottle is given back."""
        if self._view.returned and self.back is None:
            self.back = ReturnedCheck(self._words, ticked=True)
            self.back.ticked.connect(self.reason_given)
            self._layout.addWidget(self.back)
