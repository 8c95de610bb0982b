"""What a sheet says, before anything is set in type: neutral blocks, tested as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from taperlab.messages import Message

if TYPE_CHECKING:
    import datetime as dt

    from taperlab.sheets.illustrations import Illustration

__all__ = [
    "Block",
    "Budget",
    "CautionNote",
    "DoseLine",
    "Fact",
    "FillIn",
    "Heading",
    "Instruction",
    "Item",
    "Label",
    "Note",
    "Particulars",
    "Picture",
    "Sheet",
    "SignatureBox",
    "TickRow",
]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, what it shows in words, and the caption that stands under it."""

    shows: Illustration
    alt: Message
    caption: Message | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part of the sheet."""

    message: Message


@dataclass(frozen=True, slots=True)
class DoseLine:
    """The dose, larger than all else, and what belongs to it."""

    message: Message
    details: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A plain sentence; ``aside`` ones belong to the line above."""

    message: Message
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that must not be missed."""

    message: Message


@dataclass(frozen=True, slots=True)
class Item:
    """Something to have at hand, with a box to tick."""

    message: Message


@dataclass(frozen=True, slots=True)
class Instruction:
    """One operation: its number, its sentence, what comes before and after, and its picture."""

    number: int
    message: Message
    before: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()
    fate: Message | None = None
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class CautionNote:
    """A caution and, where one is needed, the reason for passing it; a grave one stands out."""

    message: Message
    reason: Message | None = None
    grave: bool = True


@dataclass(frozen=True, slots=True)
class FillIn:
    """Words with a line behind them, to be filled in by hand; several share a row."""

    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class TickRow:
    """Boxes without text, one for each time."""

    message: Message
    boxes: int


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """Who did it, and the line to sign on."""

    who: Message
    signature: Message


@dataclass(frozen=True, slots=True)
class Budget:
    """The error budget: what the columns are, a row a source, and the sums.

    A row's cells are its message's fields in the order of ``columns``.
    """

    header: Message
    rows: tuple[Message, ...]
    sums: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on one container: the direction, what comes before and after, the reference."""

    before: tuple[Message, ...]
    direction: Message
    after: tuple[Message, ...]
    reference: Message


Block: TypeAlias = (
    Heading
    | DoseLine
    | Fact
    | Note
    | Item
    | Instruction
    | CautionNote
    | FillIn
    | TickRow
    | SignatureBox
    | Budget
    | Label
)


@dataclass(frozen=True, slots=True)
class Particulars:
    """Who a sheet is for and who supplies the medicine, where they are known."""

    patient: str | None = None
    supplier: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper: what stands on every page, and the blocks between."""

    kind: str
    language: str
    title: Message
    subject: Message
    name: Message
    date: dt.date
    draft: Message | None
    foot: tuple[Message, ...]
    blocks: tuple[Block, ...] = field(default=())

    @property
    def dated(self) -> Message:
        """The date, as it stands in the head."""
        return Message("sheets.head.date", date=self.date)
