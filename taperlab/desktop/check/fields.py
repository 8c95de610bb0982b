"""The fields of a check, by name: made here, laid out and listened to by the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from taperlab.desktop.dose.question_fields import MOST_DOSES_A_DAY
from taperlab.desktop.parts.checklist import Checklist
from taperlab.desktop.parts.choices import ButtonRow, ChoiceBox, SearchBox
from taperlab.desktop.parts.field import Field
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from taperlab.wording import Wording


class CheckFields:
    """Every control of the form; each knows its words, none knows the others."""

    def __init__(self, words: Wording) -> None:
        self._words = words
        self._ask_reduction()
        self._ask_basis()
        self._ask_hands()

    def named(self) -> dict[str, Field]:
        """Return the controls in their fields, by the request's names for them."""
        captions = {
            "drug": ("drug", self.drug),
            "market": ("market", self.market),
            "from": ("from", self.start),
            "to": ("to", self.to),
            "since": ("since", self.since),
            "role": ("role", self.role),
            "per": ("per", self.per),
            "doses_per_day": ("doses-per-day", self.times),
            "dose_of": ("dose-of", self.scale),
            "max_error": ("limit", self.limit),
        }
        return {
            name: Field(name, self._words.text(Message(f"desktop.{key}")), control)
            for name, (key, control) in captions.items()
        }

    def offer_times(self, asked: int | None = None) -> None:
        """Offer how often a day; an unusual number that was asked for is among them."""
        say = self._words.text
        usual = range(1, MOST_DOSES_A_DAY + 1)
        often = [*usual, asked] if asked and asked not in usual else usual
        rows = [(n, say(Message("desktop.times", n=n))) for n in often]
        self.times.offer([(None, say(Message("desktop.times-usual"))), *rows])
        self.times.choose(asked)

    def offer_methods(self) -> None:
        """Offer every way of making a dose, to keep to some of them."""
        from taperlab.desktop.dose.offers import Row  # noqa: PLC0415 - with the engine
        from taperlab.methods import METHODS  # noqa: PLC0415

        self.methods.offer([Row(name, text) for name, text in self._choices("method", METHODS)])

    def _ask_reduction(self) -> None:
        say = self._words.text
        self.drug = SearchBox()
        self.drug.line.setPlaceholderText(say(Message("desktop.drug-example")))
        self.market = ChoiceBox()
        self.market.offer([("GB", say(Message("desktop.market-GB")))])
        self.start = self._line("check-from-example")
        self.to = self._line("check-to-example")
        self.since = self._line("since-example")
        self.role = ButtonRow(self._choices("role", ("gp", "pharmacist", "patient")))

    def _ask_basis(self) -> None:
        self.per = ChoiceBox()
        self.per.offer(self._choices("per", ("administration", "day")))
        self.times = ChoiceBox()
        self.offer_times()
        self.scale = ChoiceBox()
        self.scale.offer(self._choices("scale", ("tablet",)))
        self.limit = self._line("limit-example")

    def _ask_hands(self) -> None:
        say = self._words.text
        empty = say(Message("desktop.products-empty"))
        self.products = Checklist(say(Message("desktop.products-hint")), empty=empty)
        checked = say(Message("desktop.marks-checked"))
        self.devices = Checklist(say(Message("desktop.devices-hint")), checked)
        self.methods = Checklist(say(Message("desktop.ways-hint")))
        self.lists = {
            "products": self.products,
            "devices": self.devices,
            "methods": self.methods,
        }

    def _choices(self, stem: str, names: Iterable[str]) -> list[tuple[str, str]]:
        return [(name, self._words.text(Message(f"desktop.{stem}-{name}"))) for name in names]

    def _line(self, example: str) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(self._words.text(Message(f"desktop.{example}")))
        return line
