"""The fields of the question, by name: made here, laid out and listened to by the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from taperlab.desktop.parts.checklist import Checklist
from taperlab.desktop.parts.choices import ButtonRow, ChoiceBox, SearchBox
from taperlab.desktop.parts.day_box import DayBox
from taperlab.desktop.parts.field import Field
from taperlab.messages import Message

if TYPE_CHECKING:
    from taperlab.wording import Wording

MOST_DOSES_A_DAY = 4


class QuestionFields:
    """Every control of the question; each knows its words, none knows the others."""

    def __init__(self, words: Wording) -> None:
        self._ask_dose(words)
        self._ask_hands(words)

    def _ask_dose(self, words: Wording) -> None:
        say = words.text
        self.drug = SearchBox()
        self.drug.line.setPlaceholderText(say(Message("desktop.drug-example")))
        self.market = ChoiceBox()
        self.market.offer([("GB", say(Message("desktop.market-GB")))])
        self.dose = _line(say(Message("desktop.dose-example")))
        self.per = ChoiceBox()
        self.per.offer(
            [
                ("administration", say(Message("desktop.per-administration"))),
                ("day", say(Message("desktop.per-day"))),
            ]
        )
        self.times = ChoiceBox()
        self.offer_times(words)
        self.scale = ChoiceBox()
        self.scale.offer([("tablet", say(Message("desktop.scale-tablet")))])
        self.current = _line(say(Message("desktop.current-example")))
        self.highest = _line(say(Message("desktop.highest-example")))

    def offer_times(self, words: Wording, asked: int | None = None) -> None:
        """Offer how often a day; an unusual number that was asked for is among them."""
        usual = range(1, MOST_DOSES_A_DAY + 1)
        often = [*usual, asked] if asked and asked not in usual else usual
        rows = [(n, words.text(Message("desktop.times", n=n))) for n in often]
        self.times.offer([(None, words.text(Message("desktop.times-usual"))), *rows])
        self.times.choose(asked)

    def _ask_hands(self, words: Wording) -> None:
        say = words.text
        self.role = ButtonRow(
            [
                ("pharmacist", say(Message("desktop.role-pharmacist"))),
                ("patient", say(Message("desktop.role-patient"))),
                ("gp", say(Message("desktop.role-gp"))),
            ]
        )
        self.limit = _line(say(Message("desktop.limit-example")))
        self.products = Checklist(
            say(Message("desktop.products-hint")), empty=say(Message("desktop.products-empty"))
        )
        self.devices = Checklist(
            say(Message("desktop.devices-hint")), say(Message("desktop.marks-checked"))
        )
        self.days = _line(say(Message("desktop.days-example")))
        self.overage = _line(say(Message("desktop.overage-example")))
        self.prepared_by = _line("")
        self.checked_by = _line("")
        self.date = DayBox(words)

    def named(self, words: Wording) -> dict[str, Field]:
        """Return the controls that take a line of their own, each in its field."""
        say = words.text
        found = [
            Field("drug", say(Message("desktop.drug")), self.drug),
            Field("market", say(Message("desktop.market")), self.market),
            Field("dose", say(Message("desktop.dose")), self.dose),
            Field("per", say(Message("desktop.per")), self.per),
            Field("doses_per_day", say(Message("desktop.doses-per-day")), self.times),
            Field("dose_of", say(Message("desktop.dose-of")), self.scale),
            Field("current_dose", say(Message("desktop.current")), self.current),
            Field("highest_dose", say(Message("desktop.highest")), self.highest),
            Field("role", say(Message("desktop.role")), self.role),
            Field("max_error", say(Message("desktop.limit")), self.limit),
            Field("days", say(Message("desktop.days")), self.days),
            Field("overage", say(Message("desktop.overage")), self.overage),
            Field("prepared_by", say(Message("desktop.prepared-by")), self.prepared_by),
            Field("checked_by", say(Message("desktop.checked-by")), self.checked_by),
            Field("date", say(Message("desktop.date")), self.date),
        ]
        return {field.name: field for field in found}


def _line(example: str) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(example)
    return line
