"""Answers to JSON and back, exact: quantities are strings, never floats."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from taperlab.answers.document import SCHEMA, Answer
from taperlab.messages import InputError, Message
from taperlab.quantities import Quantity, canonical, parse_file

__all__ = ["answer_hash", "decode_answer", "encode"]


def encode(document: object) -> bytes:
    """Write a document as indented JSON with a closing line end."""
    plain = msgspec.json.encode(document, enc_hook=_to_text, order="deterministic")
    return msgspec.json.format(plain, indent=2) + b"\n"


def decode_answer(data: bytes, name: str) -> Answer:
    """Read an answer from the bytes of the file called ``name``.

    Raises:
        InputError: if it is no answer, was damaged, or its hash does not fit (tampered with).
    """
    try:
        answer = msgspec.json.decode(data, type=Answer, dec_hook=_from_text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(Message("answers.file-damaged", name=name, reason=str(error))) from error
    if answer.schema != SCHEMA:
        raise InputError(Message("answers.file-schema", name=name, schema=answer.schema))
    if answer.hash != answer_hash(answer):
        raise InputError(Message("answers.file-tampered", name=name))
    return answer


def answer_hash(answer: Answer) -> str:
    """Return the short hash of everything in the answer but the hash itself."""
    bare = msgspec.structs.replace(answer, hash="")
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
