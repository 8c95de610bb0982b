"""What is left for the patient to do of a preparation that the pharmacy makes for several days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from taperlab.answers.operations import Divide, Draw, Keep, Mix
from taperlab.messages import Message
from taperlab.sheets.course import DOSE
from taperlab.sheets.names import decimal, vessel_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.answers.document import Preparation
    from taperlab.answers.operations import Operation
    from taperlab.sheets.course import Course

__all__ = ["at_home", "is_handed_out", "storage", "supplied"]

_BOTTLE = "bottle"


def is_handed_out(preparation: Preparation) -> bool:
    """Whether the pharmacy makes it and keeps it: the patient only takes doses from it."""
    return _kept(preparation) is not None


def at_home(preparation: Preparation) -> Preparation:
    """Return what a patient does: all of it, or of what the pharmacy made only the taking.

    What was made in a cylinder or a cup is handed out in a bottle.
    """
    kept = _kept(preparation)
    if kept is None:
        return preparation
    vessels = {
        _BOTTLE if name == kept.vessel else name: state
        for name, state in preparation.vessels.items()
    }
    taking = tuple(_taking(preparation, kept.vessel))
    used = {getattr(op, name, None) for op in taking for name in ("product", "source")}
    return msgspec.structs.replace(
        preparation,
        operations=taking,
        products=tuple(one for one in preparation.products if one in used),
        vessels=vessels,
    )


def supplied(course: Course, drug: str) -> Iterator[Message]:
    """Name the bottle or the capsules that the pharmacy hands out, and what is in them."""
    for op in course.operations:
        match op:
            case Draw(source=source) if source in course.preparation.vessels:
                state = course.preparation.vessels[source]
                fields = {"held": decimal(state.holds), "total": state.made_up_to, "drug": drug}
                yield Message("sheets.need.bottle", vessel=vessel_name(source), **fields)
            case Divide(parts=parts):
                held = decimal(course.preparation.delivered * parts)
                yield Message("sheets.need.capsules", drug=drug, held=held, n=parts)
            case _:
                pass


def storage(preparation: Preparation) -> Iterator[Message]:
    """Say where to keep what was handed out."""
    kept = _kept(preparation)
    if kept is not None:
        yield Message("sheets.keep-where", where=kept.where)


def _kept(preparation: Preparation) -> Keep | None:
    return next((op for op in preparation.operations if isinstance(op, Keep)), None)


def _taking(preparation: Preparation, kept: str) -> Iterator[Operation]:
    """Yield what brings the dose to the mouth; a liquid that stood is shaken first."""
    for op in preparation.operations:
        if getattr(op, "into", "") != DOSE:
            continue
        if isinstance(op, Draw) and op.source == kept:
            yield Mix(vessel=_BOTTLE, how="shake")
            yield msgspec.structs.replace(op, source=_BOTTLE)
        else:
            yield op
