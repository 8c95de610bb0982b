"""Drink all of it, or do not drink: said of every vessel, and never neither (practice.md P 79)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from taperlab.checker.bench import Vessel
from taperlab.checker.figures import carefully, same
from taperlab.checker.findings import stop
from taperlab.checker.operations import DOSE, Divide, Draw
from taperlab.checker.paper.rebuild import words
from taperlab.checker.tokens import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.checker.paper.rebuild import Line
    from taperlab.checker.paper.scene import Scene
    from taperlab.messages import Finding

__all__ = ["false_fates", "whole_doses"]

_DRINK = ("drink-all", "op.pour-drink-all", "pro.pour-to-mouth")
_LEAVE = ("do-not-drink-bottle", "do-not-drink-more", "do-not-drink-one", "do-not-swallow")


def false_fates(scene: Scene) -> Iterator[Finding]:
    """Yield a finding for each vessel of which the sheet does not say whether to drink it."""
    drink = {_vessel(scene, line) for line in scene.all(*_DRINK)}
    leave = {_vessel(scene, line) for line in scene.all(*_LEAVE)}
    for name in sorted(scene.course.fullest.keys() - {DOSE}):
        drunk = scene.is_poured_out(name)
        if drunk and (name not in drink or name in leave):
            yield stop("drink-all-missing", vessel=name)
        capsules = name in scene.handed_out and not scene.handed_out[name].volume
        if (
            not drunk
            and not capsules
            and _is_parted(scene, name)
            and (name not in leave or name in drink)
        ):
            yield stop("do-not-drink-missing", vessel=name)
    for line in scene.all(*_LEAVE):
        yield from _count(scene, line)


def whole_doses(doses: Decimal) -> int:
    """Return how many whole doses there are, whatever the last digit of a division."""
    nearest = round(doses)
    return nearest if same(doses, Decimal(nearest)) else int(doses)


def _vessel(scene: Scene, line: Line) -> str:
    field = "vessel" if "vessel" in line.fill.values else "source"
    return scene.namer.vessel(line.fill, field)


def _is_parted(scene: Scene, vessel: str) -> bool:
    return any(
        (isinstance(step.operation, Draw) and step.operation.source == vessel)
        or (isinstance(step.operation, Divide) and step.operation.vessel == vessel)
        for step in scene.course.steps
    )


def _count(scene: Scene, line: Line) -> Iterator[Finding]:
    """How many doses it holds: a number, more than one, or just the one that is drawn."""
    with carefully():
        held = scene.course.fullest.get(_vessel(scene, line), Vessel()).counted
        doses = held / scene.dose if scene.dose else held
        single = same(doses, Decimal(1))
        said = Decimal(count(line.fill.values.get("n", "0")))
        right = {
            "do-not-drink-bottle": whole_doses(doses) == said,
            "do-not-swallow": same(doses, said),
            "do-not-drink-more": doses > 1 and not single,
            "do-not-drink-one": doses < 1 or single,
        }
    if not right[line.fill.key]:
        yield stop("wrong-count", text=words(line.fill.text))
