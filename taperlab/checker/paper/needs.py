"""What a sheet says to have at hand, against what its steps use: no more, no less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.checker.findings import stop
from taperlab.checker.operations import DOSE, Add, Count, Discard, MakeUp, Take
from taperlab.checker.paper.rebuild import words
from taperlab.checker.shelf import HOUSEHOLD, Mismatch
from taperlab.messages import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.checker.paper.scene import Scene
    from taperlab.checker.reading import Kind

__all__ = ["wrong_needs"]

_MEASURES = ("cylinder", "flask")  # they are asked for as devices
_SUNDRIES = ("dry-cup", "plate", "strip", "spoon", "cutter", "waste")


def wrong_needs(kind: Kind, scene: Scene) -> Iterator[Finding]:
    """Yield a finding where something that is used is not asked for, or the other way round."""
    if kind == "labels":
        return
    dose = scene.course.dose
    devices = {getattr(step.operation, "device", HOUSEHOLD) for step in scene.course.steps}
    used = {
        "product": set(dose.units | dose.liquids),
        "device": {device.partition("#")[0] for device in devices - {HOUSEHOLD}},
    }
    try:
        listed = _listed(kind, scene)
    except Mismatch as mismatch:
        yield Finding("stop", mismatch.message)
        return
    if kind == "patient":
        used |= {"vessel": _vessels(scene), "liquid": _liquids(scene), "sundry": _sundries(scene)}
    for what, names in used.items():
        if listed[what] != names:
            said, found = ", ".join(sorted(listed[what])), ", ".join(sorted(names))
            yield stop("wrong-needs", said=said or "-", found=found or "-")


def _listed(kind: Kind, scene: Scene) -> dict[str, set[str]]:
    start, namer = "need" if kind == "patient" else "wk", scene.namer
    products = scene.all(f"{start}.product", f"{start}.in-pouch")
    devices = scene.all(f"{start}.device")
    sundries = scene.all(*(f"need.{one}" for one in _SUNDRIES))
    return {
        "product": {namer.product(line.fill) for line in products},
        "device": {namer.device(line.fill).partition("#")[0] for line in devices},
        "vessel": {namer.vessel(line.fill) for line in scene.all("need.vessel")},
        "liquid": {words(line.fill["liquid"]) for line in scene.all("need.liquid")},
        "sundry": {line.fill.key.removeprefix("need.") for line in sundries},
    }


def _vessels(scene: Scene) -> set[str]:
    filled = scene.course.fullest.keys() - scene.handed_out.keys() - {DOSE}
    own = {name for name in filled if not name.startswith(_MEASURES)}
    return own | ({"glass"} if any(scene.all("op.drip-in-drink")) else set())


def _liquids(scene: Scene) -> set[str]:
    drinks = {words(line.fill["liquid"]) for line in scene.all("op.drip-in-drink")}
    for step in scene.course.steps:
        match step.operation:
            case MakeUp(liquid=liquid) | Add(what=liquid):
                drinks.add(liquid)
    return drinks


def _sundries(scene: Scene) -> set[str]:
    operations = [step.operation for step in scene.course.steps]
    broken = [piece for one in operations if isinstance(one, Take) for piece in one.pieces]
    dripped = any(scene.all("note.drip-first"))
    counted = any(isinstance(one, Count) for one in operations)
    found = {
        "dry-cup": dripped,
        "plate": counted,
        "strip": any(scene.all("op.take-pouch")),
        "spoon": any(scene.all("op.drip-on-spoon")),
        "cutter": any("/" in piece for piece in broken),
        "waste": dripped or counted or any(isinstance(one, Discard) for one in operations),
    }
    return {name for name, needed in found.items() if needed}
