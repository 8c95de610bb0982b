"""Answers to 200 requests drawn from the whole catalogue, and to doses of two stages."""

from __future__ import annotations

import datetime as dt
import random
from statistics import median, quantiles
from typing import TYPE_CHECKING

from benchmarks.measure import seconds
from taperlab import Catalogue, DoseRequest, prepare
from taperlab.catalogue.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["drawn", "main"]

_SEED = 7
_COUNT = 200
_DAY = dt.date(2026, 3, 1)
_TWO_STAGES = ("0.001 mg", "0.002 mg", "0.003 mg", "0.004 mg")


def main() -> None:
    """Print medians and the slow end."""
    catalogue = Catalogue.shipped()
    requests = list(drawn(catalogue, _COUNT))
    for request in requests:
        prepare(request, catalogue)
    taken = [seconds(lambda: prepare(request, catalogue)) for request in requests]  # noqa: B023
    print(
        f"             {_COUNT} requests of all drugs: median {median(taken) * 1e3:.1f} ms,"
        f" 95th percentile {quantiles(taken, n=20)[-1] * 1e3:.1f} ms; aim: 30 ms and 80 ms"
    )
    tiny = [DoseRequest(drug="citalopram", dose=dose, date=_DAY) for dose in _TWO_STAGES]
    taken = [seconds(lambda: prepare(request, catalogue)) for request in tiny * 3]  # noqa: B023
    print(f"             two stages: median {median(taken) * 1e3:.1f} ms; aim: 100 ms")


def drawn(catalogue: Catalogue, count: int) -> Iterator[DoseRequest]:
    """Yield requests for random drugs, markets, doses and roles: the same ones each time."""
    draw = random.Random(_SEED)  # noqa: S311 - nothing is kept secret
    drugs = sorted(drug.id for drug in catalogue.drugs)
    made = 0
    while made < count:
        drug, market = draw.choice(drugs), draw.choice(sorted(catalogue.markets))
        try:
            if not catalogue.products_of(drug, market):
                continue
        except UnknownNameError:
            continue
        made += 1
        yield DoseRequest(
            drug=drug,
            dose=f"{draw.randint(1, 999)} micrograms" if made % 2 else f"{draw.randint(1, 40)} mg",
            market=market,
            role=draw.choice(("pharmacist", "patient")),
            date=_DAY,
        )
