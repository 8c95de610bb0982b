"""What was counted or weighed of one product and batch, as fields to type it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QToolButton

from taperlab.desktop.dose.question import Sample
from taperlab.desktop.parts.choices import ChoiceBox
from taperlab.desktop.parts.field import Field
from taperlab.desktop.parts.labels import WrappingCheck, column
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from taperlab.desktop.dose.offers import Row
    from taperlab.wording import Wording

Kind = Literal["beads", "weighed"]


class SampleBlock(QFrame):
    """One count or weighing; it remembers which product and batch its numbers were typed for.

    Numbers begun anew are of what stands here then. Numbers that stay while the product or the
    batch is changed are kept as typed, but void: ``sample.made_of`` says so.
    """

    edited = Signal()
    removed = Signal()

    def __init__(self, kind: Kind, words: Wording) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._kind = kind
        self._words = words
        self._made_of = "", ""
        self.product = ChoiceBox()
        self.batch = QLineEdit()
        self.values = QLineEdit()
        self.spread = QLineEdit()
        self.twice = WrappingCheck(self._say("beads-twice"))
        self.remove = QToolButton()
        self.remove.setText(self._say("sample-remove"))
        self.values.setPlaceholderText(self._say(f"{kind}-example"))
        self.spread.setPlaceholderText(self._say("spread-example"))
        self.fields = self._named()
        self._lay_out()
        self._listen()

    @property
    def sample(self) -> Sample:
        """What stands in the fields."""
        return Sample(
            product=str(self.product.currentData() or ""),
            batch=self.batch.text(),
            values=self.values.text(),
            spread=self.spread.text(),
            twice=self.twice.box.isChecked(),
            made_of=self._made_of,
        )

    def show_sample(self, sample: Sample, rows: Sequence[Row], names: Mapping[str, str]) -> None:
        """Put a sample into the fields, in silence."""
        with QSignalBlocker(self):
            self._offer(rows, names, sample.product)
            self.batch.setText(sample.batch)
            self.values.setText(sample.values)
            self.spread.setText(sample.spread)
            self.twice.box.setChecked(sample.twice)
        self._made_of = sample.made_of

    def offer(self, rows: Sequence[Row], names: Mapping[str, str]) -> None:
        """Show these products to choose from; one that was chosen stays, even if not among them."""
        self._offer(rows, names, self.sample.product)

    def stops(self) -> list[QWidget]:
        """Return what Tab goes to, from top to bottom."""
        of_beads = [self.spread, self.twice.box] if self._kind == "beads" else []
        return [self.product, self.batch, self.values, *of_beads, self.remove]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the whole name of the product where its place became too small."""
        super().resizeEvent(event)
        self._spell_out()

    def _spell_out(self) -> None:
        cut = self.product.is_cut_short
        self.fields["product"].advise(self.product.currentText() if cut else "")

    def _offer(self, rows: Sequence[Row], names: Mapping[str, str], chosen: str) -> None:
        found = [("", self._say(f"{self._kind}-choose")), *((row.id, row.name) for row in rows)]
        if chosen not in dict(found):
            elsewhere = Message("desktop.not-here", product=names.get(chosen, chosen))
            found.append((chosen, self._words.text(elsewhere)))
        self.product.offer(found)
        self.product.choose(chosen)
        self._spell_out()

    def _named(self) -> dict[str, Field]:
        shown = {"product": self.product, "batch": self.batch, "values": self.values}
        if self._kind == "beads":
            shown["spread"] = self.spread
        captions = {"values": f"{self._kind}-values"}
        return {
            name: Field(name, self._say(captions.get(name, f"sample-{name}")), control)
            for name, control in shown.items()
        }

    def _lay_out(self) -> None:
        layout = column(self, gap=8, margin=12)
        for field in self.fields.values():
            layout.addWidget(field)
        if self._kind == "beads":
            layout.addWidget(self.twice)
        layout.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignRight)

    def _listen(self) -> None:
        self.product.activated.connect(self._name_product)
        self.batch.editingFinished.connect(self._name)
        self.values.textChanged.connect(self._count)
        for line in (self.batch, self.spread):
            line.textChanged.connect(self.edited)
        self.twice.box.toggled.connect(self.edited)
        self.remove.clicked.connect(self.removed)

    def _count(self, text: str) -> None:
        if len(text.strip()) <= 1:
            self._made_of = "", ""
        self._name()
        self.edited.emit()

    def _name_product(self) -> None:
        self.product.choose(self.product.currentData())
        self._spell_out()
        self._name()
        self.edited.emit()

    def _name(self) -> None:
        """Have numbers that were typed before the product or batch be of what is named now."""
        sample = self.sample
        if sample.is_used:
            product, batch = self._made_of
            self._made_of = product or sample.product, batch or sample.batch.strip()

    def _say(self, key: str) -> str:
        return self._words.text(Message(f"desktop.{key}"))
