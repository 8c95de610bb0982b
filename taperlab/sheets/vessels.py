"""The picture of a vessel: any outline of revolution, filled to a level, with its marks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reportlab.graphics.shapes import Drawing, Group

from taperlab.sheets import palette
from taperlab.sheets.scales import marks
from taperlab.sheets.strokes import blank, line, outline, words

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Shape

    from taperlab.sheets.illustrations import Vessel, VesselKind
    from taperlab.sheets.strokes import Point
    from taperlab.wording import Wording

__all__ = ["draw_vessel"]

_CLOSEST = 1.7
_NUMBERS, _LABEL, _ROOM = 24.0, 64.0, 3.0
_PESTLE = 22.0
_LENGTHS, _WIDTHS = (5.0, 7.5, 11.0), (0.4, 0.5, 0.7)


class _Outline(NamedTuple):
    """Heights and half-widths from the floor up, the height of a full scale, and a foot."""

    profile: tuple[tuple[float, float], ...]
    full: float
    foot: float = 0.0

    @property
    def widest(self) -> float:
        return max(self.foot, *(half for _, half in self.profile))

    @property
    def floor(self) -> float:
        return 10.0 if self.foot else 1.0

    def half(self, height: float) -> float:
        """Return half the width at a height."""
        for (low, narrow), (high, wide) in pairwise(self.profile):
            if low <= height <= high:
                return narrow + (wide - narrow) * (height - low) / (high - low)
        return self.profile[-1][1]


_OUTLINES: dict[VesselKind, _Outline] = {
    "cylinder": _Outline(((0, 15), (1.5, 17), (100, 17), (104, 20)), 88, foot=29),
    "flask": _Outline(
        ((0, 22), (3, 27), (14, 34), (26, 34), (38, 27), (48, 14), (54, 7), (98, 7), (101, 10)), 80
    ),
    "beaker": _Outline(((0, 27), (3, 30), (74, 30), (78, 34)), 60),
    "glass": _Outline(((0, 17), (2.5, 19), (66, 25)), 54),
    "cup": _Outline(((0, 20), (2, 22), (48, 30), (50, 32)), 38),
    "bottle": _Outline(((0, 22), (3, 25), (52, 25), (64, 11), (76, 11)), 42),
    "mortar": _Outline(((0, 12), (4, 20), (16, 30), (34, 36), (38, 37)), 18, foot=22),
    "dilution": _Outline(((0, 27), (3, 30), (74, 30), (78, 34)), 60),
}
_POWDERS = frozenset({"mortar"})


def draw_vessel(shown: Vessel, wording: Wording) -> Drawing:
    """Draw a vessel from the side; one with a capacity has marks, and an arrow at the level."""
    outlined = _OUTLINES[shown.kind]
    share = float(shown.level / shown.capacity) if shown.capacity else 1.0
    level = outlined.full * share
    powder = shown.kind in _POWDERS
    parts: list[Shape] = [*_foot(outlined), *_fill(outlined, level, powder=powder), _wall(outlined)]
    if powder:
        parts.append(_pestle(outlined))
    left = right = outlined.widest + _ROOM
    if shown.capacity:
        parts += _scale(shown, outlined, wording)
        parts += _arrow(outlined, level, wording.quantity(shown.level))
        left, right = max(left, outlined.half(0) + _NUMBERS), outlined.half(level) + _LABEL
    over = _PESTLE if powder else 4.0
    drawing = blank(left + right, outlined.floor + outlined.profile[-1][0] + over)
    group = Group(*parts)
    group.translate(left, outlined.floor)
    drawing.add(group)
    return drawing


def _fill(outlined: _Outline, level: float, *, powder: bool = False) -> list[Shape]:
    below = [point for point in outlined.profile if point[0] < level]
    right = [(half - 1, height) for height, half in (*below, (level, outlined.half(level)))]
    edge = right[-1][0]
    colour = palette.SOLID_SHADE if powder else palette.LIQUID
    surface = palette.EDGE if powder else palette.LIQUID_EDGE
    return [
        outline([*right, *_mirrored(right)], fill=colour, edge=None),
        line((-edge, level), (edge, level), colour=surface, width=1.2),
    ]


def _wall(outlined: _Outline) -> Shape:
    right = [(half, height) for height, half in outlined.profile]
    return outline([*_mirrored(right), *right], width=1.3, closed=False)


def _pestle(outlined: _Outline) -> Shape:
    """Draw the pestle leaning in the mortar, over its rim."""
    top = outlined.profile[-1][0] + _PESTLE - 4
    return outline([(-8, 10), (2, 6), (34, top - 3), (27, top)], fill=palette.TINT)


def _mirrored(points: list[Point]) -> list[Point]:
    return [(-x, y) for x, y in reversed(points)]


def _foot(outlined: _Outline) -> list[Shape]:
    if not outlined.foot:
        return []
    corners = ((-1, -9), (1, -9), (1, -4), (0.4, 0), (-0.4, 0), (-1, -4))
    points = [(x * outlined.foot, float(y)) for x, y in corners]
    return [outline(points, fill=palette.TINT, width=1.1)]


def _scale(shown: Vessel, outlined: _Outline, wording: Wording) -> list[Shape]:
    if shown.capacity is None or shown.graduation is None or shown.graduation == shown.capacity:
        half = outlined.half(outlined.full)
        return [line((-half, outlined.full), (half, outlined.full), width=1)]
    capacity, graduation = shown.capacity.amount, shown.graduation.amount
    crowded = outlined.full * float(graduation / capacity) < _CLOSEST
    drawn: list[Shape] = []
    for value, rank in marks(capacity, graduation):
        if not value or (crowded and not rank):
            continue
        y = outlined.full * float(value / capacity)
        left = -outlined.half(y)
        drawn.append(line((left + 0.6, y), (left + _LENGTHS[rank], y), width=_WIDTHS[rank]))
        if rank == 2:
            place = left - 4, y - 2.9
            drawn.append(words(place, wording.number(value), size=9, anchor="end"))
    return drawn


def _arrow(outlined: _Outline, level: float, text: str) -> list[Shape]:
    x = outlined.half(level) + 2
    point = [(x, level), (x + 9, level - 4.5), (x + 9, level + 4.5)]
    return [
        outline(point, fill=palette.WARNING, edge=None),
        words((x + 12, level - 4.8), text, size=14, bold=True),
    ]
