"""A person at the Taper page."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from taperlab.desktop.taper.course_page import CoursePage
from taperlab.desktop.taper.form import TaperForm
from taperlab.desktop.taper.panel import TaperPanel
from taperlab.taper.document import Plan
from taperlab.taper.request import TaperRequest
from tests.desktop.conftest import Desk, loose
from tests.patience import PATIENCE_MS


@dataclass
class TaperDesk:
    """The window of a desk, turned to the Taper page."""

    desk: Desk

    @property
    def panel(self) -> TaperPanel:
        panel = self.desk.window.taper_page.panel
        assert panel is not None
        return panel

    @property
    def form(self) -> TaperForm:
        return self.panel.form

    @property
    def page(self) -> CoursePage:
        return self.panel.course.course

    @property
    def plan(self) -> Plan:
        plan = self.panel.taper.plan
        assert plan is not None
        return plan

    @property
    def request(self) -> TaperRequest:
        request = self.panel.taper.request
        assert request is not None
        return request

    def type(self, line: QLineEdit, text: str) -> None:
        line.setFocus()
        line.selectAll()
        self.desk.qtbot.keyClicks(line, text)

    def wait(self) -> None:
        QApplication.processEvents()  # a cell hands its text over when the keys are done
        self.desk.qtbot.waitUntil(lambda: self.desk.window.worker.is_idle, timeout=PATIENCE_MS)
        for _ in range(3):
            QApplication.processEvents()
        self.desk.qtbot.waitUntil(lambda: self.page.is_complete, timeout=PATIENCE_MS)
        QApplication.processEvents()

    def ask(
        self,
        drug: str = "citalopram",
        start: str = "20 mg",
        rule: tuple[str, str] = ("occupancy", "5"),
        **more: str,
    ) -> None:
        """Fill in the form as a person would, the rule last, and wait for the plan."""
        controls = self.form.controls
        self.type(controls.drug.line, drug)
        self.type(controls.start, start)
        for name, text in more.items():
            self.type(getattr(controls, name), text)
        controls.rule.kind.choose(rule[0])
        self.type(controls.rule.amount, rule[1])
        self.wait()

    def click(self, button: QWidget) -> None:
        self.desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.wait()

    def tick(self, box: QWidget) -> None:
        where = QPoint(8, box.height() // 2)
        self.desk.qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=where)
        self.wait()

    def cells(self, column: int) -> list[str]:
        model = self.page.table.steps
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def texts(self) -> list[str]:
        labels = self.panel.course.findChildren(QLabel)
        return [each.text() for each in labels if each.isVisible()]

    def sees(self, text: str) -> bool:
        """Tell whether words can be seen, wherever a line may end between them."""
        return any(loose(text) in loose(each) for each in self.texts())


def taper_desk(desk: Desk) -> TaperDesk:
    desk.window.turn_page(1)
    QApplication.processEvents()
    return TaperDesk(desk)
