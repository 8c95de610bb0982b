"""In which language, and whether to a program: known before the command line is taken apart."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from taperlab.cli.terminal import Terminal
from taperlab.messages import InputError, Message
from taperlab.shipped import MissingResourceError, read_bytes
from taperlab.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["asked_for", "speaking"]

_DEFAULT = "en"
_CODE = re.compile(r"[a-z]{2,3}")


def speaking(language: str, *, as_json: bool = False) -> Terminal:
    """Return the terminal that speaks ``language``.

    Raises:
        InputError: if there are no words in it.
    """
    if not _is_spoken(language):
        raise InputError(Message("cli.unknown-language", language=language))
    return Terminal(Wording(language), as_json)


def asked_for(arguments: list[str]) -> Terminal:
    """Return the terminal that a command line asks for, even one that cannot be read."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    language = next((each for each in _languages(options) if _is_spoken(each)), _DEFAULT)
    return Terminal(Wording(language), as_json="--json" in options)


def _languages(options: list[str]) -> Iterator[str]:
    for option, value in pairwise([*options, ""]):
        name, _, joined = option.partition("=")
        if name == "--lang":
            yield joined or value


def _is_spoken(language: str) -> bool:
    if not _CODE.fullmatch(language):
        return False
    try:
        return bool(read_bytes(f"wording/{language}/cli.mo"))
    except MissingResourceError:
        return False
