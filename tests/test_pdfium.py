from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from taperlab.pdfium import Document, UnreadablePdfError


@pytest.fixture(scope="module")
def two_pages() -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.drawString(72, 720, "Draw 0.74 mL")
    canvas.drawString(72, 700, "Drink it")
    canvas.showPage()
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, *A4, stroke=0, fill=1)
    canvas.save()
    return stream.getvalue()


def test_pages_are_counted_and_measured_in_points(two_pages: bytes) -> None:
    with Document(two_pages) as document:
        assert document.page_count == 2
        assert document.size(0) == pytest.approx(A4, abs=0.01)


def test_text_comes_as_pdfium_gives_it(two_pages: bytes) -> None:
    with Document(two_pages) as document:
        assert document.text(0) == "Draw 0.74 mL\r\nDrink it"
        assert document.text(1) == ""


def test_glyphs_carry_the_box_of_their_ink(two_pages: bytes) -> None:
    with Document(two_pages) as document:
        glyphs = document.glyphs(0)
        assert "".join(glyph.char for glyph in glyphs) == document.text(0)
    first = glyphs[0]
    assert first.char == "D"
    assert 72 <= first.left < first.right < 84
    assert 719 <= first.bottom < first.top < 732


def test_a_rendered_page_is_rows_of_red_green_blue(two_pages: bytes) -> None:
    with Document(two_pages) as document:
        raster = document.render(1, scale=0.5)
    assert (raster.width, raster.height) == (298, 421)
    assert len(raster.pixels) == raster.stride * raster.height
    middle = raster.stride * 200 + 3 * 100
    assert raster.pixels[middle : middle + 3] == b"\xff\x00\x00"


def test_a_larger_scale_gives_more_pixels(two_pages: bytes) -> None:
    with Document(two_pages) as document:
        assert document.render(0, 2).width == pytest.approx(2 * document.render(0, 1).width, abs=1)


@pytest.mark.parametrize("page", [-1, 2])
def test_a_page_that_is_not_there_is_an_index_error(two_pages: bytes, page: int) -> None:
    with Document(two_pages) as document, pytest.raises(IndexError, match="document of 2"):
        document.text(page)


@pytest.mark.parametrize("data", [b"", b"no PDF at all", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadablePdfError):
        Document(data)


def test_many_threads_may_read_and_draw_at_once(two_pages: bytes) -> None:
    def work(_: int) -> tuple[str, bytes]:
        with Document(two_pages) as document:
            return document.text(0), document.render(0).pixels

    with ThreadPoolExecutor(8) as pool:
        results = set(pool.map(work, range(64)))
    assert len(results) == 1


def test_closing_twice_does_nothing_more(two_pages: bytes) -> None:
    document = Document(two_pages)
    document.close()
    document.close()
