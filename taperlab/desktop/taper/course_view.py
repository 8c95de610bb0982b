"""A plan as its page shows it: words only, so that the widgets hold no thought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, overload

from PySide6.QtCore import QDate, QLocale

from taperlab.answers.operations import Draw, Weigh
from taperlab.answers.resolve import decimal_mark
from taperlab.desktop.step_words import amount, sentence
from taperlab.messages import Message
from taperlab.quantities import Mass, canonical

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from taperlab.answers.document import Preparation
    from taperlab.desktop.names import Names
    from taperlab.taper.auditing import Audit
    from taperlab.taper.document import Change, Plan, Step, Verdict
    from taperlab.wording import Wording

_NONE = "\u2013"


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of the table; ``is_instruction`` is true of the next step and of no other.

    ``typed`` is the dose as one would type it in the market of the plan; ``is_open`` whether it
    may still be set by hand; ``detail`` says more of a line that is pointed at.
    """

    number: int
    standing: str
    standing_text: str
    dates: str
    dose: str
    typed: str
    achieved: str
    how: str
    percent: str
    points: str
    verdict: Verdict | None
    verdict_text: str
    detail: Callable[[], str]
    is_instruction: bool
    is_refused: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class NextView:
    """What is to be done next, and only that, as an instruction."""

    title: str
    figure: str
    steps: tuple[str, ...]
    detail: str


class Rows(Sequence[StepRow]):
    """Every step in order, each put into words when it is first looked at."""

    def __init__(self, plan: Plan | Audit, names: Names) -> None:
        self._steps = plan.steps
        self._names = names
        self._mark = decimal_mark(plan.request.market)
        self._said: dict[int, StepRow] = {}

    def __len__(self) -> int:
        return len(self._steps)

    @overload
    def __getitem__(self, place: int) -> StepRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[StepRow]: ...
    def __getitem__(self, place: int | slice) -> StepRow | list[StepRow]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        if place not in self._said:
            self._said[place] = _row(self._steps[place], self._names, self._mark)
        return self._said[place]


def next_of(plan: Plan, names: Names) -> NextView | None:
    """Return the next step as an instruction, or None where nothing is left to do."""
    step = next((each for each in plan.steps if each.standing == "next"), None)
    if step is None:
        return None
    say = names.words.text
    title = say(_next_title(step))
    if step.preparation is None:
        key = "desktop.next-stop" if not step.target else "desktop.next-cannot"
        return NextView(title, say(Message(key)), (), _change_words(step, names.words))
    done = tuple(sentence(each, names) for each in step.preparation.operations)
    return NextView(title, _how(step.preparation, names), done, _change_words(step, names.words))


def _next_title(step: Step) -> Message:
    """Name the dose that is taken; beside it the one that was meant, where it is another."""
    if step.achieved is None or step.achieved == step.target:
        return Message("desktop.next-from", day=step.start, dose=step.target)
    fields = {"day": step.start, "dose": step.achieved, "meant": step.target}
    return Message("desktop.next-from-mark", **fields)


def headline(plan: Plan, names: Names) -> str:
    """Say the whole plan in one line: the rule, the steps, the days from when to when."""
    first, last = plan.steps[0], plan.steps[-1]
    message = Message(
        "desktop.plan-headline",
        rule=plan.rule,
        steps=len(plan.steps) - 1,
        start=first.start,
        end=last.start,
        high=first.target,
        low=last.target,
    )
    return names.words.text(message)


def taken(step: Step) -> Mass:
    """Return the dose that reaches the mouth; where none can be made, the one that was meant."""
    return step.target if step.achieved is None else step.achieved


def dates_of(step: Step, words: Wording) -> str:
    """Return from when to when a step is taken; without an end, until it is decided."""
    if step.end is None:
        return words.text(Message("desktop.dates-from", day=step.start))
    return words.text(Message("desktop.dates", first=step.start, last=step.end))


def _row(step: Step, names: Names, mark: str) -> StepRow:
    words, change = names.words, step.change
    verdict = change.verdict if change else None
    achieved = step.achieved
    return StepRow(
        number=step.number,
        standing=step.standing,
        standing_text=words.text(Message(f"desktop.standing-{step.standing}")),
        dates=_short(step.start, words.language),
        dose=words.quantity(step.target),
        typed=canonical(step.target).replace(".", mark),
        achieved=_achieved(step.target, achieved, words),
        how=_made(step, names),
        percent=_cut(change.percent_of_previous) if change else _NONE,
        points=_points(step),
        verdict=verdict,
        verdict_text=words.text(Message(f"desktop.verdict-{verdict}")) if verdict else _NONE,
        detail=partial(_detail, step, words),
        is_instruction=step.standing == "next",
        is_refused=step.preparation is None and bool(step.refused),
        is_open=step.standing in {"next", "projection"} and bool(step.target),
    )


def _detail(step: Step, words: Wording) -> str:
    return f"{dates_of(step, words)}\n{_change_words(step, words)}".strip()


def _short(day: dt.date, language: str) -> str:
    return QLocale(language).toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def _achieved(target: Mass, achieved: Mass | None, words: Wording) -> str:
    if achieved is None:
        return _NONE if target else words.quantity(target)
    return words.quantity(achieved)


def _made(step: Step, names: Names) -> str:
    if step.preparation is not None:
        return _how(step.preparation, names)
    if step.refused:
        return names.words.text(Message("desktop.step-refused"))
    return names.words.text(Message("desktop.step-nothing")) if not step.target else _NONE


def _how(preparation: Preparation, names: Names) -> str:
    """Return the amount and what measures it: ``0.74 mL, 1 mL oral syringe``."""
    taken = amount(preparation, names)
    to_mouth = [each for each in preparation.operations if getattr(each, "into", None) == "dose"]
    measured = [each for each in to_mouth if isinstance(each, Draw | Weigh)]
    devices = [names.device(each.device) for each in measured]
    if not devices:
        return taken
    known = names.words.series(list(dict.fromkeys(devices)))
    return names.words.text(Message("desktop.with-device", what=taken, device=known))


def _change_words(step: Step, words: Wording) -> str:
    change = step.change
    if change is None:
        return ""
    cut = _cut_words(change)
    if change.resolution is None or change.verdict is None:
        return words.text(cut)
    told = Message(
        f"desktop.told-{change.verdict}",
        kept=change.resolution.kept,
        renewed=change.resolution.renewed,
    )
    prescribed = Message(f"desktop.prescribed-{change.prescribed}")
    return " ".join(words.text(each) for each in (cut, told, prescribed))


def _cut_words(change: Change) -> Message:
    """Say what is taken off, or put on where a dose rises again."""
    if not change.mass:
        return Message("desktop.cut-nothing")
    rises = change.mass < Mass(0)
    return Message(
        "desktop.rise-words" if rises else "desktop.cut-words",
        mass=change.mass * -1 if rises else change.mass,
        previous=_spaced(change.percent_of_previous.removeprefix("-")),
        original=_spaced(change.percent_of_original.removeprefix("-")),
    )


def _points(step: Step) -> str:
    if step.occupancy is None:
        return _NONE
    lost = step.change.occupancy_points if step.change else None
    held = step.occupancy.removesuffix(" %")
    return f"{held} ({_signed(lost)})" if lost else held


def _cut(percent: str) -> str:
    return _signed(_spaced(percent))


def _signed(taken_off: str) -> str:
    """Return what a step takes off as what it adds: a rise is a plus."""
    return f"+{taken_off[1:]}" if taken_off.startswith("-") else f"\u2212{taken_off}"


def _spaced(percent: str) -> str:
    return percent.replace(" ", "\u00a0")
