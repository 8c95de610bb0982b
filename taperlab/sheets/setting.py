"""From neutral blocks to flowables: how each block of a sheet is set."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from reportlab.platypus import CondPageBreak, KeepTogether, Paragraph

from taperlab.sheets.content import (
    Budget,
    CautionNote,
    DoseLine,
    Fact,
    FillIn,
    Heading,
    Instruction,
    Item,
    Label,
    Note,
    SignatureBox,
    TickRow,
)
from taperlab.sheets.flowables import Blanks, Boxes, Panel, Row, Stack, Ticked
from taperlab.sheets.instructions import Figure, Step
from taperlab.sheets.markup import marked_up
from taperlab.sheets.pictures import draw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable

    from taperlab.messages import Message
    from taperlab.sheets.content import Block, Picture
    from taperlab.sheets.typography import Typography
    from taperlab.wording import Wording

__all__ = ["Setter"]

_COLUMNS = (0.44, 0.2, 0.18, 0.18)


class Setter:
    """Sets blocks in one language and one set of styles."""

    def __init__(self, wording: Wording, type_: Typography) -> None:
        self._wording, self._type = wording, type_

    def story(self, blocks: tuple[Block, ...]) -> list[Flowable]:
        """Return every block as flowables, in order; a heading stays with what follows.

        The last part stays together, so that no page holds a few lines of it.
        """
        headings = [index for index, block in enumerate(blocks) if isinstance(block, Heading)]
        last = headings[-1] if headings else len(blocks)
        flowables: list[Flowable] = []
        for block in blocks[:last]:
            if isinstance(block, Heading):
                flowables.append(CondPageBreak(6 * self._type.body.leading))
            flowables += self._set(block)
        end = [one for block in blocks[last:] for one in self._set(block)]
        return [*flowables, KeepTogether(end)] if end else flowables

    def _set(self, block: Block) -> Iterator[Flowable]:
        match block:
            case Heading(message):
                yield Stack(
                    [self._text(message, self._type.heading)], before=self._type.gap, after=4
                )
            case DoseLine():
                yield self._dose(block)
            case Fact(message, aside):
                yield self._fact(message, aside=aside)
            case Note(message):
                yield Stack([self._text(message, self._type.strong)], after=2)
            case Item(message):
                yield Ticked([self._text(message, self._type.body, strong=True)], left=18, after=1)
            case Instruction():
                yield self._step(block)
            case CautionNote(message, reason, grave):
                yield self._caution(message, reason) if grave else self._fact(message, aside=False)
            case _:
                yield from self._form(block)

    def _form(self, block: FillIn | TickRow | SignatureBox | Budget | Label) -> Iterator[Flowable]:
        """Set what is filled in or added up."""
        match block:
            case FillIn(messages):
                texts = [self._wording.text(one) for one in messages]
                yield Blanks(texts, self._type.body, self._type.row)
            case TickRow(message, boxes):
                line = Stack([self._text(message, self._type.body)], before=self._type.gap, after=5)
                line.keepWithNext = 1
                yield from (line, Boxes(boxes, after=self._type.gap))
            case SignatureBox(who, signature):
                yield self._signature(who, signature)
            case Budget():
                yield from self._budget(block)
            case Label():
                raise TypeError("labels are set by the label paper")
            case _:
                assert_never(block)

    def _text(self, message: Message, style: ParagraphStyle, *, strong: bool = False) -> Paragraph:
        return Paragraph(marked_up(message, self._wording, strong=strong), style)

    def _dose(self, block: DoseLine) -> Panel:
        details = [self._text(one, self._type.body) for one in block.details]
        return Panel([self._text(block.message, self._type.dose), *details], after=self._type.gap)

    def _fact(self, message: Message, *, aside: bool) -> Stack:
        left = 12 if aside else 0
        return Stack([self._text(message, self._type.body)], left=left, after=2)

    def _step(self, block: Instruction) -> Step:
        type_ = self._type
        lines: list[Flowable] = [
            *(Stack([self._text(one, type_.aside)], after=2) for one in block.before),
            Stack([self._text(block.message, type_.body, strong=True)], after=2),
            *(Stack([self._text(one, type_.aside, strong=True)], after=1) for one in block.notes),
        ]
        if block.fate is not None:
            lines.append(
                Panel([self._text(block.fate, type_.strong)], warning=True, pad=4, after=3)
            )
        figure = None if block.picture is None else self._figure(block.picture)
        return Step(block.number, lines, figure, type_)

    def _figure(self, picture: Picture) -> Figure:
        drawing, caption = draw(picture.shows, self._wording), picture.caption
        words = None if caption is None else self._text(caption, self._type.caption)
        return Figure(drawing, words, self._type.picture)

    def _caution(self, message: Message, reason: Message | None) -> Panel:
        parts = [self._text(message, self._type.body)]
        if reason is not None:
            parts.append(self._text(reason, self._type.strong))
        return Panel(parts, warning=True, pad=5, after=4)

    def _signature(self, who: Message, signature: Message) -> Flowable:
        style, text = self._type.body, self._wording.text
        return Blanks([text(who), text(signature)], style, self._type.row, after=2)

    def _budget(self, block: Budget) -> Iterator[Flowable]:
        for message, style in (
            (block.header, self._type.strong),
            *((row, self._type.body) for row in block.rows),
            *((total, self._type.strong) for total in block.sums),
        ):
            yield Row(self._cells(message), style, _COLUMNS)

    def _cells(self, message: Message) -> list[str]:
        """Split a row's text where its template has its semicolons."""
        cells = marked_up(message, self._wording).rsplit("; ", 3)
        return [*cells, *[""] * (4 - len(cells))]
