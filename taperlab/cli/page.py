"""From rich's tables and panels to text: as wide as the terminal, in colour only where it shows."""

from __future__ import annotations

import re
import shutil
import sys
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

__all__ = ["glued", "page"]

_WIDEST = 100  # columns; longer lines tire the eye
_TIES = re.compile(r"\u00a0|(?<=[0-9]) (?=[a-zA-Z%])")
_GLUE = "\ue000"  # rich breaks lines at no-break spaces too; this it leaves alone


def page(parts: Iterable[RenderableType]) -> str:
    """Lay out the parts one beneath the other."""
    is_screen = sys.stdout is not None and sys.stdout.isatty()
    console = Console(
        file=StringIO(),
        width=min(shutil.get_terminal_size().columns, _WIDEST),
        force_terminal=is_screen,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        safe_box=True,
    )
    with console.capture() as captured:
        console.print(Group(*parts))
    lines = captured.get().replace(_GLUE, " ").splitlines()
    return "\n".join(line.rstrip() for line in lines)


def glued(text: str, style: str = "") -> Text:
    """Return text in which no line ends between a number and its unit."""
    return Text(_TIES.sub(_GLUE, text), style=style)
