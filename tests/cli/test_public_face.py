from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import taperlab

ROOT = Path(taperlab.__file__).resolve().parent.parent


@pytest.mark.parametrize("name", taperlab.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(taperlab, name)
    assert name in dir(taperlab)


def test_any_other_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="plan_everything"):
        _ = taperlab.plan_everything


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert taperlab.__version__ == project["version"]


def test_the_engine_answers_without_a_screen() -> None:
    code = """
import sys
sys.modules["PySide6"] = None
from taperlab import Catalogue, DoseRequest, prepare
answer = prepare(DoseRequest(drug="citalopram", dose="0.37 mg", market="GB"), Catalogue.shipped())
sys.exit(not answer.preparations[0].recommended)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
