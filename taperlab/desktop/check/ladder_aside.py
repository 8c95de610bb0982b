"""Who works the ladder out: while its view is looked at, of what the form says now."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from taperlab.desktop.engine import smallest_changes
from taperlab.desktop.names import Names
from taperlab.desktop.taper.aside import Aside

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from taperlab.desktop.check.ladder_page import LadderPage
    from taperlab.desktop.check.presenter import CheckPresenter
    from taperlab.desktop.check.result import CheckResult
    from taperlab.desktop.engine import Engine
    from taperlab.messages import TaperLabError
    from taperlab.taper.ladder import Ladder
    from taperlab.taper.request import CheckRequest
    from taperlab.wording import Wording

LADDER = "ladder"
_DRAWN_WITH = "taperlab.desktop.check.ladder_chart"


class LadderAside(QObject):
    """Void when anything of the reduction changes, but shown again at once if only its end did."""

    def __init__(self, checks: CheckPresenter, result: CheckResult, words: Wording) -> None:
        super().__init__(result)
        self._checks, self._result, self._words = checks, result, words
        self._doubt: TaperLabError | None = None
        self._key = b""
        self._known: tuple[bytes, Ladder] | None = None
        self.aside = Aside(LADDER, checks.worker, self)
        page = result.ladder
        self.aside.cleared.connect(page.clear)
        self.aside.begun.connect(page.show_waiting)
        self.aside.refused.connect(page.refuse)
        self.aside.found.connect(self._keep)
        checks.cleared.connect(self.clear)
        checks.read_back.connect(self._read)
        result.tabs.currentChanged.connect(self.look)

    @property
    def _page(self) -> LadderPage:
        return self._result.ladder

    def clear(self) -> None:
        """Take away what was found; what it rested on may be another."""
        self._key = b""
        self.aside.clear()

    def look(self) -> None:
        """Work it out if its view is looked at, and nothing of it is known or awaited yet."""
        engine, asked = self._checks.engine, self._checks.asked
        if engine is None or asked is None or not self._result.shows_ladder:
            return
        if not (asked.request.drug.strip() and asked.request.start.strip()):
            self._page.show_idle()
        elif self._doubt is not None:
            self._page.refuse(self._doubt)
        else:
            self._ask(engine, asked.request)

    def _ask(self, engine: Engine, request: CheckRequest) -> None:
        import msgspec  # noqa: PLC0415 - after the first paint

        from taperlab.desktop.check.asking import key_of  # noqa: PLC0415

        request = msgspec.structs.replace(request, to="0 mg")
        key = key_of(request)
        if key == self._key:
            return
        if self._known is not None and self._known[0] == key:
            self._key = key
            self._show(self._known[1])
            return
        self.aside.ask(partial(_worked_out, request, engine))
        self._key = key

    def _read(self, reading: Mapping[str, str | TaperLabError]) -> None:
        from taperlab.desktop.doubt import first_doubt  # noqa: PLC0415 - with the engine

        self._doubt = first_doubt(reading, apart={"since", "to"})
        self.look()

    def _keep(self, found: Ladder) -> None:
        self._known = self._key, found
        self._show(found)

    def _show(self, found: Ladder) -> None:
        from taperlab.desktop.check.ladder_view import view_of_ladder  # noqa: PLC0415

        if self._checks.engine is not None:
            names = Names.of(self._checks.engine.catalogue, self._words)
            self._page.show_ladder(view_of_ladder(found, names))


def _worked_out(request: CheckRequest, engine: Engine, dropped: Callable[[], bool]) -> Ladder:
    """Work it out, and load what it is drawn with, which takes long, where nobody waits for it."""
    found = smallest_changes(request, engine.catalogue, cancelled=dropped)
    import_module(_DRAWN_WITH)
    return found
