"""What is asked more rarely: how many days, overage, expiries, counted beads, weighed units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from taperlab.desktop.dose.expiry_list import ExpiryList
from taperlab.desktop.dose.sample_list import SampleList
from taperlab.desktop.parts.labels import column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.desktop.dose.offers import Offer
    from taperlab.desktop.dose.question import Question
    from taperlab.desktop.parts.field import Field
    from taperlab.wording import Wording


class MorePanel(QWidget):
    """Lies folded under the question until somebody asks for it, or a file holds some of it."""

    edited = Signal()
    rearranged = Signal()
    begun = Signal(object)

    def __init__(self, days: Field, overage: Field, words: Wording) -> None:
        super().__init__()
        self._batch = days, overage
        self.expiries = ExpiryList(words)
        self.beads = SampleList("beads", words)
        self.weighed = SampleList("weighed", words)
        layout = column(self, gap=16)
        layout.setContentsMargins(8, 0, 0, 0)
        for part in (days, overage, self.expiries, self.beads, self.weighed):
            layout.addWidget(part)
        for part in (self.expiries, self.beads, self.weighed):
            part.edited.connect(self.edited)
            part.rearranged.connect(self.rearranged)
        for samples in (self.beads, self.weighed):
            samples.begun.connect(self.begun)

    def fields(self) -> dict[str, Field]:
        """Return the fields that come and go, called as in ``in_hand.readings``."""
        return {**self.expiries.fields(), **self.beads.fields(), **self.weighed.fields()}

    def offer(self, offer: Offer) -> None:
        """Show what there is to count or weigh; what was of another drug goes."""
        self.expiries.name(offer.names)
        self.expiries.forget(offer.others)
        for samples, rows in ((self.beads, offer.capsules), (self.weighed, offer.units)):
            samples.forget(offer.others)
            samples.offer(rows, offer.names)

    def show_question(self, question: Question) -> None:
        """Show what a question holds of this, in silence."""
        self.expiries.follow(question.products)
        self.expiries.show_expiries(question.expiries)
        self.beads.show_samples(question.beads)
        self.weighed.show_samples(question.weighed)

    def stops(self) -> Sequence[QWidget]:
        """Return what Tab goes to, from top to bottom."""
        batch = [field.control for field in self._batch]
        return [*batch, *self.expiries.stops(), *self.beads.stops(), *self.weighed.stops()]


def holds_more(question: Question) -> bool:
    """Whether a question holds anything that lies folded here."""
    batch = question.days.strip() or question.overage.strip()
    return bool(batch or question.expiries or question.beads or question.weighed)
