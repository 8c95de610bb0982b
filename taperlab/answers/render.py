"""From a judged candidate to the record of the document: figures rounded, texts in words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from taperlab.answers import operations as record
from taperlab.answers.document import BudgetLine, Caution, Help, Preparation, Refusal, Vessel
from taperlab.answers.dominating import dominating
from taperlab.answers.ranking import RATINGS
from taperlab.answers.syringes import rejected_syringes
from taperlab.quantities import Concentration, Mass, Volume, canonical, number, percent, significant
from taperlab.recipe.corners import worst_case
from taperlab.recipe.operations import (
    Add,
    Bulk,
    Count,
    Discard,
    Divide,
    Draw,
    Drip,
    Keep,
    MakeUp,
    Mix,
    Operation,
    Pour,
    Take,
    Weigh,
)
from taperlab.recipe.roots import root

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from taperlab.answers.document import Method, Rating
    from taperlab.answers.figures import Figures
    from taperlab.answers.ranking import Candidate
    from taperlab.messages import Finding, Message
    from taperlab.methods.question import Question, Refused
    from taperlab.recipe.measured import Source
    from taperlab.wording import Wording

__all__ = ["Renderer", "Standing", "record_of"]

_DIGITS = 3
_EDGE = Fraction(1, 10**12)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a candidate stands among the others, and why."""

    recommended: bool
    pick: bool
    why: Message


class Renderer:
    """Writes candidates and refusals for one document, in its language."""

    def __init__(self, wording: Wording, question: Question) -> None:
        self._wording, self._question = wording, question

    def preparation(self, candidate: Candidate, standing: Standing) -> Preparation:
        """Return the record of one preparation."""
        proposal, figures = candidate.proposal, candidate.figures
        return Preparation(
            method=cast("Method", proposal.method),
            products=tuple(product.id for product in proposal.products),
            rating=cast("Rating", RATINGS[candidate.grade]),
            plain=proposal.plainness > 0,
            recommended=standing.recommended,
            pick=standing.pick,
            why=self._text(standing.why),
            supply=proposal.supply,
            doses_per_day=proposal.doses_per_day,
            target=figures.target,
            delivered=figures.delivered,
            bias=percent(figures.bias),
            standard_uncertainty=_not_known(figures) or canonical(_rounded(figures.uncertainty)),
            error=_not_known(figures) or percent(figures.error or Fraction(0)),
            worst=_worst(figures),
            budget=tuple(_budget(figures)),
            dominated_by=self._text_of(dominating(self._question, figures)),
            operations=tuple(record_of(one) for one in proposal.recipe.operations),
            vessels=_vessels(figures),
            keep=proposal.keep.text,
            keep_decided_by=self._text_of(proposal.keep.decided_by),
            waste=figures.waste,
            packs_per_28_days=_packs(figures),
            handling=figures.handling,
            working=self._texts(proposal.working),
            other_syringes=self._texts(rejected_syringes(self._question, proposal)),
            cautions=tuple(self._caution(finding) for finding in candidate.findings),
        )

    def refusal(self, refused: Refused) -> Refusal:
        """Return the record of one refusal."""
        return Refusal(
            method=cast("Method", refused.method),
            product=refused.product,
            products=refused.products,
            code=refused.message.code,
            text=self._text(refused.message),
            remedy=self._text(refused.remedy),
        )

    def help(self, message: Message, best: Candidate) -> Help:
        """Return the record of a change that would help."""
        figures = best.figures
        return Help(
            text=self._text(message),
            error=_not_known(figures) or percent(figures.error or Fraction(0)),
            rating=cast("Rating", RATINGS[best.grade]),
        )

    def _text(self, message: Message) -> str:
        """Render a message with plain blanks: what binds a number to its unit is for paper."""
        return self._wording.text(message).replace("\u00a0", " ")

    def _texts(self, messages: Iterable[Message]) -> tuple[str, ...]:
        return tuple(self._text(message) for message in messages)

    def _text_of(self, message: Message | None) -> str | None:
        return None if message is None else self._text(message)

    def _caution(self, finding: Finding) -> Caution:
        return Caution(
            code=finding.code,
            severity=finding.severity,
            text=self._text(finding.message),
            needs_reason=finding.soft,
            reason=self._question.overrides.get(finding.code),
        )


def _not_known(figures: Figures) -> str | None:
    return "not known" if figures.error is None else None


