"""One thread for everything slow: the newest answer wins, and what is dropped is never heard of."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")


class Worker(QObject):
    """Carries out work one piece after another and hands each result to the thread of the window.

    A receiver gets the finished future: asking it for its result raises what the work raised, in
    the window's thread, where an unexpected error reaches the crash dialog.
    """

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._stopped = False
        self._awaited: dict[Future[object], tuple[str, Event, Callable[[Future[object]], None]]]
        self._awaited = {}
        self._finished.connect(self._deliver)

    def start(
        self,
        kind: str,
        work: Callable[[Callable[[], bool]], T],
        receive: Callable[[Future[T]], None],
    ) -> None:
        """Queue work; it is given a function that tells whether it was dropped meanwhile."""
        if self._stopped:
            return
        dropped = Event()
        future = self._threads().submit(work, dropped.is_set)
        self._awaited[future] = kind, dropped, receive  # type: ignore[assignment, index] # one T per entry
        future.add_done_callback(self._finished.emit)

    def drop(self, *kinds: str) -> None:
        """Forget all work of these kinds: what waits is not begun, what runs is not heard."""
        for future, (kind, dropped, _) in list(self._awaited.items()):
            if kind in kinds:
                dropped.set()
                del self._awaited[future]
                future.cancel()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is awaited."""
        return not self._awaited

    def stop(self) -> None:
        """Drop everything, end the thread, and begin nothing more."""
        self._stopped = True
        self.drop(*{kind for kind, _, _ in self._awaited.values()})
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _deliver(self, future: Future[object]) -> None:
        awaited = self._awaited.pop(future, None)
        if awaited:
            awaited[2](future)

    def _threads(self) -> ThreadPoolExecutor:
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - after the first paint

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="taperlab")
        return self._pool
