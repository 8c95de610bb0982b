"""A sheet's sentences beside what the bench made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from taperlab.checker.bench import Vessel
from taperlab.checker.figures import carefully, read
from taperlab.checker.known import Known
from taperlab.checker.operations import DOSE, Add, Draw, MakeUp, Pour
from taperlab.checker.tokens import amount, count, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from taperlab.checker.bench import Course, Step
    from taperlab.checker.paper.rebuild import Line, Namer
    from taperlab.checker.shelf import Shelf

__all__ = ["Scene"]


@dataclass(frozen=True)
class Scene:
    """Everything that a sentence can be held against."""

    course: Course
    shelf: Shelf
    namer: Namer
    lines: tuple[Line, ...]
    handed_out: Mapping[str, Vessel] = field(default_factory=dict)

    @cached_property
    def dose(self) -> Decimal:
        """What reaches the mouth, counted."""
        return self.course.dose.counted

    @cached_property
    def a_day(self) -> int:
        """How often a day the sheet says that it is taken."""
        times = [line.fill["n"] for line in self.all("dose.times", "wk.frequency", "label.times")]
        return count(times[0]) if times else 1

    @cached_property
    def known(self) -> Known:
        """Every figure that may stand in free text."""
        stated = ("dose.asked", "dose.current", "dose.current-day", "wk.target", "wk.current")
        others = [line.fill.text for line in self.all(*stated, "wk.current-day")]
        others += self._made_of()
        known = Known(self.course, self.shelf, others)
        with carefully():
            for number in (self.dose, *(token.number for text in others for token in tokens(text))):
                known.add(number * self.a_day, "mg")  # a dose may be spoken of as that of a day
            for part in self.parts_of_a_day():
                known.add(part, "mg")
            for volume in self._over_days():
                known.add(volume, "mL")
        return known

    def parts_of_a_day(self) -> list[Decimal]:
        """What is asked for each time, where only the day's dose has an end."""
        lines = [line.fill for line in self.all("wk.target-part")]
        with carefully():
            return [amount(fill["total"]) / count(fill["n"]) for fill in lines]

    def _made_of(self) -> list[str]:
        """The products that what was handed out may be made of: cautions name them."""
        drugs = self.namer.lexicon.drugs
        handed = self.all("need.bottle", "need.capsules")
        ids = {drugs[" ".join(line.fill["drug"].split())] for line in handed}
        catalogue = self.shelf.catalogue
        return [product.name for one in sorted(ids) for product in catalogue.drug(one).products]

    def _over_days(self) -> Iterator[Decimal]:
        """Yield what all the doses use up of each liquid, and what they leave of a vessel."""
        days = [count(line.fill["n"]) for line in self.all("wk.basis")]
        for step in self.course.steps:
            match step.operation:
                case Draw(source=source, volume=text):
                    used = read(text, "mL").number * self.a_day * sum(days)
                    yield used
                    if source in self.course.fullest:
                        yield self.course.fullest[source].volume - used

    def all(self, *keys: str) -> Iterator[Line]:
        """Yield the sentences made from these templates."""
        return (line for line in self.lines if line.fill.key in keys)

    def step(self, line: Line) -> Step | None:
        """Return the operation that a sentence belongs to."""
        return self.course.steps[line.step - 1] if line.step else None

    def after(self, line: Line, vessel: str) -> Vessel:
        """Return a vessel as it stands after the operation that a sentence belongs to."""
        if line.step < len(self.course.steps):
            return self.course.steps[line.step].before.get(vessel, Vessel())
        return self.course.vessels.get(vessel, Vessel())

    def volume(self, line: Line) -> Decimal | None:
        """Return what the operation of a sentence measures."""
        match self.step(line):
            case (_, Draw(volume=str(text)) | Add(volume=str(text)) | MakeUp(to=text), _):
                return read(text, "mL").number
        return None

    def is_poured_out(self, vessel: str) -> bool:
        """Whether all that is in a vessel is drunk."""
        return any(
            isinstance(step.operation, Pour)
            and (step.operation.source, step.operation.into) == (vessel, DOSE)
            for step in self.course.steps
        )
