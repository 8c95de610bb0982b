"""``taperlab taper``: a whole taper, its steps, preparations and bottles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import typer

from taperlab.cli.circumstances import DRUG, with_circumstances
from taperlab.cli.failing import with_error
from taperlab.cli.language import speaking
from taperlab.cli.options import CURVE, JSON, flag
from taperlab.cli.requests import refuse_unprintable
from taperlab.messages import Message, NotMakeableError
from taperlab.taper.request import TaperRequest

if TYPE_CHECKING:
    from taperlab.cli.terminal import Terminal
    from taperlab.taper.document import Plan

__all__ = ["taper"]

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
    as_json: bool = JSON,
    given: dict[str, Any],
) -> int:
    """Plan one taper."""
    terminal = speaking(given["lang"], as_json=as_json)
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
        **given,
    )
    return _planned(request, terminal)


def _planned(request: TaperRequest, terminal: Terminal) -> int:
    from taperlab.catalogue import Catalogue  # noqa: PLC0415 - the engine is not for --help
    from taperlab.cli.progress import planning  # noqa: PLC0415
    from taperlab.taper.plan import plan_taper  # noqa: PLC0415

    refuse_unprintable(msgspec.structs.asdict(request))
    catalogue = Catalogue.with_local()
    with planning(terminal) as watched:
        plan = plan_taper(request, catalogue, cancelled=watched)
    unmade = _unmade(plan)
    if terminal.as_json:
        document = plan.to_json().encode()
        terminal.print_json(with_error(document, unmade, terminal) if unmade else document)
        return unmade.exit_status if unmade else 0
    from taperlab.cli.taper_page import taper_page  # noqa: PLC0415 - rich takes its time

    terminal.show(taper_page(plan, catalogue, terminal.wording))
    return terminal.fail(unmade) if unmade else 0


def _unmade(plan: Plan) -> NotMakeableError | None:
    """Return what is wrong where a step has no preparation; past steps and zero need none."""
    steps = tuple(
        step.number
        for step in plan.steps
        if step.preparation is None and step.standing != "past" and step.target
    )
    if not steps:
        return None
    return NotMakeableError(Message("cli.steps-not-makeable", first=steps[0], count=len(steps)))
