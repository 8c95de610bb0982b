"""What a sheet must have, and in which order: head, dose, needs, steps, care, names, foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.checker.findings import stop
from taperlab.checker.operations import DOSE, Divide, Draw
from taperlab.checker.paper.rebuild import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.checker.paper.matching import Fill
    from taperlab.checker.paper.scene import Scene
    from taperlab.checker.reading import Kind
    from taperlab.messages import Finding

__all__ = ["missing_parts", "out_of_order", "page_faults"]

_ORDER: dict[Kind, tuple[tuple[str, ...], ...]] = {
    "patient": (
        ("dose-line", "dose."),
        ("need",),
        ("steps", "step", "op.", "note.", "do-not-", "drink-all", "pic."),
        ("care", "at-once", "keep-until", "keep-where", "children", "hold", "missed", "unwell",
         "caution", "reason"),
        ("tick", "sign"),
    ),
    "worksheet": (
        ("wk.dose", "wk.target", "wk.frequency", "wk.current", "dose.current-unstated", "wk.basis",
         "wk.method", "wk.error", "wk.worst", "wk.not-known", "wk.why"),
        ("wk.materials", "wk.product", "wk.vendor", "wk.batch", "wk.expiry", "wk.device"),
        ("wk.formula",),
        ("wk.operations", "step", "pro.", "note.", "do-not-", "drink-all", "pic."),
        ("wk.working",),
        ("wk.budget", "wk.error", "wk.worst", "wk.not-known"),
        ("wk.model", "wk.default"),
        ("wk.keep", "at-once", "wk.waste", "wk.packs", "children", "wk.caution", "reason"),
        ("wk.record",),
        ("wk.sign", "sign"),
    ),
    "labels": (),
}  # fmt: skip
_CURRENT = (
    "dose.current",
    "dose.current-day",
    "dose.current-unstated",
    "wk.current",
    "wk.current-day",
)
_FOOT = ("head.date", "foot.purpose", "foot.versions", "foot.page")
_NAMED = {"sign.prepared", "sign.checked"}
_ONCE: dict[Kind, tuple[tuple[str, ...], ...]] = {
    "patient": (
        ("dose-line",),
        ("dose.once", "dose.times"),
        _CURRENT,
        ("need",),
        ("steps",),
        ("care",),
        ("children",),
        ("hold",),
        ("missed",),
        ("unwell",),
    ),
    "worksheet": (
        ("wk.dose",),
        ("wk.target", "wk.target-part"),
        ("wk.frequency",),
        _CURRENT,
        ("wk.basis",),
        ("wk.method",),
        ("wk.why",),
        ("wk.materials",),
        ("wk.operations",),
        ("wk.working",),
        ("wk.keep",),
        ("children",),
        ("wk.sign",),
    ),
    "labels": (),
}


def page_faults(
    kind: Kind, pages: Sequence[Sequence[Fill]], titles: tuple[str, ...]
) -> Iterator[Finding]:
    """Yield a finding where a page lacks its title, its hashes or its number."""
    needed = () if kind == "labels" else (*titles, *_FOOT)
    if kind != "labels":
        yield from _undrafted(pages)
    for number, fills in enumerate(pages, 1):
        keys = [fill.key for fill in fills]
        for key in needed:
            if keys.count(key) != 1:
                yield stop("page-lacks", page=str(number), what=key)
        onward = [fill["page"] for fill in fills if fill.key == "foot.continued"]
        if needed and onward != [str(number + 1)] * (number < len(pages)):
            yield stop("page-lacks", page=str(number), what="foot.continued")
        for fill in fills:
            counted = (str(number), str(len(pages)))
            if fill.key == "foot.page" and (fill["page"], fill["pages"]) != counted:
                yield stop("page-number", page=str(number), said=words(fill.text))
    stamps = {words(fill.text) for fills in pages for fill in fills if fill.key == "foot.versions"}
    if len(stamps) > 1:
        yield stop("two-answers")


def _undrafted(pages: Sequence[Sequence[Fill]]) -> Iterator[Finding]:
    """A page is a draft until a preparer and a checker are named (P 78)."""
    keys = [{fill.key for fill in fills} for fills in pages]
    named = set.union(*keys) >= _NAMED
    for number, found in enumerate(keys, 1):
        if ("draft" in found) == named:
            yield stop("page-lacks", page=str(number), what="draft")


def out_of_order(kind: Kind, body: Sequence[Fill]) -> Iterator[Finding]:
    """Yield a finding for each sentence that stands in another part than its own."""
    reached = 0
    for fill in body:
        parts = [n for n, keys in enumerate(_ORDER[kind]) if fill.key.startswith(keys)]
        later = [part for part in parts if part >= reached]
        if parts and not later:
            yield stop("out-of-place", text=words(fill.text))
        reached = min(later, default=reached)


def missing_parts(kind: Kind, scene: Scene) -> Iterator[Finding]:
    """Yield a finding for each sentence that must be there, once, and is not."""
    for keys in _ONCE[kind]:
        if len(list(scene.all(*keys))) != 1:
            yield stop("not-once", what=" / ".join(keys))
    for step in scene.course.steps:
        strengths = scene.all("note.strength", "note.strength-counts")
        drawn = isinstance(step.operation, Draw)
        if drawn and step.number not in {line.step for line in strengths}:
            yield stop("strength-missing", step=str(step.number))
    divided = any(isinstance(step.operation, Divide) for step in scene.course.steps)
    made = divided or any(
        vessel.volume for name, vessel in scene.course.fullest.items() if name != DOSE
    )
    until = len(list(scene.all("at-once", "keep-until", "wk.keep-until")))
    if made and until != 1:
        yield stop("not-once", what="at-once / keep-until")
