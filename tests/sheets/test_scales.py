from __future__ import annotations

from fractions import Fraction

import pytest

from taperlab.catalogue import Catalogue
from taperlab.quantities import Volume
from taperlab.sheets.scales import marks, numbered_step


@pytest.mark.parametrize(
    ("capacity", "graduation", "step"),
    [("0.5", "0.01", "0.05"), ("1", "0.01", "0.1"), ("2.5", "0.1", "0.5"), ("20", "1", "2")],
)
def test_numbers_stand_at_round_steps(capacity: str, graduation: str, step: str) -> None:
    assert numbered_step(Fraction(capacity), Fraction(graduation)) == Fraction(step)


def test_every_device_has_all_its_marks_and_at_most_ten_numbers(catalogue: Catalogue) -> None:
    for device in catalogue.devices:
        if not isinstance(device.capacity, Volume) or not isinstance(device.graduation, Volume):
            continue
        capacity, graduation = device.capacity.amount, device.graduation.amount
        found = list(marks(capacity, graduation))
        assert [mark.value for mark in found] == [
            index * graduation for index in range(int(capacity / graduation) + 1)
        ]
        assert sum(mark.rank == 2 for mark in found if mark.value) <= 10
