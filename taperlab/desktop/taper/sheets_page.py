"""The papers of a step: of the next one, or of the dose that is taken now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from taperlab.desktop.paper.preview_panel import WIDEST, PreviewPanel
from taperlab.desktop.parts.choices import ButtonRow
from taperlab.desktop.parts.labels import column, label
from taperlab.desktop.taper.course_view import taken
from taperlab.messages import Message

if TYPE_CHECKING:
    from taperlab.taper.document import Plan, Step
    from taperlab.wording import Wording

STANDINGS = ("next", "now")


class SheetsPage(QWidget):
    """Which of the two steps, what it is in a line, and its papers."""

    step_chosen = Signal(str)

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self.steps = ButtonRow(
            (each, words.text(Message(f"desktop.sheets-{each}"))) for each in STANDINGS
        )
        self.steps.setMaximumWidth(WIDEST)
        self.steps.chosen.connect(self.step_chosen)
        self.title = label("", "lead")
        self.preview = PreviewPanel(words)
        layout = column(self, gap=0)
        head = column(gap=12)
        head.setContentsMargins(24, 16, 24, 0)
        head.addWidget(self.steps)
        head.addWidget(self.title)
        layout.addLayout(head)
        layout.addWidget(self.preview, 1)

    def show_step(self, plan: Plan, standing: str) -> None:
        """Say which step the papers are of; where there is none, its papers say so."""
        self.steps.choose(standing)
        step = step_of(plan, standing)
        said = (
            Message("desktop.sheets-of", n=step.number, dose=taken(step), day=step.start)
            if step
            else None
        )
        self.title.setText(self._words.text(said) if said else "")


def step_of(plan: Plan, standing: str) -> Step | None:
    """Return the step that is next, or the one that is taken now."""
    return next((each for each in plan.steps if each.standing == standing), None)
