"""The words of a container label: which belong to one label, and which of them each must have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from taperlab.checker.findings import stop
from taperlab.checker.paper.rebuild import words
from taperlab.checker.tokens import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from taperlab.checker.paper.matching import Fill
    from taperlab.messages import Finding

__all__ = [
    "CONTENTS",
    "DIRECTIONS",
    "ENDS",
    "MASSES",
    "MEANS",
    "MEASURED",
    "NO_DOSE",
    "Label",
    "incomplete",
    "labels_in",
    "parts_of_a_dose",
    "strays",
]

CONTENTS = (
    "label.contents",
    "label.contents-counts",
    "label.contents-held",
    "label.contents-held-counts",
    "label.contents-mixed",
    "label.contents-mixed-counts",
    "label.capsules",
    "label.product",
)
DIRECTIONS = (
    "label.draw",
    "label.draw-times",
    "label.drops",
    "label.drops-times",
    "label.pieces",
    "label.pieces-times",
    "label.beads",
    "label.beads-times",
    "label.beads-rest",
    "label.beads-rest-times",
    "label.powder",
    "label.weighed-beads",
    "label.drink-all",
    "label.intermediate",
    "label.waste",
)
_FATES = (
    "label.drink-all",
    "label.intermediate",
    "label.do-not-drink",
    "label.do-not-drink-more",
    "label.do-not-drink-one",
)
_KEPT = ("label.at-once", "label.until")
_DATED = ("label.supplied", "label.supplier")
MEANS = ("label.beads-mean", "label.beads-mean-of")
MASSES = ("label.unit-mass", "label.unit-mass-of")
MEASURED = ("label.with", "label.with-fills")
_OFTEN = ("label.once", "label.times")
_BESIDE = (
    ("label.draw", MEASURED),
    ("label.drink-all", _OFTEN),
    ("label.powder", _OFTEN),
    ("label.weighed-beads", _OFTEN),
    ("label.beads", MEANS),
    ("label.beads", ("label.whole",)),
    ("label.beads", ("label.batch",)),
    ("label.powder", ("label.batch",)),
    ("label.weighed-beads", ("label.batch",)),
    ("label.powder", MASSES),
    ("label.weighed-beads", MASSES),
    ("label.weighed-beads", ("label.whole",)),
)
NO_DOSE = {"label.intermediate", "label.waste"}
ENDS = ("label.ref", "label.ref-part")


@dataclass(frozen=True, slots=True)
class Label:
    """The sentences of one label by their keys; a label that runs on is one.

    ``twice`` are those that it says in two ways.
    """

    fills: Mapping[str, Fill]
    twice: tuple[str, ...] = ()

    def first(self, keys: tuple[str, ...]) -> Fill | None:
        """Return the sentence made from one of these templates."""
        return next((self.fills[key] for key in keys if key in self.fills), None)


def labels_in(body: Sequence[Fill]) -> Iterator[Label]:
    """Yield each different label; its reference ends it, unless it runs on to a second one."""
    seen = set()
    fills: dict[str, Fill] = {}
    twice: list[str] = []
    for fill in body:
        first = fills.setdefault(fill.key, fill)
        if fill.key != "label.ref-part" and words(first.text) != words(fill.text):
            twice.append(fill.key)
        runs_on = fill.key == "label.ref-part" and fill["page"] != fill["pages"]
        if fill.key not in ENDS or runs_on:
            continue
        said = tuple(sorted((key, words(one.text)) for key, one in fills.items()))
        if said not in seen:
            yield Label(fills, tuple(twice))
        seen.add(said)
        fills, twice = {}, []


def parts_of_a_dose(labels: Sequence[Label]) -> Iterator[Finding]:
    """Where a dose is taken from several containers, each says that it is only a part."""
    directed = [(label, label.first(DIRECTIONS)) for label in labels]
    taken = [label for label, said in directed if said is not None and said.key not in NO_DOSE]
    for label in taken:
        if ("label.also" in label.fills) != (len(taken) > 1):
            yield stop("not-once", what="label.also")


def strays(body: Sequence[Fill]) -> Iterator[Finding]:
    """Words after the last reference belong to no label; the parts of one are counted."""
    part, parts = 0, ""
    for fill in body:
        if fill.key == "label.ref-part":
            part, parts = part + 1, parts if part else fill["pages"]
            if (fill["page"], fill["pages"]) != (str(part), parts):
                yield stop("page-number", page=str(fill.page), said=words(fill.text))
            part = 0 if part >= count(parts) else part
        elif fill.key == "label.ref" and part:
            yield stop("page-number", page=str(fill.page), said=words(fill.text))
    if part:
        yield stop("not-once", what="label.ref-part")
    ends = [index for index, fill in enumerate(body) if fill.key in ENDS]
    for fill in body[ends[-1] + 1 if ends else 0 :]:
        yield stop("out-of-place", text=words(fill.text))


def incomplete(label: Label) -> Iterator[Finding]:
    """What the container is, what to do with it and what not to do is said, and once each."""
    direction = label.first(DIRECTIONS)
    needed = [DIRECTIONS, ("children",)]
    if direction is None or direction.key != "label.waste":
        needed += [CONTENTS, _DATED]
    needed += [keys for start, keys in _BESIDE if direction and direction.key.startswith(start)]
    made = label.first(CONTENTS[:-1])
    if made is not None:
        needed.append(_KEPT)
    for keys in needed:
        if label.first(keys) is None:
            yield stop("not-once", what=" / ".join(keys))
    yield from _said_twice(label)
    liquid = made is not None and made.key != "label.capsules"
    if made is not None and liquid and label.first(_FATES) is None:
        yield stop("do-not-drink-missing", vessel=words(made.text))


def _said_twice(label: Label) -> Iterator[Finding]:
    """One container holds one thing, is used in one way and keeps for one time."""
    alone = [CONTENTS, DIRECTIONS, _FATES, _KEPT, MEASURED, MEANS, MASSES]
    for keys in alone:
        said = [key for key in keys if key in label.fills]
        if len(said) > 1:
            yield stop("not-once", what=" / ".join(said))
    for key in label.twice:
        yield stop("not-once", what=key)
    if not {"label.patient", "label.supplier", "label.waste"} & label.fills.keys():
        needed = "label.not-dispensing"
        if needed not in label.fills:
            yield stop("not-once", what=needed)
