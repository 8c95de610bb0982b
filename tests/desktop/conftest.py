from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from taperlab.answers import prepare
from taperlab.answers.document import Answer
from taperlab.answers.request import DoseRequest
from taperlab.catalogue import Catalogue
from taperlab.desktop.dialogs import Dialogs, Unsaved
from taperlab.desktop.engine import Engine
from taperlab.desktop.look.appearance import Appearance
from taperlab.desktop.settings import Settings
from taperlab.desktop.window import Window
from taperlab.messages import TaperLabError
from taperlab.wording import Wording
from tests.patience import PATIENCE_MS

DAY = dt.date(2026, 3, 1)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj "
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>"
)


class Person(Dialogs):
    """Whoever sits at the window, with answers decided beforehand."""

    def __init__(self, window: Window) -> None:
        super().__init__(window, Wording())
        self.decision: Unsaved = "cancel"
        self.path: Path | None = None
        self.told: list[TaperLabError] = []
        self.asked: list[str] = []

    def unsaved(self, name: str, *, can_save: bool) -> Unsaved:
        self.asked.append(f"{name}: {can_save}")
        return self.decision

    def file_to_open(self, folder: Path) -> Path | None:
        self.asked.append(f"open in {folder.name}")
        return self.path

    def file_to_save(self, suggested: Path, *, pdf: bool) -> Path | None:
        self.asked.append(f"save {suggested.name} {pdf}")
        return self.path

    def tell(self, error: TaperLabError) -> None:
        self.told.append(error)


@dataclass
class Desk:
    """A window on a screen that nobody sees, and the person before it."""

    window: Window
    person: Person
    qtbot: QtBot
    appearance: Appearance

    def type(self, **texts: str) -> None:
        """Type into fields as a person would, key by key."""
        controls = self.window.page.question_panel.controls
        for name, text in texts.items():
            control = getattr(controls, name)
            line: QWidget = control.line if name == "drug" else control
            line.setFocus()
            getattr(line, "selectAll", lambda: None)()
            self.qtbot.keyClicks(line, text)

    def wait(self) -> None:
        """Wait until nothing is being worked out, and all of it shows."""
        self.qtbot.waitUntil(self._is_settled, timeout=PATIENCE_MS)
        QApplication.processEvents()

    def _is_settled(self) -> bool:
        cards = self.window.page.answer_panel.cards
        return self.window.worker.is_idle and (cards is None or cards.is_complete)

    def ask(self, drug: str = "citalopram", dose: str = "0.37 mg", **more: str) -> None:
        """Type a question and wait for its answer."""
        self.type(drug=drug, dose=dose, **more)
        self.wait()

    @property
    def texts(self) -> list[str]:
        """Every text of the answer that can be seen."""
        panel = self.window.page.answer_panel
        return [each.text() for each in panel.findChildren(QLabel) if each.isVisible()]

    def sees(self, text: str) -> bool:
        """Tell whether words can be seen in the answer, wherever a line may end between them."""
        return any(loose(text) in loose(each) for each in self.texts)


def loose(text: str) -> str:
    """Return a text whose numbers are no longer tied to their units."""
    return text.replace("\u00a0", " ")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.shipped()


@pytest.fixture(scope="session")
def answer(catalogue: Catalogue) -> Answer:
    request = DoseRequest(
        drug="citalopram", dose="0.37 mg", current_dose="0.4 mg", market="GB", date=DAY
    )
    return prepare(request, catalogue)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def engine(catalogue: Catalogue) -> Engine:
    def make_sheet(*_: object, **__: object) -> bytes:
        return PDF

    return Engine(prepare, catalogue, make_sheet)


@pytest.fixture
def open_window(
    qtbot: QtBot, qapp: QApplication, settings: Settings
) -> Iterator[Callable[..., Desk]]:
    opened: list[Desk] = []

    def opener(engine: Engine | None, scale: int = 100, theme: str = "light") -> Desk:
        settings.scale = scale
        settings.theme = "dark" if theme == "dark" else "light"
        appearance = Appearance(qapp, settings)
        window = Window(appearance, settings, Wording())
        appearance.dress()
        person = Person(window)
        window.dialogs = person
        window.resize(1024, 700)
        window.show()
        if engine is not None:
            window.take_engine(engine)
        opened.append(Desk(window, person, qtbot, appearance))
        return opened[-1]

    yield opener
    for desk in opened:
        desk.person.decision = "discard"
        desk.window.close()
        shiboken6.delete(desk.window)
        shiboken6.delete(desk.appearance)


@pytest.fixture
def desk(open_window: Callable[..., Desk], engine: Engine) -> Desk:
    return open_window(engine)


def saying(answer: Answer, text: str) -> Answer:
    """Return an answer whose first preparation says why in these words."""
    first, *others = answer.preparations
    spoken = msgspec.structs.replace(first, why=text)
    return msgspec.structs.replace(answer, preparations=(spoken, *others))
