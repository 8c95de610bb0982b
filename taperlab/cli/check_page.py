"""One reduction on the terminal: the verdict first, then why, what to prescribe, how it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from taperlab.cli.answer_page import refusals
from taperlab.cli.card import Cards
from taperlab.cli.page import glued, page
from taperlab.cli.taper_page import concerns
from taperlab.desktop.names import Names
from taperlab.desktop.step_words import amount
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from taperlab.catalogue import Catalogue
    from taperlab.taper.document import Check
    from taperlab.wording import Wording

__all__ = ["check_page"]

_STYLES = {
    "makeable": "bold green",
    "blurred": "bold yellow",
    "otherwise": "bold yellow",
    "lost-in-error": "bold red",
    "not-makeable": "bold red",
}


def check_page(check: Check, catalogue: Catalogue, words: Wording) -> str:
    """Lay out a check for a person to read."""
    return page(_parts(check, Names.of(catalogue, words)))


def _parts(check: Check, names: Names) -> Iterator[RenderableType]:
    yield from _head(check, names)
    if check.prescribe:
        yield Text()
        yield _say(names, Message("cli.check.prescribe"), "bold")
        yield from map(glued, check.prescribe)
    if check.better:
        yield Text()
        yield _say(names, Message("cli.check.better"), "bold")
        yield from (Text("→ ").append_text(glued(each)) for each in check.better)
    yield from _made(check, names)
    if check.refused:
        yield Text()
        yield _say(names, Message("cli.page.refused"), "bold")
        yield refusals(check.refused, names)
    if check.findings:
        yield Text()
        yield _say(names, Message("cli.plan.mind"), "bold")
        yield concerns(check.findings, names)


def _head(check: Check, names: Names) -> Iterator[Text]:
    request = check.request
    drug = names.catalogue.drug(request.drug).name
    key = "cli.plan.per-day" if request.per == "day" else "cli.plan.per-dose"
    yield _say(names, Message(key, drug=drug, start=request.start, end=request.to), "bold")
    fields = {"market": request.market, "role": Message(f"cli.role.{request.role}")}
    yield _say(names, Message("cli.plan.for", date=request.date, **fields))
    yield Text()
    verdict = _verdict(check)
    yield _say(names, Message(f"cli.check.{verdict}"), _STYLES[verdict])
    yield glued(check.why)
    if check.resolution is not None:
        kept, renewed = check.resolution.kept, check.resolution.renewed
        yield _say(names, Message("cli.check.resolution", kept=kept, renewed=renewed))
    if check.smallest_distinguishable is not None:
        smallest = names.words.both_scales(check.smallest_distinguishable)
        yield _say(names, Message("cli.check.smallest", smallest=smallest))


def _verdict(check: Check) -> str:
    """Return the verdict; what is makeable says so if it is blurred, or not what was asked for."""
    if check.verdict != "makeable":
        return check.verdict
    if check.change is not None and check.change.verdict == "blurred":
        return "blurred"
    otherwise = any(each.code == "not-as-asked" for each in check.findings)
    return "otherwise" if otherwise else check.verdict


def _made(check: Check, names: Names) -> Iterator[RenderableType]:
    """Say in a line how the present dose is made, and in full how the new one is."""
    if check.before is not None:
        yield Text()
        now = Message(
            "cli.check.now",
            dose=check.request.start,
            method=Message(f"cli.method.{check.before.method}"),
            amount=amount(check.before, names),
        )
        yield _say(names, now)
    if check.after is not None:
        yield Text()
        method = Message(f"cli.method.{check.after.method}")
        title = Message("cli.check.then", dose=check.request.to, method=method)
        yield Cards(names).card(0, check.after, _say(names, title, "bold"))


def _say(names: Names, message: Message, style: str = "") -> Text:
    return glued(names.words.text(message), style)
