"""``taperlab compare``: rules side by side for one way down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import typer

from taperlab.cli.circumstances import DRUG, with_circumstances
from taperlab.cli.language import speaking
from taperlab.cli.options import CURVE, JSON, TAKING, flag
from taperlab.cli.requests import refuse_unprintable
from taperlab.taper.request import TaperRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.cli.terminal import Terminal

__all__ = ["compare"]

_FROM = typer.Argument(..., metavar="FROM", help="cli.help.taper-from")
_TO = typer.Argument("0 mg", metavar="[TO]", help="cli.help.taper-to")
_RULES = typer.Option([], "--rule", metavar="RULE", help="cli.help.compare-rule")
_EVERY = typer.Option("28d", "--every", metavar="DAYS", help="cli.help.every")
_MICRO = flag("--micro", "cli.help.micro")
_LAST = typer.Option(None, "--last", metavar="DOSE", help="cli.help.last")


@with_circumstances
def compare(  # noqa: PLR0913 - one parameter an option, as typer has it
    drug: str = DRUG,
    start: str = _FROM,
    to: str = _TO,
    *,
    rule: list[str] = _RULES,
    every: str = _EVERY,
    micro: bool = _MICRO,
    last: str | None = _LAST,
    curve: str | None = CURVE,
    taking: str | None = TAKING,
    as_json: bool = JSON,
    given: dict[str, Any],
) -> int:
    """Plan by each rule, and set the figures side by side."""
    terminal = speaking(given["lang"], as_json=as_json)
    request = TaperRequest(
        drug=drug,
        start=start,
        to=to,
        every=every,
        micro=micro,
        last=last,
        curve=curve,
        taking=taking,
        **given,
    )
    return _compared(request, rule, terminal)


def _compared(request: TaperRequest, rules: Sequence[str], terminal: Terminal) -> int:
    from taperlab.catalogue import Catalogue  # noqa: PLC0415 - the engine is not for --help
    from taperlab.cli.progress import planning  # noqa: PLC0415
    from taperlab.taper.comparing import compare_rules  # noqa: PLC0415

    refuse_unprintable({**msgspec.structs.asdict(request), "rule": tuple(rules)})
    catalogue = Catalogue.with_local()
    with planning(terminal) as watched:
        found = compare_rules(request, rules, catalogue, cancelled=watched)
    if terminal.as_json:
        terminal.print_json(found.to_json().encode())
        return 0
    from taperlab.cli.compare_page import compare_page  # noqa: PLC0415 - rich takes its time

    terminal.show(compare_page(found, catalogue, terminal.wording))
    return 0
