from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from reportlab.lib.colors import Color, black, white
from reportlab.pdfgen.canvas import Canvas

from taperlab.checker import Reading, read_sheet
from taperlab.checker.paper.ink import unseen
from taperlab.checker.paper.page import read_pages
from taperlab.messages import InputError
from taperlab.pdfium import Document
from taperlab.quantities import Volume
from tests.checker.documents import CATALOGUE
from tests.checker.papers import (
    ANSWER,
    Line,
    Lines,
    changed,
    device,
    diluted,
    labels,
    printed,
    product,
    restyled,
    says,
    with_after,
    without,
)

N = "\u00a0"


def read(lines: Lines) -> Reading:
    return read_sheet(printed(lines), CATALOGUE)


def codes(lines: Lines) -> set[str]:
    return {finding.code for finding in read(lines).findings if finding.severity == "stop"}


def test_an_honest_sheet_reads_back() -> None:
    reading = read(diluted())
    assert reading.agrees, reading.findings
    assert (reading.kind, reading.drug, reading.delivered) == ("patient", "citalopram", "0.37 mg")


def test_the_operations_are_rebuilt_from_the_words() -> None:
    found = read(diluted()).operations
    assert [type(one).__name__ for one in found] == ["Draw", "MakeUp", "Mix", "Draw", "Discard"]
    assert read(diluted()).document()["operations"] == list(found)


def test_an_honest_label_reads_back() -> None:
    reading = read(labels())
    assert reading.agrees, reading.findings
    assert (reading.kind, reading.drug, reading.delivered) == ("labels", "citalopram", "0.37 mg")


WRONG_WORDS = [
    (f"0.74{N}mL", f"0.73{N}mL", "wrong-figure"),
    (f"0.74{N}mL", f"7.4{N}mL", "does-not-fit"),
    (f"0.37{N}mg (", f"0.36{N}mg (", "two-scales"),
    (f"0.37{N}mg (370", f"0.36{N}mg (360", "wrong-figure"),
    (f"Draw up 0.5{N}mL", f"Draw up 0.25{N}mL", "wrong-figure"),
    (f"Make up to 50{N}mL", f"Make up to 45{N}mL", "wrong-figure"),
    (f"liquid: 0.5{N}mg/mL", f"liquid: 0.4{N}mg/mL", "wrong-figure"),
    (f"label: 40{N}mg/mL", f"label: 20{N}mg/mL", "wrong-figure"),
    (f"49.5{N}mL", f"50{N}mL", "wrong-figure"),
    ("67 doses", "76 doses", "wrong-count"),
    ("67 doses", "68 doses", "wrong-count"),
    (f"49.5{N}mL of water", f"49.5{N}mL of orange juice", "out-of-place"),
    ("Date: 1 March 2026", "Name: 1 March 2026", "page-lacks"),
    (f"with the 1{N}mL oral", f"with the 0.5{N}mL oral", "does-not-fit"),
    (f"40{N}mg/mL oral drops", f"20{N}mg/mL oral drops", "name-unclear"),
    ("of citalopram", "of escitalopram", "another-drug"),
    ("Page 1 of 1", "Page 1 of 2", "page-number"),
    ("with water in", "with milk in", "left-over-text"),
    ("NOT drink", "drink", "left-over-text"),
]


@pytest.mark.parametrize(("old", "new", "code"), WRONG_WORDS)
def test_a_wrong_word_is_found(old: str, new: str, code: str) -> None:
    assert code in codes(changed(diluted(), old, new))


MISSING = [
    ("Make up to", "not-enough"),
    ("Stir what", "not-mixed"),
    ("Do NOT drink", "do-not-drink-missing"),
    ("Pour what is left", "left-over"),
    ("Your dose: ", "not-once"),
    ("Keep out of", "not-once"),
    ("Make fresh", "not-once"),
    ("Strength of this liquid", "strength-missing"),
    ("What you need", "not-once"),
    ("What to do", "not-once"),
    ("Take care", "not-once"),
    ("Your dose until now", "not-once"),
    ("Staying on this dose", "not-once"),
    ("If you miss", "not-once"),
    ("If you feel unwell", "not-once"),
    ("This bottle has a dropper", "note-missing"),
    ("a clean, dry cup", "wrong-needs"),
    ("a waste bottle with a label and a child-resistant cap", "wrong-needs"),
    ("DRAFT", "page-lacks"),
    ("TaperLab works out", "page-lacks"),
    ("Date: ", "page-lacks"),
    ("TaperLab 0.1.0", "page-lacks"),
    ("How to make", "not-a-sheet"),
]


@pytest.mark.parametrize(("text", "code"), MISSING)
def test_a_missing_sentence_is_found(text: str, code: str) -> None:
    lines = without(diluted(), text)
    if code == "not-a-sheet":
        with pytest.raises(InputError):
            read(lines)
    else:
        assert code in codes(lines)


def test_every_note_belongs_to_its_step() -> None:
    for note in ("note.cut-half", "note.shake-first", "note.no-draw-back", "note.touch-mouth"):
        assert "note-astray" in codes(with_after(diluted(), "counts as 50", says(note)))


