"""The reading of container labels: each by itself, then the dose that all of them give."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from taperlab.checker.bench import Vessel, carry_out
from taperlab.checker.figures import carefully, same, show
from taperlab.checker.findings import stop
from taperlab.checker.keeping import DRY_DAYS, last_day_passed, longest, printed_day
from taperlab.checker.marks import misread_marks
from taperlab.checker.operations import (
    DOSE,
    Count,
    Divide,
    Draw,
    Drip,
    Operation,
    Take,
    Weigh,
)
from taperlab.checker.paper.fates import whole_doses
from taperlab.checker.paper.label_words import (
    CONTENTS,
    DIRECTIONS,
    ENDS,
    MASSES,
    MEANS,
    MEASURED,
    NO_DOSE,
    Label,
    incomplete,
    labels_in,
    parts_of_a_dose,
    strays,
)
from taperlab.checker.paper.rebuild import Namer, mean_of, pieces, unit_mass_of, words
from taperlab.checker.reading import Reading
from taperlab.checker.rules import Circumstances, forbidden
from taperlab.checker.shelf import HOUSEHOLD, Mismatch, Shelf, cannot
from taperlab.checker.tokens import amount, count

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from taperlab.checker.bench import Course
    from taperlab.checker.paper.matching import Fill
    from taperlab.messages import Finding

__all__ = ["read_labels"]

_CONTAINER = "bottle"
_POUCHES = 28


def read_labels(
    made_on: dt.date | None, body: Sequence[Fill], namer: Namer, findings: Sequence[Finding]
) -> Reading:
    """Add up what the labels say to take; copies of one label count once.

    ``delivered`` is None where a label says to drink all and holds no amount.
    """
    found, operations, doses = list(findings), list[Operation](), list[Decimal | None]()
    labels = list(labels_in(body))
    for label in labels:
        found += incomplete(label)
        try:
            found += _pouches(label)
            done, dose = _dose(label, namer, found)
            found += _kept(label, namer, made_on)
        except (Mismatch, ArithmeticError) as error:
            found.append(cannot(error))
            continue
        operations += done
        doses.append(dose)
    if len({end["answer"] for fill in body if (end := fill.values) and fill.key in ENDS}) > 1:
        found.append(stop("two-answers"))
    found += strays(body)
    found += parts_of_a_dose(labels)
    told = [dose for dose in doses if dose is not None]
    with carefully():
        delivered = show(sum(told, Decimal(0)), "mg") if len(told) == len(doses) and told else None
    return Reading(_drug(labels, namer), delivered, tuple(operations), tuple(found), "labels")


def _dose(
    label: Label, namer: Namer, found: list[Finding]
) -> tuple[tuple[Operation, ...], Decimal | None]:
    contents, direction = label.first(CONTENTS), label.first(DIRECTIONS)
    if contents is None or direction is None or direction.key in NO_DOSE:
        return (), Decimal(0)
    if direction.key == "label.drink-all":
        return (), amount(contents["held"]) if "held" in contents.values else None
    operation = _operation(label, contents, direction, namer)
    shelf = Shelf(namer.lexicon.catalogue)
    course = carry_out((operation,), shelf, _container(contents, operation))
    found += [*_other_scale(contents, namer, shelf), *_miscounted(label, contents, course)]
    found += misread_marks(course, shelf)
    found += forbidden(
        course, shelf, Circumstances("pharmacist", handed_out=frozenset((_CONTAINER,)))
    )
    return (operation,), course.dose.counted


def _other_scale(contents: Fill, namer: Namer, shelf: Shelf) -> Iterator[Finding]:
    """What counts as another strength does so as a product of that drug does."""
    if "physical" not in contents.values:
        return
    counted = amount(contents["held" if "held" in contents.values else "concentration"])
    physical, drug = amount(contents["physical"]), namer.lexicon.drugs[words(contents["drug"])]
    for product in shelf.catalogue.drug(drug).products:
        if product.market == namer.market and product.counts_as is not None:
            stock = shelf.stock(product.id)
            if same(stock.physical * counted, stock.counted * physical):
                return
    yield stop("two-scales", text=words(contents.text))


def _miscounted(label: Label, contents: Fill, course: Course) -> Iterator[Finding]:
    """How many doses it is said to hold, where the label says how much is in it."""
    said = label.fills.get("label.do-not-drink")
    if said is None or "held" not in contents.values or not course.dose.counted:
        return
    with carefully():
        doses = whole_doses(amount(contents["held"]) / course.dose.counted)
    if doses != count(said["n"]):
        yield stop("wrong-count", text=words(said.text))


def _operation(label: Label, contents: Fill, direction: Fill, namer: Namer) -> Operation:
    source = namer.product(contents) if "product" in contents.values else _CONTAINER
    if "drops" in direction.values:
        return Drip(source=source, drops=int(amount(direction["drops"])), into=DOSE)
    if "n" in contents.values:
        if pieces(direction["pieces"]) != ("1",):
            raise Mismatch("not-computable")
        return Divide(vessel=_CONTAINER, parts=count(contents["n"]), into=DOSE)
    if direction.key.startswith(("label.beads", "label.powder", "label.weighed-beads")):
        return _of_units(label, source, direction)
    if "pieces" in direction.values:
        return Take(product=source, pieces=pieces(direction["pieces"]), into=DOSE)
    measured = label.first(MEASURED)
    if measured is None:
        raise Mismatch("not-once", what=" / ".join(MEASURED))
    return Draw(
        source=source,
        volume=show(amount(direction["volume"]), "mL"),
        device=namer.device(measured),
        fills=count(measured.values.get("n", "1")),
        into=DOSE,
    )


def _of_units(label: Label, product: str, direction: Fill) -> Operation:
    """Read beads or powder; the powder was weighed before it was labelled."""
    beside = label.first((*MEANS, *MASSES))
    if beside is None:
        raise Mismatch("not-once", what=" / ".join((*MEANS, *MASSES)))
    if "powder" in direction.values:
        powder, mass = show(amount(direction["powder"]), "mg"), unit_mass_of(beside)
        return Weigh(product=product, powder=powder, unit_mass=mass, device=HOUSEHOLD, into=DOSE)
    return Count(
        product=product,
        beads=int(amount(direction["beads"])),
        beads_per_capsule=mean_of(beside),
        into=DOSE,
        leave="rest" if "-rest" in direction.key else None,
    )


def _pouches(label: Label) -> Iterator[Finding]:
    """Each of the 28 pouches holds a day's pieces: those of the direction, as often as it says."""
    said, direction = label.fills.get("label.pouches"), label.first(DIRECTIONS)
    if said is None:
        return
    once = pieces(direction["pieces"]) if direction and "pieces" in direction.values else ()
    often = count(direction.values.get("n", "1")) if direction else 1
    if pieces(said["pieces"]) != once * often or count(said["n"]) != _POUCHES:
        yield stop("wrong-count", text=words(said.text))


