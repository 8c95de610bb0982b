"""``taperlab batch``: a request a line in, a document a line out, whatever is in between."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import typer

from taperlab.cli.batch_line import LONGEST
from taperlab.cli.batch_workers import documents
from taperlab.cli.files import open_whole, read_lines, refuse_overwriting
from taperlab.cli.language import speaking
from taperlab.cli.options import JSON, LANGUAGE
from taperlab.cli.progress import is_watched
from taperlab.messages import InputError, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.cli.terminal import Terminal

__all__ = ["batch"]

_MOST = 61  # more processes cannot be waited for at once on every system
_INPUT = typer.Argument(..., metavar="REQUESTS.jsonl", help="cli.help.requests")
_OUTPUT = typer.Option(..., "--output", "-o", metavar="RESULTS.jsonl", help="cli.help.results")
_WORKERS = typer.Option(1, "--workers", metavar="N", min=1, help="cli.help.workers")


def batch(
    source: str = _INPUT,
    *,
    output: str = _OUTPUT,
    workers: int = _WORKERS,
    lang: str = LANGUAGE,
    as_json: bool = JSON,
) -> int:
    """Answer every line; a bad one says so in its place."""
    terminal = speaking(lang, as_json=as_json)
    refuse_overwriting(source, output)
    if workers > _MOST:
        raise InputError(Message("cli.too-many-workers", workers=workers, most=_MOST))
    counts = {True: 0, False: 0}
    lines = enumerate(_watched(read_lines(source, LONGEST), source, terminal), 1)
    with open_whole(output) as results:
        for is_answered, document in documents(lines, terminal, workers):
            results.write(document + b"\n")
            counts[is_answered] += 1
    fields = {"answered": counts[True], "failed": counts[False]}
    if terminal.as_json:
        terminal.print_json(msgspec.json.encode(fields))
    else:
        terminal.say(Message("cli.batch-done", name=output, **fields))
    return 0


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
