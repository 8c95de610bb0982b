"""Ways of writing a dose that have harmed people, anywhere on a page (practice.md P 51)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from taperlab.messages import Finding, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["forbidden_notations"]

_UNIT = r"(?:mg|mL|micrograms?|g|L|tablets?|capsules?|drops?)\b"
_FORBIDDEN = {
    "micro-sign": re.compile(r"[\u00b5\u03bc]g|\bug\b"),
    "mcg": re.compile(r"\bmcg\b", re.IGNORECASE),
    "cc": re.compile(r"(?<![\w.,])[0-9][0-9.,]{0,6}[ \n]?cc\b"),  # not the end of a check mark
    "units-letter": re.compile(r"(?<=[0-9]) ?(?:U|IU)\b"),
    "slashed-fraction": re.compile(r"(?<![\w/.-])[0-9]+/[0-9]+(?![\w/-])"),
    "trailing-zero": re.compile(rf"[0-9]+\.[0-9]*0[ \n]?{_UNIT}"),
    "leading-point": re.compile(r"(?<![0-9A-Za-z])[.,][0-9]"),
    "decimal-comma": re.compile(r"(?<![0-9])(?:0,[0-9]+|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,}))(?![0-9])"),
    "no-gap": re.compile(r"(?<![\w.-])[0-9.,]*[0-9](?:mg|mL|ml|micrograms?)\b"),
    "small-litre": re.compile(r"(?<=[0-9]) ml\b|\bmg/ml\b"),
    "hyphenation": re.compile("[\ufffe\u00ad\ufffd]"),
}


def forbidden_notations(text: str, *, us_professional: bool) -> Iterator[Finding]:
    """Yield a finding for each; ``mcg`` may stand on professional papers of the US only."""
    for kind, pattern in _FORBIDDEN.items():
        if kind == "mcg" and us_professional:
            continue
        for match in pattern.finditer(text):
            around = " ".join(text[max(match.start() - 12, 0) : match.end() + 12].split())
            yield Finding("stop", Message("checker.notation", kind=kind, text=around))
