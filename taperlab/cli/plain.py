"""Text that any terminal can show: nothing invisible, and spelled out where letters are lacking."""

from __future__ import annotations

import codecs

__all__ = ["SPELLED_OUT", "visible"]

SPELLED_OUT = "taperlab.spelled-out"  # the name of the codec error handler below

_BLANKS = "\u00a0\u202f"
_FRAMES = range(0x2500, 0x2580)  # the signs that frames are drawn with
_SPELLINGS = {
    "\u00a0": " ", "\u202f": " ", "\u00b7": "-", "\u00b1": "+/-", "\u00d7": "x", "\u00f7": "/",
    "\u00bc": "1/4", "\u00bd": "1/2", "\u00be": "3/4",
    "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2026": "...", "\u2022": "*", "\u2192": "->",
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2264": "<=", "\u2265": ">=",
    "\u2713": "yes",
}  # fmt: skip


def visible(text: str) -> str:
    """Write what a terminal would obey, or cannot show, as an escape."""
    shown = (each if each.isprintable() or each in _BLANKS else _escape(each) for each in text)
    return "".join(shown)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _spell_out(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text, start = error.object, error.start
    spelled = _SPELLINGS.get(text[start]) or _frame(text[start]) or _escape(text[start])
    joins_a_number = spelled[:1].isdigit() and text[:start][-1:].isdigit()
    return (" " if joins_a_number else "") + spelled, start + 1


def _frame(character: str) -> str:
    if ord(character) not in _FRAMES:
        return ""
    return {"\u2500": "-", "\u2502": "|"}.get(character, "+")


codecs.register_error(SPELLED_OUT, _spell_out)
