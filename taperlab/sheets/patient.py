"""The patient's sheet: what your dose is, what you need, what to do, what to take care of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.messages import Message
from taperlab.sheets.at_home import at_home, is_handed_out, storage, supplied
from taperlab.sheets.content import DoseLine, Fact, Heading, Item, Note, TickRow
from taperlab.sheets.course import Course
from taperlab.sheets.current import current_dose
from taperlab.sheets.frame import caution_note, framed, signatures
from taperlab.sheets.names import decimal, last_day
from taperlab.sheets.needs import check_marks, needed
from taperlab.sheets.steps import steps
from taperlab.sheets.told import concerns_patient
from taperlab.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.answers.document import Answer, Preparation
    from taperlab.catalogue import Catalogue
    from taperlab.quantities import Mass
    from taperlab.sheets.content import Block, Particulars, Sheet

__all__ = ["both_scales", "patient_sheet"]

_FEWEST_BOXES, _MOST_BOXES = 14, 56


def patient_sheet(
    answer: Answer, preparation: Preparation, catalogue: Catalogue, people: Particulars
) -> Sheet:
    """Return the content of the patient's sheet."""
    dose = _dose_line(answer, Course(preparation, catalogue))
    course = Course(at_home(preparation), catalogue)
    blocks: tuple[Block, ...] = (
        dose,
        *_needs(answer, preparation, course),
        Heading(Message("sheets.steps")),
        *steps(course, answer.request.lang),
        *_care(preparation),
        *_names(answer, preparation),
    )
    return framed("patient", answer, dose.message, blocks, people)


def both_scales(dose: Mass, language: str) -> str:
    """Write a dose for a patient: below 1 mg in micrograms too."""
    return Wording(language).both_scales(decimal(dose))


def _dose_line(answer: Answer, course: Course) -> DoseLine:
    dose = both_scales(course.preparation.delivered, answer.request.lang)
    drug = course.catalogue.drug(answer.request.drug).name.lower()
    message = Message("sheets.dose-line", dose=dose, drug=drug)
    return DoseLine(message, tuple(_dose_details(answer, course)))


def _dose_details(answer: Answer, course: Course) -> Iterator[Message]:
    language, preparation = answer.request.lang, course.preparation
    often, delivered = preparation.doses_per_day, preparation.delivered
    if often == 1:
        yield Message("sheets.dose.once")
    else:
        yield Message("sheets.dose.times", n=often, total=both_scales(delivered * often, language))
    dose, target = both_scales(delivered, language), both_scales(preparation.target, language)
    if dose != target:
        yield Message("sheets.dose.asked", target=target, dose=dose)
    yield _current(answer, preparation)
    if any(course.product(one).with_food for one in preparation.products):
        yield Message("sheets.dose.with-food")


def _current(answer: Answer, preparation: Preparation) -> Message:
    current = current_dose(answer, preparation)
    if current is None:
        return Message("sheets.dose.current-unstated")
    shown = both_scales(current, answer.request.lang)
    per_day = answer.request.per == "day" and preparation.doses_per_day > 1
    return Message("sheets.dose.current-day" if per_day else "sheets.dose.current", current=shown)


def _needs(answer: Answer, preparation: Preparation, course: Course) -> Iterator[Block]:
    yield Heading(Message("sheets.need"))
    if is_handed_out(preparation):
        drug = course.catalogue.drug(answer.request.drug).name.lower()
        yield from (Item(message) for message in supplied(course, drug))
    yield from (Item(message) for message in needed(course))
    yield from (Item(message) for message in check_marks(answer, course))


def _care(preparation: Preparation) -> Iterator[Block]:
    yield Heading(Message("sheets.care"))
    if preparation.vessels and preparation.keep == "at once":
        yield Note(Message("sheets.at-once"))
    elif is_handed_out(preparation):
        yield Note(Message("sheets.keep-until", until=last_day(preparation.keep)))
        yield from (Fact(one) for one in storage(preparation))
    told = filter(concerns_patient, preparation.cautions)
    yield from (caution_note(one, "sheets.caution") for one in told)
    for key in ("children", "hold", "missed", "unwell"):
        yield Fact(Message(f"sheets.{key}"))


def _names(answer: Answer, preparation: Preparation) -> Iterator[Block]:
    days = answer.request.days if answer.request.days > 1 else _FEWEST_BOXES
    boxes = min(days * preparation.doses_per_day, _MOST_BOXES)
    yield TickRow(Message("sheets.tick"), boxes)
    yield from signatures(answer)
