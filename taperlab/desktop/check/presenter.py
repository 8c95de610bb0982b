"""The Check page without its widgets: from what is asked to a verdict, the newest one only."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from taperlab.desktop.check.asking import (
    Asked,
    is_blank,
    key_of,
    with_reason,
    without_reasons,
)
from taperlab.messages import TaperLabError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from taperlab.desktop.engine import Engine
    from taperlab.desktop.worker import Worker
    from taperlab.taper.document import Check
    from taperlab.taper.request import CheckRequest
    from taperlab.wording import Wording

CHECK = "check"
_REMEMBERED = 24


class CheckPresenter(QObject):
    """Asks whether a reduction can be made, while a person types.

    Each change of what is asked emits ``cleared`` before anything else, and then, as long as it
    is the newest, exactly one of ``idle``, ``checked`` and ``refused``. ``asked_shown`` is told
    of what did not come from the fields; ``timed`` of the aids to timing, or None without a drug.
    """

    cleared = Signal()
    idle = Signal()
    checked = Signal(object)
    refused = Signal(object)
    read_back = Signal(object)
    offered = Signal(object)
    timed = Signal(object)
    asked_shown = Signal(object)
    asked_changed = Signal(object)

    def __init__(self, words: Wording, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._worker = worker
        self._generation = 0
        self._known: dict[bytes, Check] = {}
        self._offered = ("", "")
        self.engine: Engine | None = None
        self.asked: Asked | None = None
        self.check: Check | None = None

    @property
    def worker(self) -> Worker:
        """The one thread that everything is worked out in."""
        return self._worker

    def take_engine(self, engine: Engine) -> None:
        """Begin to answer; what was typed before is asked now."""
        self.engine = engine
        self._offer()
        self._ask()

    def tell(self) -> None:
        """Say everything again to a page that listens from now on."""
        self._offered = ("", "")
        if self.asked is not None:
            check = self.check
            self._offer()
            self.asked_shown.emit(self.asked)
            self._answer(check)

    def ask(self, asked: Asked) -> None:
        """Take what stands in the fields: every old result is void from here on.

        Typed reasons hold only while the same reduction is asked about.
        """
        if asked == self.asked:
            return
        if self.asked is not None:
            asked = without_reasons(asked, unless_as=self.asked)
        self._put(asked)
        self._ask()

    def ask_again(self) -> None:
        """Work out the same reduction anew, on the facts that are here now."""
        if self.asked is not None:
            self._known.pop(key_of(self.asked.request), None)
        self._ask()

    def give_reason(self, code: str, reason: str) -> None:
        """Take a typed reason for going past a limit; an empty one takes it back."""
        if self.asked is not None:
            self._put(with_reason(self.asked, code, reason.strip()))
            self._ask()

    def show(self, asked: Asked, check: Check | None = None) -> None:
        """Put a stored reduction and its check, or a blank one, in place of what is there."""
        self._put(asked)
        self.asked_shown.emit(self.asked)
        self._answer(check)

    def _answer(self, check: Check | None) -> None:
        if check is None:
            self._ask()
            return
        self._clear()
        self._read()
        self._settle(check)

    def _put(self, asked: Asked) -> None:
        self.asked = asked
        if (asked.request.drug, asked.request.market) != self._offered:
            self._offer()
        self.asked_changed.emit(self.asked)

    def _offer(self) -> None:
        if self.engine is None or self.asked is None:
            return
        from taperlab.desktop.check.offer import check_offer  # noqa: PLC0415 - with the engine

        request = self.asked.request
        self._offered = request.drug, request.market
        offer, self.asked = check_offer(self.asked, self.engine.catalogue, self._words)
        self.offered.emit(offer)

    def _clear(self) -> None:
        self._generation += 1
        self._worker.drop(CHECK)
        self.check = None
        self.cleared.emit()

    def _ask(self) -> None:
        self._clear()
        asked, engine = self.asked, self.engine
        doubt = self._read()
        if asked is None or is_blank(asked.request):
            self.idle.emit()
        elif doubt is not None:
            self.refused.emit(doubt)
        elif (key := key_of(asked.request)) in self._known:
            self._settle(self._known[key])
        elif engine is not None:
            receive = partial(self._receive, self._generation, key)
            self._worker.start(CHECK, _work(engine, asked.request), receive)

    def _read(self) -> TaperLabError | None:
        if self.engine is None or self.asked is None:
            return None
        from taperlab.desktop.check.reading import SINCE, read_check  # noqa: PLC0415 - pint
        from taperlab.desktop.check.timing import timing_of  # noqa: PLC0415
        from taperlab.desktop.doubt import first_doubt  # noqa: PLC0415

        reading = read_check(self.asked, self._words)
        self.read_back.emit(reading)
        self.timed.emit(timing_of(self.asked, self.engine.catalogue, self._words))
        return first_doubt(reading, apart={SINCE})  # no check depends on the time

    def _receive(self, generation: int, key: bytes, future: Future[Check]) -> None:
        if generation != self._generation:
            return
        try:
            check = future.result()
        except TaperLabError as error:
            self.refused.emit(error)
            return
        while len(self._known) >= _REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[key] = check
        self._settle(check)

    def _settle(self, check: Check) -> None:
        self.check = check
        self.checked.emit(check)


def _work(engine: Engine, request: CheckRequest) -> Callable[[Callable[[], bool]], Check]:
    return lambda dropped: engine.check_reduction(request, engine.catalogue, cancelled=dropped)
