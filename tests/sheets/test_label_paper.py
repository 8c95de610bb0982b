from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.lib.units import mm

from taperlab.answers.document import Answer, Preparation
from taperlab.catalogue import Catalogue
from taperlab.messages import InputError
from taperlab.pdfium import Document, Glyph
from taperlab.sheets.content import Label, Particulars, Sheet
from taperlab.sheets.label_paper import LAYOUTS, labels_pdf, outlines_pdf
from taperlab.sheets.labels import label_sheet

Answers = dict[str, Answer]
Choose = Callable[[Answer], Preparation]
Texts = Callable[[bytes], list[str]]
Content = Callable[..., Sheet]
KNOWN = ("Ms Example", "Corner Pharmacy, 1 High Street, Anytown")
SAFE = 2 * mm


@pytest.fixture
def content(answers: Answers, chosen: Choose, catalogue: Catalogue) -> Content:
    """Return the labels of a dilution, for whoever is named."""
    answer = answers["diluted"]
    return lambda *people: label_sheet(answer, chosen(answer), catalogue, Particulars(*people))


def ink(pdf: bytes, page: int = 0) -> list[Glyph]:
    with Document(pdf) as document:
        return [glyph for glyph in document.glyphs(page) if glyph.char.strip()]


@pytest.mark.parametrize(("position", "left", "top"), [(1, 7.21, 15.15), (21, 139.29, 243.75)])
def test_labels_of_l7160_stand_where_the_stock_has_them(
    position: int, left: float, top: float
) -> None:
    layout = LAYOUTS["L7160"]
    x, y = layout.place(position - 1)
    assert x == pytest.approx(left * mm)
    assert layout.page[1] - y - layout.size[1] == pytest.approx(top * mm)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_all_text_lies_within_the_labels_or_the_lower_margin(content: Content, layout: str) -> None:
    stock = LAYOUTS[layout]
    places = [stock.place(position) for position in range(stock.positions)]
    foot = min(y for _, y in places)
    for glyph in ink(labels_pdf(content(*KNOWN), LAYOUTS[layout])):
        inside = any(
            x + SAFE - 1 <= glyph.left
            and glyph.right <= x + stock.size[0] - SAFE + 1
            and y + SAFE - 2 <= glyph.bottom
            and glyph.top <= y + stock.size[1] - SAFE + 2
            for x, y in places
        )
        assert inside or glyph.top < foot


def test_a_part_used_sheet_begins_at_its_first_free_label(
    content: Content, page_texts: Texts
) -> None:
    first = ink(labels_pdf(content(*KNOWN), LAYOUTS["L7160"], 5))[0]
    x, y = LAYOUTS["L7160"].place(4)
    assert x < first.left < x + 10 * mm
    assert y < first.bottom < y + 38.1 * mm
    assert len(page_texts(labels_pdf(content(*KNOWN), LAYOUTS["L7160"], 21))) == 2


@pytest.mark.parametrize("start", [0, 22, -1])
def test_a_position_that_is_not_there_is_refused(content: Content, start: int) -> None:
    with pytest.raises(InputError) as caught:
        labels_pdf(content(*KNOWN), LAYOUTS["L7160"], start)
    assert caught.value.code == "bad-start"


def test_what_does_not_fit_goes_to_a_second_label_in_order(
    content: Content, page_texts: Texts
) -> None:
    pages = page_texts(labels_pdf(content(*KNOWN), LAYOUTS["roll-70x35"]))
    assert "Label 1 of 2." in pages[0]
    assert "Take 0.74 mL once a day." in pages[0]
    assert "Label 2 of 2." in pages[1]
    assert "Corner Pharmacy" in pages[1]


def test_a_second_label_says_what_it_is_of(content: Content, page_texts: Texts) -> None:
    pages = page_texts(labels_pdf(content(None, None), LAYOUTS["roll-70x35"]))
    assert pages[1].startswith("Citalopram in water")


def test_a_name_that_fits_on_no_label_is_an_error(content: Content) -> None:
    with pytest.raises(InputError) as caught:
        labels_pdf(content("A" * 60, "B"), LAYOUTS["L7160"])
    assert caught.value.code == "label-too-long"
    with pytest.raises(InputError) as caught:
        labels_pdf(content("A", "Long Street " * 60), LAYOUTS["L7160"])
    assert caught.value.code == "label-too-long"


def test_every_part_of_a_label_carries_the_reference(
    content: Content, page_texts: Texts, answers: Answers
) -> None:
    for page in page_texts(labels_pdf(content(*KNOWN), LAYOUTS["roll-70x35"])):
        assert f"Ref {answers['diluted'].hash} GB" in page


def test_the_same_labels_are_the_same_bytes(content: Content) -> None:
    once = labels_pdf(content(*KNOWN), LAYOUTS["L7160"])
    assert once == labels_pdf(content(*KNOWN), LAYOUTS["L7160"])


def test_the_outlines_page_has_no_text(page_texts: Texts) -> None:
    assert page_texts(outlines_pdf(LAYOUTS["L7160"])) == [""]


def test_a_label_is_a_block_of_its_own(
    answers: Answers, chosen: Choose, catalogue: Catalogue
) -> None:
    sheet = label_sheet(answers["neat"], chosen(answers["neat"]), catalogue, Particulars())
    assert all(isinstance(block, Label) for block in sheet.blocks)
