"""What one can ask for in a batch: a dose, a taper or a check, by the fields of its request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from taperlab.answers.request import DoseRequest
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


def request_of(kind: object, fields: Mapping[str, object]) -> Request:
    """Return the request of a kind that is written in a line.

    Raises:
        InputError: if there is no such kind, or the fields are not those of its request.
    """
    asked = _KINDS.get(kind) if isinstance(kind, str) else None
    if asked is None:
        raise InputError(Message("cli.unknown-kind", kind=kind))
    try:
        return msgspec.convert(fields, asked)
    except msgspec.ValidationError as error:
        raise InputError(Message("cli.line-not-a-request", reason=str(error))) from error
