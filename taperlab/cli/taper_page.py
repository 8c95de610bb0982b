"""A plan on the terminal: the next step as an instruction, the whole way, bottles, supply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from taperlab.cli.answer_page import refusals
from taperlab.cli.card import Cards
from taperlab.cli.page import glued, page
from taperlab.cli.taper_bottles import bottles, supplies
from taperlab.cli.taper_steps import steps_table
from taperlab.desktop.names import Names
from taperlab.messages import Message
from taperlab.taper.mixing_up import RETURNED
from taperlab.taper.pacing import read_every

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from taperlab.catalogue import Catalogue
    from taperlab.taper.document import Concern, Plan, Step
    from taperlab.wording import Wording

__all__ = ["concerns", "taper_page"]

_MARKS = {"stop": "!!", "warn": "!", "note": "-"}


def taper_page(plan: Plan, catalogue: Catalogue, words: Wording) -> str:
    """Lay out a plan for a person to read."""
    return page(_parts(plan, Names.of(catalogue, words)))


def _parts(plan: Plan, names: Names) -> Iterator[RenderableType]:
    yield from _head(plan, names)
    if stops := [each for each in plan.findings if each.severity == "stop"]:
        yield Text()
        yield concerns(stops, names)
    for step in plan.steps:
        if step.standing in ("now", "next"):
            yield Text()
            yield from _instruction(step, names)
    yield from _unmade(plan, names)
    yield Text()
    yield from steps_table(plan, names)
    if plan.bottles:
        yield Text()
        yield from bottles(plan, names)
    yield Text()
    yield from supplies(plan, names)
    if others := [each for each in plan.findings if each.severity != "stop"]:
        yield Text()
        yield _say(names, Message("cli.plan.mind"), "bold")
        yield concerns(others, names)


def _head(plan: Plan, names: Names) -> Iterator[Text]:
    request = plan.request
    drug = names.catalogue.drug(request.drug).name
    key = "cli.plan.per-day" if request.per == "day" else "cli.plan.per-dose"
    yield _say(names, Message(key, drug=drug, start=request.start, end=request.to), "bold")
    way = "micro" if request.micro else "strip" if request.strip else "hold"
    paced = Message(f"cli.plan.{way}", days=read_every(request.every or "28d"))
    yield _say(names, Message("cli.plan.rule", rule=plan.rule, paced=paced))
    fields = {"market": request.market, "role": Message(f"cli.role.{request.role}")}
    yield _say(names, Message("cli.plan.for", date=request.date, **fields))


def _instruction(step: Step, names: Names) -> Iterator[RenderableType]:
    """Say what is taken now in a line, and what comes next in full."""
    dose = step.target if step.achieved is None else step.achieved
    fields = {"number": step.number, "dose": names.words.both_scales(dose), "start": step.start}
    if not step.target:
        yield _say(names, Message("cli.plan.next-nothing", start=step.start), "bold")
        return
    key = step.standing if step.end else f"{step.standing}-open"
    if step.preparation is None:
        said = Message("cli.plan.not-made", number=step.number, dose=step.target, start=step.start)
        yield _say(names, said, "bold red")
        return
    yield _say(names, Message(f"cli.plan.{key}", **fields, **_end(step)), "bold")
    if step.standing == "next":
        method = Message(f"cli.method.{step.preparation.method}")
        title = Message("cli.plan.step-card", number=step.number, method=method)
        yield Cards(names).card(step.number, step.preparation, _say(names, title, "bold"))


def _end(step: Step) -> dict[str, object]:
    return {} if step.end is None else {"end": step.end}


def _unmade(plan: Plan, names: Names) -> Iterator[RenderableType]:
    """Say of the first step that cannot be made why not, and what would help."""
    step = next((each for each in plan.steps if each.refused), None)
    if step is None:
        return
    yield Text()
    fields = {"number": step.number, "dose": step.target}
    yield _say(names, Message("cli.plan.refused", **fields), "bold")
    yield refusals(step.refused, names)
    for each in step.help:
        yield Text(f"→ {glued(each.text)}")


def concerns(found: Sequence[Concern], names: Names) -> Table:
    """List findings, each with the steps it is about."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    order = sorted(found, key=lambda each: tuple(_MARKS).index(each.severity))
    for each in order:
        table.add_row(_MARKS[each.severity], _concern(each, names))
    return table


def _concern(found: Concern, names: Names) -> Text:
    key = "cli.card.caution-passed" if found.reason else "cli.card.caution"
    if (found.needs_reason or found.code == RETURNED) and not found.reason:
        key = "cli.card.caution-open"
    severity = Message(f"cli.severity.{found.severity}")
    fields = {"text": found.text, "code": found.code, "reason": found.reason}
    said = names.words.text(Message(key, severity=severity, **fields))
    if found.steps:
        steps = Message("cli.plan.about", said=said, steps=_ranges(found.steps))
        said = names.words.text(steps)
    return glued(said)


def _ranges(numbers: Sequence[int]) -> tuple[str, ...]:
    """Write numbers with runs of three and more as one: ``2-5``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return tuple(
        part
        for run in runs
        for part in ([f"{run[0]}-{run[-1]}"] if len(run) > 2 else map(str, run))
    )


def _say(names: Names, message: Message, style: str = "") -> Text:
    return glued(names.words.text(message), style)
