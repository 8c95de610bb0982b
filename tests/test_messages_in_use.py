"""Every message in the code has its text, with the same fields, and every text is spoken."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
WORDING = ROOT / "resources" / "wording"
LANGUAGES = sorted(folder.name for folder in WORDING.iterdir() if folder.is_dir())
ERRORS = {"InputError", "NotMakeableError"}


@dataclass(frozen=True)
class Spoken:
    """One ``Message(...)`` in the code; ``key`` is None where it is put together at run time."""

    where: str
    key: str | None
    pattern: str
    fields: frozenset[str]
    all_fields_known: bool


@cache
def trees() -> dict[str, ast.Module]:
    paths = sorted((ROOT / "taperlab").rglob("*.py"))
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in paths}


@cache
def texts(language: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for source in sorted((WORDING / language).glob("*.po")):
        with source.open("rb") as stream:
            for entry in read_po(stream):
                found.update(_texts_of(entry.id, entry.string))
    return found


def _texts_of(
    key: str | tuple[str, ...] | list[str], text: str | tuple[str, ...] | list[str] | None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    texts = (text,) if isinstance(text, str) else tuple(text or ())
    for name in (key,) if isinstance(key, str) else tuple(key):
        if name:
            yield name, texts


def fields_of(text: str) -> set[str]:
    names = (name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
    return {re.split(r"[.\[]", name)[0] for name in names}


@cache
def spoken() -> tuple[Spoken, ...]:
    return tuple(
        _spoken(f"{path}:{node.lineno}", node)
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name(node.func) == "Message" and node.args
    )


def _spoken(where: str, call: ast.Call) -> Spoken:
    key, pattern = None, ".*"
    match call.args[0]:
        case ast.Constant(value=str() as text):
            key, pattern = text, re.escape(text)
        case ast.JoinedStr(values=parts):
            pattern = "".join(_pattern(part) for part in parts)
    named = frozenset(each.arg for each in call.keywords if each.arg)
    return Spoken(where, key, pattern, named, all(each.arg for each in call.keywords))


def _pattern(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.*)"


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


@cache
def constants() -> frozenset[str]:
    nodes = [node for tree in trees().values() for node in ast.walk(tree)]
    parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    return frozenset(
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts
    )


@cache
def words() -> frozenset[str]:
    """Every string of the code, and the name of every class in small letters."""
    nodes = (node for tree in trees().values() for node in ast.walk(tree))
    classes = {node.name.lower() for node in nodes if isinstance(node, ast.ClassDef)}
    return constants() | classes


@cache
def templates() -> tuple[re.Pattern[str], ...]:
    """Every f-string that says at least something by itself."""
    nodes = (node for tree in trees().values() for node in ast.walk(tree))
    joined = (node.values for node in nodes if isinstance(node, ast.JoinedStr))
    patterns = {"".join(_pattern(part) for part in parts) for parts in joined}
    return tuple(re.compile(each) for each in sorted(patterns) if len(each.replace("(.*)", "")) > 3)


def is_spoken(key: str) -> bool:
    """Tell whether the code holds a key, or its parts, or speaks it as another's sister."""
    if key in constants() or _is_put_together(key):
        return True
    base, _, suffix = key.rpartition(".")
    return "." in base and (suffix in constants() or suffix == "remedy") and is_spoken(base)


def _is_put_together(text: str) -> bool:
    matches = (found for each in templates() if (found := each.fullmatch(text)))
    return any(all(_is_word(part) for part in found.groups()) for found in matches)


def _is_word(part: str) -> bool:
    return not part or part in words() or part.isdigit() or _is_put_together(part)


def test_every_spoken_message_has_a_text() -> None:
    known = texts("en")
    assert not {each.where: each.key for each in spoken() if each.key and each.key not in known}


def test_every_key_in_the_code_has_a_text() -> None:
    domains = "|".join(sorted(path.stem for path in (WORDING / "en").glob("*.po")))
    key = re.compile(rf"(?:{domains})\.[a-z0-9-]+(?:\.[a-z0-9-]+)*")
    known = texts("en")
    assert not {text for text in constants() if key.fullmatch(text) and text not in known}


def test_every_text_is_spoken() -> None:
    assert not sorted(key for key in texts("en") if not is_spoken(key))


def test_every_error_has_a_remedy() -> None:
    known = texts("en")
    missing = {}
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in ERRORS and len(node.args) == 1:
                missing.update(_without_remedy(f"{path}:{node.lineno}", node.args[0], known))
    assert not missing


def _without_remedy(
    where: str, problem: ast.expr, known: dict[str, tuple[str, ...]]
) -> dict[str, str]:
    if not (isinstance(problem, ast.Call) and _name(problem.func) == "Message"):
        return {}
    key = _spoken(where, problem).key
    return {where: key} if key and f"{key}.remedy" not in known else {}


def test_no_text_asks_for_a_field_that_is_not_given() -> None:
    known = texts("en")
    lacking = {}
    for each in spoken():
        if each.key in known and each.all_fields_known:
            asked = {field for text in known[each.key] for field in fields_of(text)}
            if asked - each.fields:
                lacking[f"{each.where} {each.key}"] = sorted(asked - each.fields)
    assert not lacking


def test_no_field_is_given_that_no_text_asks_for() -> None:
    known = texts("en")
    idle = {}
    for each in spoken():
        if each.key in known:
            kin = [each.key, *(key for key in known if key.startswith(f"{each.key}."))]
            asked = {field for key in kin for text in known[key] for field in fields_of(text)}
            if each.fields - asked:
                idle[f"{each.where} {each.key}"] = sorted(each.fields - asked)
    assert not idle


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_and_fields(language: str) -> None:
    english, other = texts("en"), texts(language)
    assert english.keys() == other.keys()
    differing = [key for key in english if _all_fields(english[key]) != _all_fields(other[key])]
    assert not differing


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    assert not [key for key, variants in texts(language).items() if not all(variants)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_stands_in_the_file_of_its_domain(language: str) -> None:
    for source in (WORDING / language).glob("*.po"):
        with source.open("rb") as stream:
            keys = {key for entry in read_po(stream) for key, _ in _texts_of(entry.id, "")}
        assert not {key for key in keys if key.partition(".")[0] != source.stem}


def _all_fields(variants: tuple[str, ...]) -> set[str]:
    return {field for text in variants for field in fields_of(text)}
