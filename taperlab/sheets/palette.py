"""The few colours of every sheet and picture; each keeps its meaning in black and white."""

from __future__ import annotations

from reportlab.lib.colors import HexColor

__all__ = [
    "ACCENT",
    "EDGE",
    "HAIRLINE",
    "INK",
    "LIQUID",
    "LIQUID_EDGE",
    "PAPER",
    "QUIET",
    "SEAL",
    "SOLID",
    "SOLID_SHADE",
    "TINT",
    "WARNING",
    "WARNING_TINT",
]

INK = HexColor(0x000000)
QUIET = HexColor(0x3B4754)
ACCENT = HexColor(0x0B4F8A)
HAIRLINE = HexColor(0xB9C4CE)
EDGE = HexColor(0x4A5866)
PAPER = HexColor(0xFFFFFF)
TINT = HexColor(0xEEF4F9)
LIQUID = HexColor(0xBFDDF3)
LIQUID_EDGE = HexColor(0x5E9CCB)
SEAL = HexColor(0x2E3944)
SOLID = HexColor(0xF6F1E7)
SOLID_SHADE = HexColor(0xE4DAC6)
WARNING = HexColor(0xB4540A)
WARNING_TINT = HexColor(0xFDF0DD)
