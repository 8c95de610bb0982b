"""``taperlab taper``: a whole taper, its steps, preparations and bottles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import typer

from taperlab.cli.circumstances import DRUG, with_circumstances
from taperlab.cli.failing import document_of, failure_of
from taperlab.cli.language import speaking
from taperlab.cli.options import CURRENT, CURVE, JSON, TAKING, flag
from taperlab.cli.overrides import say_unused
from taperlab.cli.requests import refuse_another_dose, refuse_unprintable
from taperlab.taper.request import TaperRequest

if TYPE_CHECKING:
    from taperlab.cli.terminal import Terminal

__all__ = ["show_plan", "taper"]

_FROM = typer.Argument(..., metavar="FROM", help="cli.help.taper-from")
_TO = typer.Argument("0 mg", metavar="[TO]", help="cli.help.taper-to")
_RULE = typer.Option(None, "--rule", metavar="RULE", help="cli.help.rule")
_THEN = typer.Option([], "--then", metavar="RULE@DOSE", help="cli.help.then")
_EVERY = typer.Option("28d", "--every", metavar="DAYS", help="cli.help.every")
_MICRO = flag("--micro", "cli.help.micro")
_STRIP = flag("--strip", "cli.help.strip")
_LAST = typer.Option(None, "--last", metavar="DOSE", help="cli.help.last")


@with_circumstances
def taper(  # noqa: PLR0913 - one parameter an option, as typer has it
    drug: str = DRUG,
    start: str = _FROM,
    to: str = _TO,
    *,
    rule: str | None = _RULE,
    then: list[str] = _THEN,
    every: str = _EVERY,
    micro: bool = _MICRO,
    strip: bool = _STRIP,
    last: str | None = _LAST,
    curve: str | None = CURVE,
    current: str | None = CURRENT,
    taking: str | None = TAKING,
    as_json: bool = JSON,
    given: dict[str, Any],
) -> int:
    """Plan one taper."""
    terminal = speaking(given["lang"], as_json=as_json)
    refuse_another_dose(current, start, given["market"])
    request = TaperRequest(
        drug=drug,
        start=start,
        to=to,
        rule=rule,
        then=tuple(then),
        every=every,
        micro=micro,
        strip=strip,
        last=last,
        curve=curve,
        taking=taking,
        **given,
    )
    return show_plan(request, terminal)


def show_plan(request: TaperRequest, terminal: Terminal) -> int:
    """Plan one taper, and write it as it is asked for."""
    from taperlab.catalogue import Catalogue  # noqa: PLC0415 - the engine is not for --help
    from taperlab.cli.progress import planning  # noqa: PLC0415
    from taperlab.taper.plan import plan_taper  # noqa: PLC0415

    refuse_unprintable(msgspec.structs.asdict(request))
    catalogue = Catalogue.with_local()
    with planning(terminal) as watched:
        plan = plan_taper(request, catalogue, cancelled=watched)
    failure = failure_of(plan)
    say_unused(plan, terminal)
    if terminal.as_json:
        terminal.print_json(document_of(plan, terminal))
        return failure.exit_status if failure else 0
    from taperlab.cli.taper_page import taper_page  # noqa: PLC0415 - rich takes its time

    terminal.show(taper_page(plan, catalogue, terminal.wording))
    return terminal.fail(failure) if failure else 0
