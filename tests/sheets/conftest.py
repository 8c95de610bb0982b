"""Answers to print: some of the engine's, and one of every operation made by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from taperlab.answers import prepare
from taperlab.answers.codec import document_hash
from taperlab.answers.document import Answer, Preparation
from taperlab.answers.operations import Operation
from taperlab.answers.request import DoseRequest
from taperlab.catalogue import Catalogue
from taperlab.pdfium import Document
from taperlab.sheets.content import Particulars
from taperlab.sheets.course import Course

ASKED: dict[str, dict[str, object]] = {
    "neat": {"drug": "paroxetine", "dose": "0.5 mg", "role": "patient"},
    "diluted": {"drug": "citalopram", "dose": "0.37 mg", "current_dose": "0.4 mg"},
    "tablet": {"drug": "sertraline", "dose": "12.5 mg", "role": "patient"},
    "drink": {"drug": "sertraline", "dose": "3 mg", "market": "US", "role": "patient"},
    "drops": {"drug": "escitalopram", "dose": "3 mg", "methods": ("counted-drops",)},
    "split": {"drug": "paroxetine", "dose": "15 mg", "methods": ("split-tablets",)},
    "added": {"drug": "mirtazapine", "dose": "1 mg"},
    "twice": {
        "drug": "paroxetine",
        "dose": "1 mg",
        "per": "day",
        "doses_per_day": 2,
        "current_dose": "1.5 mg",
    },
}

Ask = Callable[..., Answer]
Remake = Callable[..., Preparation]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.shipped()


@pytest.fixture(scope="session")
def ask(catalogue: Catalogue) -> Ask:
    """Ask one of the questions by name, with anything else changed."""

    def asked(name: str, **more: object) -> Answer:
        fields: dict[str, object] = {"date": dt.date(2026, 3, 1), **ASKED[name], **more}
        return prepare(msgspec.convert(fields, DoseRequest), catalogue)

    return asked


@pytest.fixture(scope="session")
def answers(ask: Ask) -> dict[str, Answer]:
    return {name: ask(name) for name in ASKED}


@pytest.fixture
def nobody() -> Particulars:
    return Particulars()


def first(answer: Answer) -> Preparation:
    """Return the recommended preparation, or else the first."""
    return answer.recommended or answer.preparations[0]


@pytest.fixture(scope="session")
def chosen() -> Callable[[Answer], Preparation]:
    return first


@pytest.fixture(scope="session")
def course(answers: dict[str, Answer], catalogue: Catalogue) -> Callable[[str], Course]:
    return lambda name: Course(first(answers[name]), catalogue)


@pytest.fixture(scope="session")
def remade(answers: dict[str, Answer]) -> Remake:
    """Return a preparation with other operations, or anything else changed."""

    def changed(name: str, *operations: Operation, **more: object) -> Preparation:
        given = {"operations": operations} if operations else {}
        return msgspec.structs.replace(first(answers[name]), **given, **more)

    return changed


@pytest.fixture(scope="session")
def answering() -> Callable[[Answer, Preparation], Answer]:
    """Put a preparation into an answer as the only one."""

    def put(answer: Answer, preparation: Preparation) -> Answer:
        changed = msgspec.structs.replace(answer, preparations=(preparation,), hash="")
        return msgspec.structs.replace(changed, hash=document_hash(changed))

    return put


@pytest.fixture(scope="session")
def page_texts() -> Callable[[bytes], list[str]]:
    """Return the text of each page, its lines joined and every blank alike."""

    def texts(pdf: bytes) -> list[str]:
        with Document(pdf) as document:
            pages = [document.text(page) for page in range(document.page_count)]
        return [" ".join(page.split()) for page in pages]

    return texts


@pytest.fixture(scope="session")
def wording_source() -> str:
    """The sheets' wording as it was written."""
    return Path("resources/wording/en/sheets.po").read_text(encoding="utf-8")
