"""One catalogue file: its text to its shape, and its strings to quantities and provenance."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from taperlab.catalogue.errors import CatalogueFileError
from taperlab.catalogue.types import Provenance
from taperlab.messages import InputError
from taperlab.quantities import Content, Mass, Quantity, number, parse_any, parse_file

if TYPE_CHECKING:
    import datetime as dt

    from taperlab.catalogue.shapes import Cited, Sourced
    from taperlab.quantities import Piece

__all__ = ["Page", "digits", "parse_toml", "shaped"]

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)
Q = TypeVar("Q", bound=Quantity)

_WHERE = re.compile(r"(?P<what>.*?)(?: - at `(?:key in )?\$(?P<key>.*)`)?", re.DOTALL)
_ENTRY = re.compile(r"(?P<list>\w+)\[(?P<number>[0-9]+)\]")
_KINDS: Final = (
    ("unknown-key", re.compile(r"Object contains unknown field `(?P<what>.*)`")),
    ("missing-key", re.compile(r"Object missing required field `(?P<what>.*)`")),
    ("unknown-value", re.compile(r"Invalid enum value (?P<what>.*)")),
    ("wrong-type", re.compile(r"Expected `(?P<want>.*)`, got `(?P<what>.*)`")),
)


def parse_toml(data: bytes, file: str) -> dict[str, Any]:
    """Read a TOML file, with or without the mark that some editors put before its text.

    Raises:
        CatalogueFileError: if it is no text, or no TOML.
    """
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CatalogueFileError("unreadable", file, "", what=str(error)) from None
    except tomllib.TOMLDecodeError as error:
        raise CatalogueFileError("not-toml", file, "", what=str(error)) from None


def shaped(tree: dict[str, Any], shape: type[S], file: str) -> S:
    """Give a TOML tree its shape.

    Raises:
        CatalogueFileError: naming the key that is unknown, missing, or holds the wrong thing.
    """
    try:
        return msgspec.convert(tree, shape)
    except msgspec.ValidationError as error:
        raise _explained(str(error), tree, file) from None


def _explained(text: str, tree: dict[str, Any], file: str) -> CatalogueFileError:
    where = _WHERE.fullmatch(text)
    what, key = (where["what"], where["key"]) if where else (text, None)
    path = _named((key or "").removeprefix("."), tree)
    for kind, pattern in _KINDS:
        match = pattern.fullmatch(what)
        if match is not None:
            return CatalogueFileError(kind, file, path, **match.groupdict())
    return CatalogueFileError("unreadable", file, path, what=what)


def _named(path: str, tree: dict[str, Any]) -> str:
    """Say ``gb-citalopram-drops`` rather than ``products[1]``."""
    entry = _ENTRY.match(path)
    if entry is None:
        return path
    name = tree[entry["list"]][int(entry["number"])].get("id")
    return f"{name}{path[entry.end() :]}" if name else path


@cache
def _read(text: str) -> Quantity:
    return parse_any(text)


@cache
def _content(text: str, piece: Piece) -> Content:
    return Content(parse_file(text, Mass).amount, piece)


@cache
def digits(text: str) -> str:
    """Write the number of a quantity that has been read, in its base unit: 1 for ``5 mg/5 mL``."""
    return number(_read(text).amount)


@dataclass(frozen=True, slots=True)
class Page:
    """What holds for a whole file: its name, the day it was read, the sources it may name.

    ``local`` is true of a file of the user's own.
    """

    file: str
    read: dt.date
    sources: frozenset[str]
    local: bool = False

    def quantity(self, text: str, kind: type[Q], key: str) -> Q:
        """Read a quantity of one kind.

        Raises:
            CatalogueFileError: if it cannot be read, or measures something else.
        """
        try:
            found = _read(text)
            return found if isinstance(found, kind) else parse_file(text, kind)
        except InputError as error:
            raise self.error("quantity", key, reason=error.problem) from None

    def content(self, text: str, piece: Piece, key: str) -> Content:
        """Read how much of the drug is in one unit, given as a mass.

        Raises:
            CatalogueFileError: if it is no mass.
        """
        try:
            return _content(text, piece)
        except InputError as error:
            raise self.error("quantity", key, reason=error.problem) from None

    def optional(self, text: str | None, kind: type[Q], key: str) -> Q | None:
        """Read a quantity that may be missing."""
        return None if text is None else self.quantity(text, kind, key)

    def provenance(self, entry: Sourced, key: str, *, note: str = "") -> Provenance:
        """Return where a table is from."""
        self._known(entry.source, key)
        return Provenance(
            source=entry.source,
            confidence=entry.confidence,
            read=entry.read or self.read,
            note=note,
            local=self.local,
        )

    def cited(self, fact: Cited[T], base: Provenance, key: str) -> Provenance:
        """Return where one fact is from; what it leaves out it takes from ``base``."""
        source = fact.source or base.source
        self._known(source, key)
        return Provenance(
            source=source,
            confidence=fact.confidence or base.confidence,
            read=fact.read or base.read,
            note=fact.note,
            local=self.local,
        )

    def error(self, kind: str, key: str, **fields: object) -> CatalogueFileError:
        """Make an error that names this file."""
        return CatalogueFileError(kind, self.file, key, **fields)

    def _known(self, source: tuple[str, ...], key: str) -> None:
        if not source:
            raise self.error("no-source", key)
        for name in source:
            if name not in self.sources:
                raise self.error("unknown-source", key, what=name)
