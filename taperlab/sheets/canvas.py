"""A canvas that knows, when it draws a page's foot, how many pages there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from taperlab.sheets.fonts import BODY, register

__all__ = ["Foot", "numbered", "plain"]

Foot = Callable[[Canvas, int, int], None]


def numbered(foot: Foot) -> type[Canvas]:
    """Return a canvas class that keeps its pages back until the last one is known.

    Its only fonts are the sheets' own: reportlab would begin each page with one it does not embed.
    """
    register()

    class Numbered(Canvas):
        def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as Canvas takes them
            super().__init__(*given, **named | {"initialFontName": BODY})
            self._kept: list[dict[str, object]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            """Keep the page back."""
            self._kept.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined] # the stubs lack it

        def save(self) -> None:
            """Finish each page with its foot, then write the document."""
            for number, page in enumerate(self._kept, start=1):
                self.__dict__.update(page)
                foot(self, number, len(self._kept))
                super().showPage()
            super().save()

    return Numbered


def plain() -> type[Canvas]:
    """Return a canvas class for pages without a foot."""
    return numbered(lambda *_: None)
