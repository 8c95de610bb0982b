"""``taperlab sheet``: an answer, or the next step of a plan, on paper."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal

import msgspec
import typer

from taperlab.cli.files import refuse_overwriting, write_file
from taperlab.cli.language import speaking
from taperlab.cli.options import CHECKED_BY, JSON, LANGUAGE, PREPARED_BY
from taperlab.cli.plain import visible
from taperlab.cli.requests import refuse_unprintable
from taperlab.cli.sheet_source import answer_in
from taperlab.messages import InputError, Message

__all__ = ["sheet"]

_ENDINGS = (".pdf", ".html")

_KIND = typer.Argument(..., metavar="KIND", help="cli.help.kind")
_INPUT = typer.Argument(..., metavar="IN.json", help="cli.help.answer-file")
_OUTPUT = typer.Option(..., "--output", "-o", metavar="OUT.pdf|OUT.html", help="cli.help.sheet-out")
_NUMBER = typer.Option(None, "--preparation", min=1, metavar="N", help="cli.help.preparation")
_STEP = typer.Option(None, "--step", min=1, metavar="N", help="cli.help.step")
_START = typer.Option(1, "--start", min=1, metavar="N", help="cli.help.start")
_LAYOUT = typer.Option("L7160", "--layout", help="cli.help.layout")
_PATIENT = typer.Option(None, "--patient", metavar="NAME", help="cli.help.patient")
_SUPPLIER = typer.Option(None, "--supplier", metavar="TEXT", help="cli.help.supplier")


def sheet(  # noqa: PLR0913 - one parameter an option, as typer has it
    kind: str = _KIND,
    source: str = _INPUT,
    *,
    output: str = _OUTPUT,
    preparation: int | None = _NUMBER,
    step: int | None = _STEP,
    start: int = _START,
    layout: Literal["L7160", "roll-70x35", "L7160-outlines", "roll-70x35-outlines"] = _LAYOUT,
    patient: str | None = _PATIENT,
    supplier: str | None = _SUPPLIER,
    prepared_by: str | None = PREPARED_BY,
    checked_by: str | None = CHECKED_BY,
    lang: str = LANGUAGE,
    as_json: bool = JSON,
) -> int:
    """Write one sheet, if what it says has been read back and agrees."""
    terminal = speaking(lang, as_json=as_json)
    html = _is_html(output)
    refuse_unprintable({"patient": patient, "supplier": supplier})
    refuse_overwriting(source, output)
    names = {"prepared_by": prepared_by, "checked_by": checked_by}
    answer = answer_in(source, names, preparation=preparation, step=step)
    from taperlab.catalogue import Catalogue  # noqa: PLC0415 - only for a sheet that is made
    from taperlab.sheets.make import make_sheet  # noqa: PLC0415 - reportlab takes its time

    data = make_sheet(
        kind,
        answer,
        Catalogue.with_local(),
        number=preparation,
        html=html,
        start=start,
        layout=layout,
        patient=patient,
        supplier=supplier,
    )
    write_file(output, data)
    if terminal.as_json:
        terminal.print_json(msgspec.json.encode({"kind": kind, "file": visible(output)}))
    else:
        read = not layout.endswith("-outlines")
        terminal.say(Message("cli.sheet-written" if read else "cli.outlines-written", name=output))
    return 0


def _is_html(output: str) -> bool:
    ending = PurePath(output).suffix.lower()
    if ending not in _ENDINGS:
        raise InputError(Message("cli.unknown-ending", name=output))
    return ending == ".html"
