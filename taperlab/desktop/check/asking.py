"""What the Check page asks, as values: a reduction, and how long the dose now has been taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taperlab.catalogue import Catalogue
    from taperlab.taper.document import Check
    from taperlab.taper.request import CheckRequest

_TYPED = ("drug", "start", "to")
_SAME_REDUCTION = (*_TYPED, "market", "per", "dose_of", "doses_per_day", "role", "date")


@dataclass(frozen=True, slots=True)
class Asked:
    """``since`` is how long the present dose has been taken, as typed; no check depends on it."""

    request: CheckRequest
    since: str = ""


def blank(market: str) -> Asked:
    """Return a page with nothing on it yet: a GP asks, in this market."""
    from taperlab.taper.request import CheckRequest  # noqa: PLC0415 - after the first paint

    return Asked(CheckRequest(drug="", start="", to="", market=market, role="gp"))


def is_blank(request: CheckRequest) -> bool:
    """Whether there is not yet a reduction to ask about."""
    return not (request.drug.strip() and request.start.strip() and request.to.strip())


def key_of(request: CheckRequest) -> bytes:
    """Return what a check is remembered by."""
    import msgspec  # noqa: PLC0415 - after the first paint

    return msgspec.json.encode(request, order="sorted")


def without_reasons(asked: Asked, *, unless_as: Asked) -> Asked:
    """Return what is asked without typed reasons, unless they were typed for this reduction."""
    before, after = unless_as.request, asked.request
    if all(getattr(before, name) == getattr(after, name) for name in _SAME_REDUCTION):
        return asked
    return _with_reasons(asked, {})


def with_reason(asked: Asked, code: str, reason: str) -> Asked:
    """Return what is asked with one reason more; an empty one takes it back."""
    given = {**asked.request.overrides, code: reason}
    return _with_reasons(asked, {name: text for name, text in given.items() if text})


def asked_of(check: Check, catalogue: Catalogue) -> Asked:
    """Return the reduction that a stored check answers, as one would type it."""
    import msgspec  # noqa: PLC0415 - after the first paint

    from taperlab.answers.resolve import decimal_mark  # noqa: PLC0415 - with the engine
    from taperlab.desktop.dose.asking import usual_devices  # noqa: PLC0415
    from taperlab.quantities import canonical  # noqa: PLC0415
    from taperlab.taper.request import CheckRequest  # noqa: PLC0415

    request, mark = check.request, decimal_mark(check.request.market)
    start, to = (canonical(dose).replace(".", mark) for dose in (request.start, request.to))
    typed = CheckRequest(drug=catalogue.drug(request.drug).name, start=start, to=to)
    usual = usual_devices(catalogue, request.role)
    others = [name for name in CheckRequest.__struct_fields__ if name not in _TYPED]
    kept = {name: getattr(request, name) for name in others}
    if request.devices == usual:
        kept["devices"] = None
    if request.max_error:
        kept["max_error"] = request.max_error.replace(".", mark)
    return Asked(msgspec.structs.replace(typed, **kept))


def _with_reasons(asked: Asked, reasons: dict[str, str]) -> Asked:
    import msgspec  # noqa: PLC0415 - after the first paint

    return replace(asked, request=msgspec.structs.replace(asked.request, overrides=reasons))
