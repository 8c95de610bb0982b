"""Counts or weighings, one block each, added and removed as needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from taperlab.desktop.dose.question import Sample
from taperlab.desktop.dose.sample_block import SampleBlock
from taperlab.desktop.parts.labels import column, label
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from taperlab.desktop.dose.offers import Row
    from taperlab.desktop.dose.sample_block import Kind
    from taperlab.desktop.parts.field import Field
    from taperlab.wording import Wording


class SampleList(QWidget):
    """Shows itself while there is a product to count or weigh, or while something was typed."""

    edited = Signal()
    rearranged = Signal()
    begun = Signal(object)

    def __init__(self, kind: Kind, words: Wording) -> None:
        super().__init__()
        self._kind: Kind = kind
        self._words = words
        self._rows: Sequence[Row] = ()
        self._names: Mapping[str, str] = {}
        self.blocks: list[SampleBlock] = []
        self.add = QPushButton(words.text(Message(f"desktop.{kind}-add")))
        self.add.clicked.connect(self._begin)
        layout = column(self)
        layout.addWidget(label(words.text(Message(f"desktop.{kind}-title")), "label"))
        layout.addWidget(label(words.text(Message(f"desktop.{kind}-hint")), "small"))
        self._place = column()
        layout.addLayout(self._place)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def samples(self) -> tuple[Sample, ...]:
        """What was typed; a block left blank says nothing."""
        return tuple(block.sample for block in self._filled())

    def fields(self) -> dict[str, Field]:
        """Return the fields of what was typed, called as in ``in_hand.readings``."""
        return {
            f"{self._kind}.{place}.{name}": field
            for place, block in enumerate(self._filled())
            for name, field in block.fields.items()
        }

    def offer(self, rows: Sequence[Row], names: Mapping[str, str]) -> None:
        """Show these products to choose from."""
        self._rows, self._names = rows, names
        for block in self.blocks:
            block.offer(rows, names)
        self._appear()

    def forget(self, products: frozenset[str]) -> None:
        """Remove what was counted or weighed of these products."""
        for block in [one for one in self.blocks if one.sample.product in products]:
            self._drop(block)
        self._appear()

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """Show these and no others, in silence."""
        for block in tuple(self.blocks):
            self._drop(block)
        for sample in samples:
            self._append().show_sample(sample, self._rows, self._names)
        self._appear()

    def stops(self) -> list[QWidget]:
        """Return what Tab goes to, from top to bottom."""
        if self.isHidden():
            return []
        return [*(stop for block in self.blocks for stop in block.stops()), self.add]

    def _filled(self) -> list[SampleBlock]:
        return [block for block in self.blocks if not block.sample.is_blank]

    def _append(self) -> SampleBlock:
        block = SampleBlock(self._kind, self._words)
        block.show_sample(Sample(), self._rows, self._names)
        block.edited.connect(self.edited)
        block.removed.connect(lambda: self._remove(block))
        self.blocks.append(block)
        self._place.addWidget(block)
        return block

    def _drop(self, block: SampleBlock) -> None:
        self.blocks.remove(block)
        self._place.removeWidget(block)
        block.hide()
        block.deleteLater()

    def _begin(self) -> None:
        block = self._append()
        block.show()
        self.rearranged.emit()
        self.begun.emit(block)
        block.product.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, block: SampleBlock) -> None:
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop(block)
        self.edited.emit()

    def _appear(self) -> None:
        self.setVisible(bool(self._rows or self.blocks))
        self.rearranged.emit()
