"""Makes a sheet, has it read back by the independent checker, and only then hands it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.messages import InputError, Message, NotMakeableError
from taperlab.sheets.at_home import is_handed_out
from taperlab.sheets.content import Particulars
from taperlab.sheets.frame import check_reasons
from taperlab.sheets.html import sheet_html
from taperlab.sheets.label_paper import LAYOUTS, OUTLINES, labels_pdf, outlines_pdf
from taperlab.sheets.labels import label_sheet
from taperlab.sheets.paper import sheet_pdf
from taperlab.sheets.patient import patient_sheet
from taperlab.sheets.proof import prove, prove_complete
from taperlab.sheets.worksheet import worksheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from taperlab.answers.document import Answer, Preparation
    from taperlab.catalogue import Catalogue
    from taperlab.sheets.content import Sheet

__all__ = ["KINDS", "choose", "make_sheet"]

KINDS: dict[str, Callable[[Answer, Preparation, Catalogue, Particulars], Sheet]] = {
    "patient": patient_sheet,
    "worksheet": worksheet,
    "labels": label_sheet,
}

_PHARMACIST_ONLY = frozenset(
    {
        "diluent-unstated",
        "aliquot-at-once",
        "aliquot-of-tablet",
        "serial",
        "powder-off-label",
        "beads-weighed",
        "mixed-strengths",
    }
)


def make_sheet(  # noqa: PLR0913 - each is an option of its own on the command line
    kind: str,
    answer: Answer,
    catalogue: Catalogue,
    *,
    number: int | None = None,
    html: bool = False,
    start: int = 1,
    layout: str = "L7160",
    patient: str | None = None,
    supplier: str | None = None,
) -> bytes:
    """Make a sheet of an answer's recommended preparation, or of preparation ``number``.

    Raises:
        InputError: for a kind, layout, position or number that is not there.
        NotMakeableError: if there is nothing to put on it.
        SheetStoppedError: if the finished PDF does not say what was planned.
    """
    if kind not in KINDS:
        raise InputError(Message("sheets.no-such-kind", kind=kind, kinds=list(KINDS)))
    if layout not in (*LAYOUTS, *OUTLINES):
        layouts = [*LAYOUTS, *OUTLINES]
        raise InputError(Message("sheets.no-such-layout", layout=layout, layouts=layouts))
    if layout in OUTLINES:
        if kind != "labels" or html:
            raise InputError(Message("sheets.only-labels", layout=layout))
        return outlines_pdf(OUTLINES[layout])
    preparation = choose(kind, answer, number)
    check_reasons(answer, preparation)
    sheet = KINDS[kind](answer, preparation, catalogue, Particulars(patient, supplier))
    labels = kind == "labels"
    pdf = labels_pdf(sheet, LAYOUTS[layout], start) if labels else sheet_pdf(sheet)
    prove_complete(pdf, sheet)
    prove(pdf, preparation, catalogue, kind)
    return sheet_html(sheet) if html else pdf


def choose(kind: str, answer: Answer, number: int | None = None) -> Preparation:
    """Return the preparation that a sheet is to be made of.

    Raises:
        InputError: for a number that is not there.
        NotMakeableError: if none is recommended, or it is not for who would carry it out.
    """
    count = len(answer.preparations)
    if number is not None and not 1 <= number <= count:
        raise InputError(Message("sheets.no-such-preparation", number=number, count=count))
    chosen = answer.recommended if number is None else answer.preparations[number - 1]
    if chosen is None:
        raise NotMakeableError(Message("sheets.no-preparation"))
    if chosen.rating == "poor" and answer.request.role == "patient":
        raise NotMakeableError(Message("sheets.no-preparation"))
    codes = {one.code for one in chosen.cautions}
    pharmacist = codes & _PHARMACIST_ONLY and not is_handed_out(chosen)
    if kind == "patient" and (chosen.rating == "poor" or pharmacist):
        raise NotMakeableError(Message("sheets.not-for-patients"))
    return chosen
