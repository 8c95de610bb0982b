"""The left of the Check page: the reduction, as fields that say back what they understood."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from taperlab.desktop.check.asking import Asked
from taperlab.desktop.check.fields import CheckFields
from taperlab.desktop.look.icons import IconLabel
from taperlab.desktop.parts.choices import Beside, Fold
from taperlab.desktop.parts.labels import column, label, row, rule, short_label
from taperlab.desktop.parts.scrolled import Scrolled
from taperlab.messages import Message, TaperLabError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taperlab.desktop.dose.offers import Offer
    from taperlab.wording import Wording

_FOLDED = {
    "products": "desktop.products",
    "devices": "desktop.devices",
    "methods": "desktop.ways",
    "basis": "desktop.basis-and-limit",
}
_LISTS = ("products", "devices", "methods")
_BASIS = ("per", "doses_per_day", "dose_of", "max_error")


class CheckForm(QWidget):
    """Tells how to gather what is asked at each change; what no field shows is kept.

    ``edited`` carries a function from what was asked before to what is asked now.
    """

    edited = Signal(object)

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = words
        self.controls = CheckFields(words)
        self.fields = self.controls.named()
        self.folds = {
            name: Fold(words.text(Message(key)), self._folded(name))
            for name, key in _FOLDED.items()
        }
        content = QWidget()
        self._lay_out(content)
        column(self).addWidget(Scrolled(content))
        self._listen()

    def show_asked(self, asked: Asked) -> None:
        """Put what is asked into the fields, in silence."""
        controls, request = self.controls, asked.request
        with QSignalBlocker(self):
            controls.drug.setEditText(request.drug)
            controls.market.choose(request.market)
            controls.start.setText(request.start)
            controls.to.setText(request.to)
            controls.since.setText(asked.since)
            controls.role.choose(request.role)
            controls.per.choose(request.per)
            controls.offer_times(request.doses_per_day)
            controls.scale.choose(request.dose_of)
            controls.limit.setText(request.max_error or "")
            controls.products.tick(request.products or ())
            controls.devices.tick(request.devices or (), request.confirmed_devices)
            controls.methods.tick(request.methods or ())

    def gathered(self, kept: Asked) -> Asked:
        """Return what stands in the fields; what no field shows is as in ``kept``."""
        import msgspec  # noqa: PLC0415 - after the first paint

        controls = self.controls
        request = msgspec.structs.replace(
            kept.request,
            drug=controls.drug.value,
            market=str(controls.market.currentData()),
            start=controls.start.text(),
            to=controls.to.text(),
            role=controls.role.value,
            per=str(controls.per.currentData()),
            doses_per_day=controls.times.currentData(),
            dose_of=str(controls.scale.currentData()),
            max_error=controls.limit.text().strip() or None,
            products=controls.products.ticked or None,
            devices=controls.devices.ticked or None,
            confirmed_devices=controls.devices.confirmed,
            methods=controls.methods.ticked or None,
        )
        return Asked(request, controls.since.text())

    def show_offer(self, offer: Offer) -> None:
        """Show what there is to choose from."""
        controls = self.controls
        controls.drug.offer([each.name for each in offer.drugs])
        controls.market.offer([(each.id, each.name) for each in offer.markets])
        controls.scale.offer([(each.id, each.name) for each in offer.scales])
        self.fields["dose_of"].setVisible(len(offer.scales) > 1)
        controls.products.offer(offer.products)
        controls.devices.offer(offer.devices)
        controls.offer_methods()
        self._order_tabs()

    def show_reading(self, reading: Mapping[str, str | TaperLabError]) -> None:
        """Say back each quantity in words, or why it cannot be read."""
        for field in self.fields.values():
            field.accept()
        for name, found in reading.items():
            if isinstance(found, TaperLabError):
                self.show_refusal(found, name)
            else:
                self.fields[name].say(found)

    def show_refusal(self, error: TaperLabError, name: str = "") -> None:
        """Show an error beside the field that it is about."""
        name = name or error.field or ""
        if name in self.fields:
            self.fields[name].refuse(error, self._words)
        if name in _BASIS:
            self.folds["basis"].open()

    def caption_of(self, error: TaperLabError) -> str:
        """Name the field that an error is about, if it is about one."""
        field = self.fields.get(error.field or "")
        return field.caption if field is not None else ""

    def _lay_out(self, content: QWidget) -> None:
        layout = column(content, gap=16, margin=24)
        brand = row(gap=8)
        brand.addWidget(IconLabel(2.0))
        brand.addWidget(short_label("TaperLab", "title"), 1)
        layout.addLayout(brand)
        layout.addWidget(label(self._words.text(Message("desktop.check-what-for")), "note"))
        for name in ("drug", "market"):
            layout.addWidget(self.fields[name])
        layout.addWidget(Beside([self.fields["from"], self.fields["to"]], gap=8))
        for name in ("since", "role"):
            layout.addWidget(self.fields[name])
        for fold in self.folds.values():
            layout.addWidget(rule())
            layout.addWidget(fold)
        layout.addStretch(1)

    def _folded(self, name: str) -> QWidget:
        if name in _LISTS:
            return self.controls.lists[name]
        content = QWidget()
        layout = column(content, gap=16)
        layout.setContentsMargins(8, 0, 0, 0)
        for each in _BASIS:
            layout.addWidget(self.fields[each])
        self.fields["dose_of"].hide()
        return content

    def _listen(self) -> None:
        controls = self.controls
        controls.drug.editTextChanged.connect(self._announce)
        for box in (controls.drug, controls.market, controls.per, controls.times, controls.scale):
            box.activated.connect(self._announce)
        for line in (controls.start, controls.to, controls.since, controls.limit):
            line.textChanged.connect(self._announce)
        controls.role.chosen.connect(self._announce)
        for each in controls.lists.values():
            each.changed.connect(self._announce)

    def _order_tabs(self) -> None:
        """Have Tab go to new rows where they stand, not after everything older."""
        order: list[QWidget] = []
        for name, fold in self.folds.items():
            rows = self.controls.lists[name].boxes() if name in _LISTS else []
            order += [fold.button, *rows]
        order += [self.fields[name].control for name in _BASIS]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _announce(self) -> None:
        self.edited.emit(self.gathered)
