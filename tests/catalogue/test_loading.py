"""What the files say is what the catalogue holds; what they may not say is named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from taperlab.catalogue import Catalogue, CatalogueFileError
from taperlab.quantities import Concentration, Content
from taperlab.shipped import read_bytes
from taperlab.wording import Wording

Spoil = Callable[[str, str, str], Path]

DRUG = "drugs/exampline.toml"
SOLUTION = (
    'form = "oral-solution"\nname = "Exampline {strength} oral solution"\n'
    'strengths = ["20 mg/5 mL"]\ncounts_as = "25 mg/5 mL"'
)
SECOND_TABLET = (
    'form = "tablet"\nname = "Exampline {strength} tablets"\n'
    'strengths = ["2 mg"]\ncounts_as = "2 mg"'
)
HALF_LIFE = (
    '[[half_life]]\nshortest = "{}"\nlongest = "{}"\n'
    'source = ["book"]\nconfidence = "primary"\n[[max_daily]]'
)
BAD_FILES = [
    (DRUG, "read = 2026-01-01", "read == 1", "not-toml", ""),
    (
        DRUG,
        "[[max_daily]]",
        'colour = "red"\n[[max_daily]]',
        "unknown-key",
        "gb-exampline-solution",
    ),
    (DRUG, 'drug_class = "SSRI"\n', "", "missing-key", ""),
    (DRUG, 'market = "GB"', 'market = "XX"', "unknown-value", "gb-exampline-tablet.market"),
    (DRUG, '"shake-well"', '"shake-hard"', "unknown-value", "gb-exampline-solution.cautions[0]"),
    (DRUG, 'name = "Exampline"', "name = 5", "wrong-type", "name"),
    (DRUG, 'dose = "40 mg"', "dose = 40", "wrong-type", "max_daily[0].dose"),
    (DRUG, 'dose = "40 mg"', 'dose = "40 mL"', "quantity", "max_daily.dose"),
    (DRUG, 'ed50 = "2 mg"', 'ed50 = "2"', "quantity", "curves.c"),
    (DRUG, '"20 mg/5 mL"', '"20 mg"', "quantity", "gb-exampline-solution.strengths"),
    (DRUG, '"2 mg"]', '"2 mg/mL"]', "quantity", "gb-exampline-tablet.strengths"),
    (DRUG, '"2 mg"]', '"2,5 mg"]', "quantity", "gb-exampline-tablet.strengths"),
    (DRUG, '"equal"', '"3 mg"', "one-count", "gb-exampline-tablet.counts_as"),
    (DRUG, 'source = ["book"]', "source = []", "no-source", "gb-exampline-tablet"),
    (DRUG, 'source = ["book"]', 'source = ["song"]', "unknown-source", "gb-exampline-tablet"),
    (
        DRUG,
        'confidence = "memory", note',
        'confidence = "memory", source = ["song"], note',
        "unknown-source",
        "gb-exampline-tablet.may_split",
    ),
    (DRUG, 'source = ["book"]\n', "", "missing-key", "gb-exampline-tablet"),
    (DRUG, '"gb-exampline-tablet"', '"us-exampline-tablet"', "wrong-id", "us-exampline-tablet"),
    (DRUG, '"gb-exampline-tablet"', '"gb-other-tablet"', "wrong-id", "gb-other-tablet"),
    (DRUG, '["0.5 mg", "2 mg"]', '["2 mg", "2 mg"]', "duplicate", "gb-exampline-tablet-2"),
    (DRUG, 'id = "exampline"', 'id = "other"', "wrong-name", "id"),
    (DRUG, "Exampline {strength} tablets", "Tablets", "no-strength", "gb-exampline-tablet.name"),
    (
        DRUG,
        SOLUTION,
        SECOND_TABLET,
        "same-name",
        "gb-exampline-solution-2",
    ),
    (DRUG, "[[max_daily]]", HALF_LIFE.format("PT6H", "PT5H"), "half-life", "half_life"),
    (DRUG, "[[max_daily]]", HALF_LIFE.format("PT0H", "PT5H"), "half-life", "half_life"),
    ("devices.toml", 'fixed = "0.2 mL"', 'fixed = "0.2 mg"', "quantity", "cup.tolerance"),
    ("devices.toml", 'source = ["book"]', 'source = ["song"]', "unknown-source", "cup"),
    ("error-model.toml", "[quarter]", "[third]", "unknown-key", ""),
    ("error-model.toml", 'value = "5 %"', 'value = "5 mg"', "quantity", "assay.value"),
    ("sources.toml", 'kind = "primary"', 'kind = "rumour"', "unknown-value", "kind"),
    ("edition.toml", 'version = "test"', "version = 1.5", "wrong-type", "version"),
]


def test_every_strength_of_a_table_is_a_product(folder: Path) -> None:
    catalogue = Catalogue.load([folder])
    ids = [product.id for product in catalogue.products]
    assert ids == ["gb-exampline-tablet-0.5", "gb-exampline-tablet-2", "gb-exampline-solution-4"]


def test_strengths_and_counts_are_typed_quantities(folder: Path) -> None:
    catalogue = Catalogue.load([folder])
    tablet = catalogue.product("gb-exampline-tablet-2")
    solution = catalogue.product("gb-exampline-solution-4")
    assert tablet.strength == tablet.counts_as == Content(Fraction(2), "tablet")
    assert solution.strength == Concentration.of(4)
    assert solution.ratio == Fraction(5, 4)  # 25 mg/5 mL over 20 mg/5 mL


def test_a_british_strength_below_one_milligram_is_named_in_micrograms(folder: Path) -> None:
    product = Catalogue.load([folder]).product("gb-exampline-tablet-0.5")
    assert product.name == "Exampline 500 microgram tablets"


def test_a_fact_takes_what_it_leaves_out_from_its_table(folder: Path) -> None:
    product = Catalogue.load([folder]).product("gb-exampline-tablet-2")
    halves, other = product.came_from("may_split"), product.came_from("strength")
    assert (halves.source, halves.confidence, halves.note) == (("book",), "memory", "remembered")
    assert (other.source, other.confidence, other.note) == (("book",), "primary", "")
    assert halves.read == other.read == dt.date(2026, 1, 1)


def test_a_liquid_that_says_nothing_of_dilution_may_not_be_taken_to_allow_it(folder: Path) -> None:
    catalogue = Catalogue.load([folder])
    assert catalogue.product("gb-exampline-solution-4").dilution == "unknown"
    assert catalogue.product("gb-exampline-tablet-2").dilution == "none"


@pytest.mark.parametrize("row", BAD_FILES, ids=lambda row: f"{row[3]} {row[4]}")
def test_a_bad_file_is_named_with_its_key_and_the_reason(
    spoil: Spoil, row: tuple[str, str, str, str, str]
) -> None:
    file, good, bad, kind, key = row
    folder = spoil(file, good, bad)
    with pytest.raises(CatalogueFileError) as found:
        Catalogue.load([folder])
    error, words = found.value, Wording()
    assert error.code == f"file-{kind}"
    assert error.file.partition(":")[0] == file
    assert error.key == key
    assert file in words.text(error.problem)
    assert file in words.text(error.remedy)


def test_each_kind_of_fault_in_a_file_was_tried() -> None:
    words = read_po(BytesIO(read_bytes("wording/en/catalogue.po")))
    keys = (str(entry.id).removeprefix("catalogue.") for entry in words if entry.id)
    kinds = {key.removeprefix("file-") for key in keys if key.startswith("file-")}
    local = {"no-folder", "no-place", "source-taken"}  # see test_local.py
    assert kinds == {row[3] for row in BAD_FILES} | local | {"missing", "unreadable"}


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "devices.toml").unlink()
    with pytest.raises(CatalogueFileError) as found:
        Catalogue.load([folder])
    assert (found.value.code, found.value.file) == ("file-missing", "devices.toml")


def test_a_file_that_is_no_text_is_named(folder: Path) -> None:
    (folder / "sources.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CatalogueFileError) as found:
        Catalogue.load([folder])
    assert (found.value.code, found.value.file) == ("file-unreadable", "sources.toml")
    assert Wording().text(found.value.problem)


def test_a_later_folder_adds_to_an_earlier_one(folder: Path, tmp_path: Path) -> None:
    local = tmp_path / "local"
    (local / "drugs").mkdir(parents=True)
    text = (folder / DRUG).read_text("utf-8")
    text = text.replace("exampline", "another").replace("Exampline", "Another")
    (local / "drugs" / "another.toml").write_text(text, "utf-8")
    catalogue = Catalogue.load([folder, local])
    assert [drug.id for drug in catalogue.drugs] == ["another", "exampline"]


def test_comments_and_order_do_not_change_the_hash_but_a_fact_does(spoil: Spoil) -> None:
    folder = spoil(DRUG, 'id = "exampline"\n', "# a comment\n")
    path = folder / DRUG
    first = path.read_text("utf-8").replace("read = 2026", 'id = "exampline"\nread = 2026', 1)
    path.write_text(first, "utf-8")
    moved = Catalogue.load([folder])
    path.write_text(first.replace("40 mg", "41 mg", 1), "utf-8")
    changed = Catalogue.load([folder])
    assert moved != changed
    path.write_text('id = "exampline"\n' + first.replace('id = "exampline"\n', "", 1), "utf-8")
    assert Catalogue.load([folder]) == moved


def test_the_shipped_catalogue_is_read_once() -> None:
    assert Catalogue.shipped() is Catalogue.shipped()
