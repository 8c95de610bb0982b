"""What other packages make of the part of the work they do: one dilution of a stock.

They are asked for a concentration, since none chooses one: 0.37 mg in each mL, 100 mL of it,
from 40 mg/mL (a millimolar stands for a mg/mL where a package knows molarities only). Measured
is the time, and whether the volume of stock that they give lies on a mark of a syringe.
They come with ``pip install -r benchmarks/peers.txt``; one that is not there is left out.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from importlib.util import find_spec
from typing import TYPE_CHECKING

from benchmarks.measure import in_turns, report
from taperlab import Catalogue, DoseRequest, prepare
from taperlab.answers.resolve import instruments_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["main"]

_OURS = DoseRequest(
    drug="citalopram",
    dose="0.37 mg",
    methods=("diluted-liquid",),
    products=("gb-citalopram-drops-40",),
    date=dt.date(2026, 3, 1),
)


def main() -> None:
    """Print a line for each peer that is installed."""
    catalogue = Catalogue.shipped()
    for name, (module, work) in _PEERS.items():
        if find_spec(module) is None:
            print(f"             {name} is not installed: benchmarks/peers.txt")
            continue
        ours, theirs = in_turns(lambda: prepare(_OURS, catalogue), work, runs=5)
        report(
            f"our whole search for one product against one dilution by {name}",
            ours / theirs,
            f"{ours * 1e3:.2f} ms, every volume on a mark",
            f"{theirs * 1e3:.3f} ms, {_judged(work(), catalogue)}",
        )


def _judged(volume: float, catalogue: Catalogue) -> str:
    """Say whether a volume in mL lies on a mark of any syringe."""
    asked = Fraction(volume).limit_denominator(10**9)
    marked = any(
        one.has_mark(asked)
        for one in instruments_of(catalogue).values()
        if one.device.kind == "oral-syringe"
    )
    return f"{volume:.6g} mL: {'on a mark' if marked else 'on no mark of any syringe'}"


def _riverine() -> float:
    from riverine import Component, FixedConcentration, Mix  # noqa: PLC0415 - may be absent

    stock = Component(name="stock", concentration="40 mM")
    action = FixedConcentration(components=[stock], fixed_concentration="0.37 mM")
    mix = Mix([action], name="dilution", fixed_total_volume="100 mL")
    return float(mix.actions[0].tx_volume(mix.total_volume).m_as("mL"))


def _mixsol() -> float:
    from mixsol import Mixer, Solution  # noqa: PLC0415 - may be absent

    stock = Solution(solutes="drug", solvents="water", molarity=40)
    target = Solution(solutes="drug", solvents="water", molarity=0.37)
    mixer = Mixer([stock, Solution(solvents="water")], {target: 100})
    return float(round(mixer.mix(target, 100)[stock], 9))


def _peptide_calculations() -> float:
    from peptide_calculations import calculate_dilution  # noqa: PLC0415 - may be absent

    found = calculate_dilution(40.0, "mg/mL", 0.37, "mg/mL", 100.0, "mL")
    return float(found["stockVolumeMl"])


_PEERS: dict[str, tuple[str, Callable[[], float]]] = {
    "riverine": ("riverine", _riverine),
    "mixsol": ("mixsol", _mixsol),
    "peptide-calculations": ("peptide_calculations", _peptide_calculations),
}
