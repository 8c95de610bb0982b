"""Two strengths at hand mixed for a dose: which liquids may be, and what is said of it.

Licensed liquids of one kind and on one scale of milligrams only (practice.md 4, 42); none whose
text names what it may be mixed with, for another medicine is not among it. For a pharmacist, at
once: no text is known that supports keeping a mixture of two products.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message
from taperlab.methods.alligation import Blend, Blended, alligation, blends, recipe_of_blend
from taperlab.methods.gauges import content_of
from taperlab.methods.liquids import FAR, counted, ideal_volume
from taperlab.methods.marks import UNKNOWN_PACK
from taperlab.methods.question import Proposal, Refused
from taperlab.methods.solubility import solubility_findings
from taperlab.methods.working import counts_as, dose_volume, shown
from taperlab.quantities import Concentration, Mass, Volume

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from taperlab.catalogue.types import Product
    from taperlab.methods.question import Answers, Question

__all__ = ["mixed", "pairs"]

_NEVER = frozenset({"no-other-medicine", "not-thinned-with-water"})
_NEAR = FAR / 4


def mixed(question: Question, method: str, rank: int) -> Answers:
    """Propose mixtures of two strengths that were named, and so are at hand and meant.

    Of strengths that a market merely has, only where none at hand can be measured neat.
    """
    fit = tuple(one for one in question.products if _may_be_mixed(one))
    if len(fit) < 2 or not (question.named or not any(_is_neat(question, one) for one in fit)):
        return
    for strong, weak in pairs(question):
        names = (strong.name, weak.name)
        if question.role == "patient":
            if question.named:
                yield Refused(method, None, Message("methods.mixed-pharmacist-only", product=names))
            continue
        blended = _blended(question, strong, weak)
        found = blends(blended, question.syringes, question.limit)
        for blend in found:
            yield _proposal(question, (strong, weak), blended, blend, (method, rank))
        if not found and question.named:
            yield Refused(method, None, Message("methods.no-mixture", product=names))


def pairs(question: Question) -> Iterator[tuple[Product, Product]]:
    """Yield the liquids that may be mixed, two by two, the stronger first."""
    fit = [one for one in question.products if _may_be_mixed(one)]
    for two in combinations(fit, 2):
        weak, strong = sorted(two, key=lambda one: one.strength.amount)
        alike = (strong.liquid, strong.ratio, strong.release) == (
            weak.liquid,
            weak.ratio,
            weak.release,
        )
        often = question.doses_of(strong) == question.doses_of(weak)
        if alike and often and strong.strength != weak.strength:
            yield strong, weak


def _may_be_mixed(product: Product) -> bool:
    known = product.is_liquid and product.counts_as is not None and product.liquid is not None
    free = product.dilution != "none" and not product.diluents and not product.must_dilute
    return known and free and product.supply == "licensed" and not _NEVER & {*product.cautions}


def _is_neat(question: Question, product: Product) -> bool:
    """Whether a syringe at hand measures the dose of it well, within 5 %."""
    ideal = ideal_volume(question, product)
    return any(
        mark >= one.comfortable_from and abs(mark / ideal - 1) <= _NEAR
        for one in question.syringes
        for mark in one.marks_near(ideal)
    )


def _blended(question: Question, strong: Product, weak: Product) -> Blended:
    solubility, current = question.drug.solubility, question.current_for(strong)
    dissolves = None if solubility is None else solubility.water.amount * (strong.ratio or 1)
    settles = strong.liquid == "suspension"
    return Blended(
        products=(strong.id, weak.id),
        contents=(content_of(strong, question.errors), content_of(weak, question.errors)),
        target=question.target(strong).amount,
        current=None if current is None else current.amount,
        doses_per_day=question.doses_of(strong),
        strongest=None if settles else dissolves,
        settles=dissolves if settles else None,
        packs=(_pack(strong), _pack(weak)),
    )


def _pack(product: Product) -> Fraction:
    return product.pack.amount if isinstance(product.pack, Volume) else UNKNOWN_PACK


def _proposal(
    question: Question,
    products: tuple[Product, Product],
    blended: Blended,
    blend: Blend,
    where: tuple[str, int],
) -> Proposal:
    strong, weak = products
    target, made = question.target(strong), Concentration(blend.concentration)
    return Proposal(
        method=where[0],
        products=products,
        recipe=recipe_of_blend(blended, blend),
        target=target,
        doses_per_day=question.doses_of(strong),
        rank=where[1],
        supply="off-label",
        uses={strong.id: blend.strong.volume, weak.id: blend.weak.volume},
        working=(
            *(line for one in products for line in counts_as(one)),
            *_sums(products, blend, made),
            *dose_volume(target, made, blend.dose.volume),
        ),
        plainness=blend.plainness,
        findings=tuple(_findings(question, products, made)),
    )


def _sums(
    products: tuple[Product, Product], blend: Blend, made: Concentration
) -> Iterator[Message]:
    """Show the parts as crosswise differences, then what the mixture holds."""
    strong, weak = (counted(one) for one in products)
    more, less = alligation(strong, weak, made)
    for code, one, other, parts in (
        ("stronger", made, weak, more),
        ("weaker", strong, made, less),
    ):
        fields = {"one": shown(one), "other": shown(other), "parts": shown(parts)}
        yield Message(f"methods.work-parts-{code}", **fields)
    volumes = (blend.strong.volume, blend.weak.volume)
    masses = [
        Mass(volume * strength.amount)
        for volume, strength in zip(volumes, (strong, weak), strict=True)
    ]
    for volume, mass in zip(volumes, masses, strict=True):
        yield Message("methods.work-stock", volume=Volume(volume), dose=shown(mass))
    yield Message(
        "methods.work-dilute",
        dose=shown(masses[0] + masses[1]),
        total=Volume(blend.total),
        concentration=shown(made),
    )


def _findings(
    question: Question, products: tuple[Product, Product], made: Concentration
) -> Iterator[Finding]:
    strong, weak = products
    text = Message("methods.mixed-strengths", strong=strong.name, weak=weak.name)
    yield Finding("warn", text, soft=True)
    for finding in solubility_findings(question, strong, made):
        if finding.code != "solubility-unknown":  # nothing is added that either did not hold
            yield finding
