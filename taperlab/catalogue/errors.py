"""What can be wrong with a catalogue, or with the name somebody looks up in it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from taperlab.messages import InputError, Message

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CatalogueFileError", "UnknownNameError"]


class CatalogueFileError(InputError):
    """A catalogue file cannot be used: which file, which key in it, and why."""

    def __init__(self, kind: str, file: str, key: str, **fields: object) -> None:
        problem = Message(f"catalogue.file-{kind}", file=file, key=key, **fields)
        if key:
            remedy = Message("catalogue.file.remedy", file=file, key=key)
        else:
            remedy = Message("catalogue.file.remedy-whole", file=file)
        super().__init__(problem, remedy)
        self.file = file
        self.key = key


class UnknownNameError(InputError):
    """A drug, product, device or market that the catalogue does not hold."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        self.near = tuple(_near(name, names))
        problem = Message(f"catalogue.unknown-{kind}", name=name)
        if self.near:
            remedy = Message("catalogue.unknown.remedy-near", near=self.near)
        else:
            remedy = Message(f"catalogue.unknown-{kind}.remedy", known=tuple(names))
        super().__init__(problem, remedy)


def _near(name: str, known: list[str]) -> list[str]:
    folded = {item.casefold(): item for item in known}
    return [folded[match] for match in get_close_matches(name.casefold(), folded, n=3)]
