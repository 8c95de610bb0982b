"""Nothing is cut off and nothing overlaps: at 1024x700, at every size of text, in every view."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from taperlab.desktop.engine import Engine
from tests.desktop.conftest import Desk

QUESTIONS = [
    ("citalopram", "0.37 mg", "0.4 mg"),
    ("olanzapine", "0.6 mg", "5 mg"),
    ("duloxetine", "7 mg", ""),
    ("citalopram", "0,37 mg", ""),
]


def clipped_labels(root: QWidget) -> Iterator[str]:
    for each in root.findChildren(QLabel):
        if not each.isVisible() or not each.text():
            continue
        if each.wordWrap():
            fits = each.height() >= each.heightForWidth(each.width())
            widest = max(each.fontMetrics().horizontalAdvance(w) for w in each.text().split())
            fits = fits and widest <= each.width()
        else:
            fits = each.width() >= each.sizeHint().width()
        if not fits:
            yield f"{each.text()} in {each.size()}, not {each.sizeHint()}"


def clipped_buttons(root: QWidget) -> Iterator[str]:
    for each in root.findChildren(QAbstractButton):
        if isinstance(each, QPushButton | QToolButton) and each.isVisible():
            words = each.fontMetrics().horizontalAdvance(each.text().replace("&", ""))
            if words > each.width() or each.sizeHint().height() > each.height():
                yield each.text()


def outside(root: QWidget) -> Iterator[str]:
    for each in root.findChildren(QWidget):
        parent = each.parentWidget()
        if not each.isVisible() or parent is None or "qt_" in each.objectName():
            continue
        if each.x() < 0 or each.x() + each.width() > parent.width():
            yield f"{type(each).__name__} {each.geometry()} in {parent.rect()}"


def overlapping(root: QWidget) -> Iterator[str]:
    for parent in (root, *root.findChildren(QWidget)):
        layout = parent.layout()
        if layout is None or not parent.isVisible():
            continue
        laid = [layout.itemAt(index) for index in range(layout.count())]
        found = [each.widget() for each in laid if each is not None and each.widget()]
        shown = [each for each in found if each is not None and each.isVisible()]
        for place, one in enumerate(shown):
            for other in shown[place + 1 :]:
                if one.geometry().intersects(other.geometry()):
                    yield f"{type(one).__name__} and {type(other).__name__} in {type(parent)}"


def faults(desk: Desk) -> list[str]:
    QApplication.processEvents()
    root = desk.window.page
    found = (*clipped_labels(root), *clipped_buttons(root), *outside(root), *overlapping(root))
    return list(found)


@pytest.mark.parametrize("scale", [100, 150, 200])
@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_nothing_is_cut_off(
    open_window: Callable[..., Desk], engine: Engine, scale: int, question: tuple[str, str, str]
) -> None:
    desk = open_window(engine, scale)
    drug, dose, current = question
    desk.ask(drug, dose, current=current)
    for fold in desk.window.page.question_panel.folds.values():
        fold.open()
    desk.wait()
    assert (desk.window.width(), desk.window.height()) == (1024, 700)
    assert "\n".join(faults(desk)) == ""
    for view in (1, 2, 3):
        desk.window.turn_to(view)
        desk.wait()
        assert "\n".join(faults(desk)) == ""


@pytest.mark.parametrize("scale", [100, 200])
def test_the_invitation_and_the_tabs_fit(
    open_window: Callable[..., Desk], engine: Engine, scale: int
) -> None:
    desk = open_window(engine, scale)
    assert "\n".join(faults(desk)) == ""
    tabs = desk.window.findChild(QTabBar)
    assert isinstance(tabs, QTabBar)
    last = tabs.tabRect(tabs.count() - 1)
    assert QRect(0, 0, tabs.width(), tabs.height()).contains(last)


def test_a_larger_text_is_put_on_at_once(desk: Desk) -> None:
    desk.ask()
    desk.appearance.choose_scale(200)
    desk.appearance.choose_theme("dark")
    assert "\n".join(faults(desk)) == ""
