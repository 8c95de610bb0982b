"""Between the window's question and the engine's request, both ways."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from taperlab.answers.request import DoseRequest
from taperlab.answers.resolve import decimal_mark
from taperlab.desktop.dose.in_hand import beads_of, days_of, expiry_of, typed_masses, weighed_of
from taperlab.desktop.dose.question import Question, Sample
from taperlab.quantities import canonical

if TYPE_CHECKING:
    from taperlab.answers.document import Answer
    from taperlab.answers.request import CountedBeads, WeighedUnits
    from taperlab.catalogue import Catalogue
    from taperlab.quantities import Mass


def request_for(question: Question, language: str) -> DoseRequest:
    """Return the request that asks this question; what was left empty is left to the engine."""
    return DoseRequest(
        drug=question.drug.strip(),
        dose=question.dose,
        dose_of=question.dose_of,
        per=question.per,
        doses_per_day=question.doses_per_day,
        current_dose=question.current_dose if question.current_dose.strip() else None,
        highest_dose=question.highest_dose if question.highest_dose.strip() else None,
        market=question.market,
        products=question.products or None,
        devices=question.devices or None,
        confirmed_devices=question.confirmed_devices,
        methods=question.methods or None,
        role=question.role,
        max_error=question.max_error.strip() or None,
        days=days_of(question.days),
        date=question.date or today(),
        overrides=dict(question.overrides),
        prepared_by=question.prepared_by.strip() or None,
        checked_by=question.checked_by.strip() or None,
        lang=language,
        beads=tuple(beads_of(one) for one in question.beads if one.is_used),
        weighed=tuple(weighed_of(one) for one in question.weighed if one.is_used),
        overage=question.overage.strip() or None,
        expiries={name: expiry_of(text) for name, text in question.expiries if text.strip()},
    )


def question_of(answer: Answer, catalogue: Catalogue) -> Question:
    """Return the question that a stored answer is to, as one would type it."""
    request = answer.request
    mark = decimal_mark(request.market)
    usual = usual_devices(catalogue, request.role)
    return Question(
        drug=catalogue.drug(request.drug).name,
        dose=_typed(request.dose, mark),
        dose_of=request.dose_of,
        per=request.per,
        doses_per_day=None if _left_to_the_products(answer) else request.doses_per_day,
        current_dose=_typed(request.current_dose, mark),
        highest_dose=_typed(request.highest_dose, mark),
        market=request.market,
        products=request.products or (),
        devices=() if request.devices == usual else request.devices,
        confirmed_devices=request.confirmed_devices,
        methods=request.methods or (),
        role=request.role,
        max_error=(request.max_error or "").replace(".", mark),
        days="" if request.days == 1 else str(request.days),
        date=None if request.date == today() else request.date,
        overrides=tuple(request.overrides.items()),
        prepared_by=request.prepared_by or "",
        checked_by=request.checked_by or "",
        overage=request.overage or "",
        expiries=tuple(sorted(request.expiries.items())),
        beads=tuple(_counted(one) for one in request.beads),
        weighed=tuple(_weighed(one) for one in request.weighed),
    )


def usual_devices(catalogue: Catalogue, role: str) -> tuple[str, ...]:
    """Return what a person in this role has at hand when nothing is said."""
    return tuple(device.id for device in catalogue.devices if role in device.default_for)


def today() -> dt.date:
    """Return the date where this computer stands."""
    return dt.datetime.now().astimezone().date()


def _left_to_the_products(answer: Answer) -> bool:
    """Whether nobody said how often a day: the request repeats once, the products say more."""
    once = answer.request.doses_per_day == 1
    return once and any(one.doses_per_day != 1 for one in answer.preparations)


def _counted(beads: CountedBeads) -> Sample:
    return Sample(
        product=beads.product,
        batch=beads.batch,
        values=", ".join(map(str, beads.counts)),
        spread=beads.spread or "",
        twice=beads.twice,
        made_of=(beads.product, beads.batch),
    )


def _weighed(units: WeighedUnits) -> Sample:
    return Sample(
        product=units.product,
        batch=units.batch,
        values=typed_masses(units),
        made_of=(units.product, units.batch),
    )


def _typed(dose: Mass | None, mark: str) -> str:
    return canonical(dose).replace(".", mark) if dose else ""
