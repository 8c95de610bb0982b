"""One line of a batch: a request in, a document out, or what is wrong with the line."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from taperlab.cli.failing import document_of
from taperlab.cli.kinds import DOSE, request_of
from taperlab.cli.requests import refuse_unprintable
from taperlab.messages import InputError, Message, TaperLabError

if TYPE_CHECKING:
    from taperlab.catalogue import Catalogue
    from taperlab.cli.kinds import Request
    from taperlab.cli.terminal import Terminal

__all__ = ["LONGEST", "document_of_line"]

LONGEST = 1_000_000
"""Bytes in one line; a request has some hundred."""


def document_of_line(
    line: bytes, number: int, catalogue: Catalogue, terminal: Terminal
) -> tuple[bool, bytes]:
    """Return whether a line was answered, and the document that stands in its place."""
    from taperlab.cli.answering import answer  # noqa: PLC0415 - the engine is not for --help

    try:
        found = answer(_request(line), catalogue)
    except TaperLabError as error:
        failure = {"error": terminal.explain(error), "line": number}
        return False, msgspec.json.encode(failure)
    return True, msgspec.json.format(document_of(found, terminal), indent=-1)


def _request(line: bytes) -> Request:
    if len(line) > LONGEST:
        raise InputError(Message("cli.line-too-long"))
    if not line.strip():
        raise InputError(Message("cli.line-empty"))
    fields = _fields(line.removeprefix(codecs.BOM_UTF8))
    request = request_of(fields.pop("kind", DOSE), fields)
    refuse_unprintable(msgspec.structs.asdict(request))
    return request


def _fields(line: bytes) -> dict[str, object]:
    try:
        found = msgspec.json.decode(line, type=dict[str, object])
        json.loads(line, object_pairs_hook=_once)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(Message("cli.line-not-json", reason=str(error))) from error
    return found


def _once(pairs: list[tuple[str, object]]) -> None:
    """Refuse a name that is given twice: nobody knows which of the two doses is meant."""
    for name, count in Counter(name for name, _ in pairs).items():
        if count > 1:
            raise InputError(Message("cli.line-names-twice", name=name))
