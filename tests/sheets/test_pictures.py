from __future__ import annotations

from fractions import Fraction

import pytest
from reportlab.graphics.shapes import Circle, Drawing, Line, String

from taperlab.catalogue import Catalogue
from taperlab.pdfium import Document
from taperlab.quantities import Mass, Volume
from taperlab.sheets.illustrations import (
    Balance,
    Beads,
    Capsules,
    Drops,
    Illustration,
    Pieces,
    Syringe,
    Vessel,
)
from taperlab.sheets.palette import WARNING
from taperlab.sheets.pictures import draw, picture_pdf
from taperlab.sheets.png import picture_png
from taperlab.wording import Wording

WORDING = Wording()
SOME: list[Illustration] = [
    Syringe(Volume(1), Volume.of("0.01"), Volume.of("0.74")),
    Syringe(Volume(20), Volume(1), Volume.of("12.75")),
    Vessel("cylinder", Volume(25), Volume(50), Volume(1)),
    Vessel("flask", Volume(25), Volume(25), Volume(25)),
    Vessel("glass", Volume(120)),
    Vessel("cup", Volume(10)),
    Vessel("beaker", Volume(10)),
    Vessel("bottle", Volume(10)),
    Pieces("tablet", (Fraction(1), Fraction(1, 2), Fraction(1, 4))),
    Pieces("capsule", (Fraction(2),)),
    Pieces("sachet", (Fraction(1),)),
    Drops(12),
    Vessel("mortar", Volume(1)),
    Vessel("dilution", Volume(250)),
    Beads(3),
    Beads(70),
    Beads(199),
    Balance(Mass(10800)),
    Capsules(1),
    Capsules(54),
]


def text_of(drawing: Drawing) -> str:
    with Document(picture_pdf(drawing)) as document:
        return " ".join(document.text(0).split())


@pytest.mark.parametrize("shown", SOME, ids=repr)
def test_a_picture_lies_within_its_own_page(shown: Illustration) -> None:
    drawing = draw(shown, WORDING)
    left, bottom, right, top = drawing.getBounds()
    assert left >= -1
    assert bottom >= -1
    assert right <= drawing.width + 1
    assert top <= drawing.height + 1


def test_the_syringe_has_its_real_marks_and_decimal_numbers() -> None:
    drawing = draw(Syringe(Volume(1), Volume.of("0.01"), Volume.of("0.74")), WORDING)
    upright = [
        shape
        for shape in drawing.contents
        if isinstance(shape, Line) and shape.x1 == shape.x2 and shape.strokeColor != WARNING
    ]
    assert len(upright) == 101
    assert text_of(drawing) == "0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1 0.74 mL"


def test_the_arrow_points_at_the_mark_of_the_dose() -> None:
    drawing = draw(Syringe(Volume(1), Volume.of("0.01"), Volume.of("0.5")), WORDING)
    (arrow,) = (s for s in drawing.contents if isinstance(s, Line) and s.strokeColor == WARNING)
    (half,) = (s for s in drawing.contents if isinstance(s, String) and s.text == "0.5")
    assert arrow.x1 == pytest.approx(half.x)


def test_a_fuller_syringe_shows_its_arrow_farther_out() -> None:
    def arrow(volume: str) -> float:
        drawing = draw(Syringe(Volume(5), Volume.of("0.2"), Volume.of(volume)), WORDING)
        return next(
            float(s.x1)
            for s in drawing.contents
            if isinstance(s, Line) and s.strokeColor == WARNING
        )

    assert arrow("1") < arrow("1.2") < arrow("5")


def test_every_syringe_of_the_catalogue_can_be_drawn_full(catalogue: Catalogue) -> None:
    for device in catalogue.devices:
        if isinstance(device.capacity, Volume) and isinstance(device.graduation, Volume):
            shown = Syringe(device.capacity, device.graduation, device.capacity)
            assert draw(shown, WORDING).width > 0


def test_numbers_on_a_scale_have_no_unit() -> None:
    drawing = draw(Vessel("cylinder", Volume(25), Volume(50), Volume(1)), WORDING)
    assert text_of(drawing) == "5 10 15 20 25 30 35 40 45 50 25 mL"


def test_the_decimal_mark_is_the_languages() -> None:
    drawing = draw(Syringe(Volume(1), Volume.of("0.01"), Volume.of("0.5")), Wording("en"))
    assert "0,5" not in text_of(drawing)


def test_the_same_picture_is_the_same_bytes() -> None:
    for shown in SOME:
        once = picture_pdf(draw(shown, WORDING))
        assert once == picture_pdf(draw(shown, WORDING))


def test_a_picture_becomes_a_png_of_its_size() -> None:
    drawing = draw(SOME[0], WORDING)
    png = picture_png(picture_pdf(drawing), 2)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == round(drawing.width * 2)


@pytest.mark.parametrize("count", [1, 9, 10, 11, 20, 21, 199])
def test_every_bead_that_is_counted_is_drawn(count: int) -> None:
    loose = [shape for shape in draw(Beads(count), WORDING).contents if isinstance(shape, Circle)]
    assert len(loose) == count


def test_a_balance_shows_what_is_weighed() -> None:
    assert text_of(draw(Balance(Mass(10800)), WORDING)) == "10,800 mg"
