"""``taperlab read`` and ``taperlab verify``: what a sheet or a document really says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import typer

from taperlab.cli.files import read_file
from taperlab.cli.language import speaking
from taperlab.cli.options import JSON, LANGUAGE
from taperlab.cli.plain import visible
from taperlab.messages import Message, NotMakeableError

if TYPE_CHECKING:
    from taperlab.checker import Reading
    from taperlab.cli.terminal import Terminal

__all__ = ["read", "verify"]

_SHEET = typer.Argument(..., metavar="SHEET.pdf", help="cli.help.sheet-file")
_DOCUMENT = typer.Argument(..., metavar="IN.json", help="cli.help.document")


def read(source: str = _SHEET, *, lang: str = LANGUAGE, as_json: bool = JSON) -> int:
    """Read a finished sheet as a stranger would."""
    terminal = speaking(lang, as_json=as_json)
    data = read_file(source)
    from taperlab.catalogue import Catalogue  # noqa: PLC0415 - only for a file that can be read
    from taperlab.checker import read_sheet  # noqa: PLC0415 - PDFium takes its time

    return _report(read_sheet(data, Catalogue.with_local()), source, terminal)


def verify(source: str = _DOCUMENT, *, lang: str = LANGUAGE, as_json: bool = JSON) -> int:
    """Work a document out again with other arithmetic."""
    terminal = speaking(lang, as_json=as_json)
    data = read_file(source)
    from taperlab.catalogue import Catalogue  # noqa: PLC0415 - only for a file that can be read
    from taperlab.checker import verify_document  # noqa: PLC0415 - nor is the checker for --help

    return _report(verify_document(data, Catalogue.with_local(), source), source, terminal)


def _report(reading: Reading, source: str, terminal: Terminal) -> int:
    problem = NotMakeableError(Message("cli.disagreement", name=source))
    if terminal.as_json:
        error = {} if reading.agrees else {"error": terminal.explain(problem)}
        document = {**reading.document(terminal.wording.language), **error}
        terminal.print_json(msgspec.json.format(msgspec.json.encode(document), indent=2))
        return 0 if reading.agrees else problem.exit_status
    terminal.show("\n".join(map(visible, _lines(reading, terminal))))
    return 0 if reading.agrees else terminal.fail(problem)


def _lines(reading: Reading, terminal: Terminal) -> list[str]:
    fields = {"drug": reading.drug, "dose": reading.delivered or ""}
    key = "cli.reading.dose" if reading.delivered else "cli.reading.no-dose"
    lines = [terminal.text(Message(key, **fields))]
    for each in reading.findings:
        severity, text = Message(f"cli.severity.{each.severity}"), each.message
        lines.append(terminal.text(Message("cli.reading.finding", severity=severity, text=text)))
    if reading.agrees:
        lines.append(terminal.text(Message("cli.reading.agrees")))
    return lines
