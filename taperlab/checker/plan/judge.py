"""The independent recomputation of a plan: its course, preparations, bottles and supply."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from taperlab.checker.errors import Errors
from taperlab.checker.figures import NotAFigureError, carefully
from taperlab.checker.findings import stop
from taperlab.checker.judging import false_stamp, judge
from taperlab.checker.plan.at_hand import asked_alone, of_its_form
from taperlab.checker.plan.bottles import false_bottles
from taperlab.checker.plan.changes import false_changes
from taperlab.checker.plan.concerns import false_plan_concerns
from taperlab.checker.plan.course import basis_of, read_mass
from taperlab.checker.plan.documents import decode
from taperlab.checker.plan.said import compare, in_percent, unequal, wrong
from taperlab.checker.plan.steps import false_steps, levels_of
from taperlab.checker.plan.supply import false_supply
from taperlab.checker.reading import Reading
from taperlab.checker.shelf import Mismatch, Shelf, cannot
from taperlab.checker.standing import false_times, strangers_at_hand
from taperlab.messages import Finding, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from taperlab.catalogue import Catalogue
    from taperlab.checker.documents import Preparation, Request
    from taperlab.checker.plan.course import Basis
    from taperlab.checker.plan.documents import Plan, Step

__all__ = ["verify_plan"]

_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")


def verify_plan(data: bytes, catalogue: Catalogue, name: str) -> Reading:
    """Recompute the plan in the file called ``name``.

    What is prose alone, and how far off units that are not taken whole can be, is not worked out
    again: a note says so. The reading's dose and operations are those of the next step, the one
    instruction.

    Raises:
        InputError: if it is so damaged that there is nothing to judge.
    """
    plan = decode(data, name)
    shelf = Shelf(catalogue, plan.request.dose_of)
    findings = list(false_stamp(plan.hash, plan.catalogue, data, catalogue))
    findings += strangers_at_hand(plan.request.devices, plan.request.products, shelf)
    errors = Errors(shelf, plan.request.in_hand)
    findings += _gathered(_course(plan, shelf, errors))
    findings += _gathered(_concerns(plan, shelf))
    findings += _gathered(_preparations(plan, shelf, errors))
    findings += _gathered(false_bottles(plan, shelf))
    findings += _gathered(false_supply(plan, shelf))
    findings += _not_recomputed(plan)
    chosen = _instruction(plan)
    made = chosen.preparation
    operations = made.operations if made else ()
    return Reading(plan.request.drug, chosen.achieved, operations, tuple(findings))


def _instruction(plan: Plan) -> Step:
    """Return the next step; where there is none any more, the dose that is taken now."""
    ahead = {one.standing: one for one in reversed(plan.steps)}
    return ahead.get("next") or ahead.get("now") or plan.steps[-1]


def _gathered(judgement: Iterable[Finding]) -> list[Finding]:
    """Collect findings; what cannot be read or carried out is one itself."""
    found = []
    try:
        for each in judgement:
            found.append(each)  # noqa: PERF402 - what was found before a failure counts
    except NotAFigureError as error:
        found.append(stop("not-a-figure", text=error.text))
    except (Mismatch, ArithmeticError) as error:
        found.append(cannot(error))
    return found


def _course(plan: Plan, shelf: Shelf, errors: Errors) -> Iterator[Finding]:
    basis = basis_of(plan, shelf)
    yield from _model(plan, basis)
    yield from _source(plan, shelf)
    yield from _prose(plan, basis)
    levels, problems = levels_of(plan, basis, shelf)
    yield from problems
    yield from false_steps(plan, levels, basis)
    yield from false_changes(plan, levels, basis, errors)
    yield from _ends(plan, basis)


def _model(plan: Plan, basis: Basis) -> Iterator[Finding]:
    """The model's figures are the catalogue's, and the curve is the one that was asked for."""
    if plan.curve is None or basis.model is None:
        if plan.request.curve is not None:
            yield wrong("curve", "name", None, plan.request.curve)
        return
    with carefully():
        yield from unequal("curve", "name", plan.curve.name, plan.request.curve or plan.curve.name)
        emax = in_percent(basis.model.emax / 100)
        yield from unequal("curve", "emax", plan.curve.emax, emax)
        yield from compare("curve", "ed50", plan.curve.ed50, basis.model.ed50)


def _source(plan: Plan, shelf: Shelf) -> Iterator[Finding]:
    """The curve is from where the catalogue has it from."""
    if plan.curve is None:
        return
    for curve in shelf.catalogue.drug(plan.request.drug).curves:
        if curve.name == plan.curve.name:
            cited = (shelf.catalogue.sources[key].citation for key in curve.provenance.source)
            yield from unequal("curve", "source", plan.curve.source, "; ".join(cited))


def _prose(plan: Plan, basis: Basis) -> Iterator[Finding]:
    """Every number in the sentence of the rule stands in the rule."""
    known = set(basis.rules.figures())
    for match in _NUMBER.finditer(plan.rule):
        if Decimal(match[0].replace(",", "")) not in known:
            yield wrong("rule", "rule", plan.rule, plan.request.rule)


def _ends(plan: Plan, basis: Basis) -> Iterator[Finding]:
    """The plan ends where it was asked to."""
    with carefully():
        yield from compare("last step", "target", plan.steps[-1].target, basis.end)


def _concerns(plan: Plan, shelf: Shelf) -> Iterator[Finding]:
    basis = basis_of(plan, shelf)
    levels, _ = levels_of(plan, basis, shelf)
    yield from false_plan_concerns(plan, levels, basis, shelf)


def _preparations(plan: Plan, shelf: Shelf, errors: Errors) -> Iterator[Finding]:
    """Judge each step's preparation as that of an answer is judged; say of which step it is."""
    before = None
    levels, _ = levels_of(plan, basis_of(plan, shelf), shelf)
    doses = {one.step.number: one.dose for one in levels}
    for step in plan.steps:
        made = step.preparation
        if made is None:
            continue
        asked = _asked(plan, step, made, before, shelf)
        parts = made.doses_per_day if plan.request.per == "day" else 1
        meant = doses.get(step.number - 1) or doses.get(step.number)
        with carefully():
            each = None if meant is None else meant / parts
        if not (made.recommended and made.pick):
            yield wrong(f"step {step.number}", "recommended", made.recommended, "True")
        times = false_times(made, plan.request.doses_per_day, plan.request.per, shelf)
        for found in (*judge(made, asked, shelf, errors, each)[0], *times):
            yield Finding(
                found.severity,
                Message("checker.in-step", step=str(step.number), finding=found.message),
            )
        before = max(made.target, made.delivered, key=read_mass)


def _asked(plan: Plan, step: Step, made: Preparation, before: str | None, shelf: Shelf) -> Request:
    """Return the request for one dose that a step amounts to, each time it is taken."""
    request = plan.request
    as_taken = step.standing == "now" and step.bottle is None
    products = of_its_form(request, made, shelf) if as_taken else request.products
    return asked_alone(request, made, before, step.start, products)


def _not_recomputed(plan: Plan) -> Iterator[Finding]:
    """Say what was taken on trust."""
    yield Finding("note", Message("checker.plan-not-recomputed"))
    if plan.request.strip:
        yield Finding("note", Message("checker.strip-not-recomputed"))
