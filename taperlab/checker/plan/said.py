"""How the checker says that a plan's figure is not what it comes out as."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from taperlab.checker.figures import carefully, plain, read, same
from taperlab.checker.findings import stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.messages import Finding

__all__ = ["compare", "in_percent", "unequal", "wrong"]

_HUNDREDTH, _NOISE = Decimal("0.01"), Decimal(10) ** -40


def wrong(place: str, what: str, said: object, found: object) -> Finding:
    """Return the finding that a field says one thing and another comes out."""
    return stop("wrong-in-plan", place=place, what=what, said=_shown(said), found=_shown(found))


def unequal(place: str, what: str, said: object, found: object) -> Iterator[Finding]:
    """Yield a finding unless both are the same."""
    if said != found:
        yield wrong(place, what, said, found)


def compare(
    place: str, what: str, said: str | None, found: Decimal | None, unit: str = "mg"
) -> Iterator[Finding]:
    """Yield a finding unless a figure is the number found; None stands for one that is absent."""
    if said is None or found is None:
        if said is not None or found is not None:
            yield wrong(place, what, said, None if found is None else f"{plain(found)} {unit}")
    elif not same(read(said, unit).number, found):
        yield wrong(place, what, said, f"{plain(found)} {unit}")


def in_percent(share: Decimal) -> str:
    """Write a share of one in per cent with two decimals: ``"40.56 %"``."""
    with carefully():
        rounded = (share * 100).quantize(_NOISE).quantize(_HUNDREDTH, ROUND_HALF_EVEN)
        return f"{rounded or abs(rounded)} %"


def _shown(value: object) -> str:
    return "-" if value is None else str(value)
