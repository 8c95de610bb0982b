"""The strokes that pictures are drawn with: lines, boxes, outlines and words, in the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from reportlab.graphics.shapes import Drawing, Line, Path, Rect, SolidShape, String

from taperlab.sheets import palette
from taperlab.sheets.fonts import BODY, BOLD, register

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.lib.colors import Color

__all__ = ["DASHES", "Point", "blank", "box", "edged", "line", "outline", "words"]

S = TypeVar("S", bound=SolidShape)
Point = tuple[float, float]
DASHES = (2.5, 2.5)


def blank(width: float, height: float) -> Drawing:
    """Return an empty drawing whose only font is the sheets' own."""
    register()
    drawing = Drawing(width, height)
    drawing.initialFontName = BODY  # type: ignore[attr-defined] # the stubs lack it
    return drawing


def line(start: Point, end: Point, *, colour: Color = palette.INK, width: float = 0.8) -> Line:
    """Draw a straight line."""
    return Line(*start, *end, strokeColor=colour, strokeWidth=width)


def box(
    corner: Point,
    size: Point,
    *,
    fill: Color | None,
    edge: Color | None = None,
    rounded: float = 0.0,
) -> Rect:
    """Draw a box from its lower left corner."""
    return edged(Rect(*corner, *size, rounded, rounded), fill=fill, edge=edge, width=1)


def outline(
    points: Sequence[Point],
    *,
    fill: Color | None = None,
    edge: Color | None = palette.EDGE,
    width: float = 1.2,
    closed: bool = True,
) -> Path:
    """Draw straight from point to point, with round joins."""
    path = edged(Path(strokeLineJoin=1, strokeLineCap=1), fill=fill, edge=edge, width=width)
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    if closed:
        path.closePath()
    return path


def words(
    place: Point,
    text: str,
    *,
    size: float,
    bold: bool = False,
    anchor: Literal["start", "middle", "end"] = "start",
) -> String:
    """Write a few words."""
    font = BOLD if bold else BODY
    return String(
        *place, text, fontName=font, fontSize=size, fillColor=palette.INK, textAnchor=anchor
    )


def edged(
    shape: S, *, fill: Color | None, edge: Color | None = palette.EDGE, width: float = 1.2
) -> S:
    """Give a shape its fill and its edge."""
    shape.fillColor, shape.strokeColor, shape.strokeWidth = fill, edge, width
    return shape
