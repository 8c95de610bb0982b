"""Real checks, and what a person does at the Check page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import msgspec
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from taperlab.catalogue import Catalogue
from taperlab.desktop.check.panel import CheckPanel
from taperlab.taper.checking import check_reduction
from taperlab.taper.document import Check
from taperlab.taper.request import CheckRequest
from tests.desktop.conftest import Desk
from tests.patience import PATIENCE_MS

DAY = dt.date(2026, 3, 1)
PAGE = 2


@cache
def checked(drug: str = "citalopram", start: str = "0.8 mg", to: str = "0.7 mg") -> Check:
    """Return a real check, worked out once."""
    request = CheckRequest(drug=drug, start=start, to=to, role="gp", date=DAY)
    return check_reduction(request, Catalogue.shipped())


def saying_why(check: Check, text: str) -> Check:
    """Return a check that says why in these words."""
    return msgspec.structs.replace(check, why=text)


class Speaking:
    """Checks whose reason is what was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(
        self,
        request: CheckRequest,
        catalogue: Catalogue,
        *,
        cancelled: Callable[[], bool] | None = None,
    ) -> Check:
        del catalogue, cancelled
        self.asked.append(f"{request.start}>{request.to}")
        return saying_why(checked(), f"asked for [{request.start}] to [{request.to}]")


@dataclass
class CheckDesk:
    """A window that shows the Check page, and who types at it."""

    desk: Desk

    def __post_init__(self) -> None:
        self.desk.window.turn_page(PAGE)

    @property
    def panel(self) -> CheckPanel:
        panel = self.desk.window.check_page.panel
        assert panel is not None
        return panel

    def type(self, **texts: str) -> None:
        """Type into fields as a person would, key by key."""
        for name, text in texts.items():
            control = getattr(self.panel.form.controls, name)
            line = control if isinstance(control, QLineEdit) else control.line
            line.setFocus()
            line.selectAll()
            self.desk.qtbot.keyClicks(line, text)

    def ask(self, drug: str = "citalopram", start: str = "0.8 mg", to: str = "0.7 mg") -> None:
        """Type a reduction and wait for its verdict."""
        self.type(drug=drug, start=start, to=to)
        self.wait()

    def wait(self) -> None:
        """Wait until nothing is being worked out, and all of it shows."""
        self.desk.qtbot.waitUntil(self._is_settled, timeout=PATIENCE_MS)
        QApplication.processEvents()

    @property
    def verdict(self) -> str:
        """The verdict as a screen reader says it; empty where there is none."""
        page = self.panel.result.verdict
        return page.verdict.accessibleName() if page is not None else ""

    @property
    def texts(self) -> list[str]:
        """Every text of the result that can be seen."""
        labels = self.panel.result.findChildren(QLabel)
        return [each.text() for each in labels if each.isVisible()]

    def sees(self, text: str) -> bool:
        """Tell whether a text can be seen in the result."""
        return any(text in each for each in self.texts)

    def _is_settled(self) -> bool:
        page = self.panel.result.verdict
        return self.desk.window.worker.is_idle and (page is None or page.is_complete)
