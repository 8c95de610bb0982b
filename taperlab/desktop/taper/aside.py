"""Something worked out beside the plan, when it is asked for: the newest only."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from taperlab.messages import TaperLabError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from taperlab.desktop.worker import Worker


class Aside(QObject):
    """Void from the moment that anything it rests on changes; ``cleared`` says so."""

    cleared = Signal()
    begun = Signal()
    found = Signal(object)
    refused = Signal(object)

    def __init__(self, kind: str, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._worker = worker
        self._generation = 0

    def ask(self, work: Callable[[Callable[[], bool]], object]) -> None:
        """Have it worked out; then exactly one of ``found`` and ``refused`` comes."""
        self.clear()
        self.begun.emit()
        self._worker.start(self._kind, work, partial(self._receive, self._generation))

    def clear(self) -> None:
        """Take away what was found, and do not hear of what is being worked out."""
        self._generation += 1
        self._worker.drop(self._kind)
        self.cleared.emit()

    def _receive(self, generation: int, future: Future[object]) -> None:
        if generation != self._generation:
            return
        try:
            found = future.result()
        except TaperLabError as error:
            self.refused.emit(error)
        else:
            self.found.emit(found)
