"""A preparation as its card shows it: words and places only, so that the card holds no thought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from taperlab.desktop.parts.bars import ErrorBar, error_bar, shares
from taperlab.desktop.step_words import amount, sentence
from taperlab.messages import Message, TaperLabError
from taperlab.quantities import Proportion, parse_file
from taperlab.sheets.course import Course
from taperlab.sheets.illustrations import Syringe
from taperlab.sheets.names import tied
from taperlab.sheets.pictured import picture_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from taperlab.answers.document import (
        Answer,
        BudgetLine,
        Caution,
        Preparation,
        Rating,
        Refusal,
    )
    from taperlab.answers.operations import Operation
    from taperlab.desktop.names import Names
    from taperlab.sheets.content import Picture
    from taperlab.sheets.illustrations import Illustration


@dataclass(frozen=True, slots=True)
class Step:
    """One operation: its sentence, what its picture shows, and that picture in words."""

    text: str
    shows: Illustration | None = None
    alt: str = ""

    @property
    def is_long(self) -> bool:
        """Whether the picture is much wider than it is high."""
        return isinstance(self.shows, Syringe)


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One source of error, its size and its share."""

    source: str
    scope: str
    standard: str
    worst: str
    handling: bool
    share: float
    percent: str


@dataclass(frozen=True, slots=True)
class CardView:
    """Everything a card, the budget and the working say of one preparation."""

    number: int
    eyebrow: str
    method: str
    figure: str
    products: str
    delivers: str
    rating: Rating
    rating_text: str
    error_text: str
    bar: ErrorBar | None
    steps: tuple[Step, ...]
    warnings: tuple[Caution, ...]
    notes: tuple[str, ...]
    why: str
    facts: tuple[tuple[str, str], ...]
    budget: tuple[BudgetRow, ...]
    working: tuple[str, ...]
    recommended: bool
    pick: bool
    preparation: Preparation


@dataclass(frozen=True, slots=True)
class RefusalView:
    """A method that cannot serve, with its reason and what would help."""

    method: str
    text: str
    remedy: str


def views_of(answer: Answer, names: Names) -> tuple[CardView, ...]:
    """Return the preparations in the order of the answer, numbered from 1."""
    return tuple(view_of(each, n, names) for n, each in enumerate(answer.preparations, 1))


def view_of(preparation: Preparation, number: int, names: Names) -> CardView:
    """Return one preparation as its card shows it."""
    text = names.words.text
    return CardView(
        number=number,
        eyebrow=text(Message("desktop.recommended")) if preparation.recommended else "",
        method=text(Message(f"desktop.method-{preparation.method}")),
        figure=amount(preparation, names),
        products=names.words.series([names.sold(each) for each in preparation.products]),
        delivers=_delivers(preparation, names),
        rating=preparation.rating,
        rating_text=text(Message(f"desktop.rating-{preparation.rating}")),
        error_text=_error(preparation, names),
        bar=error_bar(preparation, names.words),
        steps=tuple(_steps(preparation, names)),
        warnings=tuple(each for each in preparation.cautions if not _is_note(each)),
        notes=tuple(each.text for each in preparation.cautions if _is_note(each)),
        why=preparation.why,
        facts=tuple(_facts(preparation, names)),
        budget=_budget(preparation.budget, names),
        working=preparation.working,
        recommended=preparation.recommended,
        pick=preparation.pick,
        preparation=preparation,
    )


def _steps(preparation: Preparation, names: Names) -> Iterator[Step]:
    course = Course(preparation, names.catalogue)
    for operation in preparation.operations:
        picture = _picture(operation, course)
        text = sentence(operation, names)
        if picture is None:
            yield Step(text)
        else:
            yield Step(text, picture.shows, names.words.text(picture.alt))


def _picture(operation: Operation, course: Course) -> Picture | None:
    try:
        return picture_of(operation, course)
    except TaperLabError:  # an opened file may name what this catalogue no longer has
        return None


def refusals_of(answer: Answer, names: Names) -> tuple[RefusalView, ...]:
    """Return what cannot serve."""
    return tuple(_refusal(each, names) for each in answer.refused)


def _refusal(refusal: Refusal, names: Names) -> RefusalView:
    method = names.words.text(Message(f"desktop.method-{refusal.method}"))
    product = f" \u00b7 {names.sold(refusal.product)}" if refusal.product else ""
    return RefusalView(f"{method}{product}", tied(refusal.text), tied(refusal.remedy))


def _delivers(preparation: Preparation, names: Names) -> str:
    dose = names.words.both_scales(preparation.delivered)
    exact = preparation.delivered == preparation.target
    key = "delivers-exactly" if exact else "delivers-about"
    target = names.words.quantity(preparation.target)
    message = Message(f"desktop.{key}", dose=dose, bias=preparation.bias, target=target)
    each = names.words.text(message)
    if preparation.doses_per_day == 1:
        return each
    times = Message("desktop.times-a-day", n=preparation.doses_per_day)
    return f"{each} {names.words.text(times)}"


def _error(preparation: Preparation, names: Names) -> str:
    if preparation.error == "not known":
        return names.words.text(Message("desktop.error-unknown"))
    if not parse_file(preparation.error, Proportion):
        return names.words.text(Message("desktop.error-none"))
    return names.words.text(Message("desktop.error-within", error=_spaced(preparation.error)))


def _facts(preparation: Preparation, names: Names) -> list[tuple[str, str]]:
    keep = preparation.keep
    when = names.words.text(Message("desktop.at-once")) if keep == "at once" else keep
    supply = names.words.text(Message(f"desktop.supply-{preparation.supply}"))
    rows = [("desktop.fact-supply", supply)]
    if preparation.vessels:
        rows.append(("desktop.fact-keep", when))
    if preparation.waste:
        rows.append(("desktop.fact-waste", names.words.quantity(preparation.waste)))
    rows.append(("desktop.fact-packs", preparation.packs_per_28_days))
    return [(names.words.text(Message(key)), value) for key, value in rows]


def _budget(lines: tuple[BudgetLine, ...], names: Names) -> tuple[BudgetRow, ...]:
    rows = (_row(*pair, names) for pair in zip(lines, shares(lines), strict=True))
    return tuple(sorted(rows, key=lambda row: -row.share))


def _row(line: BudgetLine, share: Fraction, names: Names) -> BudgetRow:
    whole = round(share * 100)
    little = names.words.text(Message("desktop.under-one-percent"))
    percent = f"{whole}\u00a0%" if whole else little
    return BudgetRow(
        source=_source(line.source, names),
        scope=names.words.text(Message(f"desktop.scope-{line.scope}")),
        standard=names.words.quantity(line.standard),
        worst=names.words.quantity(line.worst),
        handling=line.handling,
        share=float(share),
        percent=percent,
    )


def _source(source: str, names: Names) -> str:
    owner, _, what = source.partition(": ")
    if what and names.find_device(owner):
        return f"{names.device(owner)}: {what}"
    return f"{names.product(owner)}: {what}" if what else source


def _is_note(caution: Caution) -> bool:
    return caution.severity == "note" and not caution.needs_reason


def _spaced(percent: str) -> str:
    return percent.replace(" ", "\u00a0")
