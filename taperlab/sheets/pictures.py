"""Every picture, drawn once: on paper as vectors, on screen as a PDF of one picture."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.graphics import renderPDF

from taperlab.sheets.canvas import plain
from taperlab.sheets.grains import draw_balance, draw_beads, draw_capsules
from taperlab.sheets.illustrations import (
    Balance,
    Beads,
    Capsules,
    Drops,
    Pieces,
    Syringe,
    Vessel,
)
from taperlab.sheets.solids import draw_drops, draw_pieces
from taperlab.sheets.syringe import draw_syringe
from taperlab.sheets.vessels import draw_vessel

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from taperlab.sheets.illustrations import Illustration
    from taperlab.wording import Wording

__all__ = ["draw", "draw_drops", "draw_pieces", "draw_syringe", "draw_vessel", "picture_pdf"]


def draw(shown: Illustration, wording: Wording) -> Drawing:
    """Draw what an illustration shows, its numbers in the language's digits."""
    match shown:
        case Syringe():
            return draw_syringe(shown, wording)
        case Vessel():
            return draw_vessel(shown, wording)
        case Balance():
            return draw_balance(shown, wording)
        case Pieces() | Drops() | Beads() | Capsules():
            return _counted(shown)


def _counted(shown: Pieces | Drops | Beads | Capsules) -> Drawing:
    match shown:
        case Pieces():
            return draw_pieces(shown)
        case Drops():
            return draw_drops(shown)
        case Beads():
            return draw_beads(shown)
        case Capsules():
            return draw_capsules(shown)


def picture_pdf(drawing: Drawing) -> bytes:
    """Return a PDF whose one page is the picture, for whoever rasterises it."""
    buffer = BytesIO()
    size = drawing.width, drawing.height
    canvas = plain()(buffer, pagesize=size, invariant=1)
    renderPDF.draw(drawing, canvas, 0, 0)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
