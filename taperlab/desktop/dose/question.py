"""What stands in the fields, as typed: the window's question, before it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Sample:
    """What was counted or weighed of one product and batch, one by one, as typed.

    ``made_of`` are the product and batch that ``values`` were typed for: where another stands
    here now, they are void (practice.md 37). ``spread`` and ``twice`` are of beads only.
    """

    product: str = ""
    batch: str = ""
    values: str = ""
    spread: str = ""
    twice: bool = False
    made_of: tuple[str, str] = ("", "")

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was entered."""
        texts = self.product, self.batch, self.values, self.spread
        return not (any(text.strip() for text in texts) or self.twice)

    @property
    def is_used(self) -> bool:
        """Whether there are numbers to ask with."""
        return bool(self.values.strip())


@dataclass(frozen=True, slots=True)
class Question:
    """Every field of the window; an empty text, tuple or None stands for the usual."""

    drug: str = ""
    dose: str = ""
    dose_of: str = "tablet"
    per: str = "administration"
    doses_per_day: int | None = None
    current_dose: str = ""
    highest_dose: str = ""
    market: str = "GB"
    products: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    confirmed_devices: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    role: str = "pharmacist"
    max_error: str = ""
    days: str = ""
    overage: str = ""
    date: dt.date | None = None
    overrides: tuple[tuple[str, str], ...] = ()
    prepared_by: str = ""
    checked_by: str = ""
    expiries: tuple[tuple[str, str], ...] = ()
    beads: tuple[Sample, ...] = ()
    weighed: tuple[Sample, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing yet to answer."""
        return not (self.drug.strip() and self.dose.strip())

    @property
    def asks_for(self) -> tuple[object, ...]:
        """What a typed reason was given for: another of these, and the reason no longer holds."""
        return (
            self.drug.strip().casefold(),
            self.dose,
            self.dose_of,
            self.per,
            self.doses_per_day,
            self.current_dose,
            self.highest_dose,
            self.market,
            self.role,
            self.days.strip(),
        )
