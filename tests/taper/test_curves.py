from __future__ import annotations

import msgspec
import pytest

from taperlab.messages import InputError
from taperlab.taper.curves import curve_for, no_curve, observed, spread
from tests.taper.asking import CATALOGUE, curve_of, said, told

GABA_A = {"benzodiazepine", "Z-drug"}


def test_every_drug_has_a_curve_to_taper_by_or_says_why_not() -> None:
    with_curve = {drug.id for drug in CATALOGUE.drugs if curve_for(drug)}
    assert with_curve == {
        "citalopram", "escitalopram", "sertraline", "fluoxetine", "paroxetine", "venlafaxine",
        "duloxetine", "olanzapine", "risperidone", "clozapine", "vortioxetine",
    }  # fmt: skip
    for drug in CATALOGUE.drugs:
        if drug.id not in with_curve:
            assert drug.no_model, drug.id
            assert drug.no_model in said(no_curve(drug))


def test_first_curve_of_the_catalogue_is_taken_unless_another_is_named() -> None:
    assert curve_of("escitalopram").region == "dorsal raphe nucleus"
    assert curve_of("escitalopram", "sorensen2022-sert-caudate").region == "caudate"


def test_curve_that_one_must_not_taper_by_is_kept_but_never_used() -> None:
    duloxetine = CATALOGUE.drug("duloxetine")
    assert "moriguchi2017-net" in {curve.name for curve in duloxetine.curves}
    assert curve_of("duloxetine").target == "SERT"
    with pytest.raises(InputError) as refused:
        curve_for(duloxetine, "moriguchi2017-net")
    assert "a straight line fits better" in told(refused.value)
    assert "sorensen2022-sert-thalamus" in told(refused.value)
    only = msgspec.structs.replace(duloxetine, curves=duloxetine.curves[-1:])
    assert curve_for(only) is None


def test_unknown_curve_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError) as refused:
        curve_for(CATALOGUE.drug("citalopram"), "sert")
    assert "has no curve called “sert”" in told(refused.value)
    assert "sorensen2022-sert-striatum" in told(refused.value)


@pytest.mark.parametrize("name", [each.id for each in CATALOGUE.drugs if each.drug_class in GABA_A])
def test_no_curve_is_ever_used_for_drugs_at_the_benzodiazepine_site(name: str) -> None:
    borrowed = CATALOGUE.drug("citalopram").curves
    drug = msgspec.structs.replace(CATALOGUE.drug(name), curves=borrowed)
    assert curve_for(drug) is None
    with pytest.raises(InputError) as refused:
        curve_for(drug, borrowed[0].name)
    assert "proportional" in told(refused.value)


def test_spread_is_the_published_one_or_said_to_be_unknown() -> None:
    curve = curve_of("olanzapine")
    assert "explains 81 % of the variance" in said(spread(curve))
    assert "unknown" in said(spread(msgspec.structs.replace(curve, spread="")))


def test_seen_points_are_those_at_the_curves_own_target() -> None:
    duloxetine = CATALOGUE.drug("duloxetine")
    assert len(observed(duloxetine, curve_of("duloxetine"))) == 5
    assert not observed(duloxetine, duloxetine.curves[-1])
