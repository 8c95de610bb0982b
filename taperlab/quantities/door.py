"""From what the grammar read to a typed quantity: which units mean what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from taperlab.messages import InputError, Message
from taperlab.quantities.exact import (
    Concentration,
    Content,
    Count,
    DropRate,
    Mass,
    Piece,
    Proportion,
    Quantity,
    Volume,
)
from taperlab.quantities.grammar import DecimalMark, Reading, read
from taperlab.quantities.units import factor

__all__ = ["parse", "parse_any", "parse_file"]

Q = TypeVar("Q", bound=Quantity)

_MASSES = {
    "g": "gram", "gram": "gram", "grams": "gram",
    "mg": "milligram", "milligram": "milligram", "milligrams": "milligram",
    "mcg": "microgram", "microgram": "microgram", "micrograms": "microgram",
}  # fmt: skip
_VOLUMES = {
    "mL": "milliliter", "ml": "milliliter", "millilitre": "milliliter",
    "millilitres": "milliliter", "milliliter": "milliliter", "milliliters": "milliliter",
    "L": "liter", "l": "liter", "litre": "liter", "litres": "liter",
    "microlitre": "microliter", "microlitres": "microliter", "microliter": "microliter",
    "microliters": "microliter",
}  # fmt: skip
_PIECES: dict[str, Piece] = {
    "tablet": "tablet", "tablets": "tablet", "capsule": "capsule", "capsules": "capsule",
    "sachet": "sachet", "sachets": "sachet", "drop": "drop", "drops": "drop",
    "bead": "bead", "beads": "bead",
}  # fmt: skip
_PER_CENT = 100
_LONGEST_IN_FILE = 4000  # the exact dose after hundreds of steps of some per cent each
_PERCENT_WV = {"%w/v", "% w/v"}
_RATIO = r"(?P<upper>[A-Za-z]+) ?(?:/|per) ?(?P<size>[0-9]+(?:\.[0-9]+)? ?)?(?P<lower>[A-Za-z]+)"
_CASE = {name.lower() for name in (*_MASSES, *_VOLUMES)}


@dataclass(frozen=True, slots=True)
class _Ratio:
    upper: str
    size: Fraction
    lower: str


def parse(text: str, kind: type[Q], *, decimal_mark: DecimalMark = ".") -> Q:
    """Read what a person typed as the ``kind`` of quantity that is wanted, above zero.

    Raises:
        InputError: if it cannot be read without doubt, is zero, or measures something else.
    """
    reading = read(text, decimal_mark=decimal_mark, fractions=kind is Count)
    quantity = _quantity(reading)
    if not isinstance(quantity, kind):
        code = f"not-a-{kind.__name__.lower()}"
        raise InputError(Message(f"quantities.{code}", text=text))
    if not quantity:
        raise InputError(Message("quantities.zero", text=text))
    return quantity


def parse_file(text: str, kind: type[Q]) -> Q:
    """Read a quantity from a file: decimal point, zero and fractions allowed (INTERFACE 2).

    Raises:
        InputError: if it cannot be read, or measures something else.
    """
    quantity = parse_any(text)
    if not isinstance(quantity, kind):
        code = f"not-a-{kind.__name__.lower()}"
        raise InputError(Message(f"quantities.{code}", text=text))
    return quantity


def parse_any(text: str) -> Quantity:
    """Read any quantity from a file, by its unit.

    Raises:
        InputError: if number or unit cannot be read.
    """
    return _quantity(read(text, fractions=True, longest=_LONGEST_IN_FILE))


def _quantity(reading: Reading) -> Quantity:
    number, unit = reading.number, reading.unit
    if unit in _MASSES:
        return Mass(number * factor(_MASSES[unit], "milligram"))
    if unit in _VOLUMES:
        return Volume(number * factor(_VOLUMES[unit], "milliliter"))
    if unit in _PIECES:
        return Count(number, _PIECES[unit])
    if unit == "%":
        return Proportion(number / _PER_CENT)
    if unit in _PERCENT_WV:
        return Concentration(number * factor("percent_weight_in_volume", "milligram/milliliter"))
    ratio = re.fullmatch(_RATIO, unit)
    if ratio is None:
        raise _unknown(reading)
    return _per(reading, _Ratio(ratio["upper"], _size(ratio["size"], reading), ratio["lower"]))


def _per(reading: Reading, ratio: _Ratio) -> Quantity:
    number = reading.number / ratio.size
    if ratio.upper in _MASSES and ratio.lower in _VOLUMES:
        upper = factor(_MASSES[ratio.upper], "milligram")
        return Concentration(number * upper / factor(_VOLUMES[ratio.lower], "milliliter"))
    if ratio.upper in _MASSES and ratio.lower in _PIECES:
        return Content(number * factor(_MASSES[ratio.upper], "milligram"), _PIECES[ratio.lower])
    if _PIECES.get(ratio.upper) == "drop" and ratio.lower in _VOLUMES:
        return DropRate(number / factor(_VOLUMES[ratio.lower], "milliliter"))
    raise _unknown(reading)


def _size(text: str | None, reading: Reading) -> Fraction:
    size = Fraction(text.strip()) if text else Fraction(1)
    if not size:
        raise _unknown(reading)
    return size


def _unknown(reading: Reading) -> InputError:
    ratio = re.fullmatch(_RATIO, reading.unit)
    units = (ratio["upper"], ratio["lower"]) if ratio else (reading.unit,)
    miscased = all(unit.lower() in _CASE for unit in units) and not all(map(_is_unit, units))
    code = "unit-case" if miscased else "unit-unknown"
    return InputError(Message(f"quantities.{code}", text=reading.text, unit=reading.unit))


def _is_unit(name: str) -> bool:
    return name in _MASSES or name in _VOLUMES
