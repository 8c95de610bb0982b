"""How fine one can measure: the picture, the same as a table, and that it is no advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from taperlab.desktop.parts.labels import column, label
from taperlab.desktop.parts.sides import WIDEST
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taperlab.desktop.check.ladder_chart import LadderChart
    from taperlab.desktop.check.ladder_table import LadderTable
    from taperlab.desktop.check.ladder_view import LadderView
    from taperlab.messages import TaperLabError
    from taperlab.wording import Wording


class LadderPage(QWidget):
    """Shows one thing at a time; the picture is made when there is something to draw."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self.setMaximumWidth(WIDEST)
        self.chart: LadderChart | None = None
        self.table: LadderTable | None = None
        layout = column(self, gap=16)
        layout.setContentsMargins(24, 16, 24, 24)
        self._result = column(gap=16)
        layout.addLayout(self._result)
        layout.addStretch(1)
        self.show_idle()

    def clear(self) -> None:
        """Take what was found away."""
        self._put([])

    def show_idle(self) -> None:
        """Say what is needed."""
        self._put([label(self._words.text(Message("desktop.ladder-idle")), "note")])

    def show_waiting(self) -> None:
        """Say that it is being worked out."""
        self._put([label(self._words.text(Message("desktop.compare-working")), "note")])

    def refuse(self, error: TaperLabError) -> None:
        """Say why there is nothing to show."""
        say = self._words.text
        self._put([label(f"{say(error.problem)} {say(error.remedy)}", "reason")])

    def show_ladder(self, view: LadderView) -> None:
        """Show a ladder, or say that nothing of it can be made."""
        from taperlab.desktop.check.ladder_chart import LadderChart  # noqa: PLC0415 - pyqtgraph
        from taperlab.desktop.check.ladder_table import LadderTable  # noqa: PLC0415 - with it

        say = self._words.text
        head = label(view.title, "lead")
        limit = label(say(Message("desktop.limit-not-advice")), "label")
        if not view.rails:
            self._put([head, label(say(Message("desktop.ladder-nothing")))])
            return
        box = QFrame()
        box.setProperty("role", "card")
        inside = column(box, gap=12, margin=16)
        chart, table = LadderChart(view, self._words), LadderTable(view, self._words)
        for each in (label(say(Message("desktop.ladder-intro")), "note"), limit, chart):
            inside.addWidget(each)
        signs = label(say(Message("desktop.ladder-signs")), "small")
        self._put([head, box, label(say(Message("desktop.ladder-table")), "label"), table, signs])
        self.chart, self.table = chart, table

    def _put(self, widgets: Sequence[QWidget]) -> None:
        self.chart = self.table = None
        while item := self._result.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for each in widgets:
            self._result.addWidget(each)
