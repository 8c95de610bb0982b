"""The candidates that one answer looks at, with bare NumPy: what no program can undercut."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from unittest.mock import patch

import numpy as np

from taperlab import prepare
from taperlab.methods import diluted_liquid, dilutions
from taperlab.methods.chains import doses_of, heads_of, tails_of
from taperlab.methods.search import search
from taperlab.methods.serial import serial_search
from taperlab.methods.stages import stages_of
from taperlab.recipe.operations import Add, Draw, MakeUp
from taperlab.recipe.run import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from taperlab import Catalogue, DoseRequest
    from taperlab.methods.chains import Heads, Tails
    from taperlab.methods.dilution import Stock
    from taperlab.methods.question import Question
    from taperlab.methods.serial import Serial
    from taperlab.recipe.family import Family
    from taperlab.recipe.linear import Deviating
    from taperlab.recipe.measured import Floats, Measured, Source
    from taperlab.recipe.operations import Recipe
    from taperlab.recipe.run import Outcome

__all__ = ["Looked", "looked_at", "smallest_error"]

T = TypeVar("T")


@dataclass(frozen=True)
class Candidates:
    """One family of dilutions: content, stock and dose in arrays, and the fill they share."""

    content: Floats
    stock: Measured[Floats]
    fill: Measured[Floats]
    dose: Measured[Floats]
    added: bool


@dataclass(frozen=True)
class Meeting:
    """Beginnings (rows) and ends (columns) of serial dilutions that meet at one concentration."""

    scales: Floats
    variance: Floats
    last: Floats
    end_scales: Floats
    end_variance: Floats
    drawn: Floats
    bias: Floats


@dataclass
class Looked:
    """What one answer looked at, and the calls of its searches, to be made again."""

    families: list[Candidates] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    searches: list[Callable[[], object]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """The number of candidates."""
        families = sum(each.dose.nominal.size for each in self.families)
        return families + sum(each.last.size * each.drawn.size for each in self.meetings)

    def search(self) -> None:
        """Search once more, as the answer did: every dilution, single and serial."""
        for each in self.searches:
            each()


def looked_at(request: DoseRequest, catalogue: Catalogue) -> Looked:
    """Return what one answer looks at, the answers of "what would help" included."""
    looked = Looked()

    def of_family(recipe: Recipe[Floats], numbers: Family) -> Outcome[Deviating[Floats]]:
        looked.families.append(_candidates(recipe))
        return run(recipe, numbers)

    def of_serial(
        stock: Stock, question: Question, stages: int, *, beyond: bool = False
    ) -> list[Serial]:
        looked.meetings.extend(_meetings(stock, question, stages))
        return serial_search(stock, question, stages, beyond=beyond)

    def remembered(
        asked: Callable[..., list[T]], again: Callable[..., list[T]] | None = None
    ) -> Callable[..., list[T]]:
        def searched(*args: object, **kwargs: object) -> list[T]:
            looked.searches.append(partial(again or asked, *args, **kwargs))
            return asked(*args, **kwargs)

        return searched

    with (
        patch.object(dilutions, "run", of_family),
        patch.object(diluted_liquid, "search", remembered(search)),
        patch.object(diluted_liquid, "serial_search", remembered(of_serial, serial_search)),
    ):
        prepare(request, catalogue)
    return looked


def _meetings(stock: Stock, question: Question, stages: int) -> Iterator[Meeting]:
    """Yield all that a serial search decides on, even where a bound spares it the arithmetic."""
    table = stages_of(question.syringes, question.measures)
    heads, tails = heads_of(table, stock, stages), tails_of(doses_of(stock, question), table)
    for code in np.intersect1d(heads.code, tails.code):
        rows, columns = (np.flatnonzero(one.code == code) for one in (heads, tails))
        yield _meeting(heads.take(rows), tails.take(columns))


def _meeting(heads: Heads, tails: Tails) -> Meeting:
    return Meeting(
        scales=heads.offs.scales,
        variance=heads.offs.variance,
        last=heads.last,
        end_scales=tails.offs.scales,
        end_variance=tails.offs.variance,
        drawn=tails.drawn,
        bias=tails.bias,
    )


def _candidates(recipe: Recipe[Floats]) -> Candidates:
    first, fill, _, last, _ = recipe.operations
    if not (isinstance(first, Draw) and isinstance(last, Draw)):
        raise TypeError(recipe)
    (content,) = recipe.contents.values()
    if isinstance(fill, MakeUp):
        return Candidates(content.nominal, first.volume, fill.to, last.volume, added=False)
    if isinstance(fill, Add):
        return Candidates(content.nominal, first.volume, fill.volume, last.volume, added=True)
    raise TypeError(recipe)


def smallest_error(looked: Looked, target: float) -> float:
    """Return the smallest (bias + 2 standard uncertainties) of all candidates."""
    single = (_errors(each, target).min() for each in looked.families)
    return float(min([*single, *(_joined(each).min() for each in looked.meetings)]))


def _joined(each: Meeting) -> Floats:
    shared = 2 * each.scales @ each.end_scales.T
    spread = 2 * np.sqrt(each.variance[:, None] + each.end_variance + shared)
    error = np.abs(each.bias) + (1 + each.bias) * spread
    return np.asarray(np.where(each.drawn < each.last[:, None], error, np.inf))


def _errors(each: Candidates, target: float) -> Floats:
    stock, fill, dose = each.stock.nominal, each.fill.nominal, each.dose.nominal
    total = fill + stock if each.added else fill
    given = each.content * stock / total * dose
    slopes: dict[Source, Floats] = {}
    of_stock = 1 / stock - 1 / total if each.added else 1 / stock
    for measured, slope in ((each.stock, of_stock), (each.fill, -1 / total), (each.dose, 1 / dose)):
        for error in measured.errors:
            bound = error.pieces[0][0] + error.pieces[0][1] * measured.nominal
            for fixed, relative in error.pieces[1:]:
                bound = np.maximum(bound, fixed + relative * measured.nominal)
            slopes[error.source] = slopes.get(error.source, 0.0) + slope * bound
    spread = np.sqrt(sum(slope * slope for slope in slopes.values()) / 3)
    return np.asarray((np.abs(given - target) + 2 * given * spread) / target)
