"""The master formula of a batch and the labels of rolls and batches: no figure passes unseen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from taperlab.checker import read_sheet
from taperlab.checker.reading import Reading
from taperlab.messages import Message
from taperlab.quantities import Count, Mass, Proportion, Volume
from taperlab.sheets.content import Label, Particulars, Sheet
from taperlab.sheets.label_paper import LAYOUTS, labels_pdf
from taperlab.sheets.make import KINDS
from taperlab.sheets.paper import sheet_pdf
from tests.checker.documents import CATALOGUE
from tests.checker.test_units import altered
from tests.sheets.prepared import prepared


def content(kind: str, name: str) -> Sheet:
    answer = prepared(name)
    return KINDS[kind](answer, answer.preparations[0], CATALOGUE, Particulars())


def stops(reading: Reading) -> set[str]:
    return {one.code for one in reading.findings if one.severity == "stop"}


FIGURES: list[tuple[str, str, dict[str, object]]] = [
    ("bottle", "wk.formula-units", {"pieces": (Count(7, "tablet"),)}),
    ("bottle", "wk.formula-units", {"held": Mass(175)}),
    ("bottle", "wk.formula-to-volume", {"total": Volume(25)}),
    ("bottle", "wk.formula-to-volume", {"liquid": "water"}),
    ("stored", "wk.formula-added", {"volume": Volume(2)}),
    ("bottle", "wk.formula-doses", {"n": 27}),
    ("bottle", "wk.formula-doses", {"volume": Volume.of("0.34")}),
    ("bottle", "wk.formula-doses", {"total": Volume.of("9.2")}),
    ("bottle", "wk.formula-doses", {"about": Volume(1)}),
    ("bottle with overage", "wk.formula-overage", {"overage": Proportion.of("0.2")}),
    ("bottle with overage", "wk.formula-overage", {"volume": Volume(10)}),
    ("capsules", "wk.formula-units", {"held": Mass(10)}),
    ("capsules", "wk.formula-powder", {"mass": Mass(10_000)}),
    ("capsules", "wk.formula-powder", {"liquid": "water"}),
    ("capsules", "wk.formula-capsules", {"n": 50}),
    ("capsules", "wk.formula-capsules", {"held": Mass.of("0.4")}),
    ("capsules", "wk.formula-spare", {"n": 30}),
    ("capsules", "wk.formula-spare", {"spare": 2}),
    ("stored", "wk.formula-stock", {"volume": Volume(10)}),
    ("stored", "wk.formula-stock", {"held": Mass(4)}),
]


@pytest.mark.parametrize(("name", "code", "fields"), FIGURES)
def test_a_wrong_figure_of_the_formula_is_found(
    name: str, code: str, fields: dict[str, object]
) -> None:
    wrong = altered(content("worksheet", name), code, **fields)
    assert stops(read_sheet(sheet_pdf(wrong), CATALOGUE)) & {"wrong-figure", "out-of-place"}


def relabelled(sheet: Sheet, code: str, **fields: object) -> Sheet:
    """Return labels on which every sentence of one template says something else, or nothing."""

    def said(messages: tuple[Message, ...]) -> tuple[Message, ...]:
        kept = (one for one in messages if fields or one.code != code)
        return tuple(
            Message(one.key, **{**dict(one.fields), **fields}) if one.code == code else one
            for one in kept
        )

    blocks = tuple(
        replace(block, before=said(block.before), after=said(block.after))
        for block in sheet.blocks
        if isinstance(block, Label)
    )
    assert blocks != sheet.blocks
    return replace(sheet, blocks=blocks)


@pytest.mark.parametrize(
    ("name", "code", "fields", "found"),
    [
        ("strip", "label.pouches", {"n": 27}, "wrong-count"),
        ("strip", "label.pouches", {"pieces": (Count(2, "tablet"),)}, "wrong-count"),
        ("strip twice", "label.pouches", {"pieces": (Count(1, "tablet"),)}, "wrong-count"),
        ("beads", "label.batch", {}, "not-once"),
        ("powder", "label.batch", {}, "not-once"),
        ("weighed beads", "label.batch", {}, "not-once"),
        ("mixed", "label.do-not-drink-more", {}, "do-not-drink-missing"),
        ("mixed", "label.at-once", {}, "not-once"),
    ],
)
def test_a_wrong_label_is_found(
    name: str, code: str, fields: dict[str, object], found: str
) -> None:
    wrong = relabelled(content("labels", name), code, **fields)
    assert found in stops(read_sheet(labels_pdf(wrong, LAYOUTS["L7160"]), CATALOGUE))


def test_the_label_of_a_mixture_gives_the_dose_by_its_strength() -> None:
    wrong = relabelled(
        content("labels", "mixed"), "label.contents-mixed", concentration="1\u00a0mg/mL"
    )
    # 0.74 mL of 1 mg/mL
    assert read_sheet(labels_pdf(wrong, LAYOUTS["L7160"]), CATALOGUE).delivered == "0.74 mg"