def _kept(label: Label, namer: Namer, made_on: dt.date | None) -> Iterator[Finding]:
    """Judge the last day of what was made, by what is published of its strength."""
    until, contents = label.fills.get("label.until"), label.first(CONTENTS)
    if until is None or contents is None or "drug" not in contents.values:
        return
    days: int | None = DRY_DAYS
    if contents.key != "label.capsules":
        shelf = Shelf(namer.lexicon.catalogue)
        days = longest(namer.lexicon.drugs[words(contents["drug"])], _whole(contents), shelf)
    said = printed_day(words(until["until"]), namer.lexicon.language)
    yield from last_day_passed(said, made_on, days)


def _whole(contents: Fill) -> Vessel:
    """What stands in the container, as its label says; of a strength, one mL."""
    if "held" in contents.values:
        held = amount(contents["held"])
        return Vessel(held, held, amount(contents["total"]))
    strength = amount(contents["concentration"])
    return Vessel(strength, strength, Decimal(1))


def _container(contents: Fill, operation: Operation) -> dict[str, Vessel]:
    """What the labelled container holds: if no label says how much, just enough to draw."""
    if isinstance(operation, Divide):
        powder = Vessel(amount(contents["held"]), amount(contents["held"]))
        return {_CONTAINER: powder}
    if not isinstance(operation, Draw) or "product" in contents.values:
        return {}
    with carefully():
        drawn = amount(operation.volume)
        if "held" in contents.values:
            share = drawn / amount(contents["total"])
            counted = amount(contents["held"]) * share
            return {_CONTAINER: Vessel(counted, counted, drawn)}
        counted = amount(contents["concentration"]) * drawn
        physical = amount(contents.values.get("physical", contents["concentration"])) * drawn
        return {_CONTAINER: Vessel(counted, physical, drawn)}


def _drug(labels: Sequence[Label], namer: Namer) -> str:
    for label in labels:
        contents = label.first(CONTENTS)
        if contents is not None and "drug" in contents.values:
            return namer.lexicon.drugs[words(contents["drug"])]
        if contents is not None:
            return namer.lexicon.products[words(contents["product"])][0].drug
    return ""
