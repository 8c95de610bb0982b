"""Makes the pictures of the README out of what the program itself shows and prints.

pictures.py SHEETS FOLDER       after example_sheets.py SHEETS
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtGui import QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from taperlab.desktop.engine import load_engine
from taperlab.desktop.look.appearance import Appearance
from taperlab.desktop.settings import Settings
from taperlab.desktop.window import Window
from taperlab.pdfium import Document
from taperlab.wording import Wording

SCALE = 110 / 72  # enough to read the small print in a browser
SIZE = (1280, 860)
PATIENCE = 60.0  # seconds


def picture_of(sheet: Path) -> QImage:
    """Draw the first page of a PDF."""
    with Document(sheet.read_bytes()) as document:
        page = document.render(0, SCALE)
    form = QImage.Format.Format_RGB888
    return QImage(page.pixels, page.width, page.height, page.stride, form).copy()


def picture_of_window(settings: Path) -> QPixmap:
    """Ask the example question in a window nobody sees, and picture it when all is answered."""
    application = QApplication(["taperlab"])
    kept = Settings(settings)
    appearance = Appearance(application, kept)
    window = Window(appearance, kept, Wording())
    appearance.dress()
    window.resize(*SIZE)
    window.show()
    window.take_engine(load_engine())
    controls = window.page.question_panel.controls
    QTest.keyClicks(controls.drug.line, "Citalopram")
    QTest.keyClicks(controls.dose, "0.37 mg")
    QTest.keyClicks(controls.current, "0.4 mg")
    _settle(application, window)
    picture = window.grab()
    window.hide()
    window.worker.stop()
    return picture


def _settle(application: QApplication, window: Window) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        application.processEvents()
        time.sleep(0.01)
        cards = window.page.answer_panel.cards
        if window.worker.is_idle and cards is not None and cards.is_complete:
            return
    raise TimeoutError("the window did not answer")


def main(sheets: str, folder: str) -> int:
    """Write the pictures of the window and of the patient's sheet."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        window = picture_of_window(Path(scratch) / "settings.ini").toImage()
    pictures = {"window.png": window, "patient-sheet.png": picture_of(Path(sheets) / "patient.pdf")}
    for name, picture in pictures.items():
        if not picture.save(str(target / name)):
            print(f"{target / name} could not be written", file=sys.stderr)
            return 1
        print(target / name)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
