"""From what was typed to a question: every text read, every name looked up, every default said."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import contextmanager
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, get_args

import msgspec

from taperlab.answers.document import Request, Role
from taperlab.answers.in_hand import bead_count, expiry, percentage, weighing
from taperlab.messages import InputError, Message
from taperlab.methods import METHODS
from taperlab.methods.instruments import Instrument
from taperlab.methods.question import Question
from taperlab.quantities import DecimalMark, Mass, Proportion, canonical, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.answers.request import DoseRequest
    from taperlab.catalogue import Catalogue
    from taperlab.catalogue.types import Drug, Product

__all__ = ["COMMA_MARKETS", "LANGUAGES", "decimal_mark", "instruments_of", "resolve"]

COMMA_MARKETS = frozenset({"DK", "DE", "NL"})
LANGUAGES = frozenset({"en"})
_PATIENT_LIMIT = Fraction(1, 5)
_BASES = ("administration", "day")
_INSTANCE = re.compile(r"#(?:[2-9]|[1-9][0-9])\Z")


def decimal_mark(market: str) -> DecimalMark:
    """Return the decimal mark that people of a market write."""
    return "," if market in COMMA_MARKETS else "."


def resolve(request: DoseRequest, catalogue: Catalogue) -> tuple[Question, Request]:
    """Read a request against a catalogue.

    Returns:
        The question for the methods, and the request as the answer repeats it, with every
        default filled in.

    Raises:
        InputError: with ``field`` set, for the first field that cannot be read.
    """
    resolver = _Resolver(request, catalogue)
    return resolver.question(), resolver.repeated()


@lru_cache(maxsize=4)
def instruments_of(catalogue: Catalogue) -> dict[str, Instrument]:
    """Return an instrument for each device of a catalogue, the same ones at each call."""
    return {device.id: Instrument(device.id, device) for device in catalogue.devices}


class _Resolver:
    """Reads the fields one after another, each once."""

    def __init__(self, request: DoseRequest, catalogue: Catalogue) -> None:
        self._request, self._catalogue = request, catalogue
        with _field("drug"):
            self._drug: Drug = catalogue.drug(request.drug)
        self._market = _one_of("market", request.market, catalogue.markets)
        roles: tuple[Role, ...] = get_args(Role)
        self._role = next(r for r in roles if r == _one_of("role", request.role, roles))
        _one_of("per", request.per, _BASES)
        _one_of("lang", request.lang, sorted(LANGUAGES))
        self._products = self._read_products()
        self._scale = self._read_scale()
        self._dose = self._mass("dose", request.dose)
        self._current = self._optional_mass("current_dose", request.current_dose)
        self._highest = self._optional_mass("highest_dose", request.highest_dose)
        self._devices = self._read_devices()
        self._limit = self._read_limit()
        self._check_counts()
        self._check_date()
        self._in_hand()
        for name in request.methods or ():
            _one_of("methods", name, tuple(METHODS))
        for code, reason in request.overrides.items():
            if not reason.strip():
                raise InputError(Message("answers.reason-empty", code=code), field="overrides")

    def question(self) -> Question:
        request = self._request
        return Question(
            drug=self._drug,
            market=self._market,
            dose=self._dose * self._scale,
            per_day=request.per == "day",
            doses_per_day=request.doses_per_day,
            products=self._products,
            instruments=self._instruments(),
            role=self._role,
            limit=self._limit,
            errors=self._catalogue.error_model,
            current=self._current and self._current * self._scale,
            highest=self._highest and self._highest * self._scale,
            unconfirmed=frozenset(self._devices) - frozenset(request.confirmed_devices),
            overrides=request.overrides,
            days=request.days,
            date=request.date,
            named=request.products is not None,
            overage=self._overage,
            expiries=self._expiries,
            bead_counts=self._beads,
            weighings=self._weighed,
            citations={key: one.citation for key, one in self._catalogue.sources.items()},
        )

    def repeated(self) -> Request:
        request = self._request
        return Request(
            drug=self._drug.id,
            dose=self._dose,
            dose_of=request.dose_of,
            per="day" if request.per == "day" else "administration",
            doses_per_day=request.doses_per_day or 1,
            current_dose=self._current,
            highest_dose=self._highest,
            market=self._market,
            role=self._role,
            max_error=None if self._limit is None else canonical(Proportion(self._limit)),
            days=request.days,
            date=request.date,
            products=request.products,
            devices=_numbered(self._devices),
            confirmed_devices=request.confirmed_devices,
            methods=request.methods,
            overrides=request.overrides,
            prepared_by=_name(request.prepared_by),
            checked_by=_name(request.checked_by),
            lang=request.lang,
            beads=request.beads,
            weighed=request.weighed,
            overage=request.overage,
            expiries=request.expiries,
        )

    def _read_products(self) -> tuple[Product, ...]:
        named = self._request.products
        if named is None:
            return self._catalogue.products_of(self._drug.id, self._market)
        with _field("products"):
            found = [self._catalogue.product(name) for name in dict.fromkeys(named)]
        for product in found:
            if product.drug != self._drug.id:
                text = Message(
                    "answers.product-of-other-drug", product=product.name, drug=self._drug.name
                )
                raise InputError(text, field="products")
        return tuple(found)

    def _read_scale(self) -> Fraction:
        """Return how many counted mg one typed mg is; an unknown scale keeps to its product."""
        name = self._request.dose_of
        if name == "tablet":
            return Fraction(1)
        with _field("dose_of"):
            product = self._catalogue.product(name)
        if product.drug != self._drug.id:
            text = Message(
                "answers.product-of-other-drug", product=product.name, drug=self._drug.name
            )
            raise InputError(text, field="dose_of")
        if product.ratio is not None:
            return product.ratio
        own = msgspec.structs.replace(product, counts_as=product.strength)
        self._products = (own,)
        return Fraction(1)

    def _mass(self, name: str, text: str) -> Mass:
        with _field(name):
            return parse(text, Mass, decimal_mark=decimal_mark(self._market))

    def _optional_mass(self, name: str, text: str | None) -> Mass | None:
        return None if text is None else self._mass(name, text)

    def _read_devices(self) -> tuple[str, ...]:
        with _field("confirmed_devices"):
            for name in self._request.confirmed_devices:
                self._catalogue.device(_device(name))
        named = self._request.devices
        if named is None:
            return tuple(one.id for one in self._catalogue.devices if self._role in one.default_for)
        plain = tuple(map(_device, named))
        with _field("devices"):
            for name in plain:
                self._catalogue.device(name)
        return plain

    def _instruments(self) -> tuple[Instrument, ...]:
        names = dict.fromkeys(self._devices)
        at_hand = instruments_of(self._catalogue)
        return tuple(at_hand[name] for name in names)

    def _read_limit(self) -> Fraction | None:
        text = self._request.max_error
        if text is None:
            return _PATIENT_LIMIT if self._role == "patient" else None
        with _field("max_error"):
            return percentage(text, decimal_mark(self._market))

    def _in_hand(self) -> None:
        """Read what was counted, weighed and dated of the products in hand."""
        request, mark = self._request, decimal_mark(self._market)
        with _field("overage"):
            more = request.overage
            self._overage = Fraction(0) if more is None else percentage(more, mark)
        with _field("beads"):
            self._beads = tuple(bead_count(one, mark) for one in request.beads)
        with _field("weighed"):
            self._weighed = tuple(weighing(one, mark) for one in request.weighed)
        with _field("expiries"):
            self._expiries = {name: expiry(day) for name, day in request.expiries.items()}
        in_hand = [*(one.product for one in self._beads), *(one.product for one in self._weighed)]
        for name in (*in_hand, *self._expiries):
            with _field("products"):
                self._catalogue.product(name)
        for name, day in self._expiries.items():
            if day < request.date:
                text = Message(
                    "answers.expired", product=self._catalogue.product(name).name, day=day
                )
                raise InputError(text, field="expiries")

    def _check_date(self) -> None:
        if not 2000 <= self._request.date.year < 2200:
            text = Message("answers.date-far", date=self._request.date.isoformat())
            raise InputError(text, field="date")

    def _check_counts(self) -> None:
        for name in ("days", "doses_per_day"):
            count = getattr(self._request, name)
            if count is not None and not 1 <= count <= 400:
                raise InputError(Message("answers.bad-count", field=name, count=count), field=name)


@contextmanager
def _field(name: str) -> Iterator[None]:
    """Mark an error as being about one field of the request."""
    try:
        yield
    except InputError as error:
        error.field = name
        raise


def _one_of(field: str, value: str, known: Sequence[str]) -> str:
    if value not in known:
        text = Message("answers.unknown-choice", field=field, value=value, known=tuple(known))
        raise InputError(text, field=field)
    return value


def _device(name: str) -> str:
    """Return which device an instance is of: ``oral-syringe-1ml#2`` is a second 1 mL syringe."""
    return _INSTANCE.sub("", name)


def _numbered(names: tuple[str, ...]) -> tuple[str, ...]:
    """Name instances: the second of a device is ``...#2``."""
    seen: Counter[str] = Counter()
    numbered = []
    for name in names:
        seen[name] += 1
        numbered.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(numbered)


def _name(name: str | None) -> str | None:
    return name.strip() or None if name else None
