"""Bare numbers: the ring before a sentence, or the scale of a drawn syringe; nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from taperlab.checker.findings import stop
from taperlab.checker.shelf import Mismatch
from taperlab.checker.tokens import amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.checker.paper.matching import Fill
    from taperlab.checker.paper.rebuild import Line
    from taperlab.checker.paper.scene import Scene
    from taperlab.messages import Finding

__all__ = ["false_bare_numbers", "settle"]

_BARE = ("step", "pic.scale")
_CAPTIONS = ("pic.syringe", "pic.syringe-fills", "pic.vessel", "pic.balance")
_ON_PICTURES = ("pic.scale", "pic.arrow", "pic.display")
_BEFORE = ("note.drip-first", "note.shake-first", "note.cut-", "note.drops")


def settle(fills: Sequence[Fill]) -> list[Fill]:
    """Tell the number of a step from a number on a scale: a sentence follows it."""
    settled = []
    for index, fill in enumerate(fills):
        if fill.key not in _BARE:
            settled.append(fill)
            continue
        later = (one.key for one in fills[index + 1 :] if not one.key.startswith(_BEFORE))
        is_step = next(later, "").startswith(("op.", "pro."))
        key, name = ("step", "n") if is_step else ("pic.scale", "number")
        settled.append(replace(fill, key=key, values={name: fill.text}))
    return settled


def false_bare_numbers(scene: Scene) -> Iterator[Finding]:
    """Yield a finding for a step out of order, and for a number that stands on no scale."""
    said = [line.fill["n"] for line in scene.all("step")]
    if said != [str(number) for number in range(1, len(scene.course.steps) + 1)]:
        yield stop("step-numbers", said=", ".join(said), found=str(len(scene.course.steps)))
    for index, line in enumerate(scene.lines):
        if line.fill.key in _ON_PICTURES:
            yield from _on_a_picture(scene, index, line)


def _on_a_picture(scene: Scene, index: int, line: Line) -> Iterator[Finding]:
    later = (one.fill.key for one in scene.lines[index:] if one.fill.key not in _ON_PICTURES)
    step = scene.step(line)
    device = getattr(step.operation, "device", None) if step else None
    if next(later, "") not in _CAPTIONS or device is None:
        yield stop("stray-number", text=line.fill.text)
        return
    try:
        capacity = scene.shelf.tool(device).capacity
    except Mismatch:
        return  # the device has its own finding
    if amount(line.fill.text) > capacity:
        yield stop("beyond-scale", text=line.fill.text, device=device)
