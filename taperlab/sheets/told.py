"""Which cautions a patient is told: those to act on that the sheet does not say by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taperlab.answers.document import Caution

__all__ = ["FOR_EXPERTS", "FOR_PATIENTS", "SAID_BY_THE_SHEET", "concerns_patient"]

FOR_PATIENTS = frozenset(
    {
        "aspartame",
        "beads-off-label",
        "beads-one-batch",
        "concentration-changed",
        "contains-ethanol",
        "controlled-drug",
        "ethanol-disulfiram",
        "gloves-dust",
        "keep-from-light",
        "latex-dropper",
        "no-acid-drink",
        "no-other-medicine",
        "no-tea-no-cola",
        "not-crushed",
        "numbs-mouth",
        "once-a-week",
        "propylene-glycol",
        "refrigerate",
        "swallow-whole",
    }
)

SAID_BY_THE_SHEET = frozenset(
    {
        "check-marks",
        "clear-moat",
        "divided-doses",
        "drip-first",
        "made-fresh",
        "rounded",
        "shake-well",
        "split-off-label",
        "touch-tip",
        "with-food",
    }
)
"""A step, a note or the head of the sheet says the same in its own place."""

FOR_EXPERTS = frozenset(
    {
        "above-solubility",
        "adsorbs-to-pvc",
        "aliquot-at-once",
        "aliquot-not-known",
        "aliquot-of-tablet",
        "assumed-facts",
        "beads-weighed",
        "below-accurate-weight",
        "capsules-compounded",
        "capsules-left",
        "compounded",
        "diluent-unstated",
        "dilution-off-label",
        "disperse-off-label",
        "drinks-allowed",
        "drinks-assumed",
        "drops-not-tablet-milligrams",
        "expires-first",
        "far-from-current",
        "formulation-note",
        "formulation-source",
        "gated",
        "immediate-release",
        "imported",
        "kept-dilution",
        "left-over",
        "local-facts",
        "maximum-unconfirmed",
        "maximum-unknown",
        "may-settle",
        "mixed-strengths",
        "needed",
        "not-by-milligrams",
        "not-thinned-with-water",
        "old-facts",
        "other-release",
        "pouch",
        "powder-off-label",
        "quarter",
        "rounded-far",
        "serial",
        "small-for-device",
        "solubility-unknown",
        "special-to-order",
        "strip-prescription",
        "unconfirmed-facts",
    }
)
"""Who prepares or prescribes judges these; the worksheet prints them."""


HOW_TO_MAKE = frozenset({"capsules-compounded", "compounded"})
"""Even with a reason: it tells the pharmacy how to make what is handed out ready."""


def concerns_patient(caution: Caution) -> bool:
    """Whether a patient is told: a limit that was passed, with its reason, unless in the making."""
    passed = caution.needs_reason and caution.code not in HOW_TO_MAKE
    return passed or caution.code in FOR_PATIENTS
