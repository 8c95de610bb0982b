"""``taperlab move``: what whoever takes the taper does now, and the plan made anew from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from taperlab.cli.files import read_file
from taperlab.cli.language import speaking
from taperlab.cli.options import JSON, LANGUAGE
from taperlab.cli.requests import read_date, refuse_unprintable
from taperlab.cli.taper import show_plan

if TYPE_CHECKING:
    import datetime as dt

    from taperlab.taper.request import TaperRequest

__all__ = ["move"]

_PLAN = typer.Argument(..., metavar="PLAN.json", help="cli.help.plan-file")
_MOVE = typer.Argument(..., metavar="MOVE", help="cli.help.which-move")
_ON = typer.Option(None, "--on", metavar="YYYY-MM-DD", help="cli.help.move-on")
_DOSE = typer.Option(None, "--dose", metavar="DOSE", help="cli.help.move-dose")
_EVERY = typer.Option(None, "--every", metavar="DAYS", help="cli.help.move-every")
_RULE = typer.Option(None, "--rule", metavar="RULE", help="cli.help.move-rule")
_WITHOUT = typer.Option(None, "--without-since", metavar="YYYY-MM-DD", help="cli.help.move-without")


def move(  # noqa: PLR0913 - one parameter an option, as typer has it
    source: str = _PLAN,
    name: str = _MOVE,
    *,
    on: str | None = _ON,
    dose: str | None = _DOSE,
    every: str | None = _EVERY,
    rule: str | None = _RULE,
    without: str | None = _WITHOUT,
    as_json: bool = JSON,
    lang: str = LANGUAGE,
) -> int:
    """Plan anew after one move; what was taken stays as it was."""
    terminal = speaking(lang, as_json=as_json)
    said = {"dose": dose, "every": every, "rule": rule}
    refuse_unprintable(said)
    gap = read_date(without)
    return show_plan(_request(source, name, read_date(on), without=gap, **said), terminal)


def _request(
    source: str, name: str, on: dt.date | None, *, without: dt.date | None, **said: str | None
) -> TaperRequest:
    """Return what is asked after the move, of the plan in a file."""
    from taperlab.answers.codec import decode  # noqa: PLC0415 - the engine is not for --help
    from taperlab.answers.request import today  # noqa: PLC0415
    from taperlab.taper.document import PLAN_SCHEMA, Plan  # noqa: PLC0415
    from taperlab.taper.moves import move as moved  # noqa: PLC0415

    plan = decode(read_file(source), Plan, PLAN_SCHEMA, source)
    return moved(plan, name, on or today(), without=without, **said)
