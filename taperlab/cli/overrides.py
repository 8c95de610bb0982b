"""Reasons that were typed for a limit that nothing here came up against: a slip, most likely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.answers.document import Answer
from taperlab.messages import Message
from taperlab.taper.document import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.answers.document import Preparation
    from taperlab.cli.terminal import Terminal
    from taperlab.taper.document import Check

__all__ = ["say_unused"]

_MIX_UP, _RETURNED = "mix-up", "old-bottle-returned"


def say_unused(found: Answer | Plan | Check, terminal: Terminal) -> None:
    """Say which overrides passed nothing, beside the result."""
    met = {caution.code for made in _preparations(found) for caution in made.cautions}
    if not isinstance(found, Answer):
        met |= {one.code for one in found.findings}
    if _MIX_UP in met:  # what is confirmed of the old bottle makes less of it
        met.add(_RETURNED)
    if unused := tuple(code for code in found.request.overrides if code not in met):
        terminal.say(Message("cli.override-unused", overrides=unused))


def _preparations(found: Answer | Plan | Check) -> Iterator[Preparation]:
    made: tuple[Preparation | None, ...]
    match found:
        case Answer():
            made = found.preparations
        case Plan():
            made = tuple(step.preparation for step in found.steps)
        case _:
            made = found.before, found.after
    return (one for one in made if one is not None)
