"""The master formula of a batch, line by line, held against what the operations use up."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from taperlab.checker.figures import ZERO, read
from taperlab.checker.operations import DOSE, Add, Divide, Draw, Keep, MakeUp, Take
from taperlab.checker.paper.rebuild import pieces
from taperlab.checker.tokens import amount, count

if TYPE_CHECKING:
    from collections.abc import Callable

    from taperlab.checker.paper.rebuild import Line
    from taperlab.checker.paper.scene import Scene

__all__ = ["FORMULA"]

Found: TypeAlias = "dict[str, tuple[Decimal, str]]"
_WHOLE = Decimal(1)


def _units(scene: Scene, line: Line) -> Found | None:
    """So many units of a product, and the drug in all of them."""
    product = scene.namer.product(line.fill)
    for step in scene.course.steps:
        match step.operation:
            case Take(product=name, pieces=taken) if name == product:
                if sorted(taken) != sorted(pieces(line.fill["pieces"])):
                    return None
                share = sum((read(f"{piece} piece").number for piece in taken), ZERO)
                return {"held": (scene.shelf.stock(name).counted * share, "mg")}
    return None


def _stock(scene: Scene, line: Line) -> Found | None:
    product = scene.namer.product(line.fill)
    for step in scene.course.steps:
        match step.operation:
            case Draw(source=name, volume=text) if name == product:
                volume = read(text, "mL").number
                held = scene.shelf.stock(name).counted * volume
                return {"volume": (volume, "mL"), "held": (held, "mg")}
    return None


def _liquid(scene: Scene, line: Line) -> Found | None:
    for step in scene.course.steps:
        match step.operation:
            case MakeUp(vessel=name, liquid=liquid, to=text) if liquid == _named(line):
                before = step.before[name].volume if name in step.before else ZERO
                total = read(text, "mL").number
                found = {"total": (total, "mL"), "about": (total - before, "mL")}
                return {name: one for name, one in found.items() if name in line.fill.values}
    return None


def _added(scene: Scene, line: Line) -> Found | None:
    for step in scene.course.steps:
        match step.operation:
            case Add(what=what, volume=str(text)) if what == _named(line):
                return {"volume": (read(text, "mL").number, "mL")}
            case Add(what=what, mass=str(text)) if what == _named(line):
                return {"mass": (read(text, "mg").number, "mg")}
    return None


def _named(line: Line) -> str:
    return " ".join(line.fill["liquid"].split())


def _capsules(scene: Scene, _: Line) -> Found | None:
    parts = _parts(scene)
    return {"n": (parts, ""), "held": (scene.dose, "mg")} if parts else None


def _spare(scene: Scene, _: Line) -> Found | None:
    """The capsules that the days take, and those that are over; they must be enough."""
    parts, doses = _parts(scene), _doses(scene)
    return {"n": (doses, ""), "spare": (parts - doses, "")} if parts >= doses else None


def _parts(scene: Scene) -> Decimal:
    divided = [step.operation for step in scene.course.steps]
    return Decimal(sum(one.parts for one in divided if isinstance(one, Divide)))


def _doses(scene: Scene) -> Decimal:
    days = [count(line.fill["n"]) for line in scene.all("wk.basis")]
    return Decimal(sum(days) * scene.a_day)


def _drawn(scene: Scene, line: Line) -> Found | None:
    """What all the doses take of the bottle that is kept, and what they leave; never too much."""
    volume, there = _bottle(scene)
    taken = volume * _doses(scene)
    if not volume or taken > there:
        return None
    found = {"n": (_doses(scene), ""), "volume": (volume, "mL"), "total": (taken, "mL")}
    if "about" not in line.fill.values:
        return found if taken == there else None
    return {**found, "about": (there - taken, "mL")}


def _overage(scene: Scene, line: Line) -> Found | None:
    volume, there = _bottle(scene)
    needed = volume * _doses(scene) * (_WHOLE + amount(line.fill["overage"]) / 100)
    return {"volume": (needed, "mL")} if volume and needed <= there else None


def _bottle(scene: Scene) -> tuple[Decimal, Decimal]:
    """What one dose takes of the vessel that is kept, and what that held, in mL."""
    steps = scene.course.steps
    kept = {step.operation.vessel for step in steps if isinstance(step.operation, Keep)}
    for step in steps:
        match step.operation:
            case Draw(source=name, volume=text, into=into) if into == DOSE and name in kept:
                return read(text, "mL").number, scene.course.fullest[name].volume
    return ZERO, ZERO


FORMULA: dict[str, Callable[[Scene, Line], Found | None]] = {
    "wk.formula-units": _units,
    "wk.formula-stock": _stock,
    "wk.formula-liquid": _liquid,
    "wk.formula-to-volume": _liquid,
    "wk.formula-added": _added,
    "wk.formula-powder": _added,
    "wk.formula-capsules": _capsules,
    "wk.formula-spare": _spare,
    "wk.formula-doses": _drawn,
    "wk.formula-doses-all": _drawn,
    "wk.formula-overage": _overage,
}
