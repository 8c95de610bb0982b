"""The cautions of a preparation held against those that are due: none may be missing or milder."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING

from taperlab.checker.cautions.of_devices import of_devices
from taperlab.checker.cautions.of_dose import of_days, of_dose
from taperlab.checker.cautions.of_keeping import last_days, of_keeping
from taperlab.checker.cautions.of_liquids import of_liquids
from taperlab.checker.cautions.of_products import of_products
from taperlab.checker.cautions.of_units import of_units
from taperlab.checker.figures import carefully
from taperlab.checker.findings import stop
from taperlab.checker.known import Known
from taperlab.checker.words import templates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.checker.cautions.due import Case, Due
    from taperlab.checker.documents import Caution
    from taperlab.messages import Finding

__all__ = ["false_cautions"]

_DIGIT = re.compile("[0-9]")


def false_cautions(case: Case) -> Iterator[Finding]:
    """Yield a finding for each caution that is left out, made up, milder or bent."""
    if not any(one.id == case.request.drug for one in case.shelf.catalogue.drugs):
        return  # found where the daily maximum is looked for
    with carefully():
        due = [
            *of_dose(case),
            *of_days(case),
            *of_devices(case),
            *of_products(case),
            *of_units(case),
            *of_liquids(case),
        ]
        until = last_days(case)
        ways = [list(_compared(case, [*due, *more])) for more in of_keeping(case)]
    if until is not None and case.said.keep not in until:
        yield stop("wrong-keep", said=case.said.keep)
    yield from min(ways, key=len)


def _compared(case: Case, due: Sequence[Due]) -> Iterator[Finding]:
    left = list(dict.fromkeys(due))
    known = Known(case.course, case.shelf, _stated(case))
    for said in case.said.cautions:
        if said.reason != case.request.overrides.get(said.code):
            yield stop("wrong-reason", caution=said.code)
        alike = [one for one in left if one.code == said.code]
        found = next((one for one in alike if _tells(said, one, case, known)), None)
        if found is not None:
            left.remove(found)
            if (said.severity, said.needs_reason) != (found.severity, found.needs_reason):
                yield stop("wrong-severity", caution=said.code, said=said.severity)
        elif alike:
            left.remove(alike[0])
            yield stop("wrong-caution", caution=said.code, text=said.text)
        elif not _is_of_a_plan(said, case.request.lang):
            yield stop("caution-uncalled", caution=said.code)
    for one in left:
        yield stop("caution-left-out", caution=one.code, what=", ".join(one.words))


def _is_of_a_plan(said: Caution, lang: str) -> bool:
    """Whether it is what a plan has to say of a step, whose answer stands by itself."""
    sentences = templates(lang, "taper")
    if said.code == "concentration-changed":
        text, needs_reason = sentences["taper.concentration-changed"], False
    else:
        limit = sentences["taper.told.limit"]
        text, needs_reason = sentences.get(f"taper.told.{said.code}", limit), True
    return (said.text, said.needs_reason) == (text, needs_reason) and said.severity == "warn"


def _stated(case: Case) -> list[str]:
    said, request = case.said, case.request
    found = [said.target, said.delivered, request.dose, request.current_dose or ""]
    return [*found, *([f"{case.before:f} mg"] if case.before else [])]


def _tells(said: Caution, due: Due, case: Case, known: Known) -> bool:
    """Whether a sentence is the one of its code, names what it must, and no other figure."""
    sentence = templates(case.request.lang, due.key.partition(".")[0]).get(due.key)
    if sentence is None:
        return False
    fixed, pattern = _pattern(sentence.replace("\u00a0", " "))
    if re.fullmatch(pattern, said.text, re.DOTALL) is None:
        return False
    text = said.text
    for word in sorted((one.replace("\u00a0", " ") for one in due.words), key=len, reverse=True):
        if word not in text:
            return False
        text = text.replace(word, "\0", 1)
    for literal in sorted(fixed, key=len, reverse=True):
        text = text.replace(literal, "\0", 1)
    return not _DIGIT.search(text) or (not due.words and not known.strangers(text))


@cache
def _pattern(sentence: str) -> tuple[tuple[str, ...], str]:
    parts = [(literal, name) for literal, name, _, _ in Formatter().parse(sentence)]
    pattern = "".join(re.escape(text) + ("" if name is None else "(.+?)") for text, name in parts)
    return tuple(text for text, _ in parts if _DIGIT.search(text)), pattern
