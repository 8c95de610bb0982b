from __future__ import annotations

import sys
from io import BytesIO, TextIOWrapper

import pytest

from taperlab.cli import main


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437", "utf-8"])
@pytest.mark.parametrize(
    "arguments", [["dose", "paroxetine", "15 mg"], ["dose", "x\udcff", "½ mg"]]
)
def test_no_terminal_is_too_poor(
    monkeypatch: pytest.MonkeyPatch, encoding: str, arguments: list[str]
) -> None:
    streams = {name: BytesIO() for name in ("stdout", "stderr")}
    for name, stream in streams.items():
        monkeypatch.setattr(sys, name, TextIOWrapper(stream, encoding=encoding))
    assert main(arguments) in {0, 2}
    said = b"".join(stream.getvalue() for stream in streams.values()).decode(encoding)
    assert said
    assert "\\u25" not in said


def test_a_half_is_spelled_out_apart_from_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(stream, encoding="ascii"))
    assert main(["dose", "paroxetine", "15 mg", "--method", "split-tablets"]) == 0
    assert b"1/2 tablet" in stream.getvalue()
    assert b"11/2" not in stream.getvalue()
