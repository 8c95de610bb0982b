"""``taperlab ladder``: the smallest change that can be told apart, by dose and by way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import typer

from taperlab.cli.circumstances import DRUG, with_circumstances
from taperlab.cli.language import speaking
from taperlab.cli.options import CURRENT, JSON, TAKING
from taperlab.cli.requests import refuse_another_dose, refuse_unprintable
from taperlab.taper.request import CheckRequest

if TYPE_CHECKING:
    from taperlab.cli.terminal import Terminal

__all__ = ["ladder"]

_FROM = typer.Argument(..., metavar="FROM", help="cli.help.taper-from")


@with_circumstances
def ladder(  # noqa: PLR0913 - one parameter an option, as typer has it
    drug: str = DRUG,
    start: str = _FROM,
    *,
    current: str | None = CURRENT,
    taking: str | None = TAKING,
    as_json: bool = JSON,
    given: dict[str, Any],
) -> int:
    """Look at the doses from FROM down; that nothing fine can be measured is an answer too."""
    terminal = speaking(given["lang"], as_json=as_json)
    refuse_another_dose(current, start, given["market"])
    request = CheckRequest(drug=drug, start=start, to="0 mg", taking=taking, **given)
    return _looked_at(request, terminal)


def _looked_at(request: CheckRequest, terminal: Terminal) -> int:
    from taperlab.catalogue import Catalogue  # noqa: PLC0415 - the engine is not for --help
    from taperlab.cli.progress import planning  # noqa: PLC0415
    from taperlab.taper.ladder import smallest_changes  # noqa: PLC0415

    refuse_unprintable(msgspec.structs.asdict(request))
    catalogue = Catalogue.with_local()
    with planning(terminal) as watched:
        found = smallest_changes(request, catalogue, cancelled=watched)
    if terminal.as_json:
        terminal.print_json(found.to_json().encode())
        return 0
    from taperlab.cli.ladder_page import ladder_page  # noqa: PLC0415 - rich takes its time

    terminal.show(ladder_page(found, catalogue, terminal.wording))
    return 0
