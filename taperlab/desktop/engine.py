"""What the window asks: the engine, the facts it rests on, and the papers, loaded late."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from taperlab.quantities import Mass, parse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from typing import Any, Protocol

    from taperlab.answers.document import Answer
    from taperlab.answers.request import DoseRequest
    from taperlab.catalogue import Catalogue
    from taperlab.taper.auditing import Audit, Dated
    from taperlab.taper.comparing import Comparison
    from taperlab.taper.document import Check, Plan
    from taperlab.taper.ladder import Ladder
    from taperlab.taper.request import CheckRequest, TaperRequest

    class Prepare(Protocol):
        """Answers requests."""

        def __call__(
            self,
            request: DoseRequest,
            catalogue: Catalogue,
            *,
            cancelled: Callable[[], bool] | None = None,
        ) -> Answer:
            """Answer one request."""

    class PlanTaper(Protocol):
        """Plans tapers."""

        def __call__(
            self,
            request: TaperRequest,
            catalogue: Catalogue,
            *,
            cancelled: Callable[[], bool] | None = None,
        ) -> Plan:
            """Plan one taper."""

    class CheckReduction(Protocol):
        """Checks reductions."""

        def __call__(
            self,
            request: CheckRequest,
            catalogue: Catalogue,
            *,
            cancelled: Callable[[], bool] | None = None,
        ) -> Check:
            """Check one reduction."""

    class MakeMove(Protocol):
        """Makes moves."""

        def __call__(self, plan: Plan, name: str, on: dt.date, **value: Any) -> TaperRequest:  # noqa: ANN401 - text, or a day
            """Return the request that a move from a plan asks for."""

    class MakeSheet(Protocol):
        """Makes papers."""

        def __call__(
            self, kind: str, answer: Answer, catalogue: Catalogue, *, number: int | None = None
        ) -> bytes:
            """Make one paper of an answer's preparation, as a PDF that was read back."""


_FIRST_NEEDED = (
    "taperlab.desktop.dose.asking",
    "taperlab.desktop.dose.budget",
    "taperlab.desktop.dose.cards",
    "taperlab.desktop.dose.offers",
    "taperlab.desktop.dose.reading",
)


def _plan_taper(
    request: TaperRequest,
    catalogue: Catalogue,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Plan:
    from taperlab.taper.plan import plan_taper  # noqa: PLC0415 - when first asked

    return plan_taper(request, catalogue, cancelled=cancelled)


def _check_reduction(
    request: CheckRequest,
    catalogue: Catalogue,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Check:
    from taperlab.taper.checking import check_reduction  # noqa: PLC0415 - when first asked

    return check_reduction(request, catalogue, cancelled=cancelled)


def _make_move(plan: Plan, name: str, on: dt.date, **value: Any) -> TaperRequest:  # noqa: ANN401 - text, or a day
    from taperlab.taper.moves import move  # noqa: PLC0415 - when first asked

    return move(plan, name, on, **value)


def compare_rules(
    request: TaperRequest,
    rules: Sequence[str],
    catalogue: Catalogue,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Comparison:
    """Plan one taper by each rule."""
    from taperlab.taper import comparing  # noqa: PLC0415 - when first asked

    return comparing.compare_rules(request, rules, catalogue, cancelled=cancelled)


def audit_plan(
    request: TaperRequest,
    doses: Sequence[Dated],
    catalogue: Catalogue,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Audit:
    """Judge somebody else's plan."""
    from taperlab.taper import auditing  # noqa: PLC0415 - when first asked

    return auditing.audit_plan(request, doses, catalogue, cancelled=cancelled)


def smallest_changes(
    request: CheckRequest,
    catalogue: Catalogue,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Ladder:
    """Return how fine one can measure, from the dose taken now down."""
    from taperlab.taper import ladder  # noqa: PLC0415 - when first asked

    return ladder.smallest_changes(request, catalogue, cancelled=cancelled)


@dataclass(frozen=True, slots=True)
class Engine:
    """The rooms below, as the window needs them; tests hand in others."""

    prepare: Prepare
    catalogue: Catalogue
    make_sheet: MakeSheet
    plan_taper: PlanTaper = _plan_taper
    move: MakeMove = _make_move
    check_reduction: CheckReduction = _check_reduction


def load_engine() -> Engine:
    """Import and read what answers need. Run it in the worker, after the first paint."""
    from taperlab.answers import prepare  # noqa: PLC0415 - heavy, see above
    from taperlab.catalogue import Catalogue  # noqa: PLC0415

    for name in _FIRST_NEEDED:
        import_module(name)
    parse("1 mg", Mass)  # the first quantity that is read brings the units with it
    engine = Engine(prepare, Catalogue.with_local(), _make_sheet)
    gc.freeze()  # going through all that stays for good would stop the window for 150 ms
    return engine


def _make_sheet(
    kind: str, answer: Answer, catalogue: Catalogue, *, number: int | None = None
) -> bytes:
    from taperlab.sheets.make import make_sheet  # noqa: PLC0415 - when first looked at

    return make_sheet(kind, answer, catalogue, number=number)
