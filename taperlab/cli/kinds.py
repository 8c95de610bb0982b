"""What one can ask for in a batch: a dose, a taper or a check, by the fields of its request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from taperlab.answers.request import DoseRequest
from taperlab.cli.requests import overrides_from, refuse_another_dose
from taperlab.messages import InputError, Message
from taperlab.taper.request import CheckRequest, TaperRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DOSE", "Request", "request_of"]

Request: TypeAlias = DoseRequest | TaperRequest | CheckRequest

DOSE: Final = "dose"
_KINDS: Final[dict[str, type[Request]]] = {
    DOSE: DoseRequest,
    "taper": TaperRequest,
    "check": CheckRequest,
}
_REPEATED: Final = {
    "have": "products",
    "device": "devices",
    "confirmed_device": "confirmed_devices",
    "method": "methods",
    "override": "overrides",
}
_BY_OPTION: Final = {"current": "current_dose", **_REPEATED}


def request_of(kind: object, fields: Mapping[str, object]) -> Request:
    """Return the request of a kind that is written in a line.

    Raises:
        InputError: if there is no such kind, or the fields are not those of its request.
    """
    asked = _KINDS.get(kind) if isinstance(kind, str) else None
    if asked is None:
        raise InputError(Message("cli.unknown-kind", kind=kind))
    try:
        return _request(_by_field(fields), asked)
    except msgspec.ValidationError as error:
        raise InputError(Message("cli.line-not-a-request", reason=str(error))) from error


def _request(fields: dict[str, object], asked: type[Request]) -> Request:
    """Return the request; what a taper or a check starts from is the current dose."""
    if asked is DoseRequest:
        return msgspec.convert(fields, asked)
    current: str | None = msgspec.convert(fields.pop("current_dose", None), str | None)
    request = msgspec.convert(fields, asked)
    if not isinstance(request, DoseRequest):
        refuse_another_dose(current, request.start, request.market)
    return request


def _by_field(written: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of a request; each may be written by the name of its option too."""
    fields: dict[str, object] = {}
    for name, value in written.items():
        option = name.replace("-", "_")
        field = _BY_OPTION.get(option, option)
        if field in fields:
            raise InputError(Message("cli.line-names-twice", name=field))
        fields[field] = _repeated(option, value) if option in _REPEATED else value
    return fields


def _repeated(option: str, value: object) -> object:
    """Return what the field holds for an option that may be repeated; one alone needs no list."""
    values = [value] if isinstance(value, str) else value
    return overrides_from(msgspec.convert(values, list[str])) if option == "override" else values
