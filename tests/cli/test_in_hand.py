from __future__ import annotations

import pytest

from taperlab.cli.in_hand import beads_from, expiries_from, weighed_from
from taperlab.messages import InputError


def test_counted_beads_are_read_with_all_that_may_follow() -> None:
    (plain,) = beads_from(["gb-capsule:A1:98, 101,99"])
    assert (plain.product, plain.batch, plain.counts) == ("gb-capsule", "A1", (98, 101, 99))
    assert (plain.twice, plain.spread) == (False, None)
    (full,) = beads_from(["gb-capsule:A1:98,101,99:twice:spread=8 %"])
    assert (full.twice, full.spread) == (True, "8 %")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gb-capsule",
        "gb-capsule:A1",
        "gb-capsule:A1:98,x",
        "gb:A1:9,9,9:thrice",
        "a:b:-1",
        "a:b:" + "9" * 5000,
    ],
)
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        beads_from([text])
    assert refused.value.code == "beads-malformed"


def test_weighings_and_expiries_are_read() -> None:
    (weighed,) = weighed_from(["gb-tablet:B7:182 mg,180 mg"])
    assert weighed.masses == ("182 mg", "180 mg")
    (danish,) = weighed_from(["dk-tablet:B7:182,5 mg,180 mg, 181,25 mg"])
    assert danish.masses == ("182,5 mg", "180 mg", "181,25 mg")
    assert expiries_from(["gb-tablet=2026-03"]) == {"gb-tablet": "2026-03"}


def test_two_expiries_of_one_product_are_refused() -> None:
    with pytest.raises(InputError) as refused:
        expiries_from(["gb-tablet=2026-03", "gb-tablet=2027-03"])
    assert refused.value.code == "expiry-twice"


@pytest.mark.parametrize("text", ["gb-tablet", "gb-tablet:B7", "gb-tablet:B7:1 mg:2 mg"])
def test_what_is_no_weighing_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        weighed_from([text])
    assert refused.value.code == "weighed-malformed"


@pytest.mark.parametrize("text", ["gb-tablet", "=2026-03", "gb-tablet="])
def test_what_is_no_expiry_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        expiries_from([text])
    assert refused.value.code == "expiry-malformed"
