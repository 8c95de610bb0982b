from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

import pypdfium2
import pypdfium2.raw
import pytest
from reportlab.lib.units import mm

from taperlab.answers.document import Answer, Preparation
from taperlab.catalogue import Catalogue
from taperlab.messages import InputError
from taperlab.pdfium import Document, Glyph
from taperlab.sheets.content import Particulars, Sheet
from taperlab.sheets.paper import MARGIN, sheet_pdf
from taperlab.sheets.patient import patient_sheet
from taperlab.sheets.typography import PATIENT, PATIENT_CLOSE
from taperlab.sheets.worksheet import worksheet

Answers = dict[str, Answer]
Choose = Callable[[Answer], Preparation]
Texts = Callable[[bytes], list[str]]
FORBIDDEN = re.compile(
    r"µg|\bmcg\b|\bcc\b|\bIU\b|\d U\b|\d/\d+ tablet|\d\.\d*0\b|(?<!\d)\.\d|\bml\b|\d(mg|mL)\b"
)


@pytest.fixture(scope="module")
def papers(answers: Answers, chosen: Choose, catalogue: Catalogue) -> dict[str, Sheet]:
    made = {}
    for name, answer in answers.items():
        people = Particulars("Ms Example Person")
        made[f"{name} worksheet"] = worksheet(answer, chosen(answer), catalogue, people)
        made[f"{name} patient"] = patient_sheet(answer, chosen(answer), catalogue, people)
    return made


@pytest.fixture(scope="module")
def pdfs(papers: dict[str, Sheet]) -> dict[str, bytes]:
    return {name: sheet_pdf(sheet) for name, sheet in papers.items()}


def test_a_simple_sheet_takes_one_page_and_no_sheet_more_than_two(
    pdfs: dict[str, bytes], page_texts: Texts
) -> None:
    pages = {name: len(page_texts(pdf)) for name, pdf in pdfs.items()}
    for simple in ("neat", "tablet", "drops", "split", "twice"):
        assert pages[f"{simple} patient"] == 1
    assert max(count for name, count in pages.items() if name.endswith("patient")) == 2


def test_every_page_has_title_name_date_versions_and_its_number(
    pdfs: dict[str, bytes], page_texts: Texts, answers: Answers, catalogue: Catalogue
) -> None:
    pages = page_texts(pdfs["diluted patient"])
    for number, page in enumerate(pages, start=1):
        assert page.startswith("DRAFT: not yet checked How to make and take your dose")
        assert "Name: Ms Example Person Date: 1 March 2026" in page
        assert f"({catalogue.hash}), market GB, answer {answers['diluted'].hash}" in page
        assert "It has no CE, UKCA or FDA mark." in page
        assert page.endswith(f"Page {number} of {len(pages)}")
        assert (f"Go on to page {number + 1}." in page) == (number < len(pages))


def test_a_checked_sheet_is_no_draft(
    ask: Callable[..., Answer], chosen: Choose, catalogue: Catalogue, page_texts: Texts
) -> None:
    answer = ask("neat", prepared_by="A Preparer", checked_by="B Checker")
    sheet = patient_sheet(answer, chosen(answer), catalogue, Particulars())
    (page,) = page_texts(sheet_pdf(sheet))
    assert "DRAFT" not in page
    assert "Prepared by: A Preparer" in page


def test_no_page_has_a_forbidden_notation(pdfs: dict[str, bytes], page_texts: Texts) -> None:
    for name, pdf in pdfs.items():
        for page in page_texts(pdf):
            said = re.sub(r"\[[a-z0-9.#-]+\]|\([0-9a-f]+\)|catalogue \S+|TaperLab \S+", "", page)
            assert FORBIDDEN.findall(said) == [], name


def test_the_scan_finds_a_forbidden_notation() -> None:
    for planted in ("5 µg", "1.0 mg", ".5 mg", "5 mcg", "2 cc", "1/2 tablet", "5 ml", "5mg"):
        assert FORBIDDEN.search(planted), planted


def test_the_same_sheet_is_the_same_bytes(papers: dict[str, Sheet], pdfs: dict[str, bytes]) -> None:
    for name in ("diluted patient", "diluted worksheet"):
        assert sheet_pdf(papers[name]) == pdfs[name]


