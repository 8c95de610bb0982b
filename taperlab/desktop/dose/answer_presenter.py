"""The answer without its widgets: what there is to show, and which preparation is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from taperlab.answers.document import Answer
    from taperlab.desktop.dose.card_view import CardView
    from taperlab.desktop.engine import Engine
    from taperlab.wording import Wording


class AnswerPresenter(QObject):
    """Turns an answer into views, and keeps the one that was chosen."""

    cleared = Signal()
    shown = Signal(object, object, object)
    chosen = Signal(object)
    made_elsewhere = Signal(str)

    def __init__(self, words: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._views: tuple[CardView, ...] = ()
        self.view: CardView | None = None

    def clear(self) -> None:
        """Forget the answer: it is void."""
        self._views = ()
        self.view = None
        self.cleared.emit()

    def take(self, answer: Answer, engine: Engine) -> None:
        """Show an answer; the first preparation is looked at."""
        from taperlab.desktop.dose.card_view import refusals_of, views_of  # noqa: PLC0415 - after paint
        from taperlab.desktop.names import Names  # noqa: PLC0415

        names = Names.of(engine.catalogue, self._words)
        self._views = views_of(answer, names)
        helps = tuple(each.text for each in answer.help)
        self.shown.emit(self._views, refusals_of(answer, names), helps)
        if answer.catalogue.hash != engine.catalogue.hash:
            self.made_elsewhere.emit(answer.catalogue.version)
        if self._views:
            self.choose(self._views[0].number)

    def choose(self, number: int) -> None:
        """Look at another preparation, by its number in the answer."""
        found = next((view for view in self._views if view.number == number), None)
        if found is not None and found is not self.view:
            self.view = found
            self.chosen.emit(found)
