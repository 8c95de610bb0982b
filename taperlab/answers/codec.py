"""Answers to JSON and back, exact: quantities are strings, never floats."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

import msgspec

from taperlab.answers.document import SCHEMA, Answer, Hashed
from taperlab.messages import InputError, Message
from taperlab.quantities import Quantity, canonical, parse_file

__all__ = ["decode", "decode_answer", "document_hash", "encode"]

D = TypeVar("D", bound=Hashed)


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
        found = msgspec.json.decode(data, type=kind, dec_hook=_from_text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(Message("answers.file-damaged", name=name, reason=str(error))) from error
    if found.schema != schema:
        raise InputError(Message("answers.file-schema", name=name, schema=found.schema))
    if found.hash != document_hash(found):
        raise InputError(Message("answers.file-tampered", name=name))
    return found


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
    if issubclass(kind, Quantity) and isinstance(value, str):
        try:
            return parse_file(value, kind)
        except InputError as error:
            raise ValueError(f"{value!r} is no {kind.__name__}: {error.code}") from error
    raise NotImplementedError(kind.__name__)
