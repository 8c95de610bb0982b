"""Diluted liquid: a liquid measured, made up and mixed, and a part of that taken at once."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message
from taperlab.methods.dilution import Dilution, Stock, recipe_of
from taperlab.methods.expiry import MADE_FRESH
from taperlab.methods.gauges import content_of
from taperlab.methods.liquids import FAR, counted, liquids, water_or
from taperlab.methods.marks import UNKNOWN_PACK
from taperlab.methods.question import Answers, Proposal, Question, Refused
from taperlab.methods.search import search
from taperlab.methods.serial import Serial, recipe_of_chain, rough_error, serial_search
from taperlab.methods.storing import Batch, storable
from taperlab.methods.working import counts_as, dilution_sums, dose_volume, shown
from taperlab.quantities import Concentration, Volume

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue.types import Product

__all__ = [
    "METHOD",
    "forbidden",
    "highest_daily",
    "proposal_of",
    "propose",
    "solubility_findings",
    "stock_of",
]

METHOD = "diluted-liquid"
_CLASS = 5


def propose(question: Question) -> Answers:
    """Propose, for each licensed liquid, the dilutions that may be the pick or on the front."""
    for product in liquids(question, METHOD):
        if isinstance(product, Refused):
            yield product
            continue
        if product.supply == "special":
            continue
        refusal = forbidden(question, product)
        if refusal:
            yield refusal
            continue
        found = list(_made(question, product, storable(question, product)))
        if not found:  # nothing that may be kept serves, so each dose is made afresh
            found = list(_made(question, product, None))
        if not found:
            yield Refused(METHOD, product.id, Message("methods.no-dilution", product=product.name))
        yield from found


def _made(question: Question, product: Product, batch: Batch | None) -> Iterator[Proposal]:
    """Yield single dilutions; where none meets the limit, a pharmacist's serial ones too."""
    stock = stock_of(question, product, batch)
    limit = question.limit or FAR
    close = False
    for member in search(stock, question):
        proposal = proposal_of(question, product, stock, member, batch)
        close = close or rough_error(proposal) <= limit
        yield proposal
    if close or stock.kept is not None or not _wants_stages(question, stock):
        return
    for stages in (2, 3):
        chains = serial_search(stock, question, stages)
        for chain in chains:
            proposal = _serial(question, product, stock, chain)
            close = close or rough_error(proposal) <= limit
            yield proposal
        if close:
            return


def _wants_stages(question: Question, stock: Stock) -> bool:
    """Whether even the weakest single dilution is too strong to measure the dose of."""
    if question.role == "patient" or not question.totals:
        return False
    draw = min(one.comfortable_from for one in question.syringes)
    weakest = stock.content.nominal * draw / max(total for total, _ in question.totals)
    return stock.target / weakest < draw


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
    fullest = highest_daily(question) if question.role == "patient" else None
    strongest = dissolves if limits else None
    if batch is not None:
        strongest = batch.strongest if strongest is None else min(strongest, batch.strongest)
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
        weakest=None if batch is None else batch.weakest,
        serves=Fraction(1) if batch is None else batch.serves,
        kept=None if batch is None else batch.operation,
    )


def highest_daily(question: Question) -> Fraction | None:
    """Return the stated highest daily dose in this market, in counted mg."""
    stated = [
        limit.dose.amount for limit in question.drug.max_daily if limit.market == question.market
    ]
    return min(stated, default=None)


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
        rank=_CLASS,
        supply="off-label",
        uses={product.id: member.stock.volume / (question.days * question.doses_of(product))}
        if stock.kept
        else {product.id: member.stock.volume},
        keep=MADE_FRESH if batch is None else batch.keep,
        working=(
            *counts_as(product),
            *dilution_sums(counted(product), member.stock.volume, member.total),
            *dose_volume(target, concentration, member.dose.volume),
        ),
        plainness=member.plainness(concentration.amount),
        findings=tuple(_findings(question, product, concentration)),
    )


def _serial(question: Question, product: Product, stock: Stock, chain: Serial) -> Proposal:
    target, strength = question.target(product), counted(product)
    sums: list[Message] = []
    for draw, total in chain.stages:
        sums.extend(dilution_sums(strength, draw.volume, total.volume))
        strength = Concentration(strength.amount * draw.volume / total.volume)
    steps = Finding("warn", Message("methods.serial", stages=len(chain.stages)), soft=True)
    return Proposal(
        method=METHOD,
        products=(product,),
        recipe=recipe_of_chain(stock, chain),
        target=target,
        doses_per_day=question.doses_of(product),
        rank=_CLASS,
        supply="off-label",
        uses={product.id: chain.stages[0][0].volume},
        working=(*counts_as(product), *sums, *dose_volume(target, strength, chain.dose.volume)),
        plainness=2,
        findings=(steps, *_findings(question, product, strength)),
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
        yield Finding("note", Message("methods.drinks-allowed", drinks=product.diluents))
    yield from solubility_findings(question, product, concentration)


def solubility_findings(
    question: Question, product: Product, concentration: Concentration
) -> Iterator[Finding]:
    """Judge the physical concentration against the drug's solubility (practice.md 40)."""
    physical = Concentration(concentration.amount / (product.ratio or 1))
    solubility = question.drug.solubility
    if solubility is None:
        drug = question.drug.name.lower()
        if product.liquid == "solution":
            yield Finding("note", Message("methods.solubility-unknown", drug=drug))
        else:
            yield Finding("warn", Message("methods.may-settle", drug=drug), soft=True)
    elif physical > solubility.water:
        text = Message(
            "methods.above-solubility",
            drug=question.drug.name.lower(),
            made=shown(physical),
            solubility=solubility.water,
        )
        suspended = product.liquid == "suspension" or not product.is_liquid
        yield Finding("warn" if suspended else "stop", text, soft=suspended)
