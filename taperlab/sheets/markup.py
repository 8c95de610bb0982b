"""Messages to marked-up text: the values that matter stand out, everything else is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from taperlab.messages import Message

if TYPE_CHECKING:
    from taperlab.wording import Wording

__all__ = ["marked_up"]

_OPEN, _CLOSE = "\x01", "\x02"
_STRONG = frozenset(
    {"volume", "total", "fill", "dose", "drops", "pieces", "graduation"}
    | {"beads", "powder", "mass"}
)


def marked_up(message: Message, wording: Wording, *, strong: bool = False) -> str:
    """Render a message for reportlab or HTML; ``strong`` puts its amounts in bold."""
    if not strong:
        return escape(wording.text(message), quote=False)
    fields = {
        name: f"{_OPEN}{wording.value(value)}{_CLOSE}" if name in _STRONG else value
        for name, value in message.fields
    }
    text = escape(wording.text(Message(message.key, **fields)), quote=False)
    return text.replace(_OPEN, "<b>").replace(_CLOSE, "</b>")
