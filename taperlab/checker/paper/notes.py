"""The notes that an operation must have beside it, and may not have where they do not belong."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from taperlab.checker.figures import read
from taperlab.checker.findings import stop
from taperlab.checker.operations import DOSE, Add, Count, Draw, Drip, MakeUp, Pour, Take
from taperlab.checker.paper.rebuild import words
from taperlab.checker.shelf import HOUSEHOLD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.checker.bench import Step
    from taperlab.checker.paper.rebuild import Line
    from taperlab.checker.paper.scene import Scene
    from taperlab.checker.reading import Kind
    from taperlab.messages import Finding

__all__ = ["missing_notes"]

_HANGING_DROP = Decimal("0.2")  # mL: below it a drop at the tip is a good part of the dose
_BEFORE = ("note.shake-first", "note.drip-first", "note.cut-half", "note.cut-quarter", "note.drops")
_AFTER = (
    "note.touch-vessel",
    "note.touch-mouth",
    "note.enfit-moat",
    "note.rinse-glass",
    "note.beads-left",
    "note.beads-aside",
    "note.no-draw-back",
    "pro.note-drip-first",
    "pro.note-half",
    "pro.note-quarter",
)
_NO_NOTES = frozenset({"note.enfit-moat", "note.shake-first"})  # a pharmacist is not told these


def missing_notes(kind: Kind, scene: Scene) -> Iterator[Finding]:
    """Yield a finding for each note that is missing beside its step, and each that is astray."""
    said: dict[int, set[str]] = {}
    for line in scene.lines:
        key = line.fill.key
        if key in _BEFORE or key in _AFTER:
            said.setdefault(line.step + (key in _BEFORE), set()).add(key)
            if not _fits(line, scene):
                yield stop("out-of-place", text=words(line.fill.text))
    for step in scene.course.steps:
        asked = set(_patients(step, scene) if kind == "patient" else _professionals(step, scene))
        found = said.pop(step.number, set())
        for key in sorted(asked - found):
            yield stop("note-missing", step=str(step.number), what=key)
        for key in sorted(found - asked):
            yield stop("note-astray", step=str(step.number), what=key)
    for number, keys in said.items():
        yield stop("note-astray", step=str(number), what=", ".join(sorted(keys)))


def _fits(line: Line, scene: Scene) -> bool:
    """Whether a note names the vessel and the drink of its step."""
    step = scene.step(line)
    if "vessel" not in line.fill.values or step is None:
        return True
    vessel, operation = scene.namer.vessel(line.fill), step.operation
    if isinstance(operation, Pour):
        liquid = words(line.fill["liquid"])
        return operation.source == vessel and liquid in _drinks(vessel, scene)
    return getattr(operation, "into", None) == vessel


def _patients(step: Step, scene: Scene) -> Iterator[str]:
    operation = step.operation
    yield from _measured(step, scene)
    match operation:
        case Draw(source=name) if scene.shelf.is_product(name):
            product = scene.shelf.stock(name).product
            if product.liquid == "suspension" or "shake-well" in product.cautions:
                yield "note.shake-first"
            if product.closure == "dropper":
                yield "note.drip-first"
        case Take(pieces=pieces):
            parts = {piece.partition("/")[2] for piece in pieces}
            yield from (f"note.cut-{name}" for part, name in _PARTS if part in parts)
        case Drip():
            yield "note.drops"
        case Count(leave=leave):
            yield "note.beads-aside" if leave else "note.beads-left"
        case Pour(source=name, into=into) if into == DOSE:
            filled = [one.operation for one in scene.course.steps]
            if any(isinstance(one, Draw) and one.into == name for one in filled):
                yield "note.no-draw-back"
            taken = any(isinstance(one, Take) and one.into == name for one in filled)
            if taken and any(isinstance(one, MakeUp) and one.vessel == name for one in filled):
                yield "note.rinse-glass"


_PARTS = (("2", "half"), ("4", "quarter"))


def _professionals(step: Step, scene: Scene) -> Iterator[str]:
    yield from (key for key in _measured(step, scene) if key not in _NO_NOTES)
    match step.operation:
        case Draw(source=name) if scene.shelf.is_product(name):
            if scene.shelf.stock(name).product.closure == "dropper":
                yield "pro.note-drip-first"
        case Take(pieces=pieces):
            parts = {piece.partition("/")[2] for piece in pieces}
            yield from (f"pro.note-{name}" for part, name in _PARTS if part in parts)


def _measured(step: Step, scene: Scene) -> Iterator[str]:
    match step.operation:
        case (
            Draw(volume=str(text), fills=fills, into=into, device=device)
            | Add(volume=str(text), fills=fills, into=into, device=device)
        ):
            if read(text, "mL").number / max(fills, 1) < _HANGING_DROP:
                yield "note.touch-mouth" if into == DOSE else "note.touch-vessel"
            tip = None if device == HOUSEHOLD else scene.shelf.tool(device).device.tip
            if tip in ("enfit", "enfit-ldt"):
                yield "note.enfit-moat"


def _drinks(vessel: str, scene: Scene) -> set[str]:
    operations = [step.operation for step in scene.course.steps]
    return {one.liquid for one in operations if isinstance(one, MakeUp) and one.vessel == vessel}
