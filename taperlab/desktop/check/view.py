"""A check as its page shows it: words only, so that the widgets hold no thought."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from taperlab.desktop.dose.card_view import view_of
from taperlab.messages import Message
from taperlab.taper.mixing_up import RETURNED
from taperlab.taper.resolution import verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.answers.document import Preparation
    from taperlab.desktop.dose.card_view import CardView
    from taperlab.desktop.names import Names
    from taperlab.quantities import Mass
    from taperlab.taper.document import Change, Check, Concern, Verdict
    from taperlab.wording import Wording

_UNIT = re.compile(r"(?<=\d) (?=(?:mg|mL|micrograms|%|tablets?|capsules?|drops?|times)(?!\w))")
_OTHERWISE = "not-as-asked"
_SAID_BY_VERDICT = frozenset({"blurred", "lost", "not-makeable", _OTHERWISE})

Standing: TypeAlias = Literal["makeable", "heed", "blurred", "stopped", "lost", "not-makeable"]


@dataclass(frozen=True, slots=True)
class VerdictView:
    """What can be read across the room, and the sentence beneath it."""

    standing: Standing
    word: str
    change: str
    why: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """How many times as large as its own uncertainty the change is, under one condition."""

    verdict: Verdict
    word: str
    figure: str
    condition: str
    goes_by: bool


@dataclass(frozen=True, slots=True)
class ResolutionView:
    """Both figures, or the reason why there are none, and the limit of measuring."""

    figures: tuple[FigureView, ...]
    prescribed: str
    missing: str
    smallest: str


@dataclass(frozen=True, slots=True)
class DoseView:
    """One side of the reduction: the dose, its card, or what stands there instead."""

    title: str
    card: CardView | None
    instead: str


@dataclass(frozen=True, slots=True)
class RefusedView:
    """A method that cannot serve: each reason once, and each thing that would help."""

    method: str
    texts: tuple[str, ...]
    remedies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    """Everything that the page says of one check."""

    verdict: VerdictView
    prescribe: tuple[str, ...]
    resolution: ResolutionView | None
    better: tuple[str, ...]
    findings: tuple[Concern, ...]
    returned: bool
    doses: tuple[DoseView, DoseView]
    refused: tuple[RefusedView, ...]


def view_of_check(check: Check, names: Names) -> CheckView:
    """Return a check as its page shows it."""
    return CheckView(
        verdict=_verdict(check, names),
        prescribe=check.prescribe,
        resolution=_resolution(check, names.words),
        better=tuple(map(_tied, check.better)),
        findings=_findings(check),
        returned=RETURNED in check.request.overrides,
        doses=(
            _dose("now", check.request.start, check.before, names),
            _dose("then", check.request.to, check.after, names),
        ),
        refused=tuple(_refused(check, names.words)),
    )


def standing_of(check: Check) -> Standing:
    """Return the verdict of measuring, held back where something is still to be heeded.

    A reduction that can be measured is green only if nothing stops or warns, and what comes out
    is what was asked for: a limit that is passed with a typed reason is heeded. ``blurred`` is
    makeable by the contract, with a warning.
    """
    if check.verdict == "not-makeable":
        return "not-makeable"
    if check.verdict == "lost-in-error":
        return "lost"
    open_ = [each for each in _findings(check) if not each.reason]
    if any(each.severity == "stop" for each in open_):
        return "stopped"
    if check.change is not None and check.change.verdict == "blurred":
        return "blurred"
    warned = is_far_from_asked(check) or any(each.severity == "warn" for each in open_)
    return "heed" if warned else "makeable"


def is_far_from_asked(check: Check) -> bool:
    """Tell whether the marks at hand make another reduction than the one asked for."""
    return any(each.code == _OTHERWISE for each in check.findings)


def _findings(check: Check) -> tuple[Concern, ...]:
    """Leave out what the verdict itself says larger."""
    return tuple(each for each in check.findings if each.code not in _SAID_BY_VERDICT)


def _verdict(check: Check, names: Names) -> VerdictView:
    standing, request = standing_of(check), check.request
    say = names.words.text
    fields = {
        "drug": names.catalogue.drug(request.drug).name,
        "start": names.words.both_scales(request.start),
        "to": names.words.both_scales(request.to),
    }
    change = say(Message("desktop.check-from-to", **fields))
    if check.change is not None and request.to:
        change = f"{change}: {_less(check.change, names.words)}"
    far = standing == "heed" and is_far_from_asked(check)
    word = say(Message(f"desktop.check-{'far' if far else standing}"))
    return VerdictView(standing, word, change, _tied(check.why))


def _less(change: Change, words: Wording) -> str:
    """Say what is taken off, and what comes out where the marks at hand make it another size."""
    percent = change.percent_of_previous.replace(" ", "\u00a0")
    asked = words.text(Message("desktop.check-less", mass=change.mass, percent=percent))
    if change.achieved is None or change.achieved == change.mass:
        return asked
    return f"{asked}. {words.text(Message('desktop.check-as-made', mass=change.achieved))}"


def _resolution(check: Check, words: Wording) -> ResolutionView | None:
    if check.verdict == "not-makeable":
        return None
    say, resolution, change = words.text, check.resolution, check.change
    figures: tuple[FigureView, ...] = ()
    missing = prescribed = ""
    if resolution is None or change is None:
        missing = say(Message(f"desktop.resolution-{_why_none(check)}"))
    else:
        texts = {"kept": resolution.kept, "renewed": resolution.renewed}
        figures = tuple(
            _figure(name, text, by=change.prescribed, word=change.verdict, words=words)
            for name, text in texts.items()
        )
        prescribed = say(Message(f"desktop.goes-by-{change.prescribed}"))
    return ResolutionView(figures, prescribed, missing, _smallest(check, words))


def _figure(name: str, text: str, *, by: str, word: Verdict | None, words: Wording) -> FigureView:
    """Take the engine's word for the figure that counts: the printed one is rounded."""
    verdict = word if name == by and word is not None else verdict_of(Fraction(text))
    return FigureView(
        verdict=verdict,
        word=words.text(Message(f"desktop.verdict-{verdict}")),
        figure=words.text(Message("desktop.times-its-error", n=Fraction(text))),
        condition=words.text(Message(f"desktop.condition-{name}")),
        goes_by=name == by,
    )


