"""``taperlab check``: can this reduction be made, and told apart from its own error?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import typer

from taperlab.cli.circumstances import DRUG, with_circumstances
from taperlab.cli.failing import document_of, failure_of
from taperlab.cli.language import speaking
from taperlab.cli.options import CURRENT, CURVE, JSON, TAKING
from taperlab.cli.overrides import say_unused
from taperlab.cli.requests import refuse_another_dose, refuse_unprintable
from taperlab.taper.request import CheckRequest

if TYPE_CHECKING:
    from taperlab.cli.terminal import Terminal

__all__ = ["check"]

_FROM = typer.Argument(..., metavar="FROM", help="cli.help.taper-from")
_TO = typer.Argument(..., metavar="TO", help="cli.help.check-to")


@with_circumstances
def check(  # noqa: PLR0913 - one parameter an option, as typer has it
    drug: str = DRUG,
    start: str = _FROM,
    to: str = _TO,
    *,
    curve: str | None = CURVE,
    current: str | None = CURRENT,
    taking: str | None = TAKING,
    as_json: bool = JSON,
    given: dict[str, Any],
) -> int:
    """Check one reduction; one that is lost in its error is an answer too."""
    terminal = speaking(given["lang"], as_json=as_json)
    refuse_another_dose(current, start, given["market"])
    request = CheckRequest(drug=drug, start=start, to=to, curve=curve, taking=taking, **given)
    return _checked(request, terminal)


def _checked(request: CheckRequest, terminal: Terminal) -> int:
    from taperlab.catalogue import Catalogue  # noqa: PLC0415 - the engine is not for --help
    from taperlab.taper.checking import check_reduction  # noqa: PLC0415

    refuse_unprintable(msgspec.structs.asdict(request))
    catalogue = Catalogue.with_local()
    found = check_reduction(request, catalogue)
    failure = failure_of(found)
    say_unused(found, terminal)
    if terminal.as_json:
        terminal.print_json(document_of(found, terminal))
        return failure.exit_status if failure else 0
    from taperlab.cli.check_page import check_page  # noqa: PLC0415 - rich takes its time

    terminal.show(check_page(found, catalogue, terminal.wording))
    return terminal.fail(failure) if failure else 0
