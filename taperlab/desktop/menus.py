"""Everything the window can do, by menu and by key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from taperlab.desktop.settings import SCALES
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QMenu

    from taperlab.desktop.look.appearance import Appearance
    from taperlab.desktop.look.theme import ThemeChoice
    from taperlab.desktop.pages import Page
    from taperlab.desktop.window import Window
    from taperlab.wording import Wording

_THEMES: tuple[ThemeChoice, ...] = ("system", "light", "dark")
C = TypeVar("C")


class Menus:
    """The menu bar of one window."""

    def __init__(self, window: Window, appearance: Appearance, words: Wording) -> None:
        self._window = window
        self._appearance = appearance
        self._words = words
        self.save: QAction
        self._groups: list[QActionGroup] = []
        self._turns: list[QAction] = []
        self._of_page: dict[str, list[QAction]] = {}
        self._file(self._menu("desktop.menu-file"))
        self._go(self._menu("desktop.menu-go"))
        self._view(self._menu("desktop.menu-view"))
        about = self._menu("desktop.menu-help")
        self._add(about, "desktop.do-about", window.about, "F1")

    def refresh(self) -> None:
        """Tick what is chosen now."""
        for group, chosen in zip(
            self._groups, (self._appearance.theme, self._appearance.scale), strict=True
        ):
            for action in group.actions():
                action.setChecked(action.data() == chosen)

    def follow(self, page: Page) -> None:
        """Offer what the page that is shown can do, and nothing of the others."""
        for name, actions in self._of_page.items():
            for action in actions:
                action.setEnabled(name == page.name)
                action.setVisible(name == page.name)
        for action in self._turns:
            action.setChecked(action.data() == page.name)

    def of_page(self, name: str) -> tuple[QAction, ...]:
        """Return what the menus offer for one page."""
        return tuple(self._of_page[name])

    def _file(self, menu: QMenu) -> None:
        window = self._window
        self._add(menu, "desktop.do-new", window.new, "Ctrl+N")
        self._add(menu, "desktop.do-open", window.open, "Ctrl+O")
        self.save = self._add(menu, "desktop.do-save", window.save, "Ctrl+S")
        self._add(menu, "desktop.do-save-as", window.save_as, "Ctrl+Shift+S")
        menu.addSeparator()
        self._offer(menu, "file")
        menu.addSeparator()
        self._add(menu, "desktop.do-quit", window.close, "Ctrl+Q")

    def _go(self, menu: QMenu) -> None:
        for index, page in enumerate(self._window.pages):
            turn = partial(self._window.turn_page, index)
            action = self._add(menu, f"desktop.do-page-{page.name}", turn, f"Alt+{index + 1}")
            action.setData(page.name)
            action.setCheckable(True)
            self._turns.append(action)
        menu.addSeparator()
        self._offer(menu, "go")
        self.follow(self._window.here)

    def _offer(self, menu: QMenu, name: str) -> None:
        for page in self._window.pages:
            offered = [each for each in page.commands if each.menu == name]
            made = [self._add(menu, each.key, each.do, each.keys) for each in offered]
            self._of_page.setdefault(page.name, []).extend(made)

    def _view(self, menu: QMenu) -> None:
        themes = [(each, self._words.text(Message(f"desktop.theme-{each}"))) for each in _THEMES]
        scales = [(each, f"{each}\u00a0%") for each in SCALES]
        self._choices(menu, "desktop.menu-theme", themes, self._appearance.choose_theme)
        self._choices(menu, "desktop.menu-scale", scales, self._appearance.choose_scale)
        menu.addSeparator()
        self._add(
            menu, "desktop.do-larger", self._appearance.larger, QKeySequence.StandardKey.ZoomIn
        )
        self._add(
            menu, "desktop.do-smaller", self._appearance.smaller, QKeySequence.StandardKey.ZoomOut
        )
        self.refresh()

    def _menu(self, key: str) -> QMenu:
        return self._window.menuBar().addMenu(self._words.text(Message(key)))

    def _choices(
        self, menu: QMenu, key: str, rows: Sequence[tuple[C, str]], choose: Callable[[C], None]
    ) -> None:
        shown = menu.addMenu(self._words.text(Message(key)))
        group = QActionGroup(shown)
        for value, text in rows:
            action = group.addAction(text)
            action.setData(value)
            action.setCheckable(True)
            shown.addAction(action)
        group.triggered.connect(lambda action: choose(action.data()))
        self._groups.append(group)

    def _add(
        self,
        menu: QMenu,
        key: str,
        do: Callable[[], object],
        keys: str | QKeySequence.StandardKey,
    ) -> QAction:
        action = QAction(self._words.text(Message(key)), menu)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: do())
        menu.addAction(action)
        return action
