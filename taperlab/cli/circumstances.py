"""The options that a dose, a taper and a check share: whose drug, from what, by whom, when."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Literal

import typer

from taperlab.answers.document import Role  # noqa: TC001 - typer reads annotations
from taperlab.cli.in_hand import beads_from, expiries_from, weighed_from
from taperlab.cli.options import CHECKED_BY, LANGUAGE, PREPARED_BY
from taperlab.cli.requests import overrides_from, read_date
from taperlab.cli.settings import own_settings

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["DRUG", "with_circumstances"]

DRUG = typer.Argument(..., metavar="DRUG", help="cli.help.drug")

_GIVEN = "given"
_DOSE_OF = typer.Option("tablet", "--dose-of", metavar="PRODUCT", help="cli.help.dose-of")
_PER = typer.Option("administration", "--per", help="cli.help.per")
_DOSES_PER_DAY = typer.Option(
    None, "--doses-per-day", min=1, metavar="N", help="cli.help.doses-per-day"
)
_MARKET = typer.Option(None, "--market", metavar="MARKET", help="cli.help.market")
_HAVE = typer.Option([], "--have", metavar="PRODUCT_ID", help="cli.help.have")
_DEVICE = typer.Option([], "--device", metavar="DEVICE_ID", help="cli.help.device")
_CONFIRMED = typer.Option([], "--confirmed-device", metavar="DEVICE_ID", help="cli.help.confirmed")
_METHOD = typer.Option([], "--method", metavar="METHOD", help="cli.help.method")
_ROLE = typer.Option("pharmacist", "--role", help="cli.help.role")
_MAX_ERROR = typer.Option(None, "--max-error", metavar="PERCENT", help="cli.help.max-error")
_DAYS = typer.Option(1, "--days", min=1, metavar="N", help="cli.help.days")
_DATE = typer.Option(None, "--date", metavar="YYYY-MM-DD", help="cli.help.date")
_OVERRIDE = typer.Option([], "--override", metavar="CODE=REASON", help="cli.help.override")
_BEADS = typer.Option([], "--beads", metavar="COUNT", help="cli.help.beads")
_WEIGHED = typer.Option([], "--weighed", metavar="WEIGHING", help="cli.help.weighed")
_OVERAGE = typer.Option(None, "--overage", metavar="PERCENT", help="cli.help.overage")
_EXPIRY = typer.Option([], "--expiry", metavar="PRODUCT=DAY", help="cli.help.expiry")


def with_circumstances(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command every option of the circumstances.

    What was typed reaches it as the one parameter ``given``: request fields by their names.
    """
    shared = inspect.signature(_fields, eval_str=True).parameters
    own = inspect.signature(command, eval_str=True).parameters

    def run(**typed: Any) -> int:  # noqa: ANN401 - as many types as there are options
        given = _fields(**{name: typed.pop(name) for name in shared})
        return command(**typed, given=given)

    options = [*(each for name, each in own.items() if name != _GIVEN), *shared.values()]
    vars(run)["__signature__"] = inspect.Signature(options)  # what typer reads
    return run


def _fields(  # noqa: PLR0913 - one parameter an option, as typer has it
    *,
    dose_of: str = _DOSE_OF,
    per: Literal["administration", "day"] = _PER,
    doses_per_day: int | None = _DOSES_PER_DAY,
    market: str | None = _MARKET,
    have: list[str] = _HAVE,
    device: list[str] = _DEVICE,
    confirmed_device: list[str] = _CONFIRMED,
    method: list[str] = _METHOD,
    role: Role = _ROLE,
    max_error: str | None = _MAX_ERROR,
    days: int = _DAYS,
    date: str | None = _DATE,
    beads: list[str] = _BEADS,
    weighed: list[str] = _WEIGHED,
    overage: str | None = _OVERAGE,
    expiry: list[str] = _EXPIRY,
    override: list[str] = _OVERRIDE,
    prepared_by: str | None = PREPARED_BY,
    checked_by: str | None = CHECKED_BY,
    lang: str = LANGUAGE,
) -> dict[str, Any]:
    """Return the request fields; a day that was not typed is left to the request's own default."""
    day = read_date(date)
    return {
        "dose_of": dose_of,
        "per": per,
        "doses_per_day": doses_per_day,
        "market": own_settings().market if market is None else market,
        "products": tuple(have) or None,
        "devices": tuple(device) or None,
        "confirmed_devices": tuple(confirmed_device),
        "methods": tuple(method) or None,
        "role": role,
        "max_error": max_error,
        "days": days,
        "beads": beads_from(beads),
        "weighed": weighed_from(weighed),
        "overage": overage,
        "expiries": expiries_from(expiry),
        "overrides": overrides_from(override),
        "prepared_by": prepared_by,
        "checked_by": checked_by,
        "lang": lang,
        **({} if day is None else {"date": day}),
    }
