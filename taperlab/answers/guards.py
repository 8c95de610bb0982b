"""The safety rules that judge a question and each proposal (practice.md section 8).

A rule notes, warns or stops. ``soft`` marks a limit that a professional passes with a typed
reason ([S]); a stop ([H]) is never passed.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from taperlab.answers.product_guards import judge_products
from taperlab.messages import Finding, Message
from taperlab.methods.units import piece_of
from taperlab.methods.working import shown
from taperlab.quantities import Count, Mass, Volume
from taperlab.recipe.operations import Add, Draw, MakeUp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.answers.figures import Figures
    from taperlab.methods.instruments import Instrument
    from taperlab.methods.question import Question

__all__ = ["judge", "judge_question"]

_FAR = 5  # what lies near 10, 100 or 1000 times (P 13) lies beyond this too
_MARKED, _SOFT, _HARD = Fraction(5, 100), Fraction(10, 100), Fraction(20, 100)
_HANGING_DROP = Volume.of("0.2")
_MOAT = Volume.of(2)


def judge_question(question: Question) -> Iterator[Finding]:
    """Judge the dose itself: against the dose taken now, and the stated daily maximum."""
    if question.drug.gate is not None:
        yield _gate(question)
    if question.current is not None:
        yield from _against_current(question, question.current)
    limit = question.daily_maximum
    daily = question.dose
    if not question.per_day:
        daily = daily * (question.doses_per_day or 1)
    if limit is None:
        yield Finding("note", Message("answers.maximum-unknown", drug=question.drug.name.lower()))
    elif daily.amount > limit:
        yield _above_maximum(question, daily, limit)
    elif _is_remembered(question, limit):
        yield Finding("note", Message("answers.maximum-unconfirmed", maximum=Mass(limit)))


def _above_maximum(question: Question, daily: Mass, limit: Fraction) -> Finding:
    maximum: object = Mass(limit)
    if _is_remembered(question, limit):
        maximum = Message("answers.from-memory", what=maximum)
    return Finding("stop", Message("answers.above-maximum", daily=shown(daily), maximum=maximum))


def _is_remembered(question: Question, limit: Fraction) -> bool:
    """Whether nobody has confirmed a highest daily dose of this market."""
    return any(
        one.provenance.confidence == "memory"
        for one in question.drug.max_daily
        if one.market == question.market and one.dose.amount == limit
    )


def _gate(question: Question) -> Finding:
    """Stop a patient, and ask a professional for a reason (practice.md 82)."""
    why = question.drug.provenance["gate"].note.rstrip(".")
    text = Message("answers.gated", drug=question.drug.name, why=why)
    patient = question.role == "patient"
    return Finding("stop" if patient else "warn", text, soft=not patient)


def _against_current(question: Question, current: Mass) -> Iterator[Finding]:
    highest = max(question.highest or current, current)
    if question.dose > highest:
        text = Message("answers.above-highest", dose=shown(question.dose), highest=shown(highest))
        yield Finding("stop", text)
    if max(question.dose / current, current / question.dose) >= _FAR:
        text = Message(
            "answers.far-from-current", dose=shown(question.dose), current=shown(current)
        )
        yield Finding("warn", text, soft=True)


def judge(question: Question, figures: Figures, today: dt.date) -> Iterator[Finding]:
    """Judge one proposal: accuracy, devices, products, facts."""
    yield from _rounding(question, figures)
    yield from _rounded_above_maximum(question, figures)
    yield from _limit(question, figures)
    yield from _devices(question, figures)
    yield from _kept(question, figures)
    if question.days > 1:
        yield from _several_days(question, figures)
    yield from judge_products(question, figures, today)


def _rounding(question: Question, figures: Figures) -> Iterator[Finding]:
    size = abs(figures.bias)
    if size > _HARD:
        yield Finding("stop", _rounded(figures, "rounded-too-far"))
    elif size > _SOFT:
        yield Finding("warn", _rounded(figures, "rounded-far"), soft=True)
    elif size > _MARKED:
        yield Finding("warn", _rounded(figures, "rounded"))
    current = question.current
    if current is None:
        return
    doses = figures.proposal.doses_per_day if question.per_day else 1
    if figures.delivered * doses > max(current, question.highest or current) >= question.dose:
        yield Finding("stop", _rounded(figures, "rounded-above-current"))


def _rounded(figures: Figures, code: str) -> Message:
    fields = {"delivered": shown(figures.delivered), "target": shown(figures.target)}
    return Message(f"answers.{code}", **fields)


def _rounded_above_maximum(question: Question, figures: Figures) -> Iterator[Finding]:
    """What is measured may lie above a maximum that the dose itself keeps to."""
    limit = question.daily_maximum
    doses = figures.proposal.doses_per_day if question.per_day else question.doses_per_day or 1
    daily = figures.delivered * doses
    if limit is not None and daily.amount > limit:
        yield _above_maximum(question, daily, limit)


def _limit(question: Question, figures: Figures) -> Iterator[Finding]:
    if question.limit is None:
        return
    if figures.error is None:
        yield Finding("stop", Message("answers.error-not-known"))
    elif figures.error > question.limit:
        yield Finding("stop", Message("answers.beyond-limit"))


def _kept(question: Question, figures: Figures) -> Iterator[Finding]:
    """Nothing is taken after the last day of what it is, or of what it was made of."""
    last = question.date + dt.timedelta(days=question.days - 1)
    until = figures.proposal.keep.until
    if until is not None:
        if until < last:
            yield Finding("stop", Message("answers.kept-too-short", until=until, last=last))
        return
    for product in figures.proposal.products:
        expiry = question.expiries.get(product.id, last)
        if expiry < last:
            text = Message("answers.expires-first", product=product.name, expiry=expiry, last=last)
            yield Finding("warn", text)


def _several_days(question: Question, figures: Figures) -> Iterator[Finding]:
    """Say that each dose is made afresh, and how much of each product the days use up."""
    if figures.proposal.keep.until is not None:
        return  # one batch serves all the days, and says itself what is left over
    doses = question.days * figures.proposal.doses_per_day
    if figures.vessels:
        yield Finding("note", Message("answers.made-fresh", doses=doses))
    for product in figures.proposal.products:
        used = figures.proposal.uses[product.id] * doses
        amount = Volume(used) if product.is_liquid else Count(used, piece_of(product))
        text = Message("answers.needed", days=question.days, amount=amount, product=product.name)
        yield Finding("note", text)


def _devices(question: Question, figures: Figures) -> Iterator[Finding]:
    instruments = {one.id: one for one in question.instruments}
    checked: set[str] = set()
    operations = figures.proposal.recipe.operations
    drawn_from = {one.source for one in operations if isinstance(one, Draw)}
    for operation in operations:
        if not isinstance(operation, Draw | Add | MakeUp):
            continue
        instrument = instruments[operation.device]
        device = instrument.device
        if isinstance(operation, Add) and operation.into in drawn_from:
            fill = operation.volume.nominal / operation.fills
            yield from _small(instrument, Volume(fill))
        if isinstance(operation, Draw):
            fill = operation.volume.nominal / operation.fills
            yield from _draw(figures, operation.source, instrument, Volume(fill))
        if device.kind == "oral-syringe" and device.id in question.unconfirmed - checked:
            checked.add(device.id)
            yield Finding(
                "note", Message("answers.check-marks", device=device.name, mark=device.graduation)
            )


def _small(instrument: Instrument, fill: Volume) -> Iterator[Finding]:
    if fill.amount < instrument.comfortable_from:
        text = Message("answers.small-for-device", volume=fill, device=instrument.device.name)
        yield Finding("warn", text, soft=True)


def _draw(figures: Figures, source: str, instrument: Instrument, fill: Volume) -> Iterator[Finding]:
    device = instrument.device
    yield from _small(instrument, fill)
    if fill < _HANGING_DROP:
        yield Finding("note", Message("answers.touch-tip", volume=fill))
    if device.tip in ("enfit", "enfit-ldt"):
        soft = device.tip == "enfit" and fill < _MOAT
        text = Message("answers.clear-moat", device=device.name)
        yield Finding("warn" if soft else "note", text, soft=soft)
    product = next((one for one in figures.proposal.products if one.id == source), None)
    if product is not None and product.closure == "dropper":
        yield Finding("note", Message("answers.drip-first", product=product.name))
