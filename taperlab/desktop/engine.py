"""What the window asks: the engine, the facts it rests on, and the papers, loaded late."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from taperlab.quantities import Mass, parse

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from taperlab.answers.document import Answer
    from taperlab.answers.request import DoseRequest
    from taperlab.catalogue import Catalogue

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

    class MakeSheet(Protocol):
        """Makes papers."""

        def __call__(
            self, kind: str, answer: Answer, catalogue: Catalogue, *, number: int | None = None
        ) -> bytes:
            """Make one paper of an answer's preparation, as a PDF that was read back."""


_FIRST_NEEDED = (
    "taperlab.desktop.asking",
    "taperlab.desktop.budget",
    "taperlab.desktop.cards",
    "taperlab.desktop.offers",
    "taperlab.desktop.reading",
)


@dataclass(frozen=True, slots=True)
class Engine:
    """The rooms below, as the window needs them; tests hand in others."""

    prepare: Prepare
    catalogue: Catalogue
    make_sheet: MakeSheet


def load_engine() -> Engine:
    """Import and read what answers need. Run it in the worker, after the first paint."""
    from taperlab.answers import prepare  # noqa: PLC0415 - heavy, see above
    from taperlab.catalogue import Catalogue  # noqa: PLC0415

    for name in _FIRST_NEEDED:
        import_module(name)
    parse("1 mg", Mass)  # the first quantity that is read brings the units with it
    return Engine(prepare, Catalogue.with_local(), _make_sheet)


def _make_sheet(
    kind: str, answer: Answer, catalogue: Catalogue, *, number: int | None = None
) -> bytes:
    from taperlab.sheets.make import make_sheet  # noqa: PLC0415 - when first looked at

    return make_sheet(kind, answer, catalogue, number=number)
