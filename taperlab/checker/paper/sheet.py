"""The reading of a finished sheet: its words, the dose they give, and the ink that shows them."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Literal

from taperlab.checker.bench import carry_out
from taperlab.checker.figures import show
from taperlab.checker.findings import stop
from taperlab.checker.keeping import day_of, kept_too_long, other_last_days, printed_day
from taperlab.checker.lexicon import Lexicon
from taperlab.checker.marks import misread_marks
from taperlab.checker.paper.bare import false_bare_numbers, settle
from taperlab.checker.paper.cautions import missing_cautions
from taperlab.checker.paper.claims import false_sentences
from taperlab.checker.paper.dominance import false_dominance
from taperlab.checker.paper.fates import false_fates
from taperlab.checker.paper.ink import placed, unseen
from taperlab.checker.paper.labels import read_labels
from taperlab.checker.paper.limits import passed_sheet_limits, strange_figures
from taperlab.checker.paper.matching import LEFT_OVER, Fill, cover, ready
from taperlab.checker.paper.needs import wrong_needs
from taperlab.checker.paper.notation import forbidden_notations
from taperlab.checker.paper.notes import missing_notes
from taperlab.checker.paper.page import Page, read_pages
from taperlab.checker.paper.rebuild import Namer, rebuild, words
from taperlab.checker.paper.scales import false_scales
from taperlab.checker.paper.scene import Scene
from taperlab.checker.paper.supplied import other_drugs_supplied, supplied
from taperlab.checker.paper.unit_claims import false_units
from taperlab.checker.paper.whole import missing_parts, out_of_order, page_faults
from taperlab.checker.reading import Kind, Reading
from taperlab.checker.rules import Circumstances, forbidden
from taperlab.checker.shelf import Mismatch, Shelf, cannot
from taperlab.checker.tokens import tokens
from taperlab.messages import Finding, InputError, Message

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from taperlab.catalogue import Catalogue

__all__ = ["read_sheet"]

_FRAME = ("draft", "head.", "foot.")
_NAMES = {
    "head.name",
    "sign.prepared",
    "sign.checked",
    "label.patient",
    "label.supplier",
    "label.batch",
}
_STARTS: dict[Kind, tuple[str, ...]] = {
    "patient": (
        *_FRAME, "dose-line", "dose.", "need", "step", "op.", "note.", "do-not-", "drink-all",
        "pic.", "care", "at-once", "keep-until", "keep-where", "children", "hold", "missed",
        "unwell", "caution", "reason", "tick", "sign",
    ),
    "worksheet": (
        *_FRAME, "wk.", "dose.current-unstated", "step", "pro.", "note.", "do-not-",
        "drink-all", "pic.", "at-once", "children", "reason", "sign",
    ),
    "labels": ("draft", "foot.", "label.", "children"),
}  # fmt: skip
_TITLES: dict[Kind, tuple[str, ...]] = {
    "patient": ("head.patient",),
    "worksheet": ("head.worksheet",),
    "labels": (),
}
_ERRORS = (".remedy", "reason-needed")


def read_sheet(pdf: bytes, catalogue: Catalogue, language: str = "en") -> Reading:
    """Read a finished sheet as a stranger would, and recompute its dose.

    Raises:
        InputError: if it is no PDF, or not one of these sheets.
    """
    pages = read_pages(pdf)
    lexicon = lexicon_of(catalogue, language)
    kind = _kind(pages, lexicon)
    templates = ready(lexicon, _keys(lexicon, kind))
    covered = [settle(placed(page, cover(page.text, templates, page.number))) for page in pages]
    findings = [*_on_paper(pages, covered, kind)]
    body = [fill for fills in covered for fill in fills if not fill.key.startswith(_FRAME)]
    findings += [*_other_catalogue(covered, catalogue), *page_faults(kind, covered, _TITLES[kind])]
    findings += out_of_order(kind, body)
    made_on = _made_on(covered, language)
    read = partial(read_labels, made_on) if kind == "labels" else partial(_read, kind, made_on)
    readings = [
        read(body, Namer(lexicon, market), findings) for market in _markets(covered, lexicon)
    ]
    return min(readings, key=lambda reading: len(reading.findings))


@cache
def lexicon_of(catalogue: Catalogue, language: str) -> Lexicon:
    """Return the names of a catalogue, gathered once."""
    return Lexicon(catalogue, language)


def _kind(pages: Sequence[Page], lexicon: Lexicon) -> Kind:
    text = "\n".join(page.text for page in pages)
    for kind, titles in _TITLES.items():
        if any(lexicon.templates[title] in text for title in titles):
            return kind
    reference = lexicon.templates["label.ref"].partition("{")[0].strip()
    if any(line.startswith(reference) for line in text.split("\n")):
        return "labels"
    raise InputError(Message("checker.not-a-sheet"))


def _keys(lexicon: Lexicon, kind: Kind) -> tuple[str, ...]:
    starts = _STARTS[kind]
    return tuple(
        key for key in lexicon.templates if key.startswith(starts) and not key.endswith(_ERRORS)
    )


def _on_paper(
    pages: Sequence[Page], covered: Sequence[Sequence[Fill]], kind: Kind
) -> Iterator[Finding]:
    for page, fills in zip(pages, covered, strict=True):
        for fill in fills:
            if fill.key == LEFT_OVER:
                yield stop("left-over-text", text=fill.text, page=str(page.number))
            if fill.key in _NAMES:
                yield from _amounts_in_a_name(fill)
        us = kind == "worksheet" and any(fill.values.get("market") == "US" for fill in fills)
        yield from forbidden_notations(page.text, us_professional=us)
        yield from unseen(page)


def _amounts_in_a_name(fill: Fill) -> Iterator[Finding]:
    """A name, an address or a batch holds no amount that could be taken for a dose."""
    for field in ("name", "text"):
        for token in tokens(fill.values.get(field, "")):
            if token.text != token.text.split(" ")[0]:
                yield stop("unknown-figure", figure=token.text, text=words(fill.text))


def _markets(pages: Sequence[Sequence[Fill]], lexicon: Lexicon) -> list[str]:
    """The market that is printed, or each in which all products that are named are sold."""
    body = [fill for fills in pages for fill in fills]
    printed = [fill["market"] for fill in body if "market" in fill.values]
    if printed:
        return printed[:1]
    names = {words(fill["product"]) for fill in body if "product" in fill.values}
    sold: list[set[str]] = [
        {product.market for product in lexicon.products[name]} for name in names
    ]
    return sorted(set.intersection(*sold)) if sold else [""]


def _made_on(pages: Sequence[Sequence[Fill]], language: str) -> dt.date | None:
    """The day that is printed, on every page or on the labels."""
    days = [words(fill["date"]) for fills in pages for fill in fills if "date" in fill.values]
    return day_of(printed_day(days[0], language)) if days else None


def _read(
    kind: Kind,
    made_on: dt.date | None,
    body: Sequence[Fill],
    namer: Namer,
    findings: Sequence[Finding],
) -> Reading:
    drugs = [
        words(fill["drug"])
        for fill in body
        if fill.key in ("dose-line", "dose-line-physical", "wk.dose")
    ]
    drug = namer.lexicon.drugs[drugs[0]] if drugs else ""
    shelf = Shelf(namer.lexicon.catalogue, _scale(body, namer))
    try:
        operations, lines = rebuild(body, namer)
        handed_out = supplied(body, namer)
        course = carry_out(operations, shelf, handed_out)
        scene = Scene(course, shelf, namer, tuple(lines), handed_out)
        found = [*findings, *_judge(kind, scene, made_on), *_other_drugs(drug, scene)]
        found += other_drugs_supplied(body, drug, namer)
    except (Mismatch, ArithmeticError) as error:
        return Reading(drug, None, (), (*findings, cannot(error)), kind)
    return Reading(drug, show(course.dose.counted, "mg"), operations, tuple(found), kind)


def _scale(body: Sequence[Fill], namer: Namer) -> str:
    for fill in body:
        basis = words(fill.values.get("basis", ""))
        named = [
            one.id for one in namer.lexicon.products.get(basis, ()) if one.market == namer.market
        ]
        if named:
            return named[0]
    return "tablet"


def _judge(kind: Kind, scene: Scene, made_on: dt.date | None) -> Iterator[Finding]:
    known = any(line.fill["error"].endswith("%") for line in scene.all("wk.error"))
    role: Literal["patient", "pharmacist"] = "patient" if kind == "patient" else "pharmacist"
    where = Circumstances(role, error_known=known, handed_out=frozenset(scene.handed_out))
    yield from missing_parts(kind, scene)
    yield from wrong_needs(kind, scene)
    yield from missing_notes(kind, scene)
    yield from missing_cautions(kind, scene)
    yield from false_bare_numbers(scene)
    yield from false_sentences(scene)
    yield from passed_sheet_limits(scene)
    yield from false_dominance(scene)
    yield from strange_figures(scene)
    yield from false_fates(scene)
    yield from false_scales(scene)
    yield from misread_marks(scene.course, scene.shelf)
    yield from false_units(scene)
    yield from other_last_days(scene)
    yield from forbidden(scene.course, scene.shelf, where)
    yield from kept_too_long(scene.course, scene.shelf, made_on)


def _other_drugs(drug: str, scene: Scene) -> Iterator[Finding]:
    for name in sorted(scene.course.dose.units | scene.course.dose.liquids):
        if scene.shelf.stock(name).product.drug != drug:
            yield stop("another-drug", product=name)


def _other_catalogue(pages: Sequence[Sequence[Fill]], catalogue: Catalogue) -> Iterator[Finding]:
    stamps = {fill["stamp"] for fills in pages for fill in fills if "stamp" in fill.values}
    for said in sorted(stamps - {catalogue.hash}):
        yield Finding("note", Message("checker.other-catalogue", said=said, here=catalogue.hash))
