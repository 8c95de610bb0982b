"""What the tests of the taper's rules ask with: short names for curves, doses and plans."""

from __future__ import annotations

from taperlab import Catalogue
from taperlab.catalogue.types import Curve
from taperlab.messages import Message, TaperLabError
from taperlab.quantities import Mass, number
from taperlab.taper.curves import curve_for
from taperlab.taper.reading import read_rules
from taperlab.taper.targets import stated, targets
from taperlab.wording import Wording

CATALOGUE = Catalogue.shipped()


def curve_of(drug: str, name: str | None = None) -> Curve:
    found = curve_for(CATALOGUE.drug(drug), name)
    assert found is not None
    return found


def mass(text: str | None) -> Mass | None:
    return None if text is None else Mass.of(text)


def plan(
    start: str,
    rule: str,
    *then: str,
    to: str = "0",
    last: str | None = None,
    drug: str | None = None,
) -> list[Mass]:
    """Return the exact daily doses of a plan that is typed."""
    curve = None if drug is None else curve_of(drug)
    return targets(Mass.of(start), Mass.of(to), read_rules(rule, then), curve, mass(last))


def as_stated(doses: list[Mass]) -> str:
    """Write doses as they are stated, with blanks between."""
    return " ".join(number(stated(dose).amount) for dose in doses)


def said(message: Message) -> str:
    return Wording().text(message).replace("\u00a0", " ")


def told(error: TaperLabError) -> str:
    """Return the sentence and the remedy of an error as a person reads them."""
    return f"{said(error.problem)} {said(error.remedy)}"
