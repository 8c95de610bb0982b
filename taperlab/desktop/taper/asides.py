"""Beside the plan: rules side by side, and the audit of somebody else's plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from taperlab.desktop.engine import audit_plan, compare_rules
from taperlab.desktop.names import Names
from taperlab.desktop.taper.aside import Aside
from taperlab.messages import InputError, Message

if TYPE_CHECKING:
    from taperlab.desktop.engine import Engine
    from taperlab.desktop.taper.course_panel import CoursePanel
    from taperlab.desktop.taper.presenter import TaperPresenter
    from taperlab.messages import TaperLabError
    from taperlab.taper.auditing import Audit
    from taperlab.taper.comparing import Comparison
    from taperlab.taper.request import TaperRequest
    from taperlab.wording import Wording

COMPARE, AUDIT = "compare", "audit"


class TaperAsides(QObject):
    """Both rest on what the form says of drug and hands, and are void when that changes."""

    def __init__(self, taper: TaperPresenter, panel: CoursePanel, words: Wording) -> None:
        super().__init__(panel)
        self._taper = taper
        self._words = words
        self._compare_page, self._audit_page = panel.compare, panel.audit
        self.compare = Aside(COMPARE, taper.worker, self)
        self.audit = Aside(AUDIT, taper.worker, self)
        for aside, page in ((self.compare, panel.compare), (self.audit, panel.audit)):
            taper.cleared.connect(aside.clear)
            aside.cleared.connect(page.clear)
            aside.begun.connect(page.show_waiting)
            aside.refused.connect(page.refuse)
        panel.tabs.currentChanged.connect(self._begin)
        taper.planned.connect(self._begin)
        panel.compare.edited.connect(self.compare.clear)
        panel.compare.asked.connect(self._compare)
        panel.audit.text.textChanged.connect(self.audit.clear)
        panel.audit.asked.connect(self._audit)
        self.compare.found.connect(self._show_comparison)
        self.audit.found.connect(self._show_audit)

    def _begin(self) -> None:
        """Put the rule of the form first, whether there is a plan by it or not."""
        if self._taper.request is not None:
            self._compare_page.begin(self._taper.request.rule)

    def _compare(self, rules: tuple[str, ...]) -> None:
        request, engine = self._taper.request, self._taper.engine
        if request is None or engine is None:
            return
        if (doubt := self._doubt(request, rules)) is not None:
            self.compare.clear()
            self._compare_page.refuse(doubt)
            return
        whole = tuple(_whole(one, request) for one in rules)
        self.compare.ask(
            lambda dropped: compare_rules(request, whole, engine.catalogue, cancelled=dropped)
        )

    def _doubt(self, request: TaperRequest, rules: tuple[str, ...]) -> TaperLabError | None:
        """Return why the form or one of the rules cannot be read; the form's own does not count."""
        from taperlab.desktop.doubt import first_doubt  # noqa: PLC0415 - with the engine
        from taperlab.desktop.taper.reading import check_rules, read_taper  # noqa: PLC0415

        if not (request.drug.strip() and request.start.strip()):
            return InputError(Message("desktop.compare-blank"))
        try:
            check_rules(rules, request.market)
        except InputError as error:
            return error
        return first_doubt(read_taper(request, self._words), apart={"rule"})

    def _audit(self, text: str) -> None:
        from taperlab.taper.pasted import read_pasted  # noqa: PLC0415 - with the engine

        request, engine = self._taper.request, self._taper.engine
        if request is None or engine is None:
            return
        try:
            doses = read_pasted(text, request.date, request.lang)
        except InputError as error:
            self.audit.clear()
            self._audit_page.refuse(error)
            return
        self.audit.ask(
            lambda dropped: audit_plan(request, doses, engine.catalogue, cancelled=dropped)
        )

    def _show_comparison(self, found: Comparison) -> None:
        if self._taper.engine is not None:
            self._compare_page.show_comparison(found, self._names(self._taper.engine))

    def _show_audit(self, found: Audit) -> None:
        if self._taper.engine is not None:
            self._audit_page.show_audit(found, self._names(self._taper.engine))

    def _names(self, engine: Engine) -> Names:
        return Names.of(engine.catalogue, self._words)


def _whole(rule: str, request: TaperRequest) -> str:
    """Return a rule, the plan's own with those that take over further down."""
    from taperlab.taper.comparing import THEN  # noqa: PLC0415 - with the engine

    return THEN.join((rule, *request.then)) if rule == request.rule else rule
