"""The fields of a taper, by name: made here, laid out and listened to by the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from taperlab.desktop.dose.question_fields import MOST_DOSES_A_DAY
from taperlab.desktop.parts.checklist import Checklist
from taperlab.desktop.parts.choices import ButtonRow, ChoiceBox, SearchBox
from taperlab.desktop.parts.day_box import DayBox
from taperlab.desktop.parts.field import Field
from taperlab.desktop.taper.rule import RuleBox, ThenList
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from taperlab.wording import Wording

PACINGS = ("hold", "micro", "strip")


class TaperFields:
    """Every control of the taper's form; each knows its words, none knows the others."""

    def __init__(self, words: Wording) -> None:
        self._words = words
        self._ask_course()
        self._ask_pace()
        self._ask_hands()

    def _ask_course(self) -> None:
        say = self._words.text
        self.drug = SearchBox()
        self.drug.line.setPlaceholderText(say(Message("desktop.drug-example")))
        self.market = ChoiceBox()
        self.market.offer([("GB", say(Message("desktop.market-GB")))])
        self.start = self._line("from-example")
        self.to = self._line("to-example")
        self.rule = RuleBox(self._words)
        self.then = ThenList(self._words)
        self.curve = ChoiceBox()
        self.curve.offer([(None, say(Message("desktop.curve-first")))])

    def _ask_pace(self) -> None:
        say = self._words.text
        self.pacing = ButtonRow(self._choices("pacing", PACINGS))
        self.every = self._line("every-example")
        self.last = self._line("last-example")
        self.per = ChoiceBox()
        self.per.offer(self._choices("per", ("administration", "day")))
        self.times = ChoiceBox()
        often = [(n, say(Message("desktop.times", n=n))) for n in range(1, MOST_DOSES_A_DAY + 1)]
        self.times.offer([(None, say(Message("desktop.times-usual"))), *often])
        self.scale = ChoiceBox()
        self.scale.offer([("tablet", say(Message("desktop.scale-tablet")))])

    def _ask_hands(self) -> None:
        say = self._words.text
        self.role = ButtonRow(self._choices("role", ("pharmacist", "patient", "gp")))
        self.limit = self._line("limit-example")
        empty = say(Message("desktop.products-empty"))
        self.products = Checklist(say(Message("desktop.products-hint")), empty=empty)
        checked = say(Message("desktop.marks-checked"))
        self.devices = Checklist(say(Message("desktop.devices-hint")), checked)
        self.prepared_by = QLineEdit()
        self.checked_by = QLineEdit()
        self.date = DayBox(self._words)

    def named(self) -> dict[str, Field]:
        """Return the controls in their fields, by the request's names for them."""
        captions = {
            "drug": ("drug", self.drug),
            "market": ("market", self.market),
            "from": ("from", self.start),
            "to": ("to", self.to),
            "rule": ("rule", self.rule),
            "then": ("then", self.then),
            "pacing": ("pacing", self.pacing),
            "every": ("every", self.every),
            "last": ("last", self.last),
            "curve": ("curve", self.curve),
            "per": ("per", self.per),
            "doses_per_day": ("doses-per-day", self.times),
            "dose_of": ("dose-of", self.scale),
            "role": ("role", self.role),
            "max_error": ("limit", self.limit),
            "prepared_by": ("prepared-by", self.prepared_by),
            "checked_by": ("checked-by", self.checked_by),
            "date": ("taper-begins", self.date),
        }
        found = {
            name: Field(name, self._words.text(Message(f"desktop.{key}")), control)
            for name, (key, control) in captions.items()
        }
        self.rule.name(self._words.text(Message("desktop.rule")).replace("&", ""))
        return found

    def _choices(self, stem: str, names: Iterable[str]) -> list[tuple[str, str]]:
        return [(name, self._words.text(Message(f"desktop.{stem}-{name}"))) for name in names]

    def _line(self, example: str) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(self._words.text(Message(f"desktop.{example}")))
        return line
