"""The picture of an oral syringe: its real marks, filled to the dose, the plunger arrowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.sheets import palette
from taperlab.sheets.scales import marks
from taperlab.sheets.strokes import blank, box, edged, line, outline, words

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing, Rect

    from taperlab.sheets.illustrations import Syringe
    from taperlab.wording import Wording

__all__ = ["draw_syringe"]

_WIDTH, _HEIGHT = 430.0, 82.0
_LEFT, _BARREL, _SCALE = 24.0, 306.0, 284.0
_FOOT, _TALL, _TRAVEL = 20.0, 30.0, 56.0
_MIDDLE, _TOP, _END = _FOOT + _TALL / 2, _FOOT + _TALL, _LEFT + _BARREL
_LENGTHS, _WIDTHS = (7.0, 10.0, 14.0), (0.45, 0.6, 0.8)


def draw_syringe(shown: Syringe, wording: Wording) -> Drawing:
    """Draw the syringe lying on its side, its tip to the left."""
    drawing = blank(_WIDTH, _HEIGHT)
    share = float(shown.volume / shown.capacity)
    edge = _LEFT + share * _SCALE
    _plunger(drawing, edge, share)
    _liquid(drawing, edge)
    _barrel(drawing)
    _scale(drawing, shown, wording)
    _arrow(drawing, edge, wording.quantity(shown.volume))
    return drawing


def _plunger(drawing: Drawing, edge: float, share: float) -> None:
    """Draw rod, thumb rest and seal; the seal's flat front is at the dose."""
    thumb = _END + 20 + share * _TRAVEL
    drawing.add(_part((edge + 8, _MIDDLE - 6), (thumb - edge - 8, 12)))
    rib = (edge + 8, _MIDDLE), (thumb, _MIDDLE)
    drawing.add(line(*rib, colour=palette.HAIRLINE))
    drawing.add(_part((thumb, _MIDDLE - 14), (5, 28)))
    for left, width, inset in ((0, 4, 1.5), (4, 3, 4), (7, 3.5, 1.5)):
        corner, size = (edge + left, _FOOT + inset), (width, _TALL - 2 * inset)
        drawing.add(box(corner, size, fill=palette.SEAL))


def _part(corner: tuple[float, float], size: tuple[float, float]) -> Rect:
    return box(corner, size, fill=palette.TINT, edge=palette.EDGE, rounded=2)


def _liquid(drawing: Drawing, edge: float) -> None:
    drawing.add(box((_LEFT, _FOOT + 1), (edge - _LEFT, _TALL - 2), fill=palette.LIQUID))
    drawing.add(box((_LEFT - 18, _MIDDLE - 1.6), (18.5, 3.2), fill=palette.LIQUID))


def _barrel(drawing: Drawing) -> None:
    above = [(_END, _TOP), (_LEFT + 2, _TOP), (_LEFT, _TOP - 2), (_LEFT, _MIDDLE + 5)]
    tip = [(_LEFT - 18, _MIDDLE + 3), (_LEFT - 18, _MIDDLE - 3)]
    below = [(x, 2 * _MIDDLE - y) for x, y in reversed(above)]
    drawing.add(outline([*above, *tip, *below], closed=False))
    drawing.add(_part((_END, _FOOT - 7), (5, _TALL + 14)))


def _scale(drawing: Drawing, shown: Syringe, wording: Wording) -> None:
    for value, rank in marks(shown.capacity.amount, shown.graduation.amount):
        x = _LEFT + float(value / shown.capacity.amount) * _SCALE
        mark = (x, _FOOT + 0.6), (x, _FOOT + _LENGTHS[rank])
        drawing.add(line(*mark, width=_WIDTHS[rank]))
        if rank == 2 and value:
            drawing.add(words((x, _FOOT - 13), wording.number(value), size=11, anchor="middle"))


def _arrow(drawing: Drawing, edge: float, text: str) -> None:
    drawing.add(line((edge, _FOOT - 1), (edge, _TOP + 1), colour=palette.WARNING, width=1.4))
    point = [(edge, _TOP + 1.5), (edge - 4.5, _TOP + 10), (edge + 4.5, _TOP + 10)]
    drawing.add(edged(outline(point), fill=palette.WARNING, edge=None))
    drawing.add(words((max(edge, 26), _TOP + 14), text, size=15, bold=True, anchor="middle"))
