"""A pasted plan, read line by line: a day and a dose, or a dose and how long it is taken.

Nothing is guessed: a day that can be read in two ways is refused, and the text of a dose is left
to the one door for typed numbers.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from taperlab.messages import InputError, Message
from taperlab.taper.auditing import Dated
from taperlab.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read_pasted"]

_GAP = r"\s*[:;,=\t ]\s*"
_DOSE = rf"{_GAP}(?P<dose>\S.*)"
_ISO = re.compile(rf"(?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){_DOSE}")
_TWO_WAYS = re.compile(r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}\b")
_NUMBERED = re.compile(
    r"(?P<unit>days?|weeks?)\s*(?P<first>[1-9][0-9]{0,3})"
    rf"(?:\s*(?:-|\u2013|to)\s*(?P<last>[1-9][0-9]{{0,3}}))?{_DOSE}",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"(?P<dose>[0-9].*?)\s*(?:\bfor\b|\bx\b|\u00d7|[:;,=\t])\s*"
    r"(?P<count>[1-9][0-9]{0,3})\s*(?P<unit>days?|weeks?)",
    re.IGNORECASE,
)
_FROM_THEN_ON = re.compile(r"(?:then\s+)?(?P<dose>[0-9].*)", re.IGNORECASE)
_COMMENT = re.compile(r"(?:^|\s)(?:#|//).*")
_MONTHS, _SHORT = 12, 3


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its number, without quotes and comment."""

    number: int
    text: str

    def refused(self, code: str) -> InputError:
        """Return the refusal that names the line and says what it should look like."""
        text = Message(f"taper.pasted-{code}", line=self.number, text=self.text)
        return InputError(text, field="doses")


def read_pasted(text: str, since: dt.date, language: str = "en") -> tuple[Dated, ...]:
    """Read every line of a plan; where doses last so many days, the first begins on ``since``.

    Blank lines, comments (``#`` and ``//``) and one line of headings are passed over.

    Raises:
        InputError: naming the first line that leaves a doubt, and what it should look like.
    """
    lines = list(_lines(text))
    if not lines:
        return ()
    if _dated(lines[0], language) is not None:
        return tuple(_each_dated(lines, language))
    return tuple(_one_after_another(lines, since, language))


def _lines(text: str) -> Iterator[_Line]:
    first = True
    for number, whole in enumerate(text.splitlines(), 1):
        line = _COMMENT.sub("", whole.replace('"', "")).strip(" \t;,")
        if line and not (first and not re.search("[0-9]", line)):
            yield _Line(number, line)
        first = first and not line


def _each_dated(lines: list[_Line], language: str) -> Iterator[Dated]:
    for line in lines:
        found = _dated(line, language)
        if found is None:
            raise line.refused("line")
        yield found


def _dated(line: _Line, language: str) -> Dated | None:
    """Read a day and a dose; None where the line does not begin with a day.

    Raises:
        InputError: if it begins with a day that there is not, or that can be read in two ways.
    """
    if match := _ISO.fullmatch(line.text):
        return Dated(_calendar_day(line, match["day"]), match["dose"])
    for pattern, months in _in_words(language):
        if match := pattern.fullmatch(line.text):
            month = months[match["month"].casefold()]
            day = f"{match['year']}-{month:02}-{int(match['day']):02}"
            return Dated(_calendar_day(line, day), match["dose"])
    if _TWO_WAYS.match(line.text):
        raise line.refused("two-ways")
    return None


def _calendar_day(line: _Line, day: str) -> dt.date:
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        raise line.refused("no-day") from None


@cache
def _in_words(language: str) -> tuple[tuple[re.Pattern[str], dict[str, int]], ...]:
    """Return what 1 January 2026, 1 Jan 2026 and Jan 1, 2026 look like, and what months mean."""
    say = Wording(language).text
    names = [say(Message(f"wording.month-{number}")) for number in range(1, _MONTHS + 1)]
    months = {
        spelled.casefold(): number
        for number, name in enumerate(names, 1)
        for spelled in (name, name[:_SHORT])
    }
    month = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    day, year = r"(?P<day>[0-9]{1,2})", r"(?P<year>[0-9]{4})"
    orders = (
        rf"{day}\.?\s+(?P<month>{month})\.?,?\s+{year}",
        rf"(?P<month>{month})\.?\s+{day},?\s+{year}",
    )
    return tuple((re.compile(f"{one}{_DOSE}", re.IGNORECASE), months) for one in orders)


def _one_after_another(lines: list[_Line], since: dt.date, language: str) -> Iterator[Dated]:
    """Read doses that follow each other; only the last may go on without an end."""
    day = 0
    for line in lines:
        if _dated(line, language) is not None:
            raise line.refused("line")
        begins = since + dt.timedelta(days=day)
        if match := _NUMBERED.fullmatch(line.text):
            day = _numbered(line, match, day)
        elif match := _LASTING.fullmatch(line.text):
            day += int(match["count"]) * _days(match["unit"])
        elif line is not lines[-1] or not day or not (match := _FROM_THEN_ON.fullmatch(line.text)):
            raise line.refused("line")
        yield Dated(begins, match["dose"].strip())


def _numbered(line: _Line, match: re.Match[str], day: int) -> int:
    """Return the day after those that are named, which must follow on the ones before."""
    each, first = _days(match["unit"]), int(match["first"])
    last = int(match["last"] or first)
    if (first - 1) * each != day or last < first:
        raise line.refused("gap")
    return last * each


def _days(unit: str) -> int:
    return 7 if unit.casefold().startswith("week") else 1
