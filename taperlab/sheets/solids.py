"""The pictures of tablets, capsules and sachets, whole and cut, and of counted drops."""

from __future__ import annotations

from math import cos, radians, sin
from typing import TYPE_CHECKING

from reportlab.graphics.shapes import Circle, Drawing, Group, Path, Wedge

from taperlab.sheets import palette
from taperlab.sheets.strokes import DASHES, blank, box, edged, line, outline

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from taperlab.sheets.illustrations import Drops, Pieces

__all__ = ["draw_drops", "draw_pieces"]

_CELL, _RADIUS, _GAP, _PER_ROW = 48.0, 17.0, 2.5, 6
_DROPS_PER_ROW = 10


def draw_pieces(shown: Pieces) -> Drawing:
    """Draw the units in a row; of one that is cut, what is not used is dashed."""
    one: Callable[[Fraction], Group] = {
        "tablet": _tablet,
        "capsule": lambda _: _capsule(),
        "sachet": lambda _: _sachet(),
    }[shown.form]
    units = [one(share) for piece in shown.pieces for share in _units(piece)]
    rows = -(-len(units) // _PER_ROW)
    drawing = blank(_CELL * min(len(units), _PER_ROW), _CELL * rows)
    for index, unit in enumerate(units):
        row, column = divmod(index, _PER_ROW)
        unit.translate(_CELL * (column + 0.5), _CELL * (rows - row - 0.5))
        drawing.add(unit)
    return drawing


def draw_drops(shown: Drops) -> Drawing:
    """Draw a dropper, tip down, and every drop that is counted."""
    columns = min(shown.count, _DROPS_PER_ROW)
    rows = -(-shown.count // _DROPS_PER_ROW)
    drawing = blank(44 + columns * 20, max(64, rows * 24))
    drawing.add(_dropper(drawing.height))
    for index in range(shown.count):
        row, column = divmod(index, _DROPS_PER_ROW)
        drop = _drop()
        drop.translate(54 + column * 20, drawing.height / 2 + (rows / 2 - row - 0.5) * 24)
        drawing.add(drop)
    return drawing


def _units(piece: Fraction) -> list[Fraction]:
    if piece.denominator == 1:
        return [piece / piece.numerator] * piece.numerator
    return [piece]


def _tablet(share: Fraction) -> Group:
    if share == 1:
        disc = edged(Circle(0, 0, _RADIUS), fill=palette.SOLID)
        score = line((0, 5 - _RADIUS), (0, _RADIUS - 5), colour=palette.SOLID_SHADE, width=2)
        return Group(disc, score)
    parts = range(share.denominator)
    return Group(*(_sector(part, share) for part in parts))


def _sector(part: int, share: Fraction) -> Wedge:
    """Draw one equal part, moved a little outward so that the cut is seen."""
    turn = 360 / share.denominator
    start = 90 + part * turn
    outward = radians(start + turn / 2)
    wedge = Wedge(_GAP * cos(outward), _GAP * sin(outward), _RADIUS, start, start + turn)
    if part < share.numerator:
        return edged(wedge, fill=palette.SOLID)
    wedge.strokeDashArray = DASHES
    return edged(wedge, fill=None, width=0.9)


def _capsule() -> Group:
    wide, high = 36.0, 14.0
    corner, size = (-wide / 2, -high / 2), (wide, high)
    cap = edged(Path(), fill=palette.LIQUID, edge=None)
    cap.moveTo(0, -high / 2)
    cap.lineTo(wide / 2 - 7, -high / 2)
    cap.curveTo(wide / 2 + 2.3, -high / 2, wide / 2 + 2.3, high / 2, wide / 2 - 7, high / 2)
    cap.lineTo(0, high / 2)
    cap.closePath()
    seam = line((0, -high / 2), (0, high / 2), colour=palette.EDGE, width=1.2)
    body = box(corner, size, fill=palette.SOLID, rounded=7)
    rim = box(corner, size, fill=None, edge=palette.EDGE, rounded=7)
    return Group(body, cap, rim, seam)


def _sachet() -> Group:
    body = box((-14, -18), (28, 36), fill=palette.SOLID, edge=palette.EDGE, rounded=1.5)
    seams = [line((-14, y), (14, y), colour=palette.SOLID_SHADE, width=1.5) for y in (-13, 13)]
    return Group(body, *seams)


def _dropper(height: float) -> Group:
    side = [(6.0, 8.0), (6.0, -10.0), (2.0, -20.0)]
    glass = outline([*side, *((-x, y) for x, y in reversed(side))], fill=palette.LIQUID)
    group = Group(glass, box((-9, 8), (18, 20), fill=palette.SEAL, rounded=7))
    group.translate(18, height / 2 - 4)
    return group


def _drop() -> Group:
    drop = edged(Path(), fill=palette.LIQUID, edge=palette.LIQUID_EDGE)
    drop.moveTo(0, 9)
    for curve in (
        (2.5, 4, 6.5, 1, 6.5, -3),
        (6.5, -7, 3.5, -9, 0, -9),
        (-3.5, -9, -6.5, -7, -6.5, -3),
        (-6.5, 1, -2.5, 4, 0, 9),
    ):
        drop.curveTo(*curve)
    drop.closePath()
    return Group(drop)
