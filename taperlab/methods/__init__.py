"""The ways of making a dose: one file each, one line each in the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.methods import (
    compounded_capsule,
    compounded_liquid,
    counted_beads,
    counted_drops,
    diluted_liquid,
    dispersed_tablet,
    oral_liquid,
    split_tablets,
    strip,
    tablet_plus_liquid,
    weighed_powder,
    whole_tablets,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taperlab.methods.question import Method

__all__ = ["METHODS"]

METHODS: Mapping[str, Method] = {
    whole_tablets.METHOD: whole_tablets.propose,
    split_tablets.METHOD: split_tablets.propose,
    oral_liquid.METHOD: oral_liquid.propose,
    counted_drops.METHOD: counted_drops.propose,
    diluted_liquid.METHOD: diluted_liquid.propose,
    dispersed_tablet.METHOD: dispersed_tablet.propose,
    tablet_plus_liquid.METHOD: tablet_plus_liquid.propose,
    counted_beads.METHOD: counted_beads.propose,
    weighed_powder.METHOD: weighed_powder.propose,
    compounded_liquid.METHOD: compounded_liquid.propose,
    compounded_capsule.METHOD: compounded_capsule.propose,
    strip.METHOD: strip.propose,
}
