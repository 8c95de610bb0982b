"""The pictures of beads counted out in tens, of a balance, and of capsules in rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.graphics.shapes import Circle, Drawing, Ellipse, Group, Path, Shape

from taperlab.sheets import palette
from taperlab.sheets.strokes import blank, box, edged, line, outline, words

if TYPE_CHECKING:
    from taperlab.sheets.illustrations import Balance, Beads, Capsules
    from taperlab.wording import Wording

__all__ = ["draw_balance", "draw_beads", "draw_capsules"]

_TEN, _TENS_PER_ROW = 10, 2
_BEAD, _RADIUS, _GAP, _OPENED = 8.0, 2.9, 7.0, 30.0
_CELL, _ROW, _PER_ROW = 24.0, 13.0, 10
_CAPSULE = 18.0, 7.0


def draw_beads(shown: Beads) -> Drawing:
    """Draw an opened capsule above its beads: two tens a row, with a gap between them."""
    tens = -(-shown.count // _TEN)
    rows = -(-tens // _TENS_PER_ROW)
    columns = min(shown.count, _TEN * _TENS_PER_ROW)
    wide = max(columns * _BEAD + _GAP, 110.0)
    drawing = blank(wide, rows * _BEAD + _OPENED)
    opened = _opened()
    opened.translate(wide / 2, drawing.height - _OPENED / 2 + 3)
    drawing.add(opened)
    for index in range(shown.count):
        row, column = divmod(index, _TEN * _TENS_PER_ROW)
        x = (column + 0.5) * _BEAD + (_GAP if column >= _TEN else 0)
        drawing.add(_bead(x, (rows - row - 0.5) * _BEAD))
    return drawing


def draw_balance(shown: Balance, wording: Wording) -> Drawing:
    """Draw a balance from the front: powder on the pan, the weight on its display."""
    drawing = blank(150, 84)
    heap = edged(Path(), fill=palette.SOLID, edge=palette.EDGE, width=1)
    heap.moveTo(56, 67)
    heap.curveTo(64, 69, 68, 78, 75, 78)
    heap.curveTo(82, 78, 86, 69, 94, 67)
    heap.closePath()
    parts: list[Shape] = [
        heap,
        box((35, 63), (80, 4), fill=palette.TINT, edge=palette.EDGE, rounded=2),
        box((71, 54), (8, 9), fill=palette.TINT, edge=palette.EDGE),
        outline([(20, 6), (130, 6), (120, 54), (30, 54)], fill=palette.TINT),
        box((40, 18), (70, 24), fill=palette.PAPER, edge=palette.EDGE, rounded=2),
        words((75, 25), wording.quantity(shown.mass), size=13, bold=True, anchor="middle"),
        *(box((x, 2), (14, 4), fill=palette.SEAL) for x in (28, 108)),
    ]
    for part in parts:
        drawing.add(part)
    return drawing


def draw_capsules(shown: Capsules) -> Drawing:
    """Draw every capsule of a batch, ten a row."""
    rows = -(-shown.count // _PER_ROW)
    drawing = blank(_CELL * min(shown.count, _PER_ROW), _ROW * rows)
    for index in range(shown.count):
        row, column = divmod(index, _PER_ROW)
        capsule = _capsule()
        capsule.translate(_CELL * (column + 0.5), _ROW * (rows - row - 0.5))
        drawing.add(capsule)
    return drawing


def _bead(x: float, y: float) -> Circle:
    return edged(Circle(x, y, _RADIUS), fill=palette.SOLID_SHADE, edge=palette.EDGE, width=0.7)


def _capsule() -> Group:
    wide, high = _CAPSULE
    corner = -wide / 2, -high / 2
    body = box(corner, (wide, high), fill=palette.SOLID, edge=palette.EDGE, rounded=high / 2)
    return Group(body, line((0, -high / 2), (0, high / 2), colour=palette.EDGE, width=0.8))


def _opened() -> Group:
    """Draw the two halves apart, their mouths to each other, and a few beads between them."""
    halves = [_half(side) for side in (-1, 1)]
    falling = [_bead(x, y) for x, y in ((-5, -1), (0, -8), (4, 0), (7, -7), (-8, -9))]
    return Group(*halves, *falling)


def _half(side: int) -> Group:
    mouth, end, half = 17.0 * side, 36.0 * side, 7.5
    shell = edged(Path(), fill=palette.LIQUID if side > 0 else palette.SOLID)
    shell.moveTo(mouth, half)
    shell.lineTo(end, half)
    shell.curveTo(end + 10 * side, half, end + 10 * side, -half, end, -half)
    shell.lineTo(mouth, -half)
    shell.closePath()
    rim = edged(Ellipse(mouth, 0, 2.6, half), fill=palette.PAPER)
    return Group(shell, rim)
