"""What was typed of things in hand, read: days, overage, expiries, counted beads, weighed units."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from taperlab.answers.in_hand import FEWEST, expiry
from taperlab.answers.request import CountedBeads, WeighedUnits
from taperlab.desktop.own_words import read_share
from taperlab.messages import InputError, Message
from taperlab.methods.counts import BeadCount, Weighing
from taperlab.quantities import Mass, parse, significant
from taperlab.recipe.roots import root

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from taperlab.desktop.dose.question import Question, Sample
    from taperlab.quantities import DecimalMark

__all__ = ["beads_of", "days_of", "expiry_of", "readings", "typed_masses", "weighed_of"]

_DAYS = re.compile(r"[1-9][0-9]{0,3}")
_COUNT = re.compile(r"[1-9][0-9]{0,4}")
_MONTH = re.compile(r"(?P<month>0[1-9]|1[0-2])/(?P<year>[0-9]{4})")
_UNBROKEN = re.compile(r"[0-9]+(?:,[0-9]+)+")
_DOUBTFUL = re.compile(r"[0-9]+,[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
_BETWEEN_COUNTS = re.compile(r"\s*[,;]\s*")
_BETWEEN_MASSES = re.compile(r"\s*;\s*|,\s+|(?<=[^\W\d_]),")


def readings(
    question: Question, mark: DecimalMark, made: dt.date
) -> Iterator[tuple[str, Callable[[], Message | None]]]:
    """Yield, for each field by name, what reads it and returns what to say of it.

    ``made`` is the day on which it is made. The fields of a sample are called
    ``beads.0.values``: kind, place among the samples, field.
    """
    yield "days", partial(_days, question.days)
    yield "overage", partial(read_share, question.overage, mark)
    for product, text in question.expiries:
        yield f"expiries.{product}", partial(_expiry, text, made)
    for kind, samples in (("beads", question.beads), ("weighed", question.weighed)):
        for place, sample in enumerate(samples):
            before = {one.product for one in samples[:place]}
            yield f"{kind}.{place}.product", partial(_product, sample, before)
            yield f"{kind}.{place}.batch", partial(_batch, sample)
            if kind == "beads":
                yield f"{kind}.{place}.values", partial(_beads, sample)
                yield f"{kind}.{place}.spread", partial(read_share, sample.spread, mark)
            else:
                yield f"{kind}.{place}.values", partial(_weighed, sample, mark)


def days_of(text: str) -> int:
    """Read for how many days is made; nothing typed is one day.

    Raises:
        InputError: if it is no whole number above zero.
    """
    if text.strip() and not _DAYS.fullmatch(text.strip()):
        raise InputError(Message("desktop.bad-days", text=text))
    return int(text.strip() or 1)


def expiry_of(text: str) -> str:
    """Read an expiry into the request's own form; ``03/2026`` is how packs print a month.

    Raises:
        InputError: if it is no month and no day.
    """
    month = _MONTH.fullmatch(text.strip())
    written = f"{month['year']}-{month['month']}" if month else text.strip()
    try:
        expiry(written)
    except InputError as error:
        raise InputError(error.problem, Message("desktop.how-to-write-expiry")) from error
    return written


def beads_of(sample: Sample) -> CountedBeads:
    """Read counted beads into the request's own form.

    Raises:
        InputError: if a count is open to doubt, or is none.
    """
    return CountedBeads(
        product=sample.product,
        batch=sample.batch.strip(),
        counts=_counts(sample.values),
        spread=sample.spread.strip() or None,
        twice=sample.twice,
    )


def weighed_of(sample: Sample) -> WeighedUnits:
    """Read weighed units into the request's own form: each mass by itself, as it was typed."""
    masses = tuple(_BETWEEN_MASSES.split(sample.values.strip()))
    return WeighedUnits(product=sample.product, batch=sample.batch.strip(), masses=masses)


def typed_masses(weighed: WeighedUnits) -> str:
    """Return stored masses as one would type them, in any market."""
    return "; ".join(weighed.masses)


def _days(text: str) -> None:
    days_of(text)


def _expiry(text: str, made: dt.date) -> Message:
    day = expiry(expiry_of(text))
    if day < made:
        raise InputError(Message("desktop.expired", day=day))
    return Message("desktop.expires", day=day)


def _product(sample: Sample, before: set[str]) -> None:
    if sample.is_used and not sample.product:
        raise InputError(Message("desktop.sample-of-nothing"))
    if sample.product and sample.product in before:
        raise InputError(Message("desktop.sample-again"))


def _batch(sample: Sample) -> None:
    if sample.is_used and not sample.batch.strip():
        raise InputError(Message("desktop.no-batch"))


def _beads(sample: Sample) -> Message:
    if not sample.is_used:
        return Message("desktop.not-counted")
    _still_holds(sample)
    counts = beads_of(sample).counts
    _enough(len(counts))
    count = BeadCount(sample.product, sample.batch, counts)
    return Message(
        "desktop.beads-counted",
        n=len(counts),
        mean=significant(count.mean, 4),
        deviation=significant(root(count.variance_of_mean * len(counts)), 2),
    )


def _weighed(sample: Sample, mark: DecimalMark) -> Message:
    if not sample.is_used:
        return Message("desktop.not-weighed")
    _still_holds(sample)
    typed = weighed_of(sample).masses
    masses: tuple[Fraction, ...] = tuple(
        parse(text, Mass, decimal_mark=mark).amount for text in typed
    )
    _enough(len(masses))
    found = Weighing(sample.product, sample.batch, masses)
    return Message(
        "desktop.units-weighed",
        n=len(masses),
        mean=Mass(significant(found.mean, 4)),
        deviation=Mass(significant(root(found.variance_of_mean * len(masses)), 2)),
    )


def _still_holds(sample: Sample) -> None:
    """A count or weighing holds for the product and batch it was made of (practice.md 37)."""
    product, batch = sample.made_of
    if product and product != sample.product:
        raise InputError(Message("desktop.of-another-product"))
    if batch and batch != sample.batch.strip():
        raise InputError(Message("desktop.of-another-batch", batch=batch))


def _enough(count: int) -> None:
    if count < FEWEST:
        raise InputError(Message("answers.too-few-counted", fewest=FEWEST, count=count))


def _counts(text: str) -> tuple[int, ...]:
    """Read whole numbers between commas; ``1,050`` and ``101,5`` could each be one number."""
    for run in _UNBROKEN.findall(text):
        if _DOUBTFUL.fullmatch(run):
            raise InputError(Message("desktop.doubtful-counts", text=run))
    pieces = _BETWEEN_COUNTS.split(text.strip())
    for piece in pieces:
        if not _COUNT.fullmatch(piece):
            raise InputError(Message("desktop.bad-count", text=piece))
    return tuple(int(piece) for piece in pieces)
