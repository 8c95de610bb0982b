"""The papers of a plan: made of the step that is looked at, void with the plan."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from taperlab.desktop.paper.preview_presenter import PreviewPresenter
from taperlab.desktop.taper.sheets_page import STANDINGS, step_of

if TYPE_CHECKING:
    from taperlab.desktop.engine import Engine
    from taperlab.desktop.taper.course_panel import CoursePanel
    from taperlab.desktop.taper.presenter import TaperPresenter
    from taperlab.taper.document import Plan

_WORK = "step-sheet"


class TaperSheets(QObject):
    """Connects the plan with its page of papers."""

    def __init__(self, taper: TaperPresenter, panel: CoursePanel) -> None:
        super().__init__(panel)
        self._taper = taper
        self._page = panel.sheets
        self.standing = STANDINGS[0]
        self.papers = PreviewPresenter(taper.worker, self, _WORK)
        preview = panel.sheets.preview
        taper.cleared.connect(self.papers.clear)
        taper.planned.connect(self._begin)
        panel.sheets.step_chosen.connect(self._choose)
        panel.sheets_watched.connect(lambda watched: self.papers.watch(watched=watched))
        preview.kind_chosen.connect(self.papers.choose)
        self.papers.cleared.connect(preview.clear)
        self.papers.made.connect(preview.show_pages)
        self.papers.refused.connect(preview.show_refusal)

    @property
    def name(self) -> str:
        """What the paper is, for the name of a file."""
        plan = self._taper.plan
        step = None if plan is None else step_of(plan, self.standing)
        return f"step {step.number} {self.papers.kind}" if step else self.papers.kind

    def _begin(self, _plan: Plan) -> None:
        self._choose(STANDINGS[0])

    def _choose(self, standing: str) -> None:
        plan, engine = self._taper.plan, self._taper.engine
        if plan is None or engine is None:
            return
        self.standing = standing
        self._page.show_step(plan, standing)
        step = step_of(plan, standing)
        number = step.number if step is not None and standing != STANDINGS[0] else None
        self.papers.follow(partial(_paper, engine, plan, number))


def _paper(engine: Engine, plan: Plan, number: int | None, kind: str) -> bytes:
    """Make a paper of a step, by default the next; whatever forbids it is said there."""
    from taperlab.taper.step_answer import step_answer  # noqa: PLC0415 - in the worker

    return engine.make_sheet(kind, step_answer(plan, number), engine.catalogue)
