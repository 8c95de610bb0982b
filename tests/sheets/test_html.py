from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from taperlab.answers.document import Answer, Preparation
from taperlab.catalogue import Catalogue
from taperlab.sheets.content import Particulars
from taperlab.sheets.html import sheet_html
from taperlab.sheets.make import KINDS

Answers = dict[str, Answer]
Choose = Callable[[Answer], Preparation]
VOID = {"meta", "img"}


class Page(HTMLParser):
    """What a screen reader meets: elements in order, and whether they are closed."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.met.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self.open):
            self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.said).split())


@pytest.fixture(scope="module", params=sorted(KINDS))
def pages(
    request: pytest.FixtureRequest, answers: Answers, chosen: Choose, catalogue: Catalogue
) -> dict[str, str]:
    """Return the page of one kind for every answer."""
    content = KINDS[request.param]
    people = Particulars("A <b>& B", "Pharmacy")
    return {
        name: sheet_html(content(answer, chosen(answer), catalogue, people)).decode()
        for name, answer in answers.items()
    }


def test_every_element_is_closed_and_pictures_are_described(pages: dict[str, str]) -> None:
    for source in pages.values():
        page = Page(source)
        assert page.open == []
        assert ("html", {"lang": "en"}) in page.met
        tags = [tag for tag, _ in page.met]
        assert tags.count("h1") == 1
        assert {"title", "main", "header", "footer"} <= set(tags)
        assert all(attributes["alt"] for tag, attributes in page.met if tag == "img")


def test_nothing_is_fetched_from_anywhere(pages: dict[str, str]) -> None:
    for source in pages.values():
        assert re.findall(r"https?://|<script|<link|@import|url\(", source) == []


def test_a_name_cannot_become_markup(pages: dict[str, str]) -> None:
    for source in pages.values():
        assert "A <b>" not in source


def test_the_page_says_what_the_paper_says(
    answers: Answers, chosen: Choose, catalogue: Catalogue
) -> None:
    answer = answers["diluted"]
    sheet = KINDS["patient"](answer, chosen(answer), catalogue, Particulars())
    page = Page(sheet_html(sheet).decode())
    assert "Your dose: 0.37 mg (370 micrograms) of citalopram" in page.text
    assert "Draw up 0.74 mL from the measuring cylinder" in page.text
    assert "Do NOT drink what is in the measuring cylinder: it holds 33 doses." in page.text
    assert "DRAFT: not yet checked" in page.text
    steps = [attributes["value"] for tag, attributes in page.met if tag == "li" and attributes]
    assert steps == ["1", "2", "3", "4", "5"]