def _why_none(check: Check) -> str:
    made = [each for each in (check.before, check.after) if each is not None]
    return "unknown" if any(each.error == "not known" for each in made) else "none"


def _smallest(check: Check, words: Wording) -> str:
    if check.smallest_distinguishable is None:
        return ""
    message = Message(
        "desktop.smallest-distinguishable",
        dose=words.both_scales(check.request.start),
        change=words.both_scales(check.smallest_distinguishable),
    )
    return words.text(message)


def _dose(side: str, dose: Mass, preparation: Preparation | None, names: Names) -> DoseView:
    title = Message(f"desktop.dose-{side}", dose=names.words.both_scales(dose))
    number = 1 if side == "now" else 2
    card = view_of(preparation, number, names) if preparation is not None else None
    instead = ""
    if card is None:
        key = "desktop.dose-unmade" if dose else "desktop.step-nothing"
        instead = names.words.text(Message(key))
    return DoseView(names.words.text(title), card, instead)


def _tied(text: str) -> str:
    """Keep each number on the line of its unit."""
    return _UNIT.sub("\u00a0", text)


def _refused(check: Check, words: Wording) -> Iterator[RefusedView]:
    """Yield the methods in their order; both doses may be refused for the same reason."""
    for method in dict.fromkeys(each.method for each in check.refused):
        found = [each for each in check.refused if each.method == method]
        yield RefusedView(
            method=words.text(Message(f"desktop.method-{method}")),
            texts=tuple(dict.fromkeys(each.text for each in found)),
            remedies=tuple(dict.fromkeys(each.remedy for each in found)),
        )
