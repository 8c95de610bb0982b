"""Every figure in the sentences of a sheet, held against what the bench found."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from taperlab.checker.bench import Vessel
from taperlab.checker.figures import ZERO, carefully, same, show
from taperlab.checker.findings import stop
from taperlab.checker.operations import Draw, MakeUp
from taperlab.checker.paper.formula import FORMULA
from taperlab.checker.paper.rebuild import Line, words
from taperlab.checker.paper.unit_claims import capsule, weighed
from taperlab.checker.tokens import amount, as_printed, count, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from taperlab.checker.paper.scene import Scene
    from taperlab.messages import Finding

__all__ = ["false_sentences"]

Found: TypeAlias = "dict[str, tuple[Decimal, str]]"


def false_sentences(scene: Scene) -> Iterator[Finding]:
    """Yield a finding for each sentence whose figures are not what the operations give."""
    with carefully():
        for line in scene.lines:
            check = _FOUND.get(line.fill.key)
            if check is not None:
                yield from _compare(line, check(scene, line))
            if "-fills" in line.fill.key and "fill" in line.fill.values:
                yield from _fills(line)
            yield from _both_scales(line)


def _compare(line: Line, found: Found | None) -> Iterator[Finding]:
    if found is None:
        yield stop("out-of-place", text=words(line.fill.text))
        return
    for name, (number, unit) in found.items():
        said = line.fill[name]
        unlike = {token.unit for token in tokens(said)} != {unit}
        if unlike or not as_printed(said, number):
            fields = {"said": words(said), "found": show(number, unit)}
            yield stop("wrong-figure", text=words(line.fill.text), **fields)


def _fills(line: Line) -> Iterator[Finding]:
    if "volume" in line.fill.values:
        volume, fill = amount(line.fill["volume"]), amount(line.fill["fill"])
        if not same(fill * count(line.fill["n"]), volume):
            yield stop("wrong-fills", text=words(line.fill.text))


def _both_scales(line: Line) -> Iterator[Finding]:
    for name in ("dose", "current", "target", "total"):
        said = [token.number for token in tokens(line.fill.values.get(name, ""))]
        if any(not same(one, said[0]) for one in said):
            yield stop("two-scales", text=words(line.fill.text))


def _dose(scene: Scene, _: Line) -> Found:
    return {"dose": (scene.dose, "mg")}


def _part_of_a_day(scene: Scene, _: Line) -> Found:
    return {"dose": (scene.dose, "mg"), "n": (Decimal(scene.a_day), "")}


def _in_a_day(scene: Scene, line: Line) -> Found:
    return {"total": (scene.dose * count(line.fill["n"]), "mg")}


def _strength(scene: Scene, line: Line) -> Found | None:
    """The strength of what was just drawn, on the drug's own scale."""
    step = scene.step(line)
    if step is None or not isinstance(step.operation, Draw):
        return None
    source = step.operation.source
    if not scene.shelf.is_product(source):
        return {"concentration": _concentration(step.before.get(source, Vessel()))}
    stock = scene.shelf.stock(source)
    found = {"concentration": (stock.counted, "mg/mL"), "physical": (stock.physical, "mg/mL")}
    if same(stock.counted, stock.physical):
        found.pop("physical")
    return found if found.keys() == line.fill.values.keys() else None


def _concentration(vessel: Vessel, *, physical: bool = False) -> tuple[Decimal, str]:
    drug = vessel.physical if physical else vessel.counted
    return drug / vessel.volume if vessel.volume else ZERO, "mg/mL"


def _held(scene: Scene, line: Line) -> Found | None:
    name = scene.namer.vessel(line.fill)
    vessel = scene.after(line, name)
    found = {
        "held": (vessel.counted, "mg"),
        "total": (vessel.volume, "mL"),
        "concentration": _concentration(vessel),
        "physical": _concentration(vessel, physical=True),
    }
    return {field: found[field] for field in line.fill.values if field in found}


def _about(scene: Scene, line: Line) -> Found | None:
    step = scene.step(line)
    if step is None or not isinstance(step.operation, MakeUp):
        return None
    if words(line.fill["liquid"]) != step.operation.liquid:
        return None
    before = step.before.get(step.operation.vessel, Vessel()).volume
    volume = scene.volume(line)
    return None if volume is None else {"about": (volume - before, "mL")}


def _arrow(scene: Scene, line: Line) -> Found | None:
    step, volume = scene.step(line), scene.volume(line)
    if step is None or volume is None:
        return None
    return {"volume": (volume / getattr(step.operation, "fills", 1), "mL")}


def _product_strength(scene: Scene, line: Line) -> Found | None:
    product = _last_id(scene, line, "wk.product")
    if product is None:
        return None
    stock = scene.shelf.stock(product)
    unit = "mg/mL" if stock.liquid else "mg"
    return {"physical": (stock.physical, unit), "concentration": (stock.counted, unit)}


def _marks(scene: Scene, line: Line) -> Found | None:
    if "device" in line.fill.values:
        device: str | None = scene.namer.device(line.fill)
    else:
        device = _last_id(scene, line, "wk.device")
    if device is None:
        return None
    tool = scene.shelf.tool(device)
    unit = "mg" if tool.device.kind == "balance" else "mL"
    found = {"graduation": (tool.graduation, unit), "smallest": (tool.smallest, unit)}
    return {field: found[field] for field in line.fill.values if field in found}


def _last_id(scene: Scene, line: Line, key: str) -> str | None:
    before = scene.lines[: scene.lines.index(line)]
    ids = [one.fill["id"] for one in before if one.fill.key == key]
    return ids[-1] if ids else None


def _waste(scene: Scene, _: Line) -> Found:
    return {"waste": (scene.course.wasted, "mg")}


_FOUND: dict[str, Callable[[Scene, Line], Found | None]] = {
    "dose-line": _dose,
    "dose-line-physical": _dose,
    "dose.asked": _dose,
    "dose.times": _in_a_day,
    "note.strength": _strength,
    "note.strength-counts": _strength,
    "note.your-dose": _dose,
    "note.total": _held,
    "note.about": _about,
    "pro.note-about": _about,
    "pro.note-capsule": capsule,
    "pic.display": weighed,
    "pro.vessel": _held,
    "pro.vessel-equal": _held,
    "pic.arrow": _arrow,
    "need.check-marks": _marks,
    "wk.dose": _dose,
    "wk.target": _dose,
    "wk.target-part": _part_of_a_day,
    "wk.frequency": _in_a_day,
    "wk.product-strength": _product_strength,
    "wk.device-marks": _marks,
    "wk.device-unconfirmed": _marks,
    "wk.waste": _waste,
    "wk.waste-batch": _waste,
    **FORMULA,
}
