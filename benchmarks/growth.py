"""How cost grows: ten times the candidates, ten times the catalogue, a hundred times the batch."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from benchmarks.measure import in_turns, report
from benchmarks.requests import drawn
from taperlab import Catalogue, DoseRequest, prepare
from taperlab.answers.judging import solve
from taperlab.answers.resolve import resolve
from taperlab.methods.instruments import Instrument
from taperlab.quantities import Volume

if TYPE_CHECKING:
    from taperlab.methods.question import Question

__all__ = ["main"]

_DAY = dt.date(2026, 3, 1)
_REQUEST = DoseRequest(
    drug="citalopram", dose="0.37 mg", current_dose="0.4 mg", max_error="6%", date=_DAY
)
_FEW, _SOME, _MANY = 100, 1_000, 10_000
_CHILD = (
    "import pathlib, sys; from taperlab.cli import main; main(sys.argv[1:]);"
    "kept = pathlib.Path('/proc/self/status').read_text();"
    "print(kept.partition('VmHWM:')[2].split()[0])"
)


def main() -> None:
    """Print the ratios."""
    catalogue = Catalogue.shipped()
    _candidates(catalogue)
    _catalogue(catalogue)
    _batch()


def _candidates(catalogue: Catalogue) -> None:
    question, _ = resolve(_REQUEST, catalogue)
    more = _finer(question)
    few, many = in_turns(lambda: solve(question), lambda: solve(more), runs=5)
    report(
        "ten times the marks on every syringe, against the syringes as they are",
        many / few,
        f"{many * 1e3:.0f} ms",
        f"{few * 1e3:.0f} ms",
    )


def _finer(question: Question) -> Question:
    """Return the question with syringes that have ten marks where there was one."""
    finer = []
    for one in question.instruments:
        device = one.device
        if device.kind == "oral-syringe" and isinstance(device.graduation, Volume):
            device = msgspec.structs.replace(device, graduation=device.graduation / 10)
        finer.append(Instrument(one.id, device))
    return replace(question, instruments=tuple(finer))


def _catalogue(catalogue: Catalogue) -> None:
    more = _tenfold(catalogue)
    few, many = in_turns(
        lambda: prepare(_REQUEST, catalogue), lambda: prepare(_REQUEST, more), runs=5
    )
    report(
        f"an answer from {len(more.drugs)} drugs against one from {len(catalogue.drugs)}",
        many / few,
        f"{many * 1e3:.1f} ms",
        f"{few * 1e3:.1f} ms",
    )


def _tenfold(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with nine made-up copies of every drug."""
    drugs = list(catalogue.drugs)
    for number in range(2, 11):
        for drug in catalogue.drugs:
            name = f"{drug.id}-{number}"
            products = tuple(
                msgspec.structs.replace(one, id=f"{one.id}-{number}", drug=name)
                for one in drug.products
            )
            drugs.append(msgspec.structs.replace(drug, id=name, products=products))
    return replace(catalogue, drugs=tuple(drugs))


def _batch() -> None:
    with tempfile.TemporaryDirectory() as folder:
        few, few_memory = _run(Path(folder), _FEW)
        many, many_memory = _run(Path(folder), _MANY)
    report(
        f"a batch of {_MANY:,} against one of {_FEW}",
        many / few,
        f"{many:.1f} s",
        f"{few:.2f} s",
        "110 x",
    )
    _workers()
    report(
        "its memory at the most",
        many_memory / few_memory,
        f"{many_memory / 1024:.0f} MiB",
        f"{few_memory / 1024:.0f} MiB",
        "flat",
    )


def _workers() -> None:
    """Answer requests of all drugs in one process and in two."""
    requests = [
        {"drug": each.drug, "dose": each.dose, "market": each.market, "date": _DAY.isoformat()}
        for each in drawn(Catalogue.shipped(), _SOME)
    ]
    with tempfile.TemporaryDirectory() as folder:
        lines = [json.dumps(request) for request in requests]
        one, _ = _answered(Path(folder), lines)
        two, _ = _answered(Path(folder), lines, "--workers", "2")
    report(f"a batch of {_SOME} in two processes", two / one, f"{two:.1f} s", f"{one:.1f} s in one")


def _run(folder: Path, count: int) -> tuple[float, float]:
    return _answered(folder, [_line(number) for number in range(count)])


def _answered(folder: Path, lines: list[str], *options: str) -> tuple[float, float]:
    """Return the seconds and the KiB that a batch takes, start included."""
    source = folder / "requests.jsonl"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    begun = time.perf_counter()
    results = str(folder / "out.jsonl")
    command = [sys.executable, "-c", _CHILD, "batch", str(source), "-o", results, *options]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return time.perf_counter() - begun, float(said.split()[-1])


def _line(number: int) -> str:
    return json.dumps(
        {
            "drug": "fluoxetine",
            "dose": f"{2 + number % 97 * 0.1:.1f} mg".replace(".0 mg", " mg"),
            "methods": ["oral-liquid"],
            "date": _DAY.isoformat(),
        }
    )
