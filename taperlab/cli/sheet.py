"""``taperlab sheet``: an answer on paper."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

import msgspec
import typer

from taperlab.cli.files import read_file, refuse_overwriting, write_file
from taperlab.cli.language import speaking
from taperlab.cli.options import CHECKED_BY, JSON, LANGUAGE, PREPARED_BY
from taperlab.cli.plain import visible
from taperlab.cli.requests import refuse_unprintable
from taperlab.messages import InputError, Message

if TYPE_CHECKING:
    from taperlab.answers.document import Answer

__all__ = ["sheet"]

_ENDINGS = (".pdf", ".html")

_KIND = typer.Argument(..., metavar="KIND", help="cli.help.kind")
_INPUT = typer.Argument(..., metavar="IN.json", help="cli.help.answer-file")
_OUTPUT = typer.Option(..., "--output", "-o", metavar="OUT.pdf|OUT.html", help="cli.help.sheet-out")
_NUMBER = typer.Option(None, "--preparation", min=1, metavar="N", help="cli.help.preparation")
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
    start: int = _START,
    layout: Literal["L7160", "roll-70x35"] = _LAYOUT,
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
    answer = _answer(source, {"prepared_by": prepared_by, "checked_by": checked_by})
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
        terminal.say(Message("cli.sheet-written", name=output))
    return 0


def _is_html(output: str) -> bool:
    ending = PurePath(output).suffix.lower()
    if ending not in _ENDINGS:
        raise InputError(Message("cli.unknown-ending", name=output))
    return ending == ".html"


def _answer(source: str, names: dict[str, str | None]) -> Answer:
    from taperlab.answers.codec import decode_answer, document_hash  # noqa: PLC0415

    answer = decode_answer(read_file(source), source)
    signed = {field: name for field, name in names.items() if name is not None}
    if not signed:
        return answer
    refuse_unprintable(signed)
    request = msgspec.structs.replace(answer.request, **signed)
    answer = msgspec.structs.replace(answer, request=request)
    return msgspec.structs.replace(answer, hash=document_hash(answer))
