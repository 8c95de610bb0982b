"""A small catalogue on disk, to be spoilt one line at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

FIGURE = 'value = "5 %"\nshape = "rectangular"\nscope = "dose"\nhandling = true\n'
CITED = 'source = ["book"]\nconfidence = "primary"\n'
FIGURES = (
    "unit", "half_scored", "half_cut", "quarter", "reading", "drop", "aliquot_dispersible",
    "aliquot_other", "aliquot_suspension", "bead", "bead_miscount",
)  # fmt: skip
FILES = {
    "edition.toml": 'version = "test"\n',
    "sources.toml": '[book]\ncitation = "A book"\nkind = "primary"\n',
    "devices.toml": "read = 2026-01-01\n"
    '[[devices]]\nid = "cup"\nname = "cup"\nkind = "cylinder"\ncapacity = "10 mL"\n'
    'tolerance = [{ fixed = "0.2 mL", relative = "0 %" }]\n' + CITED,
    "error-model.toml": "read = 2026-01-01\n"
    '[[assay]]\nmarkets = ["GB"]\nsupply = "licensed"\n' + FIGURE + CITED
    + "".join(f"[{name}]\n{FIGURE}{CITED}" for name in FIGURES),
    "drugs/exampline.toml": 'id = "exampline"\nname = "Exampline"\ndrug_class = "SSRI"\n'
    "read = 2026-01-01\n"
    '[[products]]\nid = "gb-exampline-tablet"\nmarket = "GB"\nform = "tablet"\n'
    'name = "Exampline {strength} tablets"\nstrengths = ["0.5 mg", "2 mg"]\ncounts_as = "equal"\n'
    'may_split = { value = "halves", confidence = "memory", note = "remembered" }\n' + CITED
    + '[[products]]\nid = "gb-exampline-solution"\nmarket = "GB"\nform = "oral-solution"\n'
    'name = "Exampline {strength} oral solution"\nstrengths = ["20 mg/5 mL"]\n'
    'counts_as = "25 mg/5 mL"\ncautions = ["shake-well"]\n' + CITED
    + '[[max_daily]]\nmarket = "GB"\ndose = "40 mg"\n' + CITED
    + '[[curves]]\nname = "c"\ntarget = "SERT"\nemax = "80 %"\ned50 = "2 mg"\n' + CITED,
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue that loads."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def spoil(folder: Path) -> Callable[[str, str, str], Path]:
    """The same with one text in one file replaced by another."""

    def change(file: str, good: str, bad: str) -> Path:
        path = folder / file
        text = path.read_text("utf-8")
        assert good in text
        path.write_text(text.replace(good, bad, 1), "utf-8")
        return folder

    return change


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Put a text into a file of a folder that is empty at first."""

    def put(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return tmp_path

    return put
