"""The pharmacist's worksheet: dose, materials, procedure, and what is kept on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.answers.operations import Divide, Weigh
from taperlab.messages import Message
from taperlab.quantities.formats import is_finite
from taperlab.sheets.accuracy import accuracy, headline
from taperlab.sheets.content import DoseLine, Fact, FillIn, Heading, Note
from taperlab.sheets.course import Course
from taperlab.sheets.current import current_dose
from taperlab.sheets.formula import formula
from taperlab.sheets.frame import caution_note, framed, signatures
from taperlab.sheets.materials import materials
from taperlab.sheets.names import decimal, last_day, tied, trimmed
from taperlab.sheets.procedure import procedure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.answers.document import Answer, Preparation
    from taperlab.catalogue import Catalogue
    from taperlab.sheets.content import Block, Particulars, Sheet

__all__ = ["worksheet"]

_EXACTLY = 6  # digits, where there is no end to them: the sums of the working hold
_RECORD = (
    ("number", "formula"),
    ("total", "appearance"),
    ("measured",),
    ("quality", "time"),
    ("storage",),
)


def worksheet(
    answer: Answer, preparation: Preparation, catalogue: Catalogue, people: Particulars
) -> Sheet:
    """Return the content of the pharmacist's worksheet."""
    course = Course(preparation, catalogue)
    drug = catalogue.drug(answer.request.drug).name.lower()
    dose = Message("sheets.wk.dose", dose=decimal(preparation.delivered), drug=drug)
    blocks: tuple[Block, ...] = (
        DoseLine(dose, tuple(_details(answer, preparation))),
        *(Fact(one) for one in _facts(answer, preparation)),
        *materials(answer, course),
        *formula(answer, course),
        Heading(Message("sheets.wk.operations")),
        *procedure(course),
        *_working(preparation),
        *accuracy(course),
        *_keeping(preparation),
        *_record(preparation),
        Heading(Message("sheets.wk.sign")),
        *signatures(answer),
    )
    return framed("worksheet", answer, dose, blocks, people)


def _details(answer: Answer, preparation: Preparation) -> Iterator[Message]:
    request, often = answer.request, preparation.doses_per_day
    yield _asked(preparation)
    yield Message("sheets.wk.frequency", n=often, total=decimal(preparation.delivered * often))
    current = current_dose(answer, preparation)
    if current is None:
        yield Message("sheets.dose.current-unstated")
    elif request.per == "day" and often > 1:
        yield Message("sheets.wk.current-day", current=decimal(current, _EXACTLY))
    else:
        yield Message("sheets.wk.current", current=decimal(current, _EXACTLY))


def _asked(preparation: Preparation) -> Message:
    """Say what was asked for; a third of a day's dose never ends, so it is told by the day's."""
    target, often = preparation.target, preparation.doses_per_day
    found = {
        "dose": decimal(preparation.delivered),
        "bias": tied(trimmed(preparation.bias)),
    }
    if not is_finite(target.amount) and is_finite(target.amount * often):
        return Message("sheets.wk.target-part", total=target * often, n=often, **found)
    return Message("sheets.wk.target", target=decimal(target, _EXACTLY), **found)


def _facts(answer: Answer, preparation: Preparation) -> Iterator[Message]:
    request = answer.request
    tablet = request.dose_of == "tablet"
    yield Message(
        "sheets.wk.basis",
        basis=Message("sheets.basis.tablet") if tablet else request.dose_of,
        market=request.market,
        role=Message(f"sheets.role.{request.role}"),
        n=request.days,
    )
    yield Message(
        "sheets.wk.method",
        method=Message(f"sheets.method.{preparation.method}"),
        supply=Message(f"sheets.supply.{preparation.supply}"),
        rating=Message(f"sheets.rating.{preparation.rating}"),
    )
    yield from headline(preparation)
    yield Message("sheets.wk.why", text=tied(trimmed(preparation.why)))


def _working(preparation: Preparation) -> Iterator[Block]:
    yield Heading(Message("sheets.wk.working"))
    for number, text in enumerate(preparation.working, start=1):
        yield Fact(Message("sheets.wk.working-line", n=number, text=tied(text)))


def _keeping(preparation: Preparation) -> Iterator[Block]:
    yield Heading(Message("sheets.wk.keep"))
    if preparation.vessels and preparation.keep == "at once":
        yield Note(Message("sheets.at-once"))
    elif preparation.keep != "at once":
        yield Note(Message("sheets.wk.keep-until", until=last_day(preparation.keep)))
    if preparation.keep_decided_by:
        yield Fact(Message("sheets.wk.keep-decided", text=tied(preparation.keep_decided_by)))
    batch = "" if preparation.keep == "at once" else "-batch"
    yield Fact(Message(f"sheets.wk.waste{batch}", waste=decimal(preparation.waste)))
    packs = preparation.packs_per_28_days
    known = packs != "not known"
    yield Fact(Message(f"sheets.wk.packs{'' if known else '-unknown'}", packs=trimmed(packs)))
    yield Fact(Message("sheets.children"))
    yield from (caution_note(one, "sheets.wk.caution") for one in preparation.cautions)


def _record(preparation: Preparation) -> Iterator[Block]:
    weighed = any(isinstance(op, Weigh | Divide) for op in preparation.operations)
    if not preparation.vessels and not weighed:
        return
    yield Heading(Message("sheets.wk.record"))
    for row in _RECORD:
        yield FillIn(tuple(Message(f"sheets.wk.record-{one}") for one in row))
