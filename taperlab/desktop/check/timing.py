"""Aids to timing as words: half-lives, pace, withdrawal or relapse. Information, no diagnosis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from taperlab.desktop.check.reading import changed_on
from taperlab.messages import Message, TaperLabError
from taperlab.taper.timing import half_lives, pace, since_change, telling

if TYPE_CHECKING:
    from taperlab.catalogue import Catalogue
    from taperlab.catalogue.types import Drug
    from taperlab.desktop.check.asking import Asked
    from taperlab.wording import Wording


@dataclass(frozen=True, slots=True)
class TellingView:
    """The table of signs: each row what is looked at, withdrawal, relapse."""

    title: str
    rows: tuple[tuple[str, str, str], ...]
    talk: str
    source: str


@dataclass(frozen=True, slots=True)
class TimingView:
    """What is known of the time that a change takes, and what guidelines say of the pace."""

    drug: str
    since: tuple[str, ...]
    pace: tuple[str, ...]
    telling: TellingView


def timing_of(asked: Asked, catalogue: Catalogue, words: Wording) -> TimingView | None:
    """Return the aids for the drug that is asked about, or None while none is known."""
    try:
        drug = catalogue.drug(asked.request.drug.strip())
    except TaperLabError:
        return None
    return TimingView(
        drug=drug.name,
        since=tuple(words.text(each) for each in _since(drug, asked)),
        pace=tuple(words.text(each) for each in pace(drug)),
        telling=_telling(words),
    )


def _since(drug: Drug, asked: Asked) -> tuple[Message, ...]:
    try:
        changed = changed_on(asked)
    except TaperLabError:  # said beside the field
        changed = None
    if changed is not None:
        return since_change(drug, changed, asked.request.date)
    known = half_lives(drug) or (Message("taper.half-life-unknown", drug=drug.name),)
    return (*known, Message("desktop.since-not-given"))


def _telling(words: Wording) -> TellingView:
    table = telling()
    return TellingView(
        title=words.text(table.title),
        rows=tuple(
            (words.text(sign.what), words.text(sign.withdrawal), words.text(sign.relapse))
            for sign in table.signs
        ),
        talk=words.text(table.talk),
        source=words.text(table.source),
    )
