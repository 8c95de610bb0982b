"""A pasted plan, read line by line: a day and a dose."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from taperlab.messages import InputError, Message
from taperlab.taper.auditing import Dated

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})\s*[:;,=\t ]\s*(?P<dose>\S.*)")


def doses_of(text: str) -> Iterator[Dated]:
    """Read each line that is not empty.

    Raises:
        InputError: naming the first line that is not a day and a dose.
    """
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise _unread(number, line)
        try:
            day = dt.date.fromisoformat(match["day"])
        except ValueError:
            raise _unread(number, line) from None
        yield Dated(day, match["dose"].rstrip())


def _unread(number: int, line: str) -> InputError:
    return InputError(Message("desktop.audit-line", line=number, text=line.strip()), field="doses")