def test_nothing_is_asked_for_that_no_step_uses() -> None:
    for name in ("cutter", "plate", "spoon", "strip"):
        assert "wrong-needs" in codes(
            with_after(diluted(), "a clean, dry cup", says(f"need.{name}"))
        )
    milk = says("need.liquid", liquid="orange juice")
    assert "wrong-needs" in codes(with_after(diluted(), "a clean, dry cup", milk))


ALCOHOL = f"There is alcohol (ethanol) in Citalopram 40{N}mg/mL oral drops"


def test_a_caution_is_one_of_the_known_ones_about_a_known_product() -> None:
    caution = says("caution", text=f"{ALCOHOL}.")
    assert not codes(with_after(diluted(), "Make fresh", caution))


@pytest.mark.parametrize(
    "text",
    [
        f"{ALCOHOL}. Take 2{N}tablets more.",
        f"{ALCOHOL}. Take twice as much.",
        f"{ALCOHOL} and take 2{N}tablets more.",
        f"There is alcohol (ethanol) in Citaloprim 40{N}mg/mL oral drops.",
        "Drink it with beer.",
    ],
)
def test_what_is_added_to_a_caution_stops_the_print(text: str) -> None:
    assert not read(with_after(diluted(), "Make fresh", says("caution", text=text))).agrees


SECOND_WORDS = [
    says("label.draw", volume=Volume.of("7.4")),
    says("label.pieces", pieces=f"2{N}tablets"),
    says("label.until", until="2 March 2026"),
    says("label.do-not-drink", vessel="measuring cylinder", n=66),
    says("label.drink-all"),
    says("label.product", product=product()),
    says("label.with", device=device("oral-syringe-0.5ml")),
]


@pytest.mark.parametrize("line", SECOND_WORDS)
def test_a_label_says_each_thing_once(line: Line) -> None:
    assert "not-once" in codes(with_after(labels(), "once a day", line))


def test_what_a_label_counts_as_is_what_a_product_counts_as() -> None:
    for old, new in ((f"0.4{N}mg/mL", f"4{N}mg/mL"), ("Citalopram in", "Escitalopram in")):
        assert "two-scales" in codes(changed(labels(), old, new))


def test_a_label_without_a_patient_says_what_it_is_not() -> None:
    assert "not-once" in codes(without(labels(), "Not a dispensing"))


def test_a_number_of_pieces_that_nobody_can_take_is_a_finding() -> None:
    for pieces in (f"0.1{N}tablets", f"999,999,999{N}tablets"):
        whole = says("label.pieces", pieces=pieces)
        name = says("label.product", product=product("gb-citalopram-tablet-10"))
        lines = [says("label.not-dispensing"), name, whole, says("children"), labels()[-1]]
        assert "not-a-figure" in codes(lines)


def test_a_note_or_an_image_on_a_page_cannot_be_read() -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(50, 700, "Ref 1")
    canvas.textAnnotation("Take 10 mL", Rect=[50, 500, 200, 600])
    canvas.save()
    with Document(buffer.getvalue()) as document:
        assert document.unread(0) == 1
    page = replace(read_pages(printed(diluted()))[0], unread=1)
    assert [finding.code for finding in unseen(page)] == ["unread"]


def test_a_caution_of_the_catalogue_that_is_missing_is_warned_of() -> None:
    found = read(without(diluted(), "Caution: There is alcohol")).findings
    assert [(one.severity, one.code) for one in found] == [("warn", "caution-missing")]


def test_a_name_holds_no_amount() -> None:
    for start in ("Name:", "Prepared by:"):
        line = Line(f"{start} B. Checker Take 5{N}mg more.")
        assert "unknown-figure" in codes(with_after(diluted(), "If you feel unwell", line))
    batch = says("label.batch", text=f"B7, take 2{N}tablets")
    assert "unknown-figure" in codes(with_after(labels(), "once a day", batch))


def test_a_label_says_that_it_is_a_part_only_where_there_are_others() -> None:
    also = says("label.also")
    assert "not-once" in codes(with_after(labels(), "once a day", also))
    second = changed(labels(), "once a day", f"2{N}times a day")
    assert "not-once" in codes([*labels(), *second])


def test_the_parts_of_a_label_are_all_there() -> None:
    for page, pages in ((1, 2), (2, 2), (1, 3)):
        part = says("label.ref-part", answer=ANSWER, market="GB", page=page, pages=pages)
        lines = [*without(labels(), "Ref "), part]
        assert not read(lines).agrees


EXTRA = [
    f"5{N}mg",
    "5 mg",
    "Take it twice.",
    "7",
    f"0.74{N}mL",
    f"Make up to 50{N}mL with water in the measuring cylinder.",
    "Drink ALL of it: the measuring cylinder holds one dose.",
    "Stir what is in the measuring cylinder until it looks the same all through.",
]


