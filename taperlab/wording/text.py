"""Messages to words, in one language: a value that is handed around, never a global."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from gettext import GNUTranslations
from io import BytesIO

from taperlab.messages import Message
from taperlab.quantities import Content, Count, DropRate, Mass, Piece, Proportion, Quantity
from taperlab.quantities.formats import is_finite, number, significant
from taperlab.shipped import read_bytes

__all__ = ["MissingWordsError", "Wording"]

_NBSP = "\u00a0"
_DIGITS = 4
_PARTS = {Fraction(1, 4): "\u00bc", Fraction(1, 2): "\u00bd", Fraction(3, 4): "\u00be"}
_DECIMAL_MARKS = {"en": ".", "da": ",", "nl": ",", "de": ","}


class MissingWordsError(LookupError):
    """A message has no text in this language: a programmer's fault, found by the tests."""


@cache
def _translations(language: str, domain: str) -> GNUTranslations:
    return GNUTranslations(BytesIO(read_bytes(f"wording/{language}/{domain}.mo")))


@dataclass(frozen=True, slots=True)
class Wording:
    """Every word a person reads, in ``language``."""

    language: str = "en"

    @property
    def decimal_mark(self) -> str:
        """The mark between whole numbers and parts."""
        return _DECIMAL_MARKS[self.language]

    def text(self, message: Message) -> str:
        """Render a message with its values.

        Raises:
            MissingWordsError: if the language has no text for its key.
        """
        fields = {name: self.value(value) for name, value in message.fields}
        return self._template(message).format(**fields)

    def value(self, value: object) -> str:
        """Render one value: a quantity, a date, a number, a list, or another message."""
        match value:
            case Message():
                return self.text(value)
            case Quantity():
                return self.quantity(value)
            case dt.date():
                return self.date(value)
            case int() | Fraction():
                return self.number(Fraction(value))
            case tuple() | list():
                return self.series([self.value(item) for item in value])
            case _:
                return str(value)

    def quantity(self, quantity: Quantity) -> str:
        """Write a number, a no-break space and the unit: ``0.37 mg``, ``½ tablet``."""
        match quantity:
            case Count(amount, of_what):
                return self._count(amount, of_what)
            case Content(amount, per):
                upper = self.quantity(Mass(amount))
                return self.text(Message("wording.per", upper=upper, lower=self.noun(per, 1)))
            case DropRate(amount):
                return f"{self._count(amount, 'drop')}/mL"
            case Proportion(amount):
                return f"{self.number(amount * 100)}{_NBSP}%"
            case _:
                return f"{self.number(quantity.amount)}{_NBSP}{quantity.unit}"

    def both_scales(self, dose: Mass) -> str:
        """Write a dose below 1 mg in milligrams and micrograms (practice.md 4.1f)."""
        if dose >= Mass.of(1) or not dose:
            return self.quantity(dose)
        small = self.text(Message("wording.micrograms", number=dose.amount * 1000))
        return f"{self.quantity(dose)} ({small})"

    def number(self, value: Fraction) -> str:
        """Write an exact number; a comma marks thousands where the point marks decimals.

        What has no finite decimal form is rounded to four digits, and said to be so.
        """
        if not is_finite(value):
            return self.text(Message("wording.about", number=significant(value, _DIGITS)))
        return number(value, mark=self.decimal_mark, grouped=self.decimal_mark == ".")

    def date(self, day: dt.date) -> str:
        """Write a date with the month in words."""
        month = self.text(Message(f"wording.month-{day.month}"))
        return self.text(Message("wording.date", day=str(day.day), month=month, year=str(day.year)))

    def series(self, items: list[str]) -> str:
        """Join items as a person would: ``a, b and c``."""
        if len(items) < 2:
            return "".join(items)
        return self.text(Message("wording.series", first=", ".join(items[:-1]), last=items[-1]))

    def _count(self, amount: Fraction, piece: Piece) -> str:
        whole, part = amount.numerator // amount.denominator, amount % 1
        if part and part not in _PARTS:
            digits = self.number(amount) if is_finite(amount) else str(amount)
        else:
            digits = (self.number(Fraction(whole)) if whole or not part else "") + _PARTS.get(
                part, ""
            )
        return f"{digits}{_NBSP}{self.noun(piece, 1 if amount <= 1 else 2)}"

    def noun(self, name: str, count: int) -> str:
        """Name a piece or a unit for so many of it: ``tablet``, ``tablets``."""
        key = f"wording.{name}"
        return _translations(self.language, "wording").ngettext(key, f"{key}s", count)

    def _template(self, message: Message) -> str:
        translations = _translations(self.language, message.domain)
        text = translations.gettext(message.key)
        if text == message.key:
            raise MissingWordsError(message.key)
        return text
