"""An answer goes to a file and comes back byte for byte; what was changed is found out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taperlab import DoseRequest, prepare
from taperlab.answers.codec import decode_answer, document_hash, encode
from taperlab.messages import InputError
from tests.asking import ask
from tests.strategies import ANSWERS, CATALOGUE, requests

EXAMPLE = ask("citalopram", "0.37 mg", current_dose="0.4 mg", days=2)
WRITTEN = encode(EXAMPLE)


@ANSWERS
@given(requests())
def test_answer_comes_back_byte_for_byte(request: DoseRequest) -> None:
    answer = prepare(request, CATALOGUE)
    written = encode(answer)
    read = decode_answer(written, "answer.json")
    assert read == answer
    assert encode(read) == written
    assert document_hash(read) == answer.hash


@ANSWERS
@given(requests())
def test_same_request_gives_the_same_bytes(request: DoseRequest) -> None:
    assert encode(prepare(request, CATALOGUE)) == encode(prepare(request, CATALOGUE))


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - JSON
    """Yield the path to every text, number and truth value of a document."""
    if isinstance(value, dict | list):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in entries:
            yield from leaves(inner, (*path, key))
    else:
        yield path


PATHS = list(leaves(json.loads(WRITTEN)))


def changed(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return another value of the same kind, one that still reads as what it was."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str() if value and value[0].isdigit():
            return ("2" if value[0] == "1" else "1") + value[1:]
        case str():
            return value + "x"
        case None:
            return "x"
        case other:
            raise NotImplementedError(other)


@settings(max_examples=200)
@given(st.sampled_from(PATHS))
def test_change_anywhere_is_found_out(path: tuple[Any, ...]) -> None:
    document = json.loads(WRITTEN)
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = changed(holder[path[-1]])
    with pytest.raises(InputError) as raised:
        decode_answer(json.dumps(document).encode(), "answer.json")
    assert raised.value.code in {"file-tampered", "file-damaged", "file-schema"}


@settings(max_examples=60)
@given(st.integers(0, len(WRITTEN) - 2))
def test_torn_file_is_refused(length: int) -> None:
    with pytest.raises(InputError) as raised:
        decode_answer(WRITTEN[:length], "answer.json")
    assert raised.value.code == "file-damaged"


@settings(max_examples=60)
@given(st.integers(0, len(WRITTEN) - 1), st.integers(1, 255))
def test_flipped_byte_is_found_out_or_says_the_same(at: int, flip: int) -> None:
    damaged = bytearray(WRITTEN)
    damaged[at] ^= flip
    with suppress(InputError):
        read = decode_answer(bytes(damaged), "answer.json")
        assert read == EXAMPLE  # a blank between two fields


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"not json", b'{"schema": 1}']
)
def test_what_is_no_answer_is_refused_with_its_file(data: bytes) -> None:
    with pytest.raises(InputError) as raised:
        decode_answer(data, "holiday.jpg")
    assert raised.value.code == "file-damaged"
    assert dict(raised.value.problem.fields)["name"] == "holiday.jpg"


def test_another_schema_is_refused_by_its_name() -> None:
    document = json.loads(WRITTEN) | {"schema": "taperlab/answer/9"}
    with pytest.raises(InputError) as raised:
        decode_answer(json.dumps(document).encode(), "answer.json")
    assert raised.value.code == "file-schema"


def test_quantities_are_written_as_texts() -> None:
    quantities = ("target", "delivered", "standard_uncertainty", "waste")
    made = json.loads(WRITTEN)["preparations"][0]
    assert all(isinstance(made[name], str) and made[name].endswith(" mg") for name in quantities)
    assert not [path for path in PATHS if isinstance(_at(path), float)]


def _at(path: tuple[Any, ...]) -> Any:  # noqa: ANN401 - JSON
    value = json.loads(WRITTEN)
    for key in path:
        value = value[key]
    return value


def test_document_ends_with_a_line_end_and_is_indented() -> None:
    assert WRITTEN.endswith(b"}\n")
    assert b'\n  "schema": "taperlab/answer/1"' in WRITTEN


@pytest.mark.parametrize("value", [0.37, 1, None, True, ["0.37 mg"], {}, "0.37", "1e-3 mg"])
def test_a_quantity_that_is_no_text_with_a_unit_is_refused_in_words(value: object) -> None:
    document = json.loads(WRITTEN)
    document["preparations"][0]["delivered"] = value
    with pytest.raises(InputError) as raised:
        decode_answer(json.dumps(document).encode(), "answer.json")
    assert raised.value.code == "file-damaged"


@pytest.mark.parametrize(
    ("schema", "code"),
    [
        ("taperlab/plan/1", "file-other"),
        ("taperlab/check/1", "file-other"),
        ("taperlab/answer/2", "file-schema"),
        ("", "file-schema"),
    ],
)
def test_a_document_of_another_kind_is_called_so_whatever_it_holds(schema: str, code: str) -> None:
    with pytest.raises(InputError) as raised:
        decode_answer(json.dumps({"schema": schema, "steps": []}).encode(), "plan.json")
    assert raised.value.code == code
