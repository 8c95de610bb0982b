"""What group a drug belongs to, for the limits and notes that guidelines give by group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taperlab.catalogue.types import Drug

__all__ = ["Group", "group_of"]

Group: TypeAlias = Literal["antidepressant", "benzodiazepine", "antipsychotic", "other"]

# Z-drugs act at the benzodiazepine site; no guideline read gives them limits of their own, so
# they are held to those of benzodiazepines: an assumption of ours, to the careful side.
_GROUPS: Final[Mapping[str, Group]] = {
    "SSRI": "antidepressant",
    "SNRI": "antidepressant",
    "TCA": "antidepressant",
    "NaSSA": "antidepressant",
    "SARI": "antidepressant",
    "multimodal antidepressant": "antidepressant",
    "benzodiazepine": "benzodiazepine",
    "Z-drug": "benzodiazepine",
    "antipsychotic": "antipsychotic",
}


def group_of(drug: Drug) -> Group:
    """Return the group of a drug's class in the catalogue; ``other`` has no limits of its own."""
    return _GROUPS.get(drug.drug_class, "other")
