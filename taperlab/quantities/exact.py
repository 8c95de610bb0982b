"""Exact typed quantities: a number over ``Fraction`` that knows what it measures."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar, Literal, NamedTuple, Self, TypeAlias, overload

__all__ = [
    "Concentration",
    "Content",
    "Count",
    "Dimension",
    "DropRate",
    "Exactly",
    "Mass",
    "Piece",
    "Proportion",
    "Quantity",
    "Volume",
    "exactly",
]

Exactly: TypeAlias = int | str | Fraction
Piece = Literal["tablet", "capsule", "sachet", "drop", "bead"]


class Dimension(NamedTuple):
    """Powers of mass, volume and pieces; a dose is ``Dimension(1, 0, 0)``."""

    mass: int = 0
    volume: int = 0
    piece: int = 0


def exactly(number: Exactly) -> Fraction:
    """Return the number as a fraction; a float has already lost digits and is refused.

    Raises:
        TypeError: for a float, a bool, or anything else that is not exact.
    """
    if type(number) is Fraction:
        return number
    if isinstance(number, bool) or not isinstance(number, int | str | Fraction):
        msg = f"write {number!r} in quotes, so that no digit is lost"
        raise TypeError(msg)
    return Fraction(number)


class Quantity:
    """A number of base units (mg, mL, mg/mL, ...); only like quantities add and compare.

    Written out rather than a dataclass, because msgspec would write a dataclass as an object
    where the contract wants a string.
    """

    __slots__ = ("amount",)
    __match_args__: ClassVar[tuple[str, ...]] = ("amount",)
    dimension: ClassVar[Dimension] = Dimension()
    unit: ClassVar[str] = ""
    amount: Fraction

    def __init__(self, amount: Exactly) -> None:
        object.__setattr__(self, "amount", exactly(amount))

    def __setattr__(self, name: str, value: object) -> None:
        msg = f"{type(self).__name__} cannot change"
        raise AttributeError(msg)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), self._key()[1:]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quantity) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(str, self._key()[1:]))})"

    def _key(self) -> tuple[object, ...]:
        return (type(self), *(getattr(self, name) for name in self.__match_args__))

    @classmethod
    def of(cls, number: Exactly) -> Self:
        """Make a quantity from a number of base units, for example ``Mass.of("0.37")``."""
        return cls(exactly(number))

    def _like(self, other: object) -> Fraction:
        if type(other) is not type(self):
            msg = f"{type(self).__name__} and {type(other).__name__} do not go together"
            raise TypeError(msg)
        return other.amount

    def _with(self, amount: Fraction) -> Self:
        return type(self)(amount)

    def __add__(self, other: Self) -> Self:
        return self._with(self.amount + self._like(other))

    def __sub__(self, other: Self) -> Self:
        return self._with(self.amount - self._like(other))

    def __mul__(self, times: int | Fraction) -> Self:
        return self._with(self.amount * exactly(times))

    @overload
    def __truediv__(self, other: int | Fraction) -> Self: ...
    @overload
    def __truediv__(self, other: Self) -> Fraction: ...
    def __truediv__(self, other: Self | int | Fraction) -> Self | Fraction:
        if isinstance(other, int | Fraction):
            return self._with(self.amount / exactly(other))
        return self.amount / self._like(other)

    def __lt__(self, other: Self) -> bool:
        return self.amount < self._like(other)

    def __le__(self, other: Self) -> bool:
        return self.amount <= self._like(other)

    def __gt__(self, other: Self) -> bool:
        return self.amount > self._like(other)

    def __ge__(self, other: Self) -> bool:
        return self.amount >= self._like(other)

    def __bool__(self) -> bool:
        return self.amount != 0


class Mass(Quantity):
    """An amount of substance or powder; base unit mg."""

    __slots__ = ()
    dimension = Dimension(mass=1)
    unit = "mg"


class Volume(Quantity):
    """An amount of liquid; base unit mL."""

    __slots__ = ()
    dimension = Dimension(volume=1)
    unit = "mL"


class Concentration(Quantity):
    """Mass per volume of a liquid; base unit mg/mL."""

    __slots__ = ()
    dimension = Dimension(mass=1, volume=-1)
    unit = "mg/mL"


class DropRate(Quantity):
    """Drops that a product's own dropper makes of one mL; base unit drops/mL."""

    __slots__ = ()
    dimension = Dimension(volume=-1, piece=1)
    unit = "drops/mL"


class Proportion(Quantity):
    """A plain ratio, such as an error limit; shown in per cent."""

    __slots__ = ()
    unit = "%"


class Count(Quantity):
    """A number of tablets, capsules, drops or beads; parts are fractions."""

    __slots__ = ("of_what",)
    __match_args__ = ("amount", "of_what")
    dimension = Dimension(piece=1)
    of_what: Piece

    def __init__(self, amount: Exactly, of_what: Piece = "tablet") -> None:
        super().__init__(amount)
        object.__setattr__(self, "of_what", of_what)

    def _like(self, other: object) -> Fraction:
        if isinstance(other, Count) and other.of_what == self.of_what:
            return other.amount
        msg = f"{self} and {other} do not count the same thing"
        raise TypeError(msg)

    def _with(self, amount: Fraction) -> Self:
        return type(self)(amount, self.of_what)


class Content(Quantity):
    """Mass in one tablet, capsule, drop or bead; base unit mg per piece."""

    __slots__ = ("per",)
    __match_args__ = ("amount", "per")
    dimension = Dimension(mass=1, piece=-1)
    per: Piece

    def __init__(self, amount: Exactly, per: Piece = "tablet") -> None:
        super().__init__(amount)
        object.__setattr__(self, "per", per)

    def _like(self, other: object) -> Fraction:
        if isinstance(other, Content) and other.per == self.per:
            return other.amount
        msg = f"{self} and {other} are not the content of the same thing"
        raise TypeError(msg)

    def _with(self, amount: Fraction) -> Self:
        return type(self)(amount, self.per)
