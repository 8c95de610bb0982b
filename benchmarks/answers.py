"""One answer of all methods, against bare NumPy and against trying everything in fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import msgspec

from benchmarks.floor import looked_at, smallest_error
from benchmarks.measure import in_turns, report
from taperlab import Catalogue, DoseRequest, prepare
from taperlab.answers.judging import solve
from taperlab.answers.resolve import resolve
from tests.methods import choosing, exhaustive

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["main"]

_EXAMPLE = DoseRequest(drug="citalopram", dose="0.37 mg", current_dose="0.4 mg")
_TARGET = Fraction("0.37")
_METHODS = ("diluted-liquid",)
_FEW = ("oral-syringe-0.5ml", "oral-syringe-1ml", "cylinder-10ml", "cylinder-50ml")


def main() -> None:
    """Print the ratios."""
    catalogue = Catalogue.shipped()
    _against_numpy("one answer of all methods", _EXAMPLE, catalogue)
    hard = msgspec.structs.replace(_EXAMPLE, max_error="6%")
    _against_numpy("one answer that plain recipes cannot give", hard, catalogue)
    question, _ = resolve(_reduced(), catalogue)
    few, everything = in_turns(
        lambda: solve(question, _METHODS).picks, _everything(catalogue), runs=3
    )
    report(
        "trying everything in fractions on a reduced space, against searching it",
        everything / few,
        f"{everything * 1e3:.0f} ms",
        f"{few * 1e3:.1f} ms",
    )


def _against_numpy(name: str, request: DoseRequest, catalogue: Catalogue) -> None:
    """Set the search, and the whole answer, against the bare arithmetic on what both look at."""
    looked = looked_at(request, catalogue)
    ours, search, floor = in_turns(
        lambda: prepare(request, catalogue),
        looked.search,
        lambda: smallest_error(looked, float(_TARGET)),
        runs=15,
    )
    bare = f"{floor * 1e3:.2f} ms for {looked.count:,} candidates"
    against = "against the bare arithmetic on the same candidates"
    report(f"search of {name} {against}", search / floor, f"{search * 1e3:.1f} ms", bare, "5 x")
    report(f"{name} {against}", ours / floor, f"{ours * 1e3:.1f} ms", bare, "5 x, 30 ms")


def _reduced() -> DoseRequest:
    return DoseRequest(
        drug="citalopram",
        dose="0.37 mg",
        current_dose="0.4 mg",
        max_error="6%",
        devices=_FEW,
        products=("gb-citalopram-drops-40",),
        methods=_METHODS,
    )


def _everything(catalogue: Catalogue) -> Callable[[], object]:
    case = exhaustive.Case(
        target=_TARGET,
        limit=None,
        current=Fraction("0.4"),
        patient=False,
        doses_per_day=1,
        market="GB",
        solubility=None,
        daily_maximum=None,
    )
    product = catalogue.product("gb-citalopram-drops-40")
    devices = [catalogue.device(name) for name in _FEW]

    def search() -> object:
        found = list(exhaustive.members(case, product, devices, tier=0))
        return choosing.best(found), choosing.front(found)

    return search
