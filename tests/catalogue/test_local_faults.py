"""A bad file of the user's own is named, with its key and the reason; none is passed over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from taperlab.catalogue import Catalogue, CatalogueFileError
from taperlab.wording import Wording

Write = Callable[[str, str], Path]

CITED = 'source = ["memory"]\nconfidence = "memory"\n'
READ = "read = 2026-11-01\n"
HEAD = f'id = "citalopram"\n{READ}'
MIXTURE = (
    '[[products]]\nid = "gb-citalopram-mixture"\nmarket = "GB"\nform = "oral-solution"\n'
    f'name = "Citalopram {{strength}} mixture"\nstrengths = ["1 mg/mL"]\n{CITED}'
)
TWIN = MIXTURE.replace("{strength} mixture", "{strength} oral drops").replace("1 mg", "40 mg")
CUP = f'[[devices]]\nid = "cup"\nname = "our cup"\nkind = "cylinder"\ncapacity = "10 mL"\n{CITED}'
SOURCE = '[memory]\ncitation = "A sure thing"\nkind = "primary"\n'
DRUG = "drugs/citalopram.toml"
DRUG_FAULTS = [
    ("id == 1", "not-toml", ""),
    (MIXTURE, "missing-key", ""),
    (HEAD + "colour = 1", "unknown-key", ""),
    (HEAD.replace("citalopram", "sertraline"), "wrong-name", "id"),
    (HEAD + MIXTURE.replace('"memory"', '"song"', 1), "unknown-source", "gb-citalopram-mixture"),
    (HEAD + MIXTURE.replace('["memory"]', "[]"), "no-source", "gb-citalopram-mixture"),
    (HEAD + MIXTURE.replace("/mL", ""), "quantity", "gb-citalopram-mixture.strengths"),
    (HEAD + MIXTURE.replace("gb-", "us-"), "wrong-id", "us-citalopram-mixture"),
    (HEAD + MIXTURE + MIXTURE, "duplicate", "gb-citalopram-mixture-1"),
    (HEAD + TWIN, "same-name", "gb-citalopram-mixture-40"),
]
OTHER_FAULTS = [
    ("drugs/exampline.toml", HEAD.replace("citalopram", "exampline"), "missing-key", ""),
    (
        "drugs/exampline.toml",
        'id = "exampline"\nname = "Citalopram"\ndrug_class = "SSRI"\n' + READ,
        "same-name",
        "exampline",
    ),
    (
        "drugs/alprazolam.toml",  # which stands before the shipped drops of the same name
        HEAD.replace("citalopram", "alprazolam") + TWIN.replace("gb-citalopram", "gb-alprazolam"),
        "same-name",
        "gb-alprazolam-mixture-40",
    ),
    ("devices.toml", READ + CUP.replace("10 mL", "10 mg"), "quantity", "cup.capacity"),
    ("devices.toml", READ + CUP + CUP, "duplicate", "cup"),
    ("devices.toml", READ + CUP.replace("our cup", "tablet cutter"), "same-name", "cup"),
    ("sources.toml", SOURCE, "source-taken", "memory"),
    ("error-model.toml", READ, "no-place", ""),
    ("citalopram.toml", HEAD, "no-place", ""),
    ("drug/citalopram.toml", HEAD, "no-place", ""),
    ("DEVICES.TOML", READ, "no-place", ""),
]


@pytest.mark.parametrize(
    ("name", "text", "kind", "key"),
    [*((DRUG, *fault) for fault in DRUG_FAULTS), *OTHER_FAULTS],
)
def test_a_bad_file_is_named_with_its_key_and_the_reason(
    write: Write, name: str, text: str, kind: str, key: str
) -> None:
    folder = write(name, text)
    with pytest.raises(CatalogueFileError) as found:
        Catalogue.with_local(folder)
    error = found.value
    assert (error.code, error.file, error.key) == (f"file-{kind}", str(folder / name), key)
    assert str(folder / name) in Wording().text(error.problem)
    assert Wording().text(error.remedy)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "devices.toml").symlink_to(tmp_path / "gone")
    with pytest.raises(CatalogueFileError, match="unreadable") as found:
        Catalogue.with_local(tmp_path)
    assert found.value.file == str(tmp_path / "devices.toml")


def test_a_file_in_the_folders_place_is_named(tmp_path: Path) -> None:
    path = tmp_path / "catalogue"
    path.write_text("", "utf-8")
    with pytest.raises(CatalogueFileError, match="unreadable") as found:
        Catalogue.with_local(path)
    assert found.value.file == str(path)


def test_the_folder_may_be_named_in_the_environment(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAPERLAB_CATALOGUE", str(write("devices.toml", READ + CUP)))
    assert Catalogue.with_local().device("cup").local


def test_a_folder_that_is_named_must_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAPERLAB_CATALOGUE", str(tmp_path / "gone"))
    with pytest.raises(CatalogueFileError, match="no-folder") as found:
        Catalogue.with_local()
    assert str(tmp_path / "gone") in Wording().text(found.value.problem)


def test_without_a_name_the_folder_is_the_users_own(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = write("catalogue/devices.toml", READ + CUP)
    monkeypatch.delenv("TAPERLAB_CATALOGUE", raising=False)
    monkeypatch.setattr("taperlab.catalogue.local.user_data_path", lambda _: home)
    assert Catalogue.with_local().device("cup").local
    monkeypatch.setattr("taperlab.catalogue.local.user_data_path", lambda _: home / "gone")
    assert Catalogue.with_local() is Catalogue.shipped()
