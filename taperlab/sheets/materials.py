"""The worksheet's products and devices: what they are, how strong, how exact, which batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.messages import Message
from taperlab.sheets.content import Fact, FillIn, Heading, Note
from taperlab.sheets.names import HOUSEHOLD, decimal, device_kind, device_name, product_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.answers.document import Answer
    from taperlab.catalogue.types import Device
    from taperlab.sheets.content import Block
    from taperlab.sheets.course import Course

__all__ = ["materials"]


def materials(answer: Answer, course: Course) -> Iterator[Block]:
    """List each product with room for its batch, and each device with its marks."""
    yield Heading(Message("sheets.wk.materials"))
    for product in course.preparation.products:
        yield from _product(product, course)
    used = (getattr(op, "device", HOUSEHOLD) for op in course.operations)
    for device in dict.fromkeys(used):
        found = course.device(device)
        if found is not None:
            yield from _device(device, found, answer)


def _product(product_id: str, course: Course) -> Iterator[Block]:
    product = course.product(product_id)
    yield Note(Message("sheets.wk.product", product=product_name(product), id=product_id))
    physical = decimal(product.strength)
    if product.counts_as is None:
        yield Fact(Message("sheets.wk.product-strength-unknown", physical=physical), aside=True)
    else:
        counted = decimal(product.counts_as)
        strength = Message("sheets.wk.product-strength", physical=physical, concentration=counted)
        yield Fact(strength, aside=True)
    supply = Message(f"sheets.supply.{product.supply}")
    yield Fact(Message("sheets.wk.product-supply", supply=supply), aside=True)
    yield FillIn(tuple(Message(f"sheets.wk.{one}") for one in ("vendor", "batch", "expiry")))


def _device(device_id: str, device: Device, answer: Answer) -> Iterator[Block]:
    yield Note(Message("sheets.wk.device", device=device_name(device), id=device_id))
    fields = {
        "graduation": device.graduation,
        "smallest": device.smallest,
        "model": device.tolerance_model,
    }
    marked = device.graduation is not None and device.graduation != device.capacity
    yield Fact(Message(f"sheets.wk.device-{'marks' if marked else 'model'}", **fields), aside=True)
    if device.kind == "oral-syringe":
        confirmed = {device_kind(one) for one in answer.request.confirmed_devices}
        key = "confirmed" if device.id in confirmed else "unconfirmed"
        yield Fact(Message(f"sheets.wk.device-{key}", **fields), aside=True)
