"""The bottles of a plan: which steps they serve, how strong they are, what a mix-up would give."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import count, groupby, pairwise
from typing import TYPE_CHECKING

from taperlab.checker.bench import Vessel, carry_out
from taperlab.checker.figures import ZERO, carefully, plain, read, same
from taperlab.checker.findings import stop
from taperlab.checker.operations import DOSE, Draw, Drip, Keep, Pour
from taperlab.checker.plan.batches import batches_in, days_of, lasts
from taperlab.checker.plan.course import read_mass
from taperlab.checker.plan.said import compare, unequal, wrong
from taperlab.checker.shelf import Mismatch
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.checker.documents import Preparation
    from taperlab.checker.plan.documents import Bottle, Concern, Plan, Step
    from taperlab.checker.shelf import Shelf
    from taperlab.messages import Finding

__all__ = ["false_bottles"]

_TENTH, _WARNED, _STOPPED = Decimal("0.1"), Decimal("1.5"), 3
_RETURNED = "old-bottle-returned"
_NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class _Run:
    """A bottle with its steps and their preparations."""

    bottle: Bottle
    steps: tuple[Step, ...]

    @property
    def made(self) -> tuple[Preparation, ...]:
        return tuple(step.preparation for step in self.steps if step.preparation is not None)


def false_bottles(plan: Plan, shelf: Shelf) -> Iterator[Finding]:
    """Yield a finding for each thing said of a bottle that its steps do not bear out."""
    if misserved := list(_serving(plan)):
        yield from misserved
        return
    runs = _runs(plan)
    for run in runs:
        with carefully():
            yield from _recipe(run, plan, shelf)
            yield from _batches(run, plan, shelf)
    if runs and runs[0].bottle.mix_up is not None:
        yield wrong(runs[0].bottle.id, "mix_up", "{...}", None)
    for before, after in pairwise(runs):
        with carefully():
            yield from _mix_up(before, after, plan, shelf)


def _serving(plan: Plan) -> Iterator[Finding]:
    """Steps in a row name one bottle, bottles stand in their order, and each names its steps."""
    named = [(step.bottle, step.number) for step in plan.steps if step.bottle is not None]
    groups = [
        (name, tuple(number for _, number in group))
        for name, group in groupby(named, key=lambda one: one[0])
    ]
    said = [(bottle.id, bottle.serves) for bottle in plan.bottles]
    if said != groups:
        yield wrong("bottles", "serves", said, groups)
    yield from _names(plan)
    for step in plan.steps:
        liquid = step.preparation is not None and bool(_measurings(step.preparation))
        if liquid != (step.bottle is not None):
            yield wrong(f"step {step.number}", "bottle", step.bottle, None)


def _names(plan: Plan) -> Iterator[Finding]:
    """The bottle in use keeps its name; every other has one that no bottle had before."""
    had = [one.bottle for one in plan.request.past]
    fresh = (name for number in count(1) if (name := f"B{number}") not in had)
    for at, bottle in enumerate(plan.bottles):
        if at or not had or bottle.id != had[-1]:
            yield from unequal("bottles", "id", bottle.id, next(fresh))


def _runs(plan: Plan) -> list[_Run]:
    steps = {step.number: step for step in plan.steps}
    return [
        _Run(bottle, tuple(steps[number] for number in bottle.serves if number in steps))
        for bottle in plan.bottles
    ]


def _measurings(made: Preparation) -> list[Draw | Drip]:
    return [one for one in made.operations if isinstance(one, Draw | Drip)]


def _recipe(run: _Run, plan: Plan, shelf: Shelf) -> Iterator[Finding]:
    """Each step begins with the bottle's recipe; what it then draws has that concentration."""
    bottle = run.bottle
    for step in run.steps:
        made = step.preparation
        if made is None:
            continue
        before = _made_before(made)
        if before != bottle.recipe:
            yield wrong(bottle.id, "recipe", len(bottle.recipe), f"step {step.number}")
        if bottle.product not in made.products:
            yield wrong(bottle.id, "product", bottle.product, ", ".join(made.products))
        yield from _in_step(bottle, made, step)
    yield from _strength(bottle, run.made[0], shelf)
    yield from _kept(run, plan, shelf)


def _made_before(made: Preparation) -> tuple[object, ...]:
    """Return what is done before the last measuring; nothing where that goes into a drink."""
    operations = made.operations
    last = max(at for at, one in enumerate(operations) if isinstance(one, Draw | Drip))
    if any(isinstance(one, Pour) and one.into == DOSE for one in operations[last:]):
        return ()
    return tuple(
        one
        for one in operations[:last]
        if not isinstance(one, Keep) and getattr(one, "into", None) != DOSE
    )


def _in_step(bottle: Bottle, made: Preparation, step: Step) -> Iterator[Finding]:
    """A step that only draws from the bottle takes volume times concentration."""
    into = [one for one in made.operations if getattr(one, "into", None) == DOSE]
    if len(into) != 1 or not isinstance(into[0], Draw):
        return
    found = read(into[0].volume, "mL").number * read(bottle.concentration, "mg/mL").number
    if not same(found, read_mass(made.delivered)):
        yield wrong(f"step {step.number}", bottle.id, made.delivered, f"{plain(found)} mg")


