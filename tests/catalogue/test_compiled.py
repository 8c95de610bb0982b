"""What the build compiled is what the TOML says, and is never used once the TOML has changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pytest

from taperlab.catalogue import Catalogue, CatalogueFileError, compiled, files, loader
from taperlab.catalogue.files import read_files
from taperlab.shipped import names, read_bytes

SHIPPED = {
    name.removeprefix("catalogue/"): read_bytes(name)
    for folder in ("catalogue", "catalogue/drugs")
    for name in names(folder, ".toml")
}


@pytest.fixture
def text(tmp_path: Path) -> bytes:
    """What the build makes of the shipped files."""
    return compile_(SHIPPED, tmp_path)


def compile_(shipped: Mapping[str, bytes], folder: Path) -> bytes:
    for name, data in shipped.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    compiled.write(folder)
    return (folder / compiled.NAME).read_bytes()


def no_toml(data: bytes, file: str) -> NoReturn:
    pytest.fail(f"the TOML of {file} was read: {data[:20]!r}")


def refuse(data: bytes, file: str) -> NoReturn:
    raise CatalogueFileError("not-toml", file, "", what=f"{len(data)} bytes")


def test_the_compiled_catalogue_is_the_one_of_the_toml(
    text: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = read_files(SHIPPED)
    monkeypatch.setattr(files, "parse_toml", no_toml)
    quick = read_files(SHIPPED, text)
    assert quick == slow
    assert quick.hash == Catalogue.shipped().hash


def test_every_value_made_of_it_is_the_same(text: bytes) -> None:
    slow = loader.contents_of(read_files(SHIPPED))
    assert loader.contents_of(read_files(SHIPPED, text)) == slow
    assert slow.drugs == Catalogue.shipped().drugs


def test_a_stale_one_is_not_used(text: bytes) -> None:
    name = "drugs/citalopram.toml"
    good, bad = b'dose = "40 mg"', b'dose = "41 mg"'
    assert good in SHIPPED[name]
    changed = {**SHIPPED, name: SHIPPED[name].replace(good, bad, 1)}
    found = read_files(changed, text)
    assert found.shapes.drugs[name].max_daily[0].dose == "41 mg"
    assert found == read_files(changed)


@pytest.mark.parametrize("change", ["added", "removed", "renamed", "moved bytes"])
def test_any_change_of_the_files_makes_it_stale(
    text: bytes, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = dict(SHIPPED)
    lamotrigine = changed.pop("drugs/lamotrigine.toml")
    if change == "added":
        changed |= {"drugs/lamotrigine.toml": lamotrigine, "drugs/zz.toml": b""}
    elif change == "renamed":
        changed["drugs/lamotrigin.toml"] = lamotrigine
    elif change == "moved bytes":
        changed["drugs/lamotrigine.toml"] = lamotrigine[:-1]
        changed["drugs/lithium.toml"] += lamotrigine[-1:]
    monkeypatch.setattr(files, "parse_toml", refuse)
    with pytest.raises(CatalogueFileError):
        read_files(changed, text)


@pytest.mark.parametrize("spoilt", [b"", b"x", b"\xff\xfe\n", b"cut"])
def test_one_that_cannot_be_read_is_not_used(text: bytes, spoilt: bytes) -> None:
    broken = text[:-200] if spoilt == b"cut" else spoilt
    assert read_files(SHIPPED, broken) == read_files(SHIPPED)


def test_the_build_needs_no_library_to_compile_it() -> None:
    source = Path(compiled.__file__).read_text("utf-8")
    imports = {
        line.split()[1] for line in source.splitlines() if line.startswith(("import", "from"))
    }
    assert imports == {"__future__", "hashlib", "json", "tomllib", "typing"}
