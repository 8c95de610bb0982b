"""The names that may stand on a sheet, and what each kind of template field looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from taperlab.checker.sayings import is_said
from taperlab.checker.words import templates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from taperlab.catalogue import Catalogue
    from taperlab.catalogue.types import Product

__all__ = ["ENGINE_TEXTS", "GAP", "POWDER", "Lexicon", "is_free", "spelled"]

GAP = r"[ \n]"
_NUMBER = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?"
_MASS = rf"{_NUMBER} (?:mg|micrograms)"
_BOTH = rf"{_MASS}(?:{GAP}\({_NUMBER} micrograms\))?"
_STRENGTH = rf"{_NUMBER} (?:mg/mL|mg{GAP}per{GAP}(?:tablet|capsule|sachet))"
_PIECE = rf"(?:{_NUMBER}[¼½¾]?|[¼½¾]) (?:tablet|capsule|sachet)s?"

POWDER = "lactose"  # the one solid diluent
_DILUTION = "dilution"
_SOME_NAME = r"[^ \n][^\n]*?(?:\n[^\n]+?)?"

# Fields that people, or sentences of other rooms, fill: nobody can say how they look.
_FREE = frozenset({"text", "name", "where", "model", "value"})
ENGINE_TEXTS = {"caution", "wk.budget-dominated", "wk.caution", "wk.why", "wk.working-line"}
_FREE_TEXT = r"[^\n]+?(?:\n[^\n]+?)?"  # within a sentence; at its end it may go on

_PATTERNS: Mapping[str, str] = {
    **dict.fromkeys(("powder", "mass"), rf"{_NUMBER} mg"),
    "beads": rf"{_NUMBER} beads?",
    "mean": _NUMBER,
    "rest": "[1-9]",
    **dict.fromkeys(("volume", "fill", "about"), rf"{_NUMBER} mL"),
    **dict.fromkeys(("held", "waste", "low", "high", "standard", "worst"), _MASS),
    **dict.fromkeys(("dose", "current", "target"), _BOTH),
    "concentration": _STRENGTH,
    "physical": rf"(?:{_STRENGTH}|{_MASS})",
    **dict.fromkeys(("graduation", "smallest"), rf"{_NUMBER} (?:mL|mg)"),
    **dict.fromkeys(("n", "page", "pages"), r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)"),
    **dict.fromkeys(("bias", "error"), rf"(?:[-\u2212]?[0-9]+(?:\.[0-9]+)? ?%|not{GAP}known)"),
    **dict.fromkeys(("stamp", "answer"), "[0-9a-f]{8,64}"),
    **dict.fromkeys(("version", "catalogue"), r"[0-9A-Za-z.+-]+"),
    **dict.fromkeys(("id", "device_id"), r"[a-z0-9.-]+(?:#[0-9]+)?"),
    "standard": rf"(?:{_MASS}|not{GAP}known)",
    "total": rf"(?:{_NUMBER} mL|{_BOTH})",
    "number": _NUMBER,
    "drops": rf"{_NUMBER} drops?",
    "pieces": rf"{_PIECE}(?:(?:,|{GAP}and){GAP}{_PIECE})*",
    "date": rf"[1-9][0-9]?{GAP}[^\W\d]+{GAP}[0-9]{{4}}",
    "until": r"[^\n.][^\n]*?",
    "market": "[A-Z]{2}",
    "packs": rf"(?:{_NUMBER}|not{GAP}known)",
    "code": "[a-z0-9-]+",
    "overage": r"[0-9]+(?:\.[0-9]+)? %",
    "spare": r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)",
    "confidence": "primary|secondary|memory|assumption",
}
_WORDS = ("supply", "rating", "scope", "severity", "role", "method")


def is_free(key: str, field: str) -> bool:
    """Whether a field may hold any words; the source of an error is one, a vessel is not."""
    return field in _FREE or (field == "source" and key.startswith("wk.budget"))


def spelled(name: str) -> str:
    """Return a pattern for a name that may be wrapped at its blanks, but not within ``40 mg``."""
    words = re.escape(name.replace("\u00a0", " ")).replace(r"\ ", " ")
    return re.sub(r"(?<=\d) (?=[^\W\d_])", "\0", words).replace(" ", GAP).replace("\0", " ")


@dataclass(frozen=True)
class Lexicon:
    """Every name of the catalogue as it is printed, and the words of one language."""

    catalogue: Catalogue
    language: str = "en"

    @cached_property
    def templates(self) -> Mapping[str, str]:
        """The sentence templates by key, without their domain."""
        found = templates(self.language, "sheets")
        return {key.partition(".")[2]: text for key, text in found.items()}

    @cached_property
    def products(self) -> Mapping[str, tuple[Product, ...]]:
        """The products by name; the same name may be sold in several markets."""
        named: dict[str, list[Product]] = {}
        for drug in self.catalogue.drugs:
            for product in drug.products:
                named.setdefault(product.name, []).append(product)
        return {name: tuple(products) for name, products in named.items()}

    @cached_property
    def devices(self) -> Mapping[str, str]:
        """The id of each device by its name."""
        return {device.name: device.id for device in self.catalogue.devices}

    @cached_property
    def drugs(self) -> Mapping[str, str]:
        """The id of each drug by its name, as it begins a sentence or stands in one."""
        named = {drug.name: drug.id for drug in self.catalogue.drugs}
        within = {name[0].lower() + name[1:]: drug for name, drug in named.items()}
        return {**named, **within}

    @cached_property
    def vessels(self) -> Mapping[str, str]:
        """The id of each kind of vessel by its word."""
        start = "vessel."
        return {
            text: key.removeprefix(start)
            for key, text in self.templates.items()
            if key.startswith(start) and "{" not in text
        }

    def vessel(self, name: str) -> str:
        """Return the id of a vessel by its words: ``measuring cylinder 2`` is ``cylinder-2``.

        A dilution is known by its number alone: ``dilution 1``.
        """
        text, _, number = name.rpartition(" ")
        if not number.isdigit():
            return self.vessels[name]
        base = self.vessels[text]
        return f"{base} {number}" if base == _DILUTION else f"{base}-{number}"

    @cached_property
    def _patterns(self) -> Mapping[str, str]:
        liquids = {"water", POWDER, *(one for product in self._all() for one in product.diluents)}
        liquids |= {one.vehicle for drug in self.catalogue.drugs for one in drug.stability}
        words = {field: _either(self._values(field)) for field in _WORDS}
        vessel = rf"(?:{_either(self.vessels)})(?:{GAP}[1-9])?"
        return {
            **_PATTERNS,
            **words,
            "what": _either(self._values("default")),
            "product": _SOME_NAME,  # hundreds of names in each pattern would be slow to compile
            "device": rf"(?:{_either(self.devices)})(?:#[0-9]+)?",
            "drug": _either(self.drugs),
            "vessel": vessel,
            "source": vessel,
            "liquid": _either(liquids),
            "basis": rf"{_either(self._values('basis'))}|{_SOME_NAME}",
        }

    def pattern(self, key: str, field: str) -> str:
        """Return what a field of a template looks like; free text is the shortest that fits."""
        if is_free(key, field):
            return _FREE_TEXT
        return self._patterns[field]

    def knows(self, field: str, value: str) -> bool:
        """Whether a value that fits by its looks is the name of a product, if it should be."""
        return field != "product" or " ".join(value.split()) in self.products

    def is_said(self, key: str, text: str) -> bool:
        """Whether what stands in a template is a sentence of one of the rooms, if it should be."""
        said = " ".join(text.split())
        return key not in ENGINE_TEXTS or is_said(said, self.language, self.products)

    def value(self, field: str, word: str) -> str:
        """Return what a word such as ``off-label`` stands for."""
        start = f"{field}."
        keys = [
            key for key, text in self.templates.items() if key.startswith(start) and text == word
        ]
        return keys[0].removeprefix(start) if keys else word

    def _values(self, field: str) -> list[str]:
        start = f"{field}."
        return [text for key, text in self.templates.items() if key.startswith(start)]

    def _all(self) -> list[Product]:
        return [product for products in self.products.values() for product in products]


def _either(names: Iterable[str]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(spelled(name) for name in longest_first) or "(?!)"
