"""Small words for asking the engine in tests, and for what it answers."""

from __future__ import annotations

from taperlab import DoseRequest, prepare
from taperlab.answers.document import Answer, Preparation
from taperlab.answers.operations import Add, Draw, Drip, MakeUp, Pour, Take
from tests.strategies import CATALOGUE, DATE


def ask(drug: str, dose: str, **fields: object) -> Answer:
    """Return the answer to a request on a day on which no fact is old."""
    request = {"drug": drug, "dose": dose, "date": DATE} | fields
    return prepare(DoseRequest(**request), CATALOGUE)  # type: ignore[arg-type] # by field name


def recommended(answer: Answer) -> Preparation:
    """Return what is recommended; it stands first."""
    assert answer.recommended is not None
    assert answer.preparations[0] is answer.recommended
    return answer.recommended


def pick_of(answer: Answer, method: str) -> Preparation:
    """Return the pick of one method."""
    (found,) = (one for one in answer.preparations if one.method == method and one.pick)
    return found


def measures(preparation: Preparation) -> list[str]:
    """Return what is measured, in words as short as a pharmacist's."""
    words = []
    for operation in preparation.operations:
        match operation:
            case Draw(volume=volume) | Add(volume=volume):
                assert volume is not None
                words.append(f"{float(volume.amount):g} mL")
            case MakeUp(to=total):
                words.append(f"to {float(total.amount):g} mL")
            case Drip(drops=drops):
                words.append(f"{drops} drops")
            case Take(pieces=pieces):
                words.append("+".join(pieces))
            case Pour():
                words.append("drink")
    return words


def codes(preparation: Preparation, severity: str | None = None) -> set[str]:
    """Return the codes of its cautions, or of those of one severity."""
    return {one.code for one in preparation.cautions if severity in (None, one.severity)}


def needing_a_reason(preparation: Preparation) -> set[str]:
    """Return the codes of the limits that only a typed reason passes."""
    return {one.code for one in preparation.cautions if one.needs_reason}


def refusals(answer: Answer, method: str | None = None) -> set[str]:
    """Return the codes of what is refused, or of what one method refuses."""
    return {one.code for one in answer.refused if method in (None, one.method)}
