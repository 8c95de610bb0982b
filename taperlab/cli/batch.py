"""``taperlab batch``: a request a line in, a document a line out, whatever is in between."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import typer

from taperlab.cli.failing import document_of
from taperlab.cli.files import open_whole, read_lines, refuse_overwriting
from taperlab.cli.kinds import DOSE, request_of
from taperlab.cli.language import speaking
from taperlab.cli.options import JSON, LANGUAGE
from taperlab.cli.progress import is_watched
from taperlab.cli.requests import refuse_unprintable
from taperlab.messages import InputError, Message, TaperLabError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue import Catalogue
    from taperlab.cli.kinds import Request
    from taperlab.cli.terminal import Terminal

__all__ = ["batch"]

_LONGEST = 1_000_000  # bytes in one line; a request has some hundred
_INPUT = typer.Argument(..., metavar="REQUESTS.jsonl", help="cli.help.requests")
_OUTPUT = typer.Option(..., "--output", "-o", metavar="RESULTS.jsonl", help="cli.help.results")


def batch(
    source: str = _INPUT, *, output: str = _OUTPUT, lang: str = LANGUAGE, as_json: bool = JSON
) -> int:
    """Answer every line; a bad one says so in its place."""
    from taperlab.catalogue import Catalogue  # noqa: PLC0415 - not for --help

    terminal = speaking(lang, as_json=as_json)
    refuse_overwriting(source, output)
    catalogue = Catalogue.with_local()
    counts = {True: 0, False: 0}
    lines = enumerate(_watched(read_lines(source, _LONGEST), source, terminal), 1)
    with open_whole(output) as results:
        for number, line in lines:
            is_answered, document = _document(line, number, catalogue, terminal)
            results.write(document + b"\n")
            counts[is_answered] += 1
    fields = {"answered": counts[True], "failed": counts[False]}
    if terminal.as_json:
        terminal.print_json(msgspec.json.encode(fields))
    else:
        terminal.say(Message("cli.batch-done", name=output, **fields))
    return 0


def _document(
    line: bytes, number: int, catalogue: Catalogue, terminal: Terminal
) -> tuple[bool, bytes]:
    from taperlab.cli.answering import answer  # noqa: PLC0415 - the engine is not for --help

    try:
        found = answer(_request(line), catalogue)
    except TaperLabError as error:
        failure = {"error": terminal.explain(error), "line": number}
        return False, msgspec.json.encode(failure)
    return True, msgspec.json.format(document_of(found, terminal), indent=-1)


def _request(line: bytes) -> Request:
    if len(line) > _LONGEST:
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


def _watched(lines: Iterator[bytes], source: str, terminal: Terminal) -> Iterator[bytes]:
    """Pass the lines on; where stderr is a screen, with a bar that shows how far it is."""
    if not is_watched():
        yield from lines
        return
    from rich.console import Console  # noqa: PLC0415 - only for a bar that is shown
    from rich.progress import Progress  # noqa: PLC0415

    size = Path(source).stat().st_size
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(terminal.text(Message("cli.batch-under-way")), total=size)
        for line in lines:
            yield line
            progress.advance(task, len(line))