def _strength(bottle: Bottle, made: Preparation, shelf: Shelf) -> Iterator[Finding]:
    counted, physical = _concentrations(bottle, made, shelf)
    place = bottle.id
    yield from compare(place, "concentration", bottle.concentration, counted, "mg/mL")
    said = bottle.physical_concentration
    yield from compare(place, "physical_concentration", said, physical, "mg/mL")


def _concentrations(bottle: Bottle, made: Preparation, shelf: Shelf) -> tuple[Decimal, Decimal]:
    if not bottle.recipe:
        stock = shelf.stock(bottle.product)
        return stock.counted, stock.physical
    source = _measurings(made)[-1].source
    held = carry_out(bottle.recipe, shelf).vessels.get(source, Vessel())
    if not held.volume:
        raise Mismatch("nothing-there", step="-", vessel=source)
    return held.counted / held.volume, held.physical / held.volume


def _kept(run: _Run, plan: Plan, shelf: Shelf) -> Iterator[Finding]:
    """The days that it is said to keep are those of the catalogue, or of the batch."""
    bottle = run.bottle
    if not bottle.recipe:
        days = shelf.stock(bottle.product).product.in_use_days
    else:
        days = lasts(plan.request.days, run.steps[0].start, run.made[0])
    said = [int(number) for number in _NUMBER.findall(bottle.kept)]
    if said != ([] if days is None or (bottle.recipe and days == 1) else [days]):
        yield wrong(bottle.id, "kept", bottle.kept, days)


def _batches(run: _Run, plan: Plan, shelf: Shelf) -> Iterator[Finding]:
    """How often it is made, or how many packs of it are opened."""
    bottle = run.bottle
    if bottle.recipe:
        found = sum(
            batches_in(days_of(step), plan.request.days, step.start, made)
            for step, made in zip(run.steps, run.made, strict=True)
        )
    else:
        product = shelf.stock(bottle.product).product
        used = ZERO
        for step, made in zip(run.steps, run.made, strict=True):
            used += _poured(made, bottle.product, shelf) * days_of(step) * made.doses_per_day
        pack = None if product.pack is None else read(canonical(product.pack)).number
        opened = math.ceil(sum(map(days_of, run.steps)) / (product.in_use_days or 10**6))
        found = max(1 if pack is None else math.ceil(used / pack), opened)
    yield from unequal(bottle.id, "batches", bottle.batches, found)


def _poured(made: Preparation, product: str, shelf: Shelf) -> Decimal:
    """Return how many mL of a product one dose takes."""
    used = ZERO
    for one in _measurings(made):
        if one.source == product and isinstance(one, Drip):
            used += shelf.drop(product) * one.drops
        elif one.source == product and isinstance(one, Draw):
            used += read(one.volume, "mL").number
    return used


def _mix_up(before: _Run, after: _Run, plan: Plan, shelf: Shelf) -> Iterator[Finding]:
    """The new volume from the old bottle, and the old volume from the new one."""
    said, place = after.bottle.mix_up, after.bottle.id
    if said is None:
        yield wrong(place, "mix_up", None, "{...}")
        return
    old, new = before.made[-1], after.made[0]
    given, meant = read_mass(old.delivered), read_mass(new.delivered)
    had, has = _volume(old, shelf), _volume(new, shelf)
    from_old, from_new = given / had * has, meant / has * had
    yield from compare(place, "old_bottle", said.old_bottle, from_old)
    yield from compare(place, "new_bottle", said.new_bottle, from_new)
    ratio = max(from_old, from_new) / given
    yield from compare(place, "ratio", f"{said.ratio} x", _to_tenth(ratio), "x")
    more = "smaller_dose_more_volume"
    yield from unequal(place, more, said.smaller_dose_more_volume, has > had)
    yield from _warned(plan, ratio, after.steps[0].number, place)


def _warned(plan: Plan, ratio: Decimal, step: int, place: str) -> Iterator[Finding]:
    """A plan with a dangerous change of bottle says so (practice.md 81)."""
    found = {one.code for one in plan.findings if step in one.steps and _is_loud(one)}
    if ratio > _STOPPED and _RETURNED not in plan.request.overrides:
        wanted = {_RETURNED}
    elif ratio > _WARNED:
        wanted = {"mix-up"}
    else:
        wanted = set()
    for code in sorted(wanted - found):
        yield stop("finding-missing", place=place, finding=code)


def _is_loud(found: Concern) -> bool:
    """Whether a finding is as severe as its code has to be."""
    return found.severity == "stop" or (found.severity == "warn" and found.code != _RETURNED)


def _volume(made: Preparation, shelf: Shelf) -> Decimal:
    """Return the mL of the last measuring."""
    last = _measurings(made)[-1]
    if isinstance(last, Drip):
        return shelf.drop(last.source) * last.drops
    return read(last.volume, "mL").number


def _to_tenth(ratio: Decimal) -> Decimal:
    return ratio.quantize(Decimal(10) ** -40).quantize(_TENTH, ROUND_HALF_EVEN)
