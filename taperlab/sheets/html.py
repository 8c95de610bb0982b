"""The same content as one HTML file for screens and screen readers: nothing is fetched."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, assert_never

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
from taperlab.sheets.html_style import STYLE
from taperlab.sheets.markup import marked_up
from taperlab.sheets.pictures import draw, picture_pdf
from taperlab.sheets.png import picture_png
from taperlab.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from taperlab.messages import Message
    from taperlab.sheets.content import Block, Picture, Sheet

__all__ = ["sheet_html"]

_LISTS = {Item: "ul", Instruction: "ol"}


def sheet_html(sheet: Sheet) -> bytes:
    """Write a sheet as one self-contained page."""
    page = _Page(Wording(sheet.language))
    return "\n".join(page.lines(sheet)).encode()


class _Page:
    """Writes blocks in one language."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def lines(self, sheet: Sheet) -> Iterator[str]:
        """Write the whole document."""
        yield f'<!DOCTYPE html>\n<html lang="{sheet.language}">\n<head>\n<meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{self._text(sheet.title)}: {self._text(sheet.subject)}</title>"
        yield f"<style>{STYLE}</style>\n</head>\n<body>\n<header>"
        if sheet.draft:
            yield f'<p class="draft">{self._text(sheet.draft)}</p>'
        yield f"<h1>{self._text(sheet.title)}</h1>"
        yield f"<p>{self._text(sheet.name)}</p><p>{self._text(sheet.dated)}</p>"
        yield "</header>\n<main>"
        for kind, blocks in groupby(sheet.blocks, type):
            yield from self._group(kind, blocks)
        yield "</main>\n<footer>"
        yield from (self._paragraph(one) for one in sheet.foot)
        yield "</footer>\n</body>\n</html>\n"

    def _group(self, kind: type[Block], blocks: Iterable[Block]) -> Iterator[str]:
        tag = _LISTS.get(kind)
        written = (self._block(block) for block in blocks)
        yield from [f"<{tag}>", *written, f"</{tag}>"] if tag else written

    def _block(self, block: Block) -> str:  # noqa: PLR0911 - one case a block
        match block:
            case Heading(message):
                return f"<h2>{self._text(message)}</h2>"
            case DoseLine(message, details):
                first = f'<p class="dose">{self._text(message)}</p>'
                return f'<section class="panel">{first}{self._all(details)}</section>'
            case Fact(message):
                return self._paragraph(message)
            case Note(message):
                return f"<p><strong>{self._text(message)}</strong></p>"
            case Item(message):
                return f"<li>{marked_up(message, self._wording, strong=True)}</li>"
            case Instruction():
                return self._instruction(block)
            case CautionNote(message, reason, _):
                said = [message] if reason is None else [message, reason]
                return f'<div class="caution">{self._all(said)}</div>'
            case _:
                return self._form(block)

    def _form(self, block: FillIn | TickRow | SignatureBox | Budget | Label) -> str:
        """Write what is filled in, added up or stuck on."""
        match block:
            case FillIn(messages):
                return f'<p class="fill">{"".join(map(self._blank, messages))}</p>'
            case TickRow(message, boxes):
                row = '<span class="box"></span>' * boxes
                return f'{self._paragraph(message)}<p aria-hidden="true">{row}</p>'
            case SignatureBox(who, signature):
                return f'<p class="fill">{self._blank(who)}{self._blank(signature)}</p>'
            case Budget():
                return self._budget(block)
            case Label(before, direction, after, reference):
                dose = f'<p class="dose">{self._text(direction)}</p>'
                rest = self._all([*after, reference])
                return f'<section class="label">{self._all(before)}{dose}{rest}</section>'
            case _:
                assert_never(block)

    def _instruction(self, block: Instruction) -> str:
        sentence = f'<p class="sentence">{marked_up(block.message, self._wording, strong=True)}</p>'
        fate = f'<p class="fate">{self._text(block.fate)}</p>' if block.fate else ""
        picture = self._picture(block.picture) if block.picture else ""
        said = f"{self._all(block.before)}{sentence}{self._all(block.notes)}{fate}{picture}"
        return f'<li value="{block.number}">{said}</li>'

    def _picture(self, picture: Picture) -> str:
        drawing = draw(picture.shows, self._wording)
        data = b64encode(picture_png(picture_pdf(drawing))).decode()
        alt = escape(self._wording.text(picture.alt))
        image = f'<img alt="{alt}" width="{drawing.width:.0f}" src="data:image/png;base64,{data}">'
        caption = picture.caption and f"<figcaption>{self._text(picture.caption)}</figcaption>"
        return f"<figure>{image}{caption or ''}</figure>"

    def _budget(self, block: Budget) -> str:
        head = self._row(block.header, "th")
        body = "".join(self._row(row, "td") for row in (*block.rows, *block.sums))
        return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"

    def _row(self, message: Message, tag: str) -> str:
        cells = self._text(message).rsplit("; ", 3)
        return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"

    def _blank(self, message: Message) -> str:
        return f'<span>{self._text(message)}</span><span class="line"></span>'

    def _all(self, messages: Iterable[Message]) -> str:
        return "".join(map(self._paragraph, messages))

    def _paragraph(self, message: Message) -> str:
        return f"<p>{self._text(message)}</p>"

    def _text(self, message: Message) -> str:
        return marked_up(message, self._wording)
