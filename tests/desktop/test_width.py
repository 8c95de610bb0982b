"""On a wide screen every page is as tall as its words and pictures need."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from taperlab.desktop.engine import Engine
from tests.desktop.check.checking import CheckDesk
from tests.desktop.conftest import Desk
from tests.desktop.taper.tapering import taper_desk

WIDE = [(1440, 900), (1920, 1080), (2560, 1440)]


def squeezed(root: QWidget) -> Iterator[str]:
    """Yield what is given less height than it needs at its width: pictures would cover words."""
    for each in (root, *root.findChildren(QWidget)):
        layout = each.layout()
        if layout is None or not each.isVisible() or not layout.hasHeightForWidth():
            continue
        needed = layout.totalHeightForWidth(each.width())
        if each.height() < needed:
            yield f"{type(each).__name__} is {each.height()} tall and needs {needed}"


@pytest.mark.parametrize("size", WIDE)
def test_pictures_cover_no_words(
    open_window: Callable[..., Desk], engine: Engine, size: tuple[int, int]
) -> None:
    desk = open_window(engine)
    desk.window.resize(*size)
    desk.ask(current="0.4 mg")
    assert not list(squeezed(desk.window.page))
    gp = CheckDesk(desk)
    gp.ask("citalopram", "0.8 mg", "0.7 mg")
    assert not list(squeezed(gp.panel))
    taper = taper_desk(desk)
    taper.ask()
    for tab in range(4):
        desk.window.taper_page.turn_to(tab)
        QApplication.processEvents()
        assert not list(squeezed(taper.panel))


def test_a_wide_screen_shows_the_other_ways_beside_the_first(
    open_window: Callable[..., Desk], engine: Engine
) -> None:
    desk = open_window(engine)
    desk.ask(current="0.4 mg")
    first, second = places(desk)[:2]
    assert (first.x(), first.bottom()) < (second.x() + 1, second.y())
    desk.window.resize(*WIDE[1])
    QApplication.processEvents()
    first, second = places(desk)[:2]
    assert first.y() == second.y()
    assert first.right() < second.x()


def places(desk: Desk) -> list[QRect]:
    cards = desk.window.page.answer_panel.cards
    assert cards is not None
    return [QRect(card.mapTo(cards, QPoint()), card.size()) for card in cards.cards.values()]
