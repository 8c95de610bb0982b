"""Whether all that a sheet has to say stands on its paper: nothing was dropped, cut or changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from taperlab.messages import Message
from taperlab.pdfium import Document
from taperlab.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.sheets.content import Sheet

__all__ = ["unsaid"]

_NOT_PRINTED = frozenset({"alt", "subject"})


def unsaid(pdf: bytes, sheet: Sheet) -> tuple[Message, ...]:
    """Return each message of a sheet that its PDF does not hold, or not as often."""
    paper, wording = _paper(pdf), Wording(sheet.language)
    wanted = list(_said(sheet) if sheet.kind != "labels" else _said(sheet.blocks))
    often = Counter(_close(wording.text(one)) for one in wanted)
    return tuple(
        one
        for one in dict.fromkeys(wanted)
        if paper.count(text := _close(wording.text(one))) < often[text]
    )


def _paper(pdf: bytes) -> str:
    with Document(pdf) as document:
        return "\n".join(_close(document.text(page)) for page in range(document.page_count))


def _said(part: object) -> Iterator[Message]:
    if isinstance(part, Message):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _said(one)
    elif is_dataclass(part):
        for one in fields(part):
            if one.name not in _NOT_PRINTED:
                yield from _said(getattr(part, one.name))


def _close(text: str) -> str:
    """Leave out what differs on paper: blanks, line ends, and the semicolons between columns."""
    return "".join(text.split()).replace(";", "")
