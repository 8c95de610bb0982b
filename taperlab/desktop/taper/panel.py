"""The Taper page: what is asked on the left, the course on the right, and who tells whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.desktop.names import Names
from taperlab.desktop.parts.halves import Halves
from taperlab.desktop.taper.asides import TaperAsides
from taperlab.desktop.taper.asking import can_edit, edit_error, edited
from taperlab.desktop.taper.course_panel import CoursePanel
from taperlab.desktop.taper.form import TaperForm
from taperlab.desktop.taper.sheets import TaperSheets

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from taperlab.desktop.parts.pictures import PictureBook
    from taperlab.desktop.taper.presenter import TaperPresenter
    from taperlab.messages import TaperLabError
    from taperlab.taper.document import Plan
    from taperlab.taper.request import TaperRequest
    from taperlab.wording import Wording


class TaperPanel(Halves):
    """Connects the presenter with the form and the course."""

    def __init__(self, taper: TaperPresenter, words: Wording, book: PictureBook) -> None:
        super().__init__()
        self._words = words
        self.taper = taper
        self.form = TaperForm(words)
        self.course = CoursePanel(words, book, self._edit_error)
        self.stand(self.form, self.course)
        self._connect_form()
        self._connect_course()
        self.asides = TaperAsides(taper, self.course, words)
        self.sheets = TaperSheets(taper, self.course)

    def _connect_form(self) -> None:
        form, taper = self.form, self.taper
        form.edited.connect(self._ask)
        taper.request_shown.connect(form.show_request)
        taper.offered.connect(form.show_offer)
        taper.read_back.connect(form.show_reading)

    def _connect_course(self) -> None:
        course, taper = self.course, self.taper
        taper.cleared.connect(course.clear)
        taper.idle.connect(course.show_idle)
        taper.refused.connect(self._refuse)
        taper.planned.connect(self._show)
        taper.move_refused.connect(course.course.moves.refuse)
        taper.settled.connect(self._show_history)
        course.course.moved.connect(self._move)
        course.course.reason_given.connect(taper.give_reason)
        course.course.table.steps.dose_edited.connect(self._edit)
        course.undo_asked.connect(taper.undo)
        course.redo_asked.connect(taper.redo)
        course.again_asked.connect(taper.ask_again)

    def _refuse(self, error: TaperLabError) -> None:
        """Say why beside the field that it is about, and where the plan would be."""
        self.form.show_refusal(error)
        self.course.show_refusal(error, self.form.caption_of(error))

    def _ask(self, gathered: Callable[[TaperRequest], TaperRequest]) -> None:
        if self.taper.request is not None:
            self.taper.ask(gathered(self.taper.request))

    def _show(self, plan: Plan) -> None:
        if self.taper.engine is not None:
            names = Names.of(self.taper.engine.catalogue, self._words)
            self.course.course.table.steps.is_open = can_edit(plan)
            self.course.show_plan(plan, names)

    def _show_history(self) -> None:
        history = self.taper.history
        self.course.show_history(can_undo=history.can_undo, can_redo=history.can_redo)

    def _move(self, name: str, on: dt.date, value: dict[str, str | dt.date]) -> None:
        self.taper.move(name, on, **value)

    def _edit_error(self, number: int, text: str) -> TaperLabError | None:
        plan = self.taper.plan
        return None if plan is None else edit_error(plan, number, text)

    def _edit(self, number: int, text: str) -> None:
        plan, request = self.taper.plan, self.taper.request
        if plan is not None and request is not None:
            self.taper.change(edited(plan, request, number, text))
