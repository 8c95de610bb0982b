"""The papers as they will be printed, with what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from taperlab.desktop.paper.preview_presenter import KINDS
from taperlab.desktop.parts.choices import ButtonRow
from taperlab.desktop.parts.labels import column, label, row
from taperlab.desktop.parts.pictures import image_of
from taperlab.desktop.parts.scrolled import Scrolled
from taperlab.desktop.parts.sides import Sides
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage, QPaintEvent, QResizeEvent

    from taperlab.messages import TaperLabError
    from taperlab.pdfium import Raster
    from taperlab.wording import Wording

WIDEST = 1040
_LEAST_EMS = 30  # of a page that can be read


class Page(QWidget):
    """One page of paper, as wide as there is room."""

    def __init__(self, image: QImage, description: str) -> None:
        super().__init__()
        self._image = image
        self.setAccessibleName(description)
        self.setMaximumWidth(WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Keep the shape of the paper."""
        width = min(self.width(), WIDEST)
        return QSize(width, width * self._image.height() // self._image.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.setFixedHeight(self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the page to the width there is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRect(0, 0, self.width(), self.height()), self._image)
        painter.end()


class PreviewPanel(QWidget):
    """Which paper, its pages, and the two things to do with it."""

    kind_chosen = Signal(str)
    print_asked = Signal()
    save_asked = Signal()

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self.kinds = ButtonRow(
            (kind, words.text(Message(f"desktop.sheet-{kind}"))) for kind in KINDS
        )
        self.kinds.setMaximumWidth(WIDEST)
        self.kinds.chosen.connect(self.kind_chosen)
        self.print_button = QPushButton(words.text(Message("desktop.print-sheet")))
        self.print_button.setProperty("role", "main")
        self.print_button.clicked.connect(self.print_asked)
        self.save_button = QPushButton(words.text(Message("desktop.save-pdf")))
        self.save_button.clicked.connect(self.save_asked)
        self._pages = QWidget()
        self._column = column(self._pages, gap=16)
        layout = column(self, gap=16)
        layout.setContentsMargins(24, 16, 24, 0)
        layout.addWidget(self.kinds)
        actions = row(gap=8)
        actions.addWidget(self.print_button)
        actions.addWidget(self.save_button)
        actions.addStretch(1)
        layout.addLayout(actions)
        layout.addWidget(Scrolled(self._pages), 1)
        self.clear()

    def clear(self) -> None:
        """Take the paper away and say that one is being made."""
        self._replace([label(self._words.text(Message("desktop.sheet-making")), "note")])
        self._can_act(able=False)

    def show_pages(self, pages: Sequence[Raster]) -> None:
        """Show the pages of a paper that was read back and found right."""
        kind = self._words.text(Message(f"desktop.sheet-{self.kinds.value}"))
        papers = [Page(image_of(each), kind) for each in pages]
        self._replace([Sides(papers, _LEAST_EMS)] if len(papers) > 1 else papers)
        self._can_act(able=True)

    def show_refusal(self, error: TaperLabError) -> None:
        """Say why there is no paper."""
        box = QFrame()
        box.setProperty("role", "stop-box")
        layout = column(box, gap=4, margin=16)
        layout.addWidget(label(self._words.text(error.problem), "lead"))
        layout.addWidget(label(self._words.text(error.remedy)))
        self._replace([box])

    def _can_act(self, *, able: bool) -> None:
        self.print_button.setEnabled(able)
        self.save_button.setEnabled(able)

    def _replace(self, widgets: Sequence[QWidget]) -> None:
        while item := self._column.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for each in widgets:
            self._column.addWidget(each)
        self._column.addStretch(1)
