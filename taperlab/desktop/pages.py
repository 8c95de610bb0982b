"""What the frame of the window asks of a page, and the bar that turns from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from taperlab.desktop.parts.labels import column, row, rule
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Literal

    from PySide6.QtCore import SignalInstance

    from taperlab.desktop.engine import Engine
    from taperlab.wording import Wording


class Command(NamedTuple):
    """One thing that a page can do, in the menu and by its keys while the page shows."""

    menu: Literal["file", "go"]
    key: str
    keys: str
    do: Callable[[], object]


class Document(Protocol):
    """What a page has in a file, or would lose."""

    path: Path | None

    @property
    def changed(self) -> SignalInstance:
        """Told whenever anything below may differ."""

    @property
    def is_modified(self) -> bool:
        """Whether anything would be lost."""

    @property
    def can_save(self) -> bool:
        """Whether there is something to save."""

    @property
    def name(self) -> str:
        """What the window calls it."""

    def save(self, path: Path) -> None:
        """Write it, whole or not at all; InputError says why not."""


class Page(Protocol):
    """A page of the window: ``schema`` is that of the files that it opens."""

    name: str
    schema: str

    @property
    def widget(self) -> QWidget:
        """What is shown."""

    @property
    def document(self) -> Document:
        """What it has in a file."""

    @property
    def commands(self) -> Sequence[Command]:
        """What the menus offer while it is shown."""

    def take_engine(self, engine: Engine) -> None:
        """Begin to answer."""

    def new(self, market: str) -> None:
        """Begin with blank fields."""

    def open(self, path: Path) -> None:
        """Show a file; InputError says why not, and nothing is lost."""

    def focus(self) -> None:
        """Go to the field that a person begins with."""

    def commit(self) -> None:
        """Have what is half typed count."""

    def fit(self) -> None:
        """Share the room anew: the text has another size."""

    def suggested_name(self) -> str:
        """Return a name for a file."""


class PageStack(QWidget):
    """The pages behind each other, and above them their names to turn to one."""

    turned = Signal(int)

    def __init__(self, pages: Sequence[Page], words: Wording) -> None:
        super().__init__()
        self._pages = pages
        self.bar = QTabBar()
        self.bar.setProperty("role", "pages")
        self.bar.setAccessibleName(words.text(Message("desktop.pages")))
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self._stack = QStackedWidget()
        for page in pages:
            self.bar.addTab(words.text(Message(f"desktop.page-{page.name}")))
            self._stack.addWidget(page.widget)
        self.bar.currentChanged.connect(self._turn)
        layout = column(self, gap=0)
        head = row()
        head.setContentsMargins(24, 0, 24, 0)
        head.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(rule())
        layout.addWidget(self._stack, 1)

    @property
    def here(self) -> Page:
        """The page that is shown."""
        return self._pages[self.bar.currentIndex()]

    def turn_to(self, index: int) -> None:
        """Show a page."""
        self.bar.setCurrentIndex(index)

    def _turn(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self.turned.emit(index)
