"""From what was typed to what is asked: the question of each level, its rule, curve and days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from taperlab.answers.document import Request as DoseAsked
from taperlab.answers.resolve import decimal_mark, resolve
from taperlab.messages import InputError, Message
from taperlab.quantities import Mass, parse, parse_file
from taperlab.taper.curves import curve_for
from taperlab.taper.document import Request
from taperlab.taper.reading import read_rule, read_rules, written
from taperlab.taper.request import CheckRequest, TaperRequest, dose_request
from taperlab.taper.scales import scaled

if TYPE_CHECKING:
    from fractions import Fraction

    from taperlab.catalogue import Catalogue
    from taperlab.catalogue.types import Curve
    from taperlab.methods.question import Question
    from taperlab.taper.request import Taken
    from taperlab.taper.rules import Rules

__all__ = [
    "Asked",
    "asked_taper",
    "base_question",
    "read_end",
    "read_mass",
    "read_taken",
    "release_taken",
    "repeat",
]

NOTHING = Mass(0)
_NONE = ("0 mg", "0mg")
_COURSE = ("then", "every", "micro", "strip", "past", "hold", "paused")
_SHARED = tuple(
    name
    for name in Request.__struct_fields__
    if name in DoseAsked.__struct_fields__ and name not in {"drug", "curve"}
)


@dataclass(frozen=True)
class Asked:
    """A taper as it is understood; masses are counted mg on the basis of the request.

    ``scale`` is counted mg for each mg typed, ``daily`` how many doses make a day's.
    """

    question: Question
    repeated: DoseAsked
    start: Mass
    end: Mass
    scale: Fraction
    daily: int
    rules: Rules
    curve: Curve | None
    last: Mass | None
    release: str | None


def asked_taper(request: TaperRequest, catalogue: Catalogue) -> Asked:
    """Read a request against a catalogue.

    Raises:
        InputError: with ``field`` set, for the first field that cannot be read.
    """
    question, repeated, scale = base_question(request, catalogue)
    if request.rule is None or not request.rule.strip():
        raise InputError(Message("taper.rule-missing"), field="rule")
    mark = decimal_mark(request.market)
    daily = 1 if question.per_day else question.doses_per_day or 1
    rules = read_rules(request.rule, request.then, decimal_mark=mark)
    last = None if request.last is None else read_mass(request.last, "last", request.market)
    return Asked(
        question=question,
        repeated=repeated,
        start=question.dose,
        end=read_end(request.to, request.market) * scale,
        scale=scale,
        daily=daily,
        rules=scaled(rules, scale * daily),
        curve=curve_for(question.drug, request.curve),
        last=None if last is None else last * scale,
        release=release_taken(request, catalogue),
    )


def base_question(
    request: TaperRequest | CheckRequest, catalogue: Catalogue
) -> tuple[Question, DoseAsked, Fraction]:
    """Return the question for the dose that is taken now, and counted mg for each mg typed."""
    try:
        question, repeated = resolve(dose_request(request, request.start, request.start), catalogue)
    except InputError as error:
        error.field = "from" if error.field in ("dose", "current_dose") else error.field
        raise
    return question, repeated, question.dose.amount / repeated.dose.amount


def release_taken(request: TaperRequest | CheckRequest, catalogue: Catalogue) -> str | None:
    """Return the form of release of the product that is taken now, if it was said which.

    Raises:
        InputError: if there is no such product, or it is of another drug.
    """
    if request.taking is None:
        return None
    try:
        product = catalogue.product(request.taking)
    except InputError as error:
        error.field = "taking"
        raise
    drug = catalogue.drug(request.drug)
    if product.drug != drug.id:
        text = Message("answers.product-of-other-drug", product=product.name, drug=drug.name)
        raise InputError(text, field="taking")
    return product.release


def read_end(text: str, market: str) -> Mass:
    """Read the dose that a taper ends at: nothing, or a dose."""
    return NOTHING if text.strip() in _NONE else read_mass(text, "to", market)


def read_mass(text: str, field: str, market: str) -> Mass:
    """Read a dose of one field, in the market's own way of writing numbers.

    Raises:
        InputError: with ``field`` set.
    """
    try:
        return parse(text, Mass, decimal_mark=decimal_mark(market))
    except InputError as error:
        error.field = field
        raise


def read_taken(taken: Taken) -> tuple[Mass, Mass]:
    """Return the exact target and the dose as it was made of something that was taken.

    Raises:
        InputError: if one of them cannot be read.
    """
    try:
        return parse_file(taken.target, Mass), parse_file(taken.achieved, Mass)
    except InputError as error:
        error.field = "past"
        raise


def repeat(request: TaperRequest | CheckRequest, asked: DoseAsked) -> Request:
    """Return the request as the document repeats it, with every default filled in."""
    bare = Request(
        drug=asked.drug,
        start=asked.dose,
        to=read_end(request.to, request.market),
        curve=request.curve,
        taking=request.taking,
        **{name: getattr(asked, name) for name in _SHARED},
    )
    if not isinstance(request, TaperRequest):
        return bare
    market = request.market
    last, following = (
        None if text is None else read_mass(text, name, market)
        for name, text in (("last", request.last), ("next_dose", request.next_dose))
    )
    rule = request.rule and written(read_rule(request.rule, decimal_mark=decimal_mark(market)))
    return msgspec.structs.replace(
        bare,
        rule=rule,
        last=last,
        next_dose=following,
        **{name: getattr(request, name) for name in _COURSE},
    )
