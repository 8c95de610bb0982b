"""The command line, in this process and as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from taperlab.cli import main

EXAMPLE = ("citalopram", "0.37 mg", "--current", "0.4 mg", "--date", "2026-03-01")


@dataclass(frozen=True)
class Outcome:
    """What a command line left behind."""

    status: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def remarks(self) -> str:
        return self.err.decode()

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the document holds
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, str]:
        found: dict[str, str] = self.json["error"]
        return found


Call = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the settings of whoever runs the tests: none, until a test writes some."""
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    path.touch()
    monkeypatch.setenv("TAPERLAB_SETTINGS", str(path))
    return path


@pytest.fixture
def call(capsysbinary: pytest.CaptureFixture[bytes]) -> Call:
    """Carry out a command line in this process."""

    def carry_out(*arguments: str | Path) -> Outcome:
        capsysbinary.readouterr()
        status = main([str(each) for each in arguments])
        said = capsysbinary.readouterr()
        return Outcome(status, said.out, said.err)

    return carry_out


@pytest.fixture
def refused(call: Call) -> Call:
    """Carry out a command line that must fail, as a person and as a program: both are told."""

    def refuse(*arguments: str | Path) -> Outcome:
        person, program = call(*arguments), call(*arguments, "--json")
        assert person.status == program.status
        assert person.out == b""
        assert program.err == b""
        assert list(program.json) == ["error"]
        assert list(program.error) == ["code", "text", "remedy"]
        told = person.remarks.splitlines()
        assert told == [program.error["text"].replace("\u00a0", " "), told[-1]]
        assert told[-1] == program.error["remedy"].replace("\u00a0", " ")
        return program

    return refuse


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Carry out a command line as a process of its own."""

    def start(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "taperlab", *map(str, arguments)]
        environment = {**os.environ, **variables}
        return subprocess.run(command, env=environment, capture_output=True, check=False)

    return start


@pytest.fixture(scope="session")
def answer_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's answer, as a file."""
    path = tmp_path_factory.mktemp("answer") / "answer.json"
    command = [sys.executable, "-m", "taperlab", "dose", *EXAMPLE, "--json"]
    path.write_bytes(subprocess.run(command, check=True, capture_output=True).stdout)
    return path
