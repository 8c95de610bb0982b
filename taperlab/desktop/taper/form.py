"""The left of the Taper page: what is asked, as fields that say back what they understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from taperlab.desktop.look.icons import IconLabel
from taperlab.desktop.parts.choices import Beside, Fold
from taperlab.desktop.parts.labels import column, label, row, rule, short_label
from taperlab.desktop.parts.scrolled import Scrolled
from taperlab.desktop.taper.fields import TaperFields
from taperlab.messages import Message, TaperLabError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taperlab.desktop.dose.offers import Offer
    from taperlab.taper.request import TaperRequest
    from taperlab.wording import Wording

_FOLDED = {
    "products": "desktop.products",
    "devices": "desktop.devices",
    "paper": "desktop.names-and-basis",
}
_PAPER = ("per", "doses_per_day", "dose_of", "max_error", "prepared_by", "checked_by")
_FIRST = ("drug", "market")
_AFTER = ("rule", "then", "pacing")


class TaperForm(QWidget):
    """Gathers the request anew at each change, and shows what became of each field.

    What no field shows - what was taken already, a dose set by hand, a pause - is the
    presenter's to keep.
    """

    edited = Signal(object)

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = words
        self.controls = TaperFields(words)
        self.fields = self.controls.named()
        self.folds = {
            name: Fold(words.text(Message(key)), self._folded(name))
            for name, key in _FOLDED.items()
        }
        content = QWidget()
        self._lay_out(content)
        column(self).addWidget(Scrolled(content))
        self._listen()

    def show_request(self, request: TaperRequest) -> None:
        """Put a request into the fields, in silence."""
        controls = self.controls
        with QSignalBlocker(self):
            controls.drug.setEditText(request.drug)
            controls.market.choose(request.market)
            controls.start.setText(request.start)
            controls.to.setText(request.to)
            controls.rule.show_text(request.rule)
            controls.then.show_texts(request.then)
            controls.curve.choose(request.curve)
            controls.pacing.choose(
                "micro" if request.micro else "strip" if request.strip else "hold"
            )
            controls.every.setText(_days_shown(request.every))
            controls.last.setText(request.last or "")
            self._show_hands(request)

    def gathered(self, kept: TaperRequest) -> TaperRequest:
        """Return what stands in the fields; what no field shows is as in ``kept``."""
        controls = self.controls
        pacing = controls.pacing.value
        return msgspec.structs.replace(
            kept,
            drug=controls.drug.value,
            market=str(controls.market.currentData()),
            start=controls.start.text(),
            to=controls.to.text(),
            rule=controls.rule.text,
            then=controls.then.texts,
            curve=controls.curve.currentData(),
            micro=pacing == "micro",
            strip=pacing == "strip",
            every=_days_asked(controls.every.text()),
            last=controls.last.text() if controls.last.text().strip() else None,
            per=str(controls.per.currentData()),
            doses_per_day=controls.times.currentData(),
            dose_of=str(controls.scale.currentData()),
            products=controls.products.ticked or None,
            devices=controls.devices.ticked or None,
            confirmed_devices=controls.devices.confirmed,
            role=controls.role.value,
            max_error=controls.limit.text().strip() or None,
            date=controls.date.day,
            prepared_by=controls.prepared_by.text().strip() or None,
            checked_by=controls.checked_by.text().strip() or None,
        )

    def show_offer(self, offer: Offer, curves: tuple[str, ...]) -> None:
        """Show what there is to choose from."""
        controls = self.controls
        controls.drug.offer([each.name for each in offer.drugs])
        controls.market.offer([(each.id, each.name) for each in offer.markets])
        controls.scale.offer([(each.id, each.name) for each in offer.scales])
        first = (None, self._words.text(Message("desktop.curve-first")))
        controls.curve.offer([first, *((name, name) for name in curves)])
        self.fields["dose_of"].setVisible(len(offer.scales) > 1)
        self.fields["curve"].setVisible(len(curves) > 1)
        controls.products.offer(offer.products)
        controls.devices.offer(offer.devices)

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
        field = self.fields.get(name or error.field or "")
        if field is not None:
            field.refuse(error, self._words)
        if (name or error.field) in _PAPER:
            self.folds["paper"].open()

    def caption_of(self, error: TaperLabError) -> str:
        """Name the field that an error is about, if it is about one."""
        field = self.fields.get(error.field or "")
        return field.caption if field is not None else ""

    def _show_hands(self, request: TaperRequest) -> None:
        controls = self.controls
        controls.per.choose(request.per)
        controls.times.choose(request.doses_per_day)
        controls.scale.choose(request.dose_of)
        controls.role.choose(request.role)
        controls.limit.setText(request.max_error or "")
        controls.prepared_by.setText(request.prepared_by or "")
        controls.checked_by.setText(request.checked_by or "")
        controls.products.tick(request.products or ())
        controls.devices.tick(request.devices or (), request.confirmed_devices)
        day = request.date
        controls.date.show_day(day)

    def _lay_out(self, content: QWidget) -> None:
        layout = column(content, gap=16, margin=24)
        brand = row(gap=8)
        brand.addWidget(IconLabel(2.0))
        brand.addWidget(short_label("TaperLab", "title"), 1)
        layout.addLayout(brand)
        layout.addWidget(label(self._words.text(Message("desktop.taper-what-for")), "note"))
        for name in _FIRST:
            layout.addWidget(self.fields[name])
        layout.addWidget(self._beside("from", "to"))
        for name in _AFTER:
            layout.addWidget(self.fields[name])
        layout.addWidget(self._beside("every", "last"))
        for name in ("curve", "date", "role"):
            layout.addWidget(self.fields[name])
        self.fields["curve"].hide()
        for fold in self.folds.values():
            layout.addWidget(rule())
            layout.addWidget(fold)
        layout.addStretch(1)

    def _beside(self, *names: str) -> Beside:
        """Put fields side by side, each from the top: one may say back more than the other."""
        boxes = []
        for name in names:
            box = QWidget()
            layout = column(box, gap=0)
            layout.addWidget(self.fields[name])
            layout.addStretch(1)
            boxes.append(box)
        return Beside(boxes, gap=8)

    def _folded(self, name: str) -> QWidget:
        if name == "products":
            return self.controls.products
        if name == "devices":
            return self.controls.devices
        content = QWidget()
        layout = column(content, gap=16)
        layout.setContentsMargins(8, 0, 0, 0)
        for each in _PAPER:
            layout.addWidget(self.fields[each])
        self.fields["dose_of"].hide()
        return content

    def _listen(self) -> None:
        controls = self.controls
        controls.drug.editTextChanged.connect(self._announce)
        for box in (controls.drug, controls.market, controls.curve, controls.per, controls.times):
            box.activated.connect(self._announce)
        controls.scale.activated.connect(self._announce)
        lines = controls.start, controls.to, controls.every, controls.last, controls.limit
        for line in (*lines, controls.prepared_by, controls.checked_by):
            line.textChanged.connect(self._announce)
        for rules in (controls.rule, controls.then):
            rules.changed.connect(self._announce)
        controls.pacing.chosen.connect(self._announce)
        controls.role.chosen.connect(self._announce)
        controls.products.changed.connect(self._announce)
        controls.devices.changed.connect(self._announce)
        controls.date.dateChanged.connect(self._announce)

    def _announce(self) -> None:
        self.edited.emit(self.gathered)


def _days_shown(every: str) -> str:
    number = every.strip().removesuffix("d").strip()
    return number if number.isdigit() else every


def _days_asked(typed: str) -> str:
    return f"{typed.strip()}d" if typed.strip().isdigit() else typed