def test_a_number_and_its_unit_stand_on_one_line(pdfs: dict[str, bytes]) -> None:
    for name, pdf in pdfs.items():
        with Document(pdf) as document:
            text = "\n".join(map(document.text, range(document.page_count)))
        assert re.findall(r"\d\s*[\r\n]+\s*(?:mg|mL|micrograms|tablets?|drops?)\b", text) == [], (
            name
        )


def test_a_patients_text_is_never_small_and_its_lines_are_spaced(pdfs: dict[str, bytes]) -> None:
    for type_ in (PATIENT, PATIENT_CLOSE):
        assert type_.dose.fontSize >= 14
        for one in (type_.body, type_.strong, type_.aside, type_.caption):
            assert one.fontSize >= 12
            assert one.leading / one.fontSize >= 1.25
    for name in ("diluted patient", "neat patient"):
        body = [size for size, y in _sizes(pdfs[name]) if 20 * mm < y < 265 * mm]
        assert {size for size in body if size < 12} <= {9.0, 11.0}, (
            "only the marks of a scale are small"
        )


def test_no_two_glyphs_overlap_and_all_lie_within_the_margins(pdfs: dict[str, bytes]) -> None:
    for name, pdf in pdfs.items():
        with Document(pdf) as document:
            pages = [document.glyphs(page) for page in range(document.page_count)]
        for glyphs in pages:
            ink = [glyph for glyph in glyphs if glyph.char.strip()]
            assert all(g.left >= MARGIN - 1 and g.right <= 210 * mm - MARGIN + 1 for g in ink), name
            assert _overlaps(ink) == [], name


def test_only_the_sheets_own_font_is_in_it(pdfs: dict[str, bytes]) -> None:
    for pdf in pdfs.values():
        fonts = set(re.findall(rb"/BaseFont /([A-Za-z+\-]+)", pdf))
        assert fonts
        assert all(b"SourceSansPro" in font for font in fonts)


def test_the_document_says_its_title_and_language(pdfs: dict[str, bytes]) -> None:
    document = pypdfium2.PdfDocument(pdfs["diluted patient"])
    said = document.get_metadata_dict()
    document.close()
    assert said["Title"] == "How to make and take your dose"
    assert said["Subject"].startswith("Your dose: 0.37")
    assert b"/Lang (en)" in pdfs["diluted patient"]


def test_a_long_name_wraps_and_a_foreign_one_is_refused(
    answers: Answers, chosen: Choose, catalogue: Catalogue, page_texts: Texts
) -> None:
    def made(name: str) -> bytes:
        sheet = patient_sheet(
            answers["neat"], chosen(answers["neat"]), catalogue, Particulars(name)
        )
        return sheet_pdf(sheet)

    assert "Łukasz Þórðarson" in page_texts(made("Łukasz Þórðarson"))[0]
    long = "Maria Anna " * 15
    assert long.strip() in page_texts(made(long))[0]
    with pytest.raises(InputError) as caught:
        made("山田")
    assert caught.value.code == "no-glyph"


def _overlaps(glyphs: list[Glyph]) -> list[tuple[Glyph, Glyph]]:
    """Return pairs whose boxes share more than kerning may."""
    rows: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        rows[round(glyph.bottom / 6)].append(glyph)
    near = [(g, h) for row in list(rows) for g in rows[row] for h in (*rows[row], *rows[row + 1])]
    return [
        (g, h)
        for g, h in near
        if g is not h
        and min(g.right, h.right) - max(g.left, h.left) > 1.2
        and min(g.top, h.top) - max(g.bottom, h.bottom) > 1.2
    ]


def _sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Return size and height on the page of every character with ink."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        text = page.get_textpage()
        for index in range(text.count_chars()):
            if chr(pypdfium2.raw.FPDFText_GetUnicode(text, index)).strip():
                size = pypdfium2.raw.FPDFText_GetFontSize(text, index)
                found.append((round(size, 1), text.get_charbox(index)[1]))
        text.close()
        page.close()
    document.close()
    return found
