"""From the sentences of a sheet back to the operations that they ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from taperlab.checker.figures import plain, show
from taperlab.checker.keeping import printed_day
from taperlab.checker.operations import (
    DOSE,
    Add,
    Count,
    Discard,
    Divide,
    Draw,
    Drip,
    Keep,
    MakeUp,
    Mix,
    Operation,
    Pour,
    Take,
    Weigh,
)
from taperlab.checker.shelf import HOUSEHOLD, Mismatch
from taperlab.checker.tokens import amount, count

if TYPE_CHECKING:
    from collections.abc import Iterable

    from taperlab.checker.lexicon import Lexicon
    from taperlab.checker.paper.matching import Fill

__all__ = ["CAPSULES", "Line", "Namer", "mean_of", "pieces", "rebuild", "unit_mass_of", "words"]

_PARTS = {"¼": "1/4", "½": "1/2", "¾": "3/4"}
CAPSULES = "mortar"
"""What capsules were filled from: how many there are is told where they are handed out."""
_LONGEST = 3  # digits: nobody takes a thousand tablets
_SENTENCES = ("op.", "pro.")
_OF_UNITS = ("count", "weigh", "divide", "swallow")
_NOTES = ("pro.note-", "pro.vessel")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the sheet, and how many operations were asked for up to and with it."""

    fill: Fill
    step: int


def words(text: str) -> str:
    """Return a name as it is written on one line."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Namer:
    """From printed names to ids; a product's name is unique in its market only."""

    lexicon: Lexicon
    market: str

    def product(self, fill: Fill) -> str:
        """Return the id of the product a sentence names, by its printed id where there is one."""
        name = words(fill["product"])
        alike = self.lexicon.products.get(name, ())
        if "id" in fill.values:
            if fill["id"] not in {product.id for product in alike}:
                raise Mismatch("name-and-id", name=name, id=fill["id"])
            return fill["id"]
        here = [product.id for product in alike if product.market == self.market]
        if len(here) != 1:
            raise Mismatch("name-unclear", name=name, market=self.market)
        return here[0]

    def device(self, fill: Fill) -> str:
        """Return the id of the device a sentence names."""
        name, _, number = words(fill["device"]).partition("#")
        found = self.lexicon.devices[name] + (f"#{number}" if number else "")
        printed = fill.values.get("device_id") or fill.values.get("id", found)
        if printed.partition("#")[0] != found.partition("#")[0]:
            raise Mismatch("name-and-id", name=name, id=printed)
        return printed

    def vessel(self, fill: Fill, field: str = "vessel") -> str:
        """Return the id of the vessel a sentence names."""
        return self.lexicon.vessel(words(fill[field]))


def rebuild(fills: Iterable[Fill], namer: Namer) -> tuple[tuple[Operation, ...], list[Line]]:
    """Return the operations that the sentences ask for, and every sentence with its step.

    Raises:
        Mismatch: if a name cannot be told, or a number stands where there is no sentence for it.
    """
    bench = _Rebuilder(namer)
    for fill in fills:
        bench.read(fill)
    return tuple(bench.operations), bench.lines


