"""The plan on one page: what is next, the moves, the chart, the steps, and one step's card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from taperlab.desktop.dose.asking import today
from taperlab.desktop.dose.card import Card
from taperlab.desktop.dose.card_view import view_of
from taperlab.desktop.parts.findings_box import FindingsBox
from taperlab.desktop.parts.labels import column, label
from taperlab.desktop.parts.sides import WIDEST
from taperlab.desktop.taper.chart_data import chart_of
from taperlab.desktop.taper.chart_view import ChartView
from taperlab.desktop.taper.course_boxes import NextBox
from taperlab.desktop.taper.course_moves import MoveBar
from taperlab.desktop.taper.course_refused import RefusedStep
from taperlab.desktop.taper.course_table import StepTable
from taperlab.desktop.taper.course_view import Rows, headline, next_of, taken
from taperlab.desktop.taper.course_words import model_words
from taperlab.desktop.taper.curve_data import curve_of
from taperlab.desktop.taper.curve_view import CurveView
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from taperlab.desktop.names import Names
    from taperlab.desktop.parts.pictures import PictureBook
    from taperlab.messages import TaperLabError
    from taperlab.taper.document import Concern, Plan, Step
    from taperlab.wording import Wording

_REST = 200  # milliseconds: whoever types on is not kept waiting for a card further down
_HEEDED = {"stops": "stop", "warnings": "warn", "notes": "note"}


class CoursePage(QWidget):
    """Keeps its chart and its table from plan to plan; everything else is made anew."""

    moved = Signal(str, object, object)
    reason_given = Signal(str, str)
    sheets_asked = Signal()

    def __init__(
        self, words: Wording, book: PictureBook, read: Callable[[int, str], TaperLabError | None]
    ) -> None:
        super().__init__()
        self._words = words
        self._book = book
        self._plan: Plan | None = None
        self._names: Names | None = None
        self.setMaximumWidth(WIDEST)
        self.title = label("", "lead")
        self.next_box: NextBox | None = None
        self.findings: dict[str, FindingsBox] = {}
        self.step: QWidget | None = None
        self.moves = MoveBar(words)
        self.chart = ChartView(words)
        self.curve = CurveView(words)
        self.curve_box = QFrame()
        self.table = StepTable(words, read)
        self.doubt = label("", "reason")
        self._slots = {name: column() for name in ("stops", "next", "warnings", "step", "notes")}
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._open_next)
        self._lay_out()
        self.moves.moved.connect(self.moved)
        self.chart.step_chosen.connect(self.table.choose)
        self.table.step_chosen.connect(self._show_step)
        self.table.delegate.doubted.connect(self._doubt)

    def clear(self) -> None:
        """Take every old result away at once."""
        self._rest.stop()
        self._plan = None
        self.title.clear()
        for name in self._slots:
            self._swap(name, None)
        self.findings = {}
        self.next_box = None
        self.chart.clear()
        self.curve_box.hide()
        self.table.put(())
        self.doubt.hide()

    @property
    def is_complete(self) -> bool:
        """Whether nothing of the plan is still to be shown."""
        return not self._rest.isActive()

    def show_plan(self, plan: Plan, names: Names) -> None:
        """Show what counts at once: what is next, what to heed, and the steps."""
        self._plan, self._names = plan, names
        self.findings = {}
        self.title.setText(headline(plan, names))
        view = next_of(plan, names)
        self.next_box = NextBox(view, self._words) if view else None
        if self.next_box is not None:
            self.next_box.sheets.clicked.connect(self.sheets_asked)
        self._swap("next", self.next_box)
        for name, severity in _HEEDED.items():
            self._heed(name, [each for each in plan.findings if each.severity == severity])
        self.table.put(Rows(plan, names))
        now = [step for step in plan.steps if step.standing == "now"]
        self.moves.show_day(now[-1].start if now else plan.steps[0].start, today())

    def complete(self) -> None:
        """Draw the chart; the card of the next step follows when nothing is typed for a while."""
        if self._plan is None or self._names is None:
            return
        description = headline(self._plan, self._names)
        model = model_words(self._plan, self._words)
        self.chart.put(chart_of(self._plan, self._names), model, description)
        curve = curve_of(self._plan, self._names)
        self.curve_box.setVisible(curve is not None)
        if curve is not None:
            self.curve.put(curve)
        self._rest.start()

    def _open_next(self) -> None:
        """Open the card of the next step, or of the first where there is none."""
        if self._plan is None or self.table.currentIndex().isValid():
            return
        wanted = [each.number for each in self._plan.steps if each.standing == "next"]
        self.table.choose(wanted[0] if wanted else self._plan.steps[0].number)

    def _show_step(self, number: int) -> None:
        if self._plan is None or self._names is None:
            return
        step = next(each for each in self._plan.steps if each.number == number)
        self._swap("step", self._card(step, self._names))

    def _card(self, step: Step, names: Names) -> QWidget | None:
        if step.preparation is None:
            return RefusedStep(step, names) if step.refused else None
        view = view_of(step.preparation, step.number, names)
        large = step.standing == "next"  # a projection is never worded as what to do
        view = replace(view, eyebrow="", recommended=large)
        card = Card(view, self._words, self._book)
        card.reason_given.connect(self.reason_given)
        card.open()
        box = QWidget()
        layout = column(box)
        key = "desktop.step-card" if step.standing == "next" else "desktop.step-card-projected"
        heading = Message(key, n=step.number, dose=taken(step))
        layout.addWidget(label(self._words.text(heading), "label"))
        layout.addWidget(card)
        return box

    def _heed(self, name: str, findings: Sequence[Concern]) -> None:
        if not findings:
            self._swap(name, None)
            return
        self.findings[name] = FindingsBox(findings, self._words)
        self.findings[name].given.connect(self.reason_given)
        self._swap(name, self.findings[name])

    def _doubt(self, error: TaperLabError | None) -> None:
        self.doubt.setVisible(error is not None)
        if error is not None:
            text = f"{self._words.text(error.problem)} {self._words.text(error.remedy)}"
            self.doubt.setText(text)

    def _swap(self, name: str, widget: QWidget | None) -> None:
        layout = self._slots[name]
        while layout.count():
            item = layout.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        if widget is not None:
            layout.addWidget(widget)

    def _lay_out(self) -> None:
        layout = column(self, gap=16)
        layout.setContentsMargins(24, 16, 24, 24)
        layout.addWidget(self.title)
        layout.addLayout(self._slots["stops"])
        layout.addLayout(self._slots["next"])
        layout.addWidget(self.moves)
        layout.addLayout(self._slots["warnings"])
        chart = QFrame()
        chart.setProperty("role", "card")
        column(chart, margin=12).addWidget(self.chart)
        layout.addWidget(chart)
        layout.addWidget(label(self._words.text(Message("desktop.steps-intro")), "note"))
        layout.addWidget(self.doubt)
        layout.addWidget(self.table)
        layout.addLayout(self._slots["step"])
        self.curve_box.setProperty("role", "card")
        column(self.curve_box, margin=12).addWidget(self.curve)
        layout.addWidget(self.curve_box)
        layout.addLayout(self._slots["notes"])
        layout.addStretch(1)
        self.doubt.hide()
