"""Diluted liquid: a liquid measured, made up and mixed, and a part of that taken at once."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message
from taperlab.methods.dilution import Dilution, Stock, recipe_of
from taperlab.methods.expiry import MADE_FRESH
from taperlab.methods.gauges import content_of
from taperlab.methods.liquids import FAR, counted, drinks_finding, liquids, water_or
from taperlab.methods.marks import UNKNOWN_PACK
from taperlab.methods.mixed_liquids import mixed
from taperlab.methods.question import Answers, Proposal, Question, Refused
from taperlab.methods.search import search
from taperlab.methods.serial import Serial, recipe_of_chain, rough_error, serial_search
from taperlab.methods.solubility import solubility_findings
from taperlab.methods.storing import Batch, storable
from taperlab.methods.working import counts_as, dilution_sums, dose_volume
from taperlab.quantities import Concentration, Volume

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue.types import Product

__all__ = [
    "CLASS",
    "METHOD",
    "beyond_one_stage",
    "forbidden",
    "proposal_of",
    "propose",
    "solubility_findings",
    "stock_of",
]

METHOD = "diluted-liquid"
CLASS = 5
"""Its class in the order of supply and method (practice.md 30)."""


def propose(question: Question) -> Answers:
    """Propose, for each licensed liquid, the dilutions that may be the pick or on the front."""
    for product in _dilutable(question):
        if isinstance(product, Refused):
            yield product
            continue
        batch = storable(question, product)
        found = _made(question, product, batch)
        if batch is not None and not _any_meets(question, found):
            found += _made(question, product, None)  # nothing kept serves: each dose afresh
        if not found:
            yield Refused(METHOD, product.id, Message("methods.no-dilution", product=product.name))
        yield from found
    yield from mixed(question, METHOD, CLASS)


def _dilutable(question: Question) -> Iterator[Product | Refused]:
    """Yield the liquids that may be diluted, and why others may not; a special is never."""
    for product in liquids(question, METHOD):
        if isinstance(product, Refused):
            yield product
        elif product.supply != "special":
            yield forbidden(question, product) or product


def beyond_one_stage(question: Question) -> Answers:
    """Propose what there is besides single dilutions, where none of those meets the limit set.

    For doses that are made afresh. A liquid that gives nothing is refused for the limit.
    """
    for product in _dilutable(question):
        if isinstance(product, Refused):
            yield product
            continue
        stock = stock_of(question, product, None)
        found = [] if _is_too_weak(question, stock) else _in_stages(question, product, stock)
        if not found:
            yield Refused(
                METHOD, product.id, Message("methods.no-dilution-within", product=product.name)
            )
        yield from found
    yield from mixed(question, METHOD, CLASS)


def _in_stages(question: Question, product: Product, stock: Stock) -> list[Proposal]:
    """Return a pharmacist's serial dilutions of the fewest stages that meet the limit."""
    made: list[Proposal] = []
    for stages in (2, 3):
        if question.role == "patient" or _any_meets(question, made):
            break
        chains = serial_search(stock, question, stages)
        made += [_serial(question, product, stock, chain) for chain in chains]
    return made


def _is_too_weak(question: Question, stock: Stock) -> bool:
    """Whether no syringe holds the dose even of the stock: what is diluted is weaker still."""
    most = max(one.capacity for one in question.syringes) * stock.content.nominal
    return most < (1 - FAR) * stock.target


def _made(question: Question, product: Product, batch: Batch | None) -> list[Proposal]:
    """Return single dilutions; where none meets the limit, a pharmacist's serial ones too."""
    stock = stock_of(question, product, batch)
    if _is_too_weak(question, stock):
        return []
    members = search(stock, question)
    made = [proposal_of(question, product, stock, member, batch) for member in members]
    found = made
    for stages in (2, 3):
        if batch is not None or question.role == "patient" or _any_meets(question, found):
            break
        chains = serial_search(stock, question, stages, beyond=not made)
        found = [_serial(question, product, stock, chain) for chain in chains]
        made = made + found
    return made


def _any_meets(question: Question, proposals: list[Proposal]) -> bool:
    return any(_meets(question, one) for one in proposals)


def _meets(question: Question, proposal: Proposal) -> bool:
    """Whether a proposal meets the limit that was set, or is at least acceptable."""
    return rough_error(proposal) <= (FAR if question.limit is None else question.limit)