@dataclass(slots=True)
class _Rebuilder:
    namer: Namer
    operations: list[Operation] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    capsules: int = 0

    def read(self, fill: Fill) -> None:
        if fill.key.startswith(_SENTENCES) and not fill.key.startswith(_NOTES):
            self.operations.append(self._operation(fill, fill.key.partition(".")[2]))
        elif fill.key == "note.measure-with":
            self._measured_with(self.namer.device(fill))
        elif fill.key == "note.roughly":
            self._measured_with(HOUSEHOLD)
        elif fill.key == "need.capsules":
            self.capsules = count(fill["n"])
        else:
            self._known_of_units(fill)
        self.lines.append(Line(fill, len(self.operations)))

    def _measured_with(self, device: str) -> None:
        last = self.operations[-1] if self.operations else None
        if isinstance(last, MakeUp):
            self.operations[-1] = msgspec.structs.replace(last, device=device)

    def _known_of_units(self, fill: Fill) -> None:
        """Take in what a note says of the units: their mean count, their mean mass."""
        last = self.operations[-1] if self.operations else None
        if isinstance(last, Count) and fill.key.startswith("note.beads-mean"):
            self.operations[-1] = msgspec.structs.replace(last, beads_per_capsule=mean_of(fill))
        elif isinstance(last, Weigh) and fill.key.startswith("pro.note-unit-mass"):
            self.operations[-1] = msgspec.structs.replace(last, unit_mass=unit_mass_of(fill))

    def _operation(self, fill: Fill, stem: str) -> Operation:
        namer, verb = self.namer, stem.partition("-")[0]
        into = namer.vessel(fill) if "vessel" in fill.values else DOSE
        if verb == "draw":
            return Draw(
                source=self._source(fill),
                volume=_volume(fill),
                device=namer.device(fill),
                fills=_fills(fill),
                into=into,
            )
        if verb == "add":
            solid = show(amount(fill["mass"]), "mg") if "mass" in fill.values else None
            return Add(
                what=words(fill["liquid"]),
                volume=None if solid else _volume(fill),
                mass=solid,
                device=namer.device(fill),
                fills=_fills(fill),
                into=into,
            )
        if verb == "drip":
            drops = int(amount(fill["drops"]))
            return Drip(source=namer.product(fill), drops=drops, into=into)
        if verb == "take":
            return Take(product=namer.product(fill), pieces=pieces(fill["pieces"]), into=into)
        if verb in _OF_UNITS:
            return self._of_units(fill, verb, stem)
        return self._in_vessel(fill, stem)

    def _of_units(self, fill: Fill, verb: str, stem: str) -> Operation:
        if verb == "swallow":
            return Divide(vessel=CAPSULES, parts=self.capsules, into=DOSE)
        if verb == "divide":
            return Divide(vessel=self.namer.vessel(fill), parts=count(fill["n"]), into=DOSE)
        product = self.namer.product(fill)
        if verb == "weigh":
            powder, device = show(amount(fill["powder"]), "mg"), self.namer.device(fill)
            return Weigh(product=product, powder=powder, unit_mass="", device=device, into=DOSE)
        return Count(
            product=product,
            beads=int(amount(fill["beads"])),
            beads_per_capsule="",
            into=DOSE,
            leave="rest" if "-leave-" in stem else None,
        )

    def _in_vessel(self, fill: Fill, stem: str) -> Operation:
        vessel = self.namer.vessel(fill, "vessel" if "vessel" in fill.values else "source")
        if stem.startswith("mix-"):
            return Mix(vessel=vessel, how=stem.removeprefix("mix-"))
        if stem.startswith("pour-"):
            return self._pour(fill, stem)
        if stem in ("keep", "keep-capsules"):
            until = printed_day(words(fill["until"]), self.namer.lexicon.language)
            return Keep(vessel=vessel, until=until, where=words(fill["where"]))
        if stem == "discard":
            return Discard(vessel=vessel)
        to, liquid = show(amount(fill["total"]), "mL"), words(fill["liquid"])
        device = self.namer.device(fill) if "device" in fill.values else HOUSEHOLD
        return MakeUp(vessel=vessel, liquid=liquid, to=to, device=device)

    def _pour(self, fill: Fill, stem: str) -> Pour:
        if stem == "pour-into-vessel":
            source = self.namer.vessel(fill, "source")
            return Pour(source=source, into=self.namer.vessel(fill))
        field = "source" if "source" in fill.values else "vessel"
        return Pour(source=self.namer.vessel(fill, field), into=DOSE)

    def _source(self, fill: Fill) -> str:
        if "product" in fill.values:
            return self.namer.product(fill)
        return self.namer.vessel(fill, "source")


def _volume(fill: Fill) -> str:
    return show(amount(fill["volume"]), "mL")


def _fills(fill: Fill) -> int:
    return count(fill.values.get("n", "1"))


def mean_of(fill: Fill) -> str:
    """Read how many beads a capsule holds: ``201.25``, or ``604/3`` as 604 in every 3."""
    mean = plain(amount(fill["mean"]))
    return f"{mean}/{count(fill['n'])}" if "n" in fill.values else mean


def unit_mass_of(fill: Fill) -> str:
    """Read what a unit weighs: ``121 mg``, or ``361/3 mg`` as three that weigh 361 mg."""
    mass = plain(amount(fill["mass"]))
    return f"{mass}/{count(fill['n'])} mg" if "n" in fill.values else f"{mass} mg"


def pieces(text: str) -> tuple[str, ...]:
    """Read ``2 tablets and ½ tablet``: each whole by itself, then the parts.

    Raises:
        Mismatch: if a number is neither whole nor a part that can be cut.
    """
    found: list[str] = []
    for part in words(text).replace(" and ", ", ").split(", "):
        number = part.split(" ")[0]
        whole, glyph = number.rstrip("¼½¾"), number[-1]
        if (not whole.replace(",", "").isdecimal() and whole) or len(whole) > _LONGEST:
            raise Mismatch("not-a-figure", text=part)
        found += ["1"] * int(whole.replace(",", "") or 0)
        found += [_PARTS[glyph]] if glyph in _PARTS else []
    return tuple(found)
