"""A step that cannot be made: why each way was refused, and what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from taperlab.desktop.parts.labels import column, label
from taperlab.messages import Message

if TYPE_CHECKING:
    from taperlab.desktop.names import Names
    from taperlab.taper.document import Step


class RefusedStep(QFrame):
    """Stands where the step's card would."""

    def __init__(self, step: Step, names: Names) -> None:
        super().__init__()
        self.setProperty("role", "card")
        say = names.words.text
        layout = column(self, gap=8, margin=16)
        title = Message("desktop.step-cannot", n=step.number, dose=step.target)
        layout.addWidget(label(say(title), "lead"))
        for one in step.help:
            layout.addWidget(label(f"\u2192 {one.text}"))
        for each in step.refused:
            method = say(Message(f"desktop.method-{each.method}"))
            product = f" \u00b7 {names.product(each.product)}" if each.product else ""
            layout.addWidget(label(f"{method}{product}", "label"))
            layout.addWidget(label(each.text))
            layout.addWidget(label(each.remedy, "note"))
