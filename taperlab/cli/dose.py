"""``taperlab dose``: ranked preparations for one dose."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import typer

from taperlab.answers.document import Role  # noqa: TC001 - typer reads annotations
from taperlab.answers.request import DoseRequest
from taperlab.cli.in_hand import beads_from, expiries_from, weighed_from
from taperlab.cli.language import speaking
from taperlab.cli.options import CHECKED_BY, JSON, LANGUAGE, PREPARED_BY
from taperlab.cli.requests import overrides_from, read_date, refuse_unprintable
from taperlab.messages import Message, NotMakeableError

if TYPE_CHECKING:
    from taperlab.answers.document import Answer
    from taperlab.cli.terminal import Terminal

__all__ = ["dose"]

_DRUG = typer.Argument(..., metavar="DRUG", help="cli.help.drug")
_DOSE = typer.Argument(..., metavar="DOSE", help="cli.help.dose-typed")
_DOSE_OF = typer.Option("tablet", "--dose-of", metavar="PRODUCT", help="cli.help.dose-of")
_PER = typer.Option("administration", "--per", help="cli.help.per")
_DOSES_PER_DAY = typer.Option(
    None, "--doses-per-day", min=1, metavar="N", help="cli.help.doses-per-day"
)
_CURRENT = typer.Option(None, "--current", metavar="DOSE", help="cli.help.current")
_HIGHEST = typer.Option(None, "--highest-dose", metavar="DOSE", help="cli.help.highest-dose")
_MARKET = typer.Option("GB", "--market", metavar="MARKET", help="cli.help.market")
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


def dose(  # noqa: PLR0913 - one parameter an option, as typer has it
    drug: str = _DRUG,
    dose: str = _DOSE,
    *,
    dose_of: str = _DOSE_OF,
    per: Literal["administration", "day"] = _PER,
    doses_per_day: int | None = _DOSES_PER_DAY,
    current: str | None = _CURRENT,
    highest_dose: str | None = _HIGHEST,
    market: str = _MARKET,
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
    as_json: bool = JSON,
) -> int:
    """Answer one request."""
    terminal = speaking(lang, as_json=as_json)
    request = DoseRequest(
        drug=drug,
        dose=dose,
        dose_of=dose_of,
        per=per,
        doses_per_day=doses_per_day,
        current_dose=current,
        highest_dose=highest_dose,
        market=market,
        products=tuple(have) or None,
        devices=tuple(device) or None,
        confirmed_devices=tuple(confirmed_device),
        methods=tuple(method) or None,
        role=role,
        max_error=max_error,
        days=days,
        overrides=overrides_from(override),
        beads=beads_from(beads),
        weighed=weighed_from(weighed),
        overage=overage,
        expiries=expiries_from(expiry),
        prepared_by=prepared_by,
        checked_by=checked_by,
        lang=lang,
        **_given(date=read_date(date)),
    )
    return _answer(request, terminal)


def _given(**fields: object) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _answer(request: DoseRequest, terminal: Terminal) -> int:
    from taperlab.answers import prepare  # noqa: PLC0415 - the engine is not for --help
    from taperlab.catalogue import Catalogue  # noqa: PLC0415

    refuse_unprintable(msgspec.structs.asdict(request))
    catalogue = Catalogue.with_local()
    answer = prepare(request, catalogue)
    if terminal.as_json:
        terminal.print_json(_document(answer, terminal))
        return 0 if answer.preparations else 1
    from taperlab.cli.answer_page import answer_page  # noqa: PLC0415 - rich takes its time

    terminal.show(answer_page(answer, catalogue, terminal.wording))
    return 0 if answer.preparations else terminal.fail(_no_preparation(answer))


def _document(answer: Answer, terminal: Terminal) -> bytes:
    """Return the answer as JSON; one without a preparation says so too, and is hashed with it."""
    from taperlab.answers.codec import encode  # noqa: PLC0415 - not for --help

    document = encode(answer)
    if answer.preparations:
        return document
    fields = msgspec.json.decode(document)
    fields |= {"error": terminal.explain(_no_preparation(answer)), "hash": ""}
    plain = msgspec.json.encode(fields, order="sorted")
    fields["hash"] = hashlib.sha256(plain).hexdigest()[:16]
    return msgspec.json.format(msgspec.json.encode(fields), indent=2)


def _no_preparation(answer: Answer) -> NotMakeableError:
    request = answer.request
    return NotMakeableError(Message("cli.no-preparation", drug=request.drug, dose=request.dose))
