"""What every sheet has alike: head, foot, draft band, cautions with their reasons, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.messages import Message, NotMakeableError
from taperlab.sheets.content import CautionNote, Sheet, SignatureBox
from taperlab.sheets.names import tied, trimmed

if TYPE_CHECKING:
    from taperlab.answers.document import Answer, Caution, Preparation
    from taperlab.sheets.content import Block, Particulars

__all__ = ["caution_note", "check_reasons", "draft", "foot", "framed", "signatures"]


def framed(
    kind: str, answer: Answer, subject: Message, blocks: tuple[Block, ...], people: Particulars
) -> Sheet:
    """Put head and foot around the blocks of a sheet."""
    name = Message("sheets.head.name", name=people.patient) if people.patient else None
    return Sheet(
        kind=kind,
        language=answer.request.lang,
        title=Message(f"sheets.head.{kind}"),
        subject=subject,
        name=name or Message("sheets.head.name-blank"),
        date=answer.request.date,
        draft=draft(answer),
        foot=foot(answer),
        blocks=blocks,
    )


def draft(answer: Answer) -> Message | None:
    """Return the draft line until a preparer and a checker are named."""
    named = answer.request.prepared_by and answer.request.checked_by
    return None if named else Message("sheets.draft")


def foot(answer: Answer) -> tuple[Message, ...]:
    """Return what every page ends with; the page's number is known to the paper alone."""
    versions = Message(
        "sheets.foot.versions",
        version=answer.version,
        catalogue=answer.catalogue.version,
        stamp=answer.catalogue.hash,
        market=answer.request.market,
        answer=answer.hash,
    )
    return Message("sheets.foot.purpose"), versions


def check_reasons(answer: Answer, preparation: Preparation) -> None:
    """Insist that a sheet which is no draft has a reason for every limit that was passed.

    Raises:
        NotMakeableError: if one is missing.
    """
    for one in preparation.cautions:
        if one.needs_reason and not one.reason and draft(answer) is None:
            raise NotMakeableError(Message("sheets.reason-needed", code=one.code))


def caution_note(caution: Caution, key: str) -> CautionNote:
    """Return a caution, under the template ``key``, with the reason for passing it."""
    severity = Message(f"sheets.severity.{caution.severity}")
    text = tied(trimmed(caution.text))
    message = Message(key, text=text, code=caution.code, severity=severity)
    if not caution.needs_reason:
        return CautionNote(message, grave=caution.severity != "note")
    if caution.reason:
        return CautionNote(message, Message("sheets.reason", text=caution.reason))
    return CautionNote(message, Message("sheets.reason-missing"))


def signatures(answer: Answer) -> tuple[SignatureBox, ...]:
    """Return the boxes of the preparer and of the checker."""
    request = answer.request
    people = (("prepared", request.prepared_by), ("checked", request.checked_by))
    return tuple(_box(role, name) for role, name in people)


def _box(role: str, name: str | None) -> SignatureBox:
    key = f"sheets.sign.{role}"
    who = Message(key, name=name) if name else Message(f"{key}-blank")
    return SignatureBox(who, Message("sheets.sign.signature"))
