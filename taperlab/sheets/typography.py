"""Sizes and styles of the text on a sheet: 12 points at least for a patient to read (P 57)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle

from taperlab.sheets import palette
from taperlab.sheets.fonts import BODY, BOLD, MEDIUM

if TYPE_CHECKING:
    from reportlab.lib.colors import Color

__all__ = ["PATIENT", "PATIENT_CLOSE", "PROFESSIONAL", "PROFESSIONAL_CLOSE", "Typography", "style"]


def style(
    font: str,
    size: float,
    leading: float,
    *,
    colour: Color = palette.INK,
    alignment: Literal[0, 1, 2] = TA_LEFT,
) -> ParagraphStyle:
    """Return a paragraph style; long words may break, nothing is ever hyphenated."""
    return ParagraphStyle(
        f"{font}-{size}",
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=colour,
        alignment=alignment,
        splitLongWords=1,
    )


@dataclass(frozen=True, slots=True)
class Typography:
    """Every style of one kind of sheet, and the space between its blocks."""

    dose: ParagraphStyle
    heading: ParagraphStyle
    body: ParagraphStyle
    strong: ParagraphStyle
    aside: ParagraphStyle
    caption: ParagraphStyle
    title: ParagraphStyle
    gap: float
    ring: float
    picture: float = 1.0
    row: float = 25.0


PATIENT = Typography(
    dose=style(BOLD, 20, 26),
    heading=style(BOLD, 14, 18, colour=palette.ACCENT),
    body=style(BODY, 12.5, 16.5),
    strong=style(BOLD, 12.5, 16.5),
    aside=style(BODY, 12, 16),
    caption=style(BODY, 12, 16, colour=palette.QUIET),
    title=style(MEDIUM, 12, 15, colour=palette.ACCENT),
    gap=9,
    ring=11,
)

PATIENT_CLOSE = replace(
    PATIENT,
    dose=style(BOLD, 18, 23),
    heading=style(BOLD, 14, 17.5, colour=palette.ACCENT),
    body=style(BODY, 12, 15),
    strong=style(BOLD, 12, 15),
    aside=style(BODY, 12, 15),
    caption=style(BODY, 12, 15, colour=palette.QUIET),
    gap=5,
    picture=0.74,
)
"""The same sizes with less room between, for a sheet that would take one page more."""

PROFESSIONAL = Typography(
    dose=style(BOLD, 14, 18),
    heading=style(BOLD, 11, 14, colour=palette.ACCENT),
    body=style(BODY, 9.5, 12.2),
    strong=style(BOLD, 9.5, 12.2),
    aside=style(BODY, 9.5, 12.2),
    caption=style(BODY, 9, 11.5, colour=palette.QUIET),
    title=style(MEDIUM, 11, 14, colour=palette.ACCENT),
    gap=5,
    ring=8.5,
    picture=0.72,
    row=20,
)

PROFESSIONAL_CLOSE = replace(
    PROFESSIONAL,
    dose=style(BOLD, 13, 16),
    heading=style(BOLD, 11, 13, colour=palette.ACCENT),
    body=style(BODY, 9, 11),
    strong=style(BOLD, 9, 11),
    aside=style(BODY, 9, 11),
    caption=style(BODY, 9, 11, colour=palette.QUIET),
    gap=2,
    ring=7,
    picture=0.68,
    row=16.5,
)
