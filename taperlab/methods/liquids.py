"""What the methods that measure liquids share: which liquids, which supply, why none fits."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from taperlab.messages import Finding, Message
from taperlab.methods.question import Refused
from taperlab.methods.working import shown
from taperlab.quantities import Concentration, Volume

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.catalogue.types import Product
    from taperlab.methods.instruments import Instrument
    from taperlab.methods.question import Question
    from taperlab.quantities import Mass

__all__ = [
    "FAR",
    "counted",
    "drinks_finding",
    "ideal_volume",
    "liquids",
    "measure_of",
    "near_marks",
    "refuse_volume",
    "special_findings",
    "supply_of",
    "toward",
    "volume_of",
    "water_or",
]

FAR = Fraction(1, 5)
"""The largest bias that is proposed at all (practice.md 6, the limit that stops)."""

_MOST_FILLS = 12


def liquids(question: Question, method: str) -> Iterator[Product | Refused]:
    """Yield the liquids at hand, and a refusal for each whose scale of milligrams is unknown."""
    for product in question.products:
        if not product.is_liquid:
            continue
        if product.counts_as is None:
            text = Message("methods.equivalence-unknown", product=product.name)
            yield Refused(method, product.id, text)
        else:
            yield product


def counted(product: Product) -> Concentration:
    """Return what a liquid counts as.

    Raises:
        TypeError: if that is unknown, or the product is no liquid.
    """
    if not isinstance(product.counts_as, Concentration):
        raise TypeError(product.id)
    return product.counts_as


def ideal_volume(question: Question, product: Product) -> Fraction:
    """Return the volume in mL that holds the target exactly."""
    return question.target(product).amount / counted(product).amount


def volume_of(dose: Mass | None, strength: Concentration) -> Fraction | None:
    """Return the volume in mL that holds a dose, if there is one."""
    return None if dose is None else dose.amount / strength.amount


def near_marks(
    question: Question, ideal: Fraction, current: Fraction | None
) -> Iterator[tuple[Instrument, Fraction]]:
    """Yield each syringe with each of its marks next to a volume in mL, within 20 % of it.

    Where the volume that would hold the ``current`` dose is known, only the mark toward it that
    is still a reduction is taken, if there is one (practice.md 7, 89).
    """
    for syringe in question.syringes:
        marks = [mark for mark in syringe.marks_near(ideal) if abs(mark / ideal - 1) <= FAR]
        for mark in toward(marks, ideal, current):
            yield syringe, mark


def toward(marks: list[Fraction], ideal: Fraction, current: Fraction | None) -> list[Fraction]:
    """Keep what rounds toward the current dose and stays below it, else what rounds down."""
    if current is None:
        return marks
    upper = [mark for mark in marks if ideal <= mark < current]
    return upper or [mark for mark in marks if mark <= ideal]


def refuse_volume(method: str, question: Question, product: Product, ideal: Fraction) -> Refused:
    """Say why no syringe at hand measures a volume: none there, too small, or too large."""
    marks = [mark for one in question.syringes for mark in (one.marks[0], one.marks[-1])]
    volume = Volume(ideal)
    if not marks:
        text = Message("methods.no-syringe", product=product.name)
    elif product.supply == "special":
        dose = question.target(product)
        code = "special-too-strong" if ideal < min(marks) else "special-too-weak"
        text = Message(f"methods.{code}", dose=shown(dose), product=product.name)
    elif ideal < min(marks):
        text = Message(
            "methods.below-minimum-volume",
            dose=shown(question.target(product)),
            product=product.name,
            volume=shown(volume),
            least=Volume(min(marks)),
        )
    else:
        text = Message(
            "methods.above-capacity",
            dose=shown(question.target(product)),
            product=product.name,
            volume=shown(volume),
            most=Volume(max(marks)),
        )
    return Refused(method, product.id, text)


def drinks_finding(product: Product) -> Finding:
    """Say what a product may be mixed with, and whether any text of it was read that says so."""
    known = product.came_from("diluents").confidence in ("primary", "secondary")
    code = "drinks-allowed" if known else "drinks-assumed"
    return Finding("note", Message(f"methods.{code}", drinks=product.diluents))


def special_findings(product: Product) -> tuple[Finding, ...]:
    """Warn that a special is made to order and that nobody has confirmed it can be had."""
    if product.supply != "special":
        return ()
    text = Message("methods.special-to-order", product=product.name)
    return (Finding("warn", text, soft=True),)


def supply_of(
    product: Product, otherwise: Literal["licensed", "off-label"]
) -> Literal["licensed", "off-label", "special"]:
    """Return how a preparation of this product is supplied."""
    return "special" if product.supply == "special" else otherwise


def water_or(product: Product) -> str:
    """Return the liquid to mix with: water where the product allows it or states none."""
    allowed = product.diluents
    return "water" if not allowed or "water" in allowed else allowed[0]


def measure_of(question: Question, volume: Volume) -> tuple[Instrument, int] | None:
    """Return what measures a drink with the fewest equal fills, each on a mark."""
    for fills in range(1, _MOST_FILLS + 1):
        for one in question.instruments:
            if _measures(one, volume.amount / fills):
                return one, fills
    return None


def _measures(instrument: Instrument, fill: Fraction) -> bool:
    measures = instrument.device.kind in ("oral-syringe", "cylinder", "flask")
    return measures and instrument.has_mark(fill)
