"""What sentences of beads, powder and capsules say, held against their operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.checker.figures import read
from taperlab.checker.findings import stop
from taperlab.checker.operations import Add, Count, Divide, Operation, Weigh
from taperlab.checker.paper.rebuild import words
from taperlab.checker.tokens import count

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from taperlab.checker.paper.rebuild import Line
    from taperlab.checker.paper.scene import Scene
    from taperlab.messages import Finding

__all__ = ["capsule", "false_units", "weighed"]

_TENS = ("note.ten", "note.ten-even", "note.tens", "note.tens-even")
_BEADS = {"note.beads-left": None, "note.beads-aside": "rest"}
_WEIGHED = {
    "pro.weigh-to-mouth": True,
    "pro.note-powder": True,
    "pro.weigh-beads-to-mouth": False,
    "pro.note-beads-whole": False,
}


def weighed(scene: Scene, line: Line) -> dict[str, tuple[Decimal, str]] | None:
    """Return what the balance of a sentence's operation shows."""
    match _operation(scene, line):
        case Weigh(powder=text) | Add(mass=str(text)):
            return {"mass": (read(text, "mg").number, "mg")}
    return None


def capsule(scene: Scene, line: Line) -> dict[str, tuple[Decimal, str]] | None:
    """Return what one capsule holds."""
    if not isinstance(_operation(scene, line), Divide):
        return None
    return {"held": (scene.dose, "mg")}


def false_units(scene: Scene) -> Iterator[Finding]:
    """Yield a finding where tens, what is left aside, or crushing is not as it should be."""
    for line in scene.lines:
        if not _is_right(scene, line):
            yield stop("out-of-place", text=words(line.fill.text))


def _is_right(scene: Scene, line: Line) -> bool:
    key, operation = line.fill.key, _operation(scene, line)
    if key in _TENS:
        tens, rest = (line.fill.values.get(*one) for one in (("n", "1"), ("rest", "0")))
        said = 10 * count(tens) + count(rest)
        return isinstance(operation, Count) and operation.beads == said
    if key in _BEADS:
        return isinstance(operation, Count) and operation.leave == _BEADS[key]
    if key in _WEIGHED:
        if not isinstance(operation, Weigh):
            return False
        crushed = scene.shelf.stock(operation.product).product.release == "IR"
        return crushed == _WEIGHED[key]
    return True


def _operation(scene: Scene, line: Line) -> Operation | None:
    step = scene.step(line)
    return None if step is None else step.operation
