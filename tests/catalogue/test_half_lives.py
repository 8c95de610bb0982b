from __future__ import annotations

import datetime as dt

import pytest

from taperlab.catalogue import Catalogue
from taperlab.catalogue.export import export_document

CATALOGUE = Catalogue.shipped()


@pytest.mark.parametrize(
    ("drug", "of", "shortest", "longest"),
    [
        ("citalopram", "", "35", "35"),
        ("escitalopram", "", "27", "32"),
        ("sertraline", "", "24", "26"),
        ("paroxetine", "", "21", "21"),
        ("fluoxetine", "", "96", "144"),
        ("fluoxetine", "norfluoxetine", "96", "384"),
        ("diazepam", "desmethyldiazepam", "36", "200"),
        ("pregabalin", "", "5.5", "6.7"),
        ("zolpidem", "", "1.5", "3.2"),
        ("venlafaxine", "the active metabolite", "11", "11"),
        ("risperidone", "the active moiety", "20", "24"),
        ("lamotrigine", "", "25", "33"),
    ],
)
def test_half_lives_are_those_of_the_texts(drug: str, of: str, shortest: str, longest: str) -> None:
    (found,) = [each for each in CATALOGUE.drug(drug).half_life if each.of == of]
    assert found.shortest == dt.timedelta(hours=float(shortest))
    assert found.longest == dt.timedelta(hours=float(longest))


def test_every_drug_has_a_half_life_of_its_own_with_its_source() -> None:
    for drug in CATALOGUE.drugs:
        assert drug.half_life[0].of == "", drug.id
        assert all(each.provenance.source for each in drug.half_life), drug.id
    venlafaxine = CATALOGUE.drug("venlafaxine").half_life
    assert [each.provenance.confidence for each in venlafaxine] == ["secondary", "memory"]


def test_export_writes_half_lives_as_durations() -> None:
    drugs = {drug["id"]: drug for drug in export_document(CATALOGUE)["drugs"]}
    (found,) = drugs["zolpidem"]["half_life"]
    assert (found["shortest"], found["longest"]) == ("PT5400S", "PT11520S")
    assert found["confidence"] == "memory"