def forbidden(question: Question, product: Product) -> Refused | None:
    """Say why a liquid may not be diluted at all, if it may not."""
    code = None
    if product.dilution == "none":
        code = "dilution-forbidden"
    elif question.role == "patient" and product.dilution == "unknown":
        code = "diluent-not-stated"
    elif question.role == "patient" and product.dilution == "drink-whole":
        code = "aliquot-pharmacist-only"
    elif not question.syringes:
        code = "no-syringe"
    return (
        Refused(METHOD, product.id, Message(f"methods.{code}", product=product.name))
        if code
        else None
    )


def stock_of(question: Question, product: Product, batch: Batch | None) -> Stock:
    """Return what is diluted, for which dose, and within which limits."""
    solubility = question.drug.solubility
    limits = solubility is not None and product.liquid != "suspension"
    ratio = product.ratio or Fraction(1)
    current = question.current_for(product)
    dissolves = solubility.water.amount * ratio if solubility else None
    fullest = question.daily_maximum if question.role == "patient" else None
    strongest = dissolves if limits else None
    if batch is not None:
        most = batch.strongest * ratio
        strongest = most if strongest is None else min(strongest, most)
    return Stock(
        product=product.id,
        content=content_of(product, question.errors),
        target=question.target(product).amount,
        liquid=water_or(product),
        current=None if current is None else current.amount,
        doses_per_day=question.doses_of(product),
        strongest=strongest,
        settles=None if limits else dissolves,
        pack=product.pack.amount if isinstance(product.pack, Volume) else UNKNOWN_PACK,
        fullest=fullest,
        weakest=None if batch is None else batch.weakest * ratio,
        doses=1 if batch is None else question.days * question.doses_of(product),
        serves=Fraction(1) if batch is None else batch.serves,
        kept=None if batch is None else batch.operation,
    )


def proposal_of(
    question: Question, product: Product, stock: Stock, member: Dilution, batch: Batch | None
) -> Proposal:
    """Return the proposal for one dilution, with its sums and findings."""
    concentration = Concentration(counted(product).amount * member.stock.volume / member.total)
    target = question.target(product)
    return Proposal(
        method=METHOD,
        products=(product,),
        recipe=recipe_of(stock, member),
        target=target,
        doses_per_day=question.doses_of(product),
        rank=CLASS,
        supply="off-label",
        uses={product.id: member.stock.volume / stock.doses},
        keep=MADE_FRESH if batch is None else batch.keep,
        working=(
            *counts_as(product),
            *dilution_sums(counted(product), member.stock.volume, member.total),
            *dose_volume(target, concentration, member.dose.volume),
        ),
        plainness=member.plainness(concentration.amount),
        findings=(
            *_findings(question, product, concentration),
            *(batch.findings if batch else ()),
        ),
    )


def _serial(question: Question, product: Product, stock: Stock, chain: Serial) -> Proposal:
    target, strength = question.target(product), counted(product)
    sums: list[Message] = []
    made = []
    for draw, total in chain.stages:
        sums.extend(dilution_sums(strength, draw.volume, total.volume))
        strength = Concentration(strength.amount * draw.volume / total.volume)
        made.append(strength)
    steps = Finding("warn", Message("methods.serial", stages=len(chain.stages)), soft=True)
    return Proposal(
        method=METHOD,
        products=(product,),
        recipe=recipe_of_chain(stock, chain),
        target=target,
        doses_per_day=question.doses_of(product),
        rank=CLASS,
        supply="off-label",
        uses={product.id: chain.stages[0][0].volume},
        working=(*counts_as(product), *sums, *dose_volume(target, strength, chain.dose.volume)),
        plainness=2,
        findings=(steps, *_findings(question, product, max(made))),
    )


def _findings(
    question: Question, product: Product, concentration: Concentration
) -> Iterator[Finding]:
    if product.dilution == "unknown":
        yield Finding("warn", Message("methods.diluent-unstated", product=product.name), soft=True)
    elif product.dilution == "drink-whole":
        yield Finding("warn", Message("methods.aliquot-at-once", product=product.name), soft=True)
    yield Finding("warn", Message("methods.dilution-off-label", product=product.name))
    if product.diluents:
        yield drinks_finding(product)
    yield from solubility_findings(question, product, concentration)
