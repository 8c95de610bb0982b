"""What a number with a unit is: exact types, the one door in and the one door out."""

from __future__ import annotations

from taperlab.quantities.door import parse, parse_any, parse_file
from taperlab.quantities.exact import (
    Concentration,
    Content,
    Count,
    Dimension,
    DropRate,
    Mass,
    Piece,
    Proportion,
    Quantity,
    Volume,
    exactly,
)
from taperlab.quantities.formats import canonical, number, percent, significant, to_places
from taperlab.quantities.grammar import DecimalMark

__all__ = [
    "Concentration",
    "Content",
    "Count",
    "DecimalMark",
    "Dimension",
    "DropRate",
    "Mass",
    "Piece",
    "Proportion",
    "Quantity",
    "Volume",
    "canonical",
    "exactly",
    "number",
    "parse",
    "parse_any",
    "parse_file",
    "percent",
    "significant",
    "to_places",
]
