"""Dispersed tablet: stirred into water and drunk whole, or a part of it taken at once.

A part of an ordinary tablet's dispersion is the least reliable method in use (practice.md 32,
2.3a): nobody has measured its error, so it is listed and never recommended.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message
from taperlab.methods.aliquots import worth_judging
from taperlab.methods.diluted_liquid import solubility_findings
from taperlab.methods.gauges import gauge_of, measured, relative
from taperlab.methods.liquids import measure_of, near_marks, volume_of
from taperlab.methods.marks import plainness
from taperlab.methods.question import Answers, Proposal, Question, Refused
from taperlab.methods.units import contents_of, take, units_of
from taperlab.methods.whole_tablets import sums
from taperlab.methods.working import dose_volume, shown
from taperlab.quantities import Concentration, Mass, Volume
from taperlab.recipe.measured import Measured, Source
from taperlab.recipe.operations import (
    DOSE,
    Add,
    Discard,
    Draw,
    MakeUp,
    Mix,
    Operation,
    Pour,
    Recipe,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue.types import Product
    from taperlab.methods.aliquots import Way
    from taperlab.methods.instruments import Instrument

__all__ = ["METHOD", "propose"]

METHOD = "dispersed-tablet"
_GLASS = "glass"
_WATER = Volume.of(50)
_LICENSED, _OFF_LABEL, _ALIQUOT = 4, 6, 11


def propose(question: Question) -> Answers:
    """Propose a whole tablet in water to drink, and aliquots where a part may be taken."""
    units = units_of(question)
    if not units:
        yield Refused(METHOD, None, Message("methods.no-units"))
    refused = [refusal for product in units if (refusal := _refused(product))]
    yield from refused
    found = len(refused) == len(units)  # each was refused in its own words
    for product in units:
        if not _refused(product):
            for answer in (*_whole(question, product), *_aliquots(question, product)):
                found = True
                yield answer
    if not found:
        yield Refused(METHOD, None, Message("methods.no-dispersion", dose=shown(question.dose)))


def _refused(product: Product) -> Refused | None:
    if product.release != "IR":
        text = Message("methods.disperse-release", product=product.name)
        return Refused(METHOD, product.id, text)
    if product.may_disperse == "none":
        text = Message("methods.disperse-unsupported", product=product.name)
        return Refused(METHOD, product.id, text)
    return None


def _whole(question: Question, product: Product) -> Iterator[Proposal]:
    if question.target(product).amount != product.strength.amount:
        return
    measure = measure_of(question, _WATER)
    if measure is None:
        return
    cup, fills = measure
    poured = measured(_WATER.amount, gauge_of(cup.device), fills=fills, reading=3)
    operations = (
        take(question, product, [Fraction(1)], _GLASS),
        Add("water", poured, cup.id, fills, _GLASS),
        Mix(_GLASS, "disperse"),
        Pour(_GLASS, DOSE),
    )
    licensed = product.form in ("dispersible-tablet", "orodispersible-tablet")
    yield _proposal(question, product, operations, _LICENSED if licensed else _OFF_LABEL)


def _aliquots(question: Question, product: Product) -> Iterator[Proposal | Refused]:
    """Yield aliquots of one tablet in each total, on the marks next to the dose."""
    if (
        product.may_disperse != "aliquot"
        or question.target(product).amount >= product.strength.amount
    ):
        return
    if question.role == "patient" and product.form != "dispersible-tablet":
        yield Refused(
            METHOD, product.id, Message("methods.aliquot-not-known", product=product.name)
        )
        return
    ways = list(_ways(question, product))
    for made, draw in worth_judging(question, product, ways):
        yield _aliquot(question, product, made, draw)


def _ways(question: Question, product: Product) -> Iterator[Way]:
    """Yield each plainly read total with each mark next to the dose."""
    for total, measure in question.totals:
        concentration = Concentration(product.strength.amount / total)
        if not plainness(concentration.amount):
            continue
        ideal = question.target(product).amount / concentration.amount
        current = volume_of(question.current_for(product), concentration)
        draws = [draw for draw in near_marks(question, ideal, current) if draw[1] < total]
        yield from (((measure, total), draw) for draw in draws)


def _aliquot(
    question: Question,
    product: Product,
    made: tuple[Instrument, Fraction],
    draw: tuple[Instrument, Fraction],
) -> Proposal:
    (measure, total), (syringe, volume) = made, draw
    vessel = measure.device.kind
    taken = measured(volume, gauge_of(syringe.device), reading=2)
    licensed = product.form == "dispersible-tablet"
    if licensed:
        part = relative(Source("dose", product.id, "aliquot"), question.errors.aliquot_dispersible)
        taken = Measured(taken.nominal, taken.dimension, (*taken.errors, part))
    operations = (
        take(question, product, [Fraction(1)], vessel),
        MakeUp(vessel, "water", measured(total, gauge_of(measure.device), reading=3), measure.id),
        Mix(vessel, "disperse"),
        Draw(vessel, taken, syringe.id, 1, DOSE),
        Discard(vessel),
    )
    concentration = Concentration(product.strength.amount / total)
    return _proposal(
        question,
        product,
        operations,
        _ALIQUOT,
        concentration=concentration,
        volume=volume,
        unmeasured=not licensed,
    )


def _proposal(  # noqa: PLR0913 - what the two ways differ in
    question: Question,
    product: Product,
    operations: tuple[Operation[Fraction], ...],
    rank: int,
    *,
    concentration: Concentration | None = None,
    volume: Fraction | None = None,
    unmeasured: bool = False,
) -> Proposal:
    target = question.target(product)
    working = list(sums((product,), {product.id: 1}))
    findings = list(_findings(product, rank, unmeasured=unmeasured))
    if concentration is not None and volume is not None:
        total = Volume(product.strength.amount / concentration.amount)
        made = {"dose": Mass(product.strength.amount), "total": total}
        working.append(Message("methods.work-dilute", concentration=shown(concentration), **made))
        working.extend(dose_volume(target, concentration, volume))
        findings.extend(solubility_findings(question, product, concentration))
    return Proposal(
        method=METHOD,
        products=(product,),
        recipe=Recipe(operations, contents_of(question, (product,))),
        target=target,
        doses_per_day=question.doses_of(product),
        rank=rank,
        supply="licensed" if rank == _LICENSED else "off-label",
        uses={product.id: Fraction(1)},
        working=tuple(working),
        plainness=2 if concentration is None else plainness(concentration.amount),
        unmeasured=unmeasured,
        findings=tuple(findings),
    )


def _findings(product: Product, rank: int, *, unmeasured: bool) -> Iterator[Finding]:
    if rank == _OFF_LABEL:
        yield Finding("warn", Message("methods.disperse-off-label", product=product.name))
    if rank == _ALIQUOT:
        yield Finding("warn", Message("methods.aliquot-of-tablet", product=product.name), soft=True)
    if unmeasured:
        yield Finding("warn", Message("methods.aliquot-not-known", product=product.name))
