"""The left of the Dose page: the question, as fields that say back what they understood."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from taperlab.desktop.dose.more_panel import MorePanel, holds_more
from taperlab.desktop.dose.question import Question
from taperlab.desktop.dose.question_fields import QuestionFields
from taperlab.desktop.look.icons import IconLabel
from taperlab.desktop.parts.choices import Beside, Fold
from taperlab.desktop.parts.labels import column, label, row, rule, short_label
from taperlab.desktop.parts.scrolled import Scrolled
from taperlab.messages import Message, TaperLabError

if TYPE_CHECKING:
    from taperlab.desktop.dose.offers import Offer
    from taperlab.desktop.dose.reading import Reading
    from taperlab.desktop.parts.field import Field
    from taperlab.wording import Wording

_MARGIN = 16
_FOLDED = {
    "products": "desktop.products",
    "devices": "desktop.devices",
    "more": "desktop.more",
    "paper": "desktop.paper",
}


class QuestionPanel(QWidget):
    """Gathers the question anew at each change, and shows what became of each field."""

    edited = Signal(object)

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = words
        self.controls = QuestionFields(words)
        self.fields = self.controls.named(words)
        self.more = MorePanel(self.fields["days"], self.fields["overage"], words)
        self._reading: Reading = {}
        self.folds = {
            name: Fold(words.text(Message(key)), self._folded(name))
            for name, key in _FOLDED.items()
        }
        content = QWidget()
        self._lay_out(content)
        self._scrolled = Scrolled(content)
        column(self).addWidget(self._scrolled)
        self._listen()

    def show_question(self, question: Question) -> None:
        """Put a question into the fields, in silence."""
        controls = self.controls
        with QSignalBlocker(self):
            controls.drug.setEditText(question.drug)
            controls.market.choose(question.market)
            controls.dose.setText(question.dose)
            controls.per.choose(question.per)
            controls.offer_times(self._words, question.doses_per_day)
            controls.scale.choose(question.dose_of)
            controls.current.setText(question.current_dose)
            controls.highest.setText(question.highest_dose)
            controls.role.choose(question.role)
            controls.limit.setText(question.max_error)
            controls.days.setText(question.days)
            controls.overage.setText(question.overage)
            controls.prepared_by.setText(question.prepared_by)
            controls.checked_by.setText(question.checked_by)
            controls.products.tick(question.products)
            controls.devices.tick(question.devices, question.confirmed_devices)
            controls.date.show_day(question.date)
            self.more.show_question(question)
        self.folds["more"].open(holds_more(question))
        self.show_reading(self._reading)

    def gathered(self) -> Question:
        """Return what stands in the fields."""
        controls = self.controls
        return Question(
            drug=controls.drug.value,
            dose=controls.dose.text(),
            dose_of=str(controls.scale.currentData()),
            per=str(controls.per.currentData()),
            doses_per_day=controls.times.currentData(),
            current_dose=controls.current.text(),
            highest_dose=controls.highest.text(),
            market=str(controls.market.currentData()),
            products=controls.products.ticked,
            devices=controls.devices.ticked,
            confirmed_devices=controls.devices.confirmed,
            role=controls.role.value,
            max_error=controls.limit.text(),
            days=controls.days.text(),
            overage=controls.overage.text(),
            date=None if controls.date.is_today else controls.date.day,
            prepared_by=controls.prepared_by.text(),
            checked_by=controls.checked_by.text(),
            expiries=self.more.expiries.typed,
            beads=self.more.beads.samples,
            weighed=self.more.weighed.samples,
        )

    def show_offer(self, offer: Offer) -> None:
        """Show what there is to choose from."""
        controls = self.controls
        controls.drug.offer([each.name for each in offer.drugs])
        controls.market.offer([(each.id, each.name) for each in offer.markets])
        controls.scale.offer([(each.id, each.name) for each in offer.scales])
        self.fields["dose_of"].setVisible(len(offer.scales) > 1)
        controls.products.offer(offer.products)
        controls.devices.offer(offer.devices)
        self.more.offer(offer)
        self.more.expiries.follow(controls.products.ticked)
        self._order_tabs()

    def show_reading(self, reading: Reading) -> None:
        """Say back each quantity in words, or why it cannot be read."""
        self._reading = reading
        fields = self._all_fields()
        for field in fields.values():
            field.accept()
        for name, found in reading.items():
            if name not in fields:  # the fields of a question that is about to be shown
                continue
            if isinstance(found, TaperLabError):
                self._refuse(name, found)
            else:
                fields[name].say(found)

    def show_refusal(self, error: TaperLabError) -> None:
        """Show an error beside the field that it is about."""
        if error.field in self.fields:
            self._refuse(error.field, error)

    def caption_of(self, error: TaperLabError) -> str:
        """Name the field that an error is about, if it is about one."""
        field = self._all_fields().get(error.field or "")
        return field.caption if field is not None else ""

    def _all_fields(self) -> dict[str, Field]:
        return {**self.fields, **self.more.fields()}

    def _refuse(self, name: str, error: TaperLabError) -> None:
        field = self._all_fields()[name]
        field.refuse(error, self._words)
        if self.more.isAncestorOf(field):
            self.folds["more"].open()

    def _lay_out(self, content: QWidget) -> None:
        layout = column(content, gap=16, margin=24)
        brand = row(gap=8)
        icon = IconLabel(2.0)
        brand.addWidget(icon)
        brand.addWidget(short_label("TaperLab", "title"), 1)
        layout.addLayout(brand)
        layout.addWidget(label(self._words.text(Message("desktop.what-for")), "note"))
        for name in ("drug", "market", "dose"):
            layout.addWidget(self.fields[name])
        pair = [self.fields[name] for name in ("per", "doses_per_day")]
        layout.addWidget(Beside(pair, gap=8))
        for name in ("dose_of", "current_dose", "highest_dose", "role", "max_error"):
            layout.addWidget(self.fields[name])
        self.fields["dose_of"].hide()
        for fold in self.folds.values():
            layout.addWidget(rule())
            layout.addWidget(fold)
        layout.addStretch(1)

    def _folded(self, name: str) -> QWidget:
        if name == "products":
            return self.controls.products
        if name == "devices":
            return self.controls.devices
        if name == "more":
            return self.more
        content = QWidget()
        layout = column(content, gap=16)
        layout.setContentsMargins(8, 0, 0, 0)
        for each in ("prepared_by", "checked_by", "date"):
            layout.addWidget(self.fields[each])
        return content

    def _listen(self) -> None:
        controls = self.controls
        controls.drug.editTextChanged.connect(self._announce)
        for box in (controls.drug, controls.market, controls.per, controls.times, controls.scale):
            box.activated.connect(self._announce)
        lines = controls.dose, controls.current, controls.highest, controls.limit
        batch = controls.days, controls.overage
        for line in (*lines, *batch, controls.prepared_by, controls.checked_by):
            line.textChanged.connect(self._announce)
        controls.role.chosen.connect(self._announce)
        controls.products.changed.connect(self._tick)
        controls.devices.changed.connect(self._announce)
        controls.date.dateChanged.connect(self._announce)
        self.more.edited.connect(self._announce)
        self.more.rearranged.connect(self._order_tabs)
        self.more.begun.connect(self._look_at)

    def _look_at(self, begun: QWidget) -> None:
        """Bring what was just added into sight, once it has been given its place."""
        QTimer.singleShot(0, begun, lambda: self._scrolled.ensureWidgetVisible(begun, 0, _MARGIN))

    def _order_tabs(self) -> None:
        """Have Tab go to new rows where they stand, not after everything older."""
        controls, folds = self.controls, self.folds
        order: list[QWidget] = [controls.limit, folds["products"].button]
        order += [*controls.products.boxes(), folds["devices"].button]
        order += [*controls.devices.boxes(), folds["more"].button]
        order += [*self.more.stops(), folds["paper"].button]
        order += [controls.prepared_by, controls.checked_by, controls.date]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _tick(self) -> None:
        self.more.expiries.follow(self.controls.products.ticked)
        self._announce()

    def _announce(self) -> None:
        self.edited.emit(self.gathered())
