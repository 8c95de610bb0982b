"""Words by key and language, straight from the shipped files: for findings and sheet templates."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations
from io import BytesIO

from taperlab.messages import Message
from taperlab.shipped import read_bytes

__all__ = ["say", "templates"]


@cache
def _translations(language: str, domain: str) -> GNUTranslations:
    return GNUTranslations(BytesIO(read_bytes(f"wording/{language}/{domain}.mo")))


@cache
def templates(language: str, domain: str) -> dict[str, str]:
    """Return every sentence of a room by its key."""
    catalog: dict[object, str] = vars(_translations(language, domain))["_catalog"]
    return {key: text for key, text in catalog.items() if isinstance(key, str) and key}


def say(message: Message, language: str = "en") -> str:
    """Render one of the checker's own messages; all their values are texts, or messages again."""
    text = _translations(language, message.domain).gettext(message.key)
    fields = {
        name: say(value, language) if isinstance(value, Message) else value
        for name, value in message.fields
    }
    return text.format(**fields)