def _rounded(amount: Fraction) -> Mass:
    return Mass(significant(amount, _DIGITS))


def _worst(figures: Figures) -> tuple[str, ...]:
    """Return the extremes with three digits, rounded outward."""
    extremes = None if figures.error is None else worst_case(figures.proposal.recipe)
    if extremes is None:
        return ("not known",)
    low, high = (Fraction(value) for value in extremes)
    return canonical(Mass(_outward(low, "down"))), canonical(Mass(_outward(high, "up")))


def _outward(value: Fraction, way: str) -> Fraction:
    """Round away from the dose, but not for the last bit of a float that lies on the digit."""
    nearest = significant(value, _DIGITS)
    if abs(nearest - value) <= _EDGE * abs(value):
        return nearest
    return significant(value, _DIGITS, "up" if way == "up" else "down")


def _budget(figures: Figures) -> list[BudgetLine]:
    """Return one line a source, the largest first; sources of one name are joined."""
    weights = figures.weights.weights
    return [
        BudgetLine(
            source=source.label,
            scope=source.scope,
            handling=source.handling,
            standard=_rounded(root(weights[source] * slope * slope)),
            worst=_rounded(abs(slope)),
        )
        for source, slope in sorted(figures.dose.slopes.items(), key=_by_share(weights))
        if slope
    ]


def _by_share(weights: Mapping[Source, Fraction]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return lambda item: (
        -weights[item[0]] * item[1] * item[1],
        not item[0].handling,
        item[0].label,
    )


def _packs(figures: Figures) -> str:
    return "not known" if figures.packs is None else number(round(figures.packs, 2))


def _vessels(figures: Figures) -> dict[str, Vessel]:
    """Return what each mixed vessel holds, on both scales of milligrams."""
    ratio = next((one.ratio for one in figures.proposal.products if one.is_liquid), None)
    records = {}
    for name, made in figures.vessels.items():
        if not made.volume:
            continue  # powder: it has no concentration
        counted = Concentration(made.drug / made.volume)
        records[name] = Vessel(
            made_up_to=Volume(made.volume),
            concentration=counted,
            physical_concentration=counted / (ratio or Fraction(1)),
            holds=Mass(made.drug),
        )
    return records


def record_of(operation: Operation[Fraction]) -> record.Operation:
    """Return an operation as it stands in a document."""
    match operation:
        case Take(product, pieces, into):
            parts = tuple(str(piece.nominal) for piece in pieces)
            return record.Take(product=product, pieces=parts, into=into)
        case Draw(source, volume, device, fills, into):
            moved = Volume(volume.nominal)
            return record.Draw(source=source, volume=moved, device=device, fills=fills, into=into)
        case Drip(source, drops, _, into):
            return record.Drip(source=source, drops=drops, into=into)
        case Add(what, volume, device, fills, into):
            added = Volume(volume.nominal)
            return record.Add(what=what, volume=added, device=device, fills=fills, into=into)
        case MakeUp(vessel, liquid, to, device):
            total = Volume(to.nominal)
            return record.MakeUp(vessel=vessel, liquid=liquid, to=total, device=device)
        case _:
            return _bare_operation(operation)


def _bare_operation(operation: Operation[Fraction]) -> record.Operation:
    match operation:
        case Pour(source, into):
            return record.Pour(source=source, into=into)
        case Divide(vessel, parts, _, into):
            return record.Divide(vessel=vessel, parts=parts, into=into)
        case Mix(vessel, how):
            return record.Mix(vessel=vessel, how=how)
        case Keep(vessel, until, where):
            return record.Keep(vessel=vessel, until=until, where=where)
        case Discard(vessel):
            return record.Discard(vessel=vessel)
        case _:
            return _solid_operation(operation)


def _solid_operation(operation: Operation[Fraction]) -> record.Operation:
    match operation:
        case Bulk(what, mass, device, into):
            weighed = Mass(mass.nominal)
            return record.Add(what=what, mass=weighed, device=device, fills=1, into=into)
        case Count(product, beads, per_capsule, _, into, leave):
            return record.Count(
                product=product,
                beads=beads,
                beads_per_capsule=str(per_capsule),
                into=into,
                leave="rest" if leave else None,
            )
        case Weigh(product, powder, unit_mass, _, device, into):
            return record.Weigh(
                product=product,
                powder=Mass(powder),
                unit_mass=Mass(unit_mass),
                device=device,
                into=into,
            )
        case _:
            raise TypeError(type(operation).__name__)