@pytest.mark.parametrize("text", EXTRA)
@pytest.mark.parametrize("place", ["What to do", "Staying on", "Page 1"])
def test_a_line_too_many_stops_the_print(text: str, place: str) -> None:
    assert not read(with_after(diluted(), place, Line(text))).agrees


def test_a_dose_above_the_current_one_is_found_where_the_target_is_not() -> None:
    asked = says("dose.asked", target=f"0.36{N}mg (360 micrograms)", dose=f"0.37{N}mg")
    lines = with_after(diluted(), "once a day", asked)
    assert "above-current" not in codes(lines)
    assert "above-current" in codes(changed(lines, f"0.4{N}mg (400", f"0.36{N}mg (360"))


def test_a_stray_line_cannot_hide_behind_a_caution() -> None:
    caution = Line("Caution: Dispersing the tablet is outside its licence.")
    lines = with_after(diluted(), "Make fresh", caution)
    assert "stray-number" in codes(with_after(lines, "Caution", Line(f"5{N}mg")))


NOTATIONS = [
    f"0.50{N}mL",
    f".5{N}mL",
    f"0,5{N}mL",
    "0.5mL",
    f"0.5{N}ml",
    f"0.5{N}cc",
    f"500{N}\u00b5g",
    f"500{N}mcg",
    "1/2",
    "5 U",
    "5 IU",
]


@pytest.mark.parametrize("written", NOTATIONS)
def test_a_notation_that_has_harmed_people_is_found(written: str) -> None:
    lines = with_after(diluted(), "What to do", Line(f"Beware of {written} in it."))
    assert "notation" in codes(lines)


FADED = Color(0.85, 0.85, 0.85)


@pytest.mark.parametrize("text", ["Your dose: 0.37", "Draw up 0.74", "TaperLab 0.1.0"])
@pytest.mark.parametrize("colour", [white, FADED])
def test_text_without_ink_is_found(text: str, colour: Color) -> None:
    assert "no-ink" in codes(restyled(diluted(), text, colour=colour))


@pytest.mark.parametrize("box", [white, black, Color(0.2, 0.4, 0.8)])
def test_text_beneath_a_filled_box_is_found(box: Color) -> None:
    assert "no-ink" in codes(restyled(diluted(), "Draw up 0.74", under=box))


def test_text_over_text_is_found() -> None:
    stray = Line("Staying on this dose needs no permission.", back=11)
    assert "overlap" in codes(with_after(diluted(), "This is your dose", stray))


def test_tiny_text_is_found() -> None:
    assert "tiny" in codes(restyled(diluted(), "Draw up 0.74", size=5))


def test_text_off_the_page_is_found() -> None:
    assert "off-the-page" in codes(restyled(diluted(), "Draw up 0.74", left=300))


def test_type_of_seven_points_in_dark_grey_is_no_fault() -> None:
    lines = restyled(diluted(), "TaperLab 0.1.0", size=7, colour=Color(0.25, 0.3, 0.35))
    assert read(lines).agrees


WRONG_LABELS = [
    (f"0.74{N}mL once", f"7.4{N}mL once", "does-not-fit"),
    (f"0.74{N}mL once", f"0.745{N}mL once", "off-the-mark"),
    ("Do NOT drink what", "What", "left-over-text"),
]


@pytest.mark.parametrize(("old", "new", "code"), WRONG_LABELS)
def test_a_wrong_label_is_found(old: str, new: str, code: str) -> None:
    assert code in codes(changed(labels(), old, new))


def test_a_wrong_digit_on_a_label_gives_another_dose() -> None:
    # 0.73 mL of 0.5 mg/mL
    assert read(changed(labels(), f"0.74{N}mL", f"0.73{N}mL")).delivered == "0.365 mg"
    assert read(changed(labels(), f"0.5{N}mg", f"0.6{N}mg")).delivered == "0.444 mg"


@pytest.mark.parametrize("text", ["Do NOT drink", "By mouth", "Keep out of", "Make fresh"])
def test_a_label_that_lacks_a_sentence_is_found(text: str) -> None:
    assert codes(without(labels(), text)) & {"not-once", "do-not-drink-missing"}


def test_labels_of_two_answers_do_not_go_together() -> None:
    other = changed(labels(), "31c19f53", "00c19f53")
    assert "two-answers" in codes([*labels(), *other])


def test_copies_of_a_label_count_once() -> None:
    assert read([*labels(), *labels()]).delivered == "0.37 mg"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"a letter"])
def test_what_is_no_pdf_cannot_be_read(data: bytes) -> None:
    with pytest.raises(InputError) as raised:
        read_sheet(data, CATALOGUE)
    assert raised.value.code == "not-a-sheet"


def test_a_pdf_of_somebody_else_cannot_be_read() -> None:
    with pytest.raises(InputError) as raised:
        read([Line("Dear colleague, take 5 mg.")])
    assert raised.value.code == "not-a-sheet"


def test_another_catalogue_is_noted() -> None:
    reading = read(changed(diluted(), CATALOGUE.hash, "0" * 12))
    assert [finding.code for finding in reading.findings] == ["other-catalogue"]
    assert reading.agrees
