"""Answers to JSON and back, exact: quantities are strings, never floats."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

import msgspec

from taperlab.answers.document import SCHEMA, Answer, Hashed
from taperlab.messages import InputError, Message
from taperlab.quantities import Mass, Quantity, canonical, parse_file

__all__ = ["decode", "decode_answer", "document_hash", "encode", "says_to_be"]

D = TypeVar("D", bound=Hashed)

_KINDS = {
    f"taperlab/{kind}/1": Message(f"answers.kind-{kind}")
    for kind in ("answer", "plan", "check", "reading", "catalogue")
}


def encode(document: object) -> bytes:
    """Write a document as indented JSON with a closing line end."""
    plain = msgspec.json.encode(document, enc_hook=_to_text, order="deterministic")
    return msgspec.json.format(plain, indent=2) + b"\n"


def decode_answer(data: bytes, name: str) -> Answer:
    """Read an answer from the bytes of the file called ``name``.

    Raises:
        InputError: if it is no answer, was damaged, or its hash does not fit (tampered with).
    """
    return decode(data, Answer, SCHEMA, name)


def decode(data: bytes, kind: type[D], schema: str, name: str) -> D:
    """Read a document of one schema from the bytes of the file called ``name``.

    Raises:
        InputError: if it is none, was damaged, or its hash does not fit (tampered with).
    """
    try:
        named = msgspec.json.decode(data, type=_Named).schema
        if named != schema:
            raise _of_other_schema(named, schema, name)
        hook = _from_text_signed if kind.has_changes else _from_text
        found = msgspec.json.decode(data, type=kind, dec_hook=hook)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(Message("answers.file-damaged", name=name, reason=str(error))) from error
    if found.hash != document_hash(found):
        raise InputError(Message("answers.file-tampered", name=name))
    return found


def says_to_be(data: bytes, schema: str) -> bool:
    """Whether a file says that it is of one schema; what cannot be read says nothing."""
    try:
        return msgspec.json.decode(data, type=_Named).schema == schema
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False


class _Named(msgspec.Struct):
    """What every document says first: what it is."""

    schema: str


def _of_other_schema(schema: str, wanted: str, name: str) -> InputError:
    if schema not in _KINDS:
        return InputError(Message("answers.file-schema", name=name, schema=schema))
    kinds = {"kind": _KINDS[schema], "wanted": _KINDS[wanted]}
    return InputError(Message("answers.file-other", name=name, **kinds))


def document_hash(document: Hashed) -> str:
    """Return the short hash of everything in a document but the hash itself."""
    bare = msgspec.structs.replace(document, hash="")
    plain = msgspec.json.encode(bare, enc_hook=_to_text, order="sorted")
    return hashlib.sha256(plain).hexdigest()[:16]


def _to_text(value: object) -> str:
    if isinstance(value, Quantity):
        return canonical(value)
    raise NotImplementedError(type(value).__name__)


def _from_text(kind: type, value: Any) -> Any:  # noqa: ANN401 - msgspec's own signature
    if not issubclass(kind, Quantity):
        raise NotImplementedError(kind.__name__)
    if not isinstance(value, str):  # a number of JSON may be a float, and has no unit
        raise ValueError(f"Expected `str`, got `{type(value).__name__}`")  # noqa: TRY004 - msgspec
    try:
        return parse_file(value, kind)
    except InputError as error:
        raise ValueError(f"{value!r} is no {kind.__name__}: {error.code}") from error


def _from_text_signed(kind: type, value: Any) -> Any:  # noqa: ANN401 - msgspec's own signature
    """Read a mass that may be below zero: a dose that rose is a change of less than nothing."""
    if kind is Mass and isinstance(value, str) and value.startswith("-"):
        return _from_text(kind, value[1:]) * -1
    return _from_text(kind, value)
