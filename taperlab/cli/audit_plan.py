"""``taperlab audit``: a plan that somebody else wrote, doses and days, looked at step by step."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import msgspec
import typer

from taperlab.cli.circumstances import DRUG, with_circumstances
from taperlab.cli.files import read_file
from taperlab.cli.language import speaking
from taperlab.cli.options import CURVE, JSON, TAKING
from taperlab.cli.requests import refuse_unprintable
from taperlab.messages import InputError, Message
from taperlab.taper.request import TaperRequest

if TYPE_CHECKING:
    from taperlab.cli.terminal import Terminal

__all__ = ["audit_plan"]

_SOURCE = typer.Argument(..., metavar="DOSES.txt", help="cli.help.doses-file")
_STDIN = "-"


@with_circumstances
def audit_plan(  # noqa: PLR0913 - one parameter an option, as typer has it
    drug: str = DRUG,
    source: str = _SOURCE,
    *,
    curve: str | None = CURVE,
    taking: str | None = TAKING,
    as_json: bool = JSON,
    given: dict[str, Any],
) -> int:
    """Audit one plan; one with grave faults is an answer too."""
    terminal = speaking(given["lang"], as_json=as_json)
    request = TaperRequest(drug=drug, start="", curve=curve, taking=taking, **given)
    return _audited(request, source, terminal)


def _audited(request: TaperRequest, source: str, terminal: Terminal) -> int:
    from taperlab.catalogue import Catalogue  # noqa: PLC0415 - the engine is not for --help
    from taperlab.cli.progress import planning  # noqa: PLC0415
    from taperlab.taper.auditing import audit_plan as audited  # noqa: PLC0415
    from taperlab.taper.pasted import read_pasted  # noqa: PLC0415

    refuse_unprintable(msgspec.structs.asdict(request))
    doses = read_pasted(_text(source), request.date, request.lang)
    refuse_unprintable({"dose": [one.dose for one in doses]})
    catalogue = Catalogue.with_local()
    with planning(terminal) as watched:
        found = audited(request, doses, catalogue, cancelled=watched)
    if terminal.as_json:
        terminal.print_json(found.to_json().encode())
        return 0
    from taperlab.cli.audit_plan_page import audit_plan_page  # noqa: PLC0415 - rich takes its time

    terminal.show(audit_plan_page(found, catalogue, terminal.wording))
    return 0


def _text(source: str) -> str:
    data = sys.stdin.buffer.read() if source == _STDIN else read_file(source)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(Message("cli.doses-not-text", name=source), field="doses") from error
