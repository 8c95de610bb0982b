"""The proof before a sheet leaves: the checker reads the finished PDF, and must find the plan."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import msgspec

from taperlab.checker import read_sheet
from taperlab.messages import Message, NotMakeableError
from taperlab.quantities import Quantity, canonical
from taperlab.sheets.at_home import at_home
from taperlab.sheets.names import device_kind
from taperlab.sheets.on_paper import unsaid

if TYPE_CHECKING:
    from taperlab.answers.document import Preparation
    from taperlab.catalogue import Catalogue
    from taperlab.checker import Reading
    from taperlab.sheets.content import Sheet

__all__ = ["SheetStoppedError", "prove", "prove_complete"]


class SheetStoppedError(NotMakeableError):
    """What the sheet says, read by itself, is not what was planned."""

    def __init__(self, findings: tuple[Message, ...]) -> None:
        super().__init__(
            Message("sheets.stopped"), Message("sheets.stopped.remedy", findings=findings)
        )
        self.findings = findings


def prove(pdf: bytes, preparation: Preparation, catalogue: Catalogue, kind: str) -> None:
    """Have a finished sheet read back, and compare it with the preparation it was made of.

    Raises:
        SheetStoppedError: if the reader found anything, or read another dose or other operations.
    """
    reading = read_sheet(pdf, catalogue)
    found = [one.message for one in reading.findings if one.severity == "stop"]
    if reading.delivered != canonical(preparation.delivered):
        dose = reading.delivered or Message("sheets.not-known")
        found.append(Message("sheets.other-dose", dose=dose, planned=preparation.delivered))
    planned = at_home(preparation) if kind == "patient" else preparation
    if reading.drug != catalogue.product(preparation.products[0]).drug:
        found.append(Message("sheets.other-drug", drug=reading.drug))
    if kind != "labels" and _read(reading) != _planned(planned):
        found.append(Message("sheets.other-operations"))
    if found:
        raise SheetStoppedError(tuple(found))


def prove_complete(pdf: bytes, sheet: Sheet) -> None:
    """Insist that all that a sheet has to say stands on its paper.

    Raises:
        SheetStoppedError: if a sentence is missing, or was changed on the way.
    """
    missing = unsaid(pdf, sheet)
    if missing:
        raise SheetStoppedError(tuple(Message("sheets.not-on-paper", text=one) for one in missing))


def _planned(preparation: Preparation) -> list[dict[str, object]]:
    return [_comparable(msgspec.to_builtins(op, enc_hook=_text)) for op in preparation.operations]


def _read(reading: Reading) -> list[dict[str, object]]:
    return [_comparable(msgspec.to_builtins(op)) for op in reading.operations]


def _comparable(op: dict[str, object]) -> dict[str, object]:
    """Two syringes of one kind are alike on the patient's sheet; 805/4 beads are 201.25."""
    device, beads = op.get("device"), op.get("beads_per_capsule")
    if isinstance(device, str):
        op = op | {"device": device_kind(device)}
    return op | {"beads_per_capsule": Fraction(beads)} if isinstance(beads, str) else op


def _text(value: object) -> str:
    if isinstance(value, Quantity):
        return canonical(value)
    raise NotImplementedError(type(value).__name__)
