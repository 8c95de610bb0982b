"""The Taper page without its widgets: from what is asked to a plan, the newest one only."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from taperlab.desktop.taper.history import History
from taperlab.messages import TaperLabError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from concurrent.futures import Future

    from taperlab.desktop.engine import Engine
    from taperlab.desktop.worker import Worker
    from taperlab.taper.document import Plan
    from taperlab.taper.request import TaperRequest
    from taperlab.wording import Wording

PLAN = "plan"
_REMEMBERED = 24


class TaperPresenter(QObject):
    """Asks for a plan while a person types, moves and edits steps.

    Each change of the request emits ``cleared`` before anything else, and then, as long as it
    is the newest, exactly one of ``idle``, ``planned`` and ``refused``. ``request_shown`` is
    told of a request that did not come from the fields.
    """

    cleared = Signal()
    idle = Signal()
    planned = Signal(object)
    refused = Signal(object)
    read_back = Signal(object)
    offered = Signal(object, object)
    request_shown = Signal(object)
    request_changed = Signal(object)
    move_refused = Signal(object)
    settled = Signal()

    def __init__(self, words: Wording, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.worker = worker
        self._generation = 0
        self._known: dict[bytes, Plan] = {}
        self._offered = ("", "")
        self.engine: Engine | None = None
        self.request: TaperRequest | None = None
        self.history = History()
        self.plan: Plan | None = None

    def take_engine(self, engine: Engine) -> None:
        """Begin to answer; what was typed before is asked now."""
        self.engine = engine
        self._offer()
        self._ask()

    def tell(self) -> None:
        """Say everything again to a page that listens from now on."""
        self._offered = ("", "")
        if self.request is not None:
            self._offer()
            self.request_shown.emit(self.request)
            self._ask()

    def ask_again(self) -> None:
        """Plan the same request anew, on the facts that are here now."""
        if self.request is not None:
            self._known.pop(_key(self.request), None)
        self._ask()

    def give_reason(self, code: str, reason: str) -> None:
        """Take a typed reason for going past a limit; an empty one takes it back."""
        if self.request is None:
            return
        given = {**self.request.overrides, code: reason.strip()}
        self.change(with_reasons(self.request, {k: v for k, v in given.items() if v}))

    def ask(self, request: TaperRequest) -> None:
        """Take a request from the fields: every old result is void from here on."""
        if request == self.request:
            return
        if self.request is not None and _another_taper(self.request, request):
            request = without_history(request)
        self._put(request)
        self._ask()

    def show(self, request: TaperRequest, plan: Plan | None = None) -> None:
        """Put a request, and its plan if there is one, in place of everything that was there."""
        self.history.begin(request if plan else None)
        self._show(request, plan)

    def move(self, name: str, on: dt.date, **value: str | dt.date) -> None:
        """Make a move from the plan that is shown, and plan anew; or say why it cannot be made."""
        if self.engine is None or self.plan is None:
            return
        try:
            request = self.engine.move(self.plan, name, on, **value)
        except TaperLabError as error:
            self.move_refused.emit(error)
        else:
            from taperlab.desktop.taper.asking import as_typed  # noqa: PLC0415 - with the engine

            self.change(as_typed(request, self.engine.catalogue))

    def change(self, request: TaperRequest) -> None:
        """Plan a request that a move or an edited step gave; the fields follow."""
        self._put(request)
        self.request_shown.emit(self.request)
        self._ask()

    def undo(self) -> None:
        """Go back to the request before."""
        if self.history.can_undo and self.request is not None:
            self._show(self.history.undo(self.request), None)

    def redo(self) -> None:
        """Go on again to the request that was undone."""
        if self.history.can_redo:
            self._show(self.history.redo(), None)

    def _show(self, request: TaperRequest, plan: Plan | None) -> None:
        self._put(request)
        self.request_shown.emit(self.request)
        if plan is None:
            self._ask()
            return
        self._clear()
        self._read()
        self._settle(plan)

    def _put(self, request: TaperRequest) -> None:
        self.request = request
        if (request.drug, request.market) != self._offered:
            self._offer()
        self.request_changed.emit(self.request)

    def _offer(self) -> None:
        if self.engine is None or self.request is None:
            return
        from taperlab.desktop.taper.offer import fitted, taper_offer  # noqa: PLC0415 - with engine

        self._offered = self.request.drug, self.request.market
        offer, curves = taper_offer(self.request, self.engine.catalogue, self._words)
        self.request = fitted(self.request, offer, curves)
        self.offered.emit(offer, curves)

    def _clear(self) -> None:
        self._generation += 1
        self.worker.drop(PLAN)
        self.plan = None
        self.cleared.emit()

    def _ask(self) -> None:
        self._clear()
        request, engine = self.request, self.engine
        doubt = self._read()
        if request is None or is_blank(request):
            self.idle.emit()
        elif doubt is not None:
            self.refused.emit(doubt)
        elif (key := _key(request)) in self._known:
            self._settle(self._known[key])
        elif engine is not None:
            receive = partial(self._receive, self._generation, request)
            self.worker.start(PLAN, _work(engine, request), receive)

    def _read(self) -> TaperLabError | None:
        if self.engine is None or self.request is None:
            return None
        from taperlab.desktop.doubt import first_doubt  # noqa: PLC0415 - with the engine
        from taperlab.desktop.taper.reading import read_taper  # noqa: PLC0415 - pint

        reading = read_taper(self.request, self._words)
        self.read_back.emit(reading)
        return first_doubt(reading)

    def _receive(self, generation: int, request: TaperRequest, future: Future[Plan]) -> None:
        if generation != self._generation:
            return
        try:
            plan = future.result()
        except TaperLabError as error:
            self.refused.emit(error)
            return
        while len(self._known) >= _REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[_key(request)] = plan
        self._settle(plan)

    def _settle(self, plan: Plan) -> None:
        self.plan = plan
        if self.request is not None:
            self.history.put(self.request)
        self.planned.emit(plan)
        self.settled.emit()


def is_blank(request: TaperRequest) -> bool:
    """Whether there is not yet a taper to ask for."""
    return not (request.drug.strip() and request.start.strip() and request.rule)


def without_history(request: TaperRequest) -> TaperRequest:
    """Return a request for a person of whom nothing is known."""
    import msgspec  # noqa: PLC0415 - after the first paint

    return msgspec.structs.replace(
        request, past=(), next_dose=None, hold=None, paused=False, taking=None, overrides={}
    )


def with_reasons(request: TaperRequest, reasons: dict[str, str]) -> TaperRequest:
    """Return a request with these reasons for going past limits, and no others."""
    import msgspec  # noqa: PLC0415 - after the first paint

    return msgspec.structs.replace(request, overrides=reasons)


def _another_taper(before: TaperRequest, after: TaperRequest) -> bool:
    """What was taken, and what was set by hand, is of one drug and start on one scale."""
    names = ("drug", "start", "market", "per", "dose_of", "doses_per_day")
    return any(getattr(before, name) != getattr(after, name) for name in names)


def _work(engine: Engine, request: TaperRequest) -> Callable[[Callable[[], bool]], Plan]:
    return lambda dropped: engine.plan_taper(request, engine.catalogue, cancelled=dropped)


def _key(request: TaperRequest) -> bytes:
    import msgspec  # noqa: PLC0415 - after the first paint

    return msgspec.json.encode(request, order="sorted")
