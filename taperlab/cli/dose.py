"""``taperlab dose``: ranked preparations for one dose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import typer

from taperlab.answers.request import DoseRequest
from taperlab.cli.circumstances import DRUG, with_circumstances
from taperlab.cli.failing import document_of, failure_of
from taperlab.cli.language import speaking
from taperlab.cli.options import CURRENT, JSON
from taperlab.cli.overrides import say_unused
from taperlab.cli.requests import refuse_unprintable

if TYPE_CHECKING:
    from taperlab.cli.terminal import Terminal

__all__ = ["dose"]

_DOSE = typer.Argument(..., metavar="DOSE", help="cli.help.dose-typed")
_HIGHEST = typer.Option(None, "--highest-dose", metavar="DOSE", help="cli.help.highest-dose")


@with_circumstances
def dose(  # noqa: PLR0913 - one parameter an option, as typer has it
    drug: str = DRUG,
    dose: str = _DOSE,
    *,
    current: str | None = CURRENT,
    highest_dose: str | None = _HIGHEST,
    as_json: bool = JSON,
    given: dict[str, Any],
) -> int:
    """Answer one request."""
    terminal = speaking(given["lang"], as_json=as_json)
    request = DoseRequest(
        drug=drug, dose=dose, current_dose=current, highest_dose=highest_dose, **given
    )
    return _answer(request, terminal)


def _answer(request: DoseRequest, terminal: Terminal) -> int:
    from taperlab.answers import prepare  # noqa: PLC0415 - the engine is not for --help
    from taperlab.catalogue import Catalogue  # noqa: PLC0415

    refuse_unprintable(msgspec.structs.asdict(request))
    catalogue = Catalogue.with_local()
    answer = prepare(request, catalogue)
    failure = failure_of(answer)
    say_unused(answer, terminal)
    if terminal.as_json:
        terminal.print_json(document_of(answer, terminal))
        return failure.exit_status if failure else 0
    from taperlab.cli.answer_page import answer_page  # noqa: PLC0415 - rich takes its time

    terminal.show(answer_page(answer, catalogue, terminal.wording))
    return terminal.fail(failure) if failure else 0
