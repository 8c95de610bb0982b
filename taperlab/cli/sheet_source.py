"""What a sheet is made of: an answer in a file, or one step of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from taperlab.cli.files import read_file
from taperlab.cli.requests import refuse_unprintable
from taperlab.messages import InputError, Message

if TYPE_CHECKING:
    from taperlab.answers.document import Answer

__all__ = ["answer_in"]


def answer_in(
    source: str, names: dict[str, str | None], *, preparation: int | None, step: int | None
) -> Answer:
    """Return the answer that a file holds, or that a step of its plan is, signed by ``names``.

    Raises:
        InputError: if there is neither, or a number is given that belongs to the other.
        NotMakeableError: for a step of which there is no sheet.
    """
    signed = {field: name for field, name in names.items() if name is not None}
    refuse_unprintable(signed)
    return _signed(_answer(source, preparation, step), signed)


def _answer(source: str, preparation: int | None, step: int | None) -> Answer:
    from taperlab.answers.codec import decode, decode_answer, says_to_be  # noqa: PLC0415
    from taperlab.taper.document import PLAN_SCHEMA, Plan  # noqa: PLC0415 - not for --help
    from taperlab.taper.step_answer import step_answer  # noqa: PLC0415

    data = read_file(source)
    if not says_to_be(data, PLAN_SCHEMA):
        answer = decode_answer(data, source)
        if step is not None:
            raise InputError(Message("cli.step-of-answer", name=source))
        return answer
    plan = decode(data, Plan, PLAN_SCHEMA, source)
    if preparation is not None:
        raise InputError(Message("cli.preparation-of-plan", name=source))
    return step_answer(plan, step)


def _signed(answer: Answer, signed: dict[str, str]) -> Answer:
    from taperlab.answers.codec import document_hash  # noqa: PLC0415 - not for --help

    if not signed:
        return answer
    request = msgspec.structs.replace(answer.request, **signed)
    answer = msgspec.structs.replace(answer, request=request)
    return msgspec.structs.replace(answer, hash=document_hash(answer))
