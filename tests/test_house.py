"""Rules of the house that no tool knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted((ROOT / "taperlab").rglob("*.py"))
KEPT = ("taperlab", "resources", "tests", "packaging", "benchmarks", "docs", ".ci")
TEXT = {
    "",
    ".cfg",
    ".desktop",
    ".in",
    ".json",
    ".md",
    ".po",
    ".py",
    ".sh",
    ".spec",
    ".svg",
    ".toml",
}
MAY_NOT_STAND_ANYWHERE = {
    "a path of one machine": r"(?<![\w.~}])/(?:home|opt|root|tmp|work)/",
    "the host of a registry": r"pypi\.(?:org|python)|pythonhosted|(?:extra-)?index-url\b",
    "work left for later": r"\b(?:TODO|FIXME|XXX)\b",
}


def texts() -> Iterator[Path]:
    yield from (
        path for path in ROOT.iterdir() if path.is_file() and path.suffix in TEXT | {".txt"}
    )
    for folder in KEPT:
        for path in sorted((ROOT / folder).rglob("*")):
            if (
                path.is_file()
                and path.suffix in TEXT | {".txt"}
                and "__pycache__" not in path.parts
            ):
                yield path


def test_no_file_of_code_is_longer_than_300_lines() -> None:
    lengths = {str(path): len(path.read_text("utf-8").splitlines()) for path in CODE}
    assert not {name: length for name, length in lengths.items() if length > 300}


def test_no_file_is_called_utils() -> None:
    assert not [
        path for path in CODE if path.stem.strip("_") in {"utils", "helpers", "misc", "common"}
    ]


@pytest.mark.parametrize("what", MAY_NOT_STAND_ANYWHERE)
def test_no_file_holds(what: str) -> None:
    pattern = re.compile(MAY_NOT_STAND_ANYWHERE[what])
    others = [path for path in texts() if path != Path(__file__).resolve()]
    found = {
        f"{path.relative_to(ROOT)}:{number}": line
        for path in others
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    }
    assert not found


def test_every_function_speaks_for_itself_in_thirty_lines() -> None:
    found = {}
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and _lines_of_body(node) > 30:
                found[f"{path.relative_to(ROOT)}:{node.lineno}"] = node.name
    assert not found


def _lines_of_body(node: ast.FunctionDef) -> int:
    first = node.body[1:] if ast.get_docstring(node) and node.body[1:] else node.body
    return (node.end_lineno or 0) - first[0].lineno + 1
