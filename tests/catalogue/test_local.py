"""The user's own files add to the shipped catalogue or correct it, and never go unread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from taperlab.catalogue import Catalogue
from taperlab.catalogue.audit import facts
from taperlab.catalogue.export import export_document
from taperlab.quantities import Concentration, Volume

Write = Callable[[str, str], Path]

SHIPPED = Catalogue.shipped()
CITED = 'source = ["memory"]\nconfidence = "memory"\n'
READ = "read = 2026-11-01\n"
HEAD = f'id = "citalopram"\n{READ}'
FORMULATION = (
    '[[stability]]\nconcentration = ["{}"]\nvehicle = "{}"\nstorage = "{}"\ndays = {}\n' + CITED
)


def liquid(ending: str, what: str, strength: str) -> str:
    return (
        f'[[products]]\nid = "gb-citalopram-{ending}"\nmarket = "GB"\nform = "oral-solution"\n'
        f'name = "Citalopram {{strength}} {what}"\nstrengths = ["{strength}"]\n'
        f'counts_as = "equal"\nliquid = "solution"\n{CITED}'
    )


def cup(name: str, device: str, capacity: str) -> str:
    return (
        f'[[devices]]\nid = "{device}"\nname = "{name}"\nkind = "cylinder"\n'
        f'capacity = "{capacity}"\n{CITED}'
    )


MIXTURE = liquid("mixture", "mixture", "1 mg/mL")


def test_without_a_folder_or_files_the_catalogue_is_the_shipped_one(tmp_path: Path) -> None:
    assert Catalogue.with_local(tmp_path / "nowhere") is SHIPPED
    assert Catalogue.with_local(tmp_path) is SHIPPED
    (tmp_path / "notes.txt").write_text("not for the catalogue", "utf-8")
    assert Catalogue.with_local(tmp_path) is SHIPPED


def test_a_product_is_added_and_known_as_local(write: Write) -> None:
    catalogue = Catalogue.with_local(write("drugs/citalopram.toml", HEAD + MIXTURE))
    added = catalogue.product("gb-citalopram-mixture-1")
    assert added.local
    assert added.came_from("name").read == dt.date(2026, 11, 1)
    assert catalogue.products_of("citalopram", "GB")[-1] is added
    others = [product for product in catalogue.products if product is not added]
    assert others == list(SHIPPED.products)
    assert not any(product.local for product in others)
    assert not catalogue.drug("citalopram").local


def test_a_fact_with_a_source_of_its_own_is_local_too(write: Write) -> None:
    own = MIXTURE.replace('"equal"', '{ value = "equal", confidence = "assumption" }')
    catalogue = Catalogue.with_local(write("drugs/citalopram.toml", HEAD + own))
    fact = catalogue.product("gb-citalopram-mixture-1").came_from("counts_as")
    assert (fact.confidence, fact.local) == ("assumption", True)


def test_a_product_is_corrected_in_its_place(write: Write) -> None:
    text = HEAD + liquid("drops", "drops of ours", "40 mg/mL")
    catalogue = Catalogue.with_local(write("drugs/citalopram.toml", text))
    shipped = [product.id for product in SHIPPED.drug("citalopram").products]
    assert [product.id for product in catalogue.drug("citalopram").products] == shipped
    corrected = catalogue.product("gb-citalopram-drops-40")
    assert corrected.local
    assert corrected.name == "Citalopram 40 mg/mL drops of ours"
    assert corrected.ratio == 1
    assert SHIPPED.product("gb-citalopram-drops-40").ratio != 1


def test_a_drug_keeps_all_else_that_a_file_does_not_speak_of(write: Write) -> None:
    drug = Catalogue.with_local(write("drugs/citalopram.toml", HEAD + MIXTURE)).drug("citalopram")
    shipped = SHIPPED.drug("citalopram")
    for name in ("max_daily", "curves", "points", "stability", "remarks"):
        assert getattr(drug, name) == getattr(shipped, name)


def test_formulations_are_added_and_corrected(write: Write) -> None:
    shipped = SHIPPED.drug("clonazepam").stability
    same = FORMULATION.format("0.1 mg/mL", shipped[0].vehicle, shipped[0].storage, 30)
    new = FORMULATION.format("0.05 mg/mL", "our base", "in the refrigerator", 14)
    text = f'id = "clonazepam"\n{READ}{same}{new}'
    found = Catalogue.with_local(write("drugs/clonazepam.toml", text)).drug("clonazepam").stability
    assert [(entry.days, entry.local) for entry in found] == [
        (30, True),
        (60, False),
        (90, False),
        (14, True),
    ]
    assert found[-1].concentration == (Concentration.of("0.05"),)


def test_devices_are_added_and_corrected(write: Write) -> None:
    ours = cup("our 15 mL cup", "cylinder-15ml", "15 mL")
    other = cup("our 5 mL cylinder", "cylinder-5ml", "5 mL")
    catalogue = Catalogue.with_local(write("devices.toml", READ + ours + other))
    assert catalogue.device("cylinder-15ml").capacity == Volume.of(15)
    assert catalogue.device("cylinder-5ml").name == "our 5 mL cylinder"
    assert [device.id for device in catalogue.devices if device.local] == [
        "cylinder-5ml",
        "cylinder-15ml",
    ]
    assert len(catalogue.devices) == len(SHIPPED.devices) + 1


def test_a_whole_drug_is_added(write: Write) -> None:
    text = MIXTURE.replace("citalopram", "exampline").replace("Citalopram", "Exampline")
    head = f'id = "exampline"\nname = "Exampline"\ndrug_class = "SSRI"\n{READ}'
    catalogue = Catalogue.with_local(write("drugs/exampline.toml", head + text))
    assert catalogue.drug("Exampline").local
    assert catalogue.product("gb-exampline-mixture-1").local
    assert len(catalogue.drugs) == len(SHIPPED.drugs) + 1


def test_a_whole_drug_takes_the_place_of_the_shipped_one_but_its_gate_stays(write: Write) -> None:
    head = f'id = "lithium"\nname = "Lithium"\ndrug_class = "salt"\n{READ}'
    drug = Catalogue.with_local(write("drugs/lithium.toml", head)).drug("lithium")
    assert (drug.local, drug.drug_class, drug.products) == (True, "salt", ())
    assert drug.gate == "pharmacist"
    assert drug.provenance == SHIPPED.drug("lithium").provenance


def test_a_source_of_ones_own_may_be_named(write: Write) -> None:
    write("sources.toml", '[ours]\ncitation = "Our own book"\nkind = "primary"\n')
    text = HEAD + MIXTURE.replace("memory", "ours", 1)
    catalogue = Catalogue.with_local(write("drugs/citalopram.toml", text))
    assert catalogue.product("gb-citalopram-mixture-1").came_from("").source == ("ours",)
    assert catalogue.sources["ours"].citation == "Our own book"
    assert catalogue.sources["memory"] == SHIPPED.sources["memory"]


def test_the_hash_and_the_version_tell_of_local_files_and_of_each_change(write: Write) -> None:
    first = Catalogue.with_local(write("drugs/citalopram.toml", HEAD + MIXTURE))
    again = Catalogue.with_local(write("drugs/citalopram.toml", f"# ours\n{HEAD}{MIXTURE}"))
    changed = HEAD + MIXTURE.replace("1 mg/mL", "1.5 mg/mL")
    other = Catalogue.with_local(write("drugs/citalopram.toml", changed))
    assert first == again
    assert len({SHIPPED.hash, first.hash, other.hash}) == 3
    assert first.version == f"{SHIPPED.version}+local"


def test_the_export_and_the_audit_show_what_is_local(write: Write) -> None:
    write("devices.toml", READ + cup("our cup", "cup", "30 mL"))
    catalogue = Catalogue.with_local(write("drugs/citalopram.toml", HEAD + MIXTURE))
    document = export_document(catalogue)
    for kind, count in (("products", 1), ("devices", 1), ("drugs", 0)):
        assert sum(entry["local"] for entry in document[kind]) == count
    rows = [row for row in facts(catalogue, dt.date(2026, 12, 1)) if row.local]
    assert [(row.place, row.fact) for row in rows] == [("gb-citalopram-mixture-1", ""), ("cup", "")]


def test_a_file_with_the_mark_of_windows_editors_is_read(write: Write) -> None:
    catalogue = Catalogue.with_local(write("drugs/citalopram.toml", f"\ufeff{HEAD}{MIXTURE}"))
    assert catalogue.product("gb-citalopram-mixture-1").local
