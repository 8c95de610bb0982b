"""Batches, expiries, counted beads and weighed units, through clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from taperlab.answers import prepare
from taperlab.answers.codec import encode
from taperlab.answers.document import Request
from taperlab.answers.request import CountedBeads, DoseRequest, WeighedUnits
from taperlab.catalogue import Catalogue
from taperlab.catalogue.errors import CatalogueFileError
from taperlab.desktop.dose.sample_block import SampleBlock
from taperlab.desktop.dose.sample_list import SampleList
from taperlab.desktop.engine import Engine
from tests.desktop.conftest import DAY, Desk
from tests.desktop.test_geometry import faults
from tests.patience import PATIENCE_MS

SMALL, LARGE = "gb-venlafaxine-mr-capsule-37.5", "gb-venlafaxine-mr-capsule-75"
BEADS = CountedBeads(product=SMALL, batch="A12", counts=(101, 98, 103), spread="8 %", twice=True)
UNITS = WeighedUnits(product=SMALL, batch="A12", masses=("182 mg", "179.5 mg", "184 mg"))
EVERYTHING = DoseRequest(
    drug="venlafaxine",
    dose="10 mg",
    current_dose="12 mg",
    doses_per_day=6,
    date=DAY,
    products=(SMALL,),
    beads=(BEADS,),
    weighed=(UNITS,),
    days=7,
    overage="10 %",
    expiries={SMALL: "2027-03"},
)


@pytest.fixture
def counting(desk: Desk) -> Desk:
    """A window on venlafaxine, with the folded part open."""
    desk.ask("venlafaxine", "10 mg", current="12 mg")
    press(desk, desk.window.page.question_panel.folds["more"].button)
    if offered := QApplication.activePopupWidget():  # the list of drugs that opens while one types
        offered.close()
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow, timeout=PATIENCE_MS)
    return desk


def press(desk: Desk, button: QWidget) -> None:
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(desk: Desk, block: SampleBlock, product: str) -> None:
    """Choose a product by keys: its place in the list."""
    box = block.product
    box.setFocus()
    desk.qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findData(product)):
        desk.qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentData() == product


def fill(desk: Desk, line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    desk.qtbot.keyClicks(line, text)


def begin(desk: Desk, samples: SampleList) -> SampleBlock:
    press(desk, samples.add)
    assert samples.blocks[-1].product.hasFocus()
    return samples.blocks[-1]


def count(desk: Desk, values: str = "101, 98, 103", product: str = SMALL) -> SampleBlock:
    block = begin(desk, desk.window.page.question_panel.more.beads)
    choose(desk, block, product)
    fill(desk, block.batch, "A12")
    fill(desk, block.values, values)
    desk.wait()
    return block


def request(desk: Desk) -> Request:
    answer = desk.window.dose.answer
    assert answer is not None
    return answer.request


def open_request(desk: Desk, asked: DoseRequest, catalogue: Catalogue, path: Path) -> None:
    path.write_bytes(encode(prepare(asked, catalogue)))
    desk.window.open_file(path)
    desk.wait()
    assert desk.person.told == []


def test_it_lies_folded_until_somebody_asks(desk: Desk) -> None:
    desk.ask("venlafaxine", "10 mg")
    panel = desk.window.page.question_panel
    assert not panel.more.isVisible()
    press(desk, panel.folds["more"].button)
    assert panel.more.beads.isVisible()
    assert panel.more.beads.blocks == []


def test_a_drug_without_beads_has_none_to_count(desk: Desk) -> None:
    desk.ask("citalopram", "0.37 mg")
    panel = desk.window.page.question_panel
    press(desk, panel.folds["more"].button)
    assert not panel.more.beads.isVisible()
    assert panel.more.weighed.isVisible()


def test_counted_capsules_are_answered_in_beads(counting: Desk) -> None:
    assert not counting.sees("27\u00a0beads")
    block = count(counting)
    counting.qtbot.mouseClick(block.twice, Qt.MouseButton.LeftButton)
    fill(counting, block.spread, "8 %")
    counting.wait()
    assert request(counting).beads == (BEADS,)
    assert counting.sees("27\u00a0beads")
    assert block.fields["values"].echo.text().startswith("3 capsules; 100.7 beads each")


def test_a_block_that_was_only_begun_changes_nothing(counting: Desk) -> None:
    before = counting.window.dose.question, counting.window.dose.answer
    block = begin(counting, counting.window.page.question_panel.more.beads)
    counting.wait()
    assert block.product.visibleRegion().boundingRect() == block.product.rect()
    assert block.remove.visibleRegion().boundingRect() == block.remove.rect()
    assert (counting.window.dose.question, counting.window.dose.answer) == before


def test_no_product_is_chosen_in_anybody_s_place(counting: Desk) -> None:
    block = begin(counting, counting.window.page.question_panel.more.beads)
    assert block.sample.product == ""
    fill(counting, block.values, "101, 98, 103")
    assert counting.window.dose.answer is None
    assert block.fields["product"].reason.isVisible()
    assert block.fields["batch"].reason.isVisible()


@pytest.mark.parametrize("typed", ["101, 98, 10x", "1,050, 1,061, 1,049", "101, 98"])
def test_a_doubtful_count_stays_with_its_reason_and_the_old_answer_goes(
    counting: Desk, typed: str
) -> None:
    block = count(counting)
    assert counting.sees("27\u00a0beads")
    fill(counting, block.values, typed)
    counting.wait()
    assert block.values.text() == typed
    assert block.fields["values"].reason.isVisible()
    assert block.values.property("invalid") is True
    assert counting.window.dose.answer is None
    assert not counting.sees("27\u00a0beads")
    fill(counting, block.values, "101, 98, 103")
    counting.wait()
    assert not block.fields["values"].reason.isVisible()
    assert counting.sees("27\u00a0beads")


def test_a_changed_brand_voids_the_count_until_it_is_made_anew(counting: Desk) -> None:
    block = count(counting)
    choose(counting, block, LARGE)
    counting.wait()
    assert counting.window.dose.answer is None
    assert block.values.text() == "101, 98, 103"
    assert block.fields["values"].reason.isVisible()
    counting.qtbot.keyClicks(block.values, ", 99")
    assert counting.window.dose.answer is None
    choose(counting, block, SMALL)
    counting.wait()
    assert request(counting).beads[0].counts == (101, 98, 103, 99)
    choose(counting, block, LARGE)
    fill(counting, block.values, "201, 198, 203")
    counting.wait()
    assert request(counting).beads[0].product == LARGE


def test_a_changed_batch_voids_the_count(counting: Desk) -> None:
    block = count(counting)
    fill(counting, block.batch, "B7")
    assert counting.window.dose.answer is None
    assert "A12" in block.fields["values"].reason.text()
    fill(counting, block.batch, "A12")
    counting.wait()
    assert request(counting).beads[0].batch == "A12"


def test_the_order_in_which_a_count_is_typed_does_not_matter(counting: Desk) -> None:
    block = begin(counting, counting.window.page.question_panel.more.beads)
    fill(counting, block.values, "101, 98, 103")
    fill(counting, block.batch, "A12")
    choose(counting, block, SMALL)
    counting.wait()
    assert request(counting).beads[0].counts == (101, 98, 103)
    choose(counting, block, LARGE)
    assert counting.window.dose.answer is None
    choose(counting, block, SMALL)
    fill(counting, block.batch, "A13")
    assert counting.window.dose.answer is None


def test_a_removed_count_is_no_longer_asked_with(counting: Desk) -> None:
    block = count(counting)
    press(counting, block.remove)
    counting.wait()
    assert request(counting).beads == ()
    assert not counting.sees("27\u00a0beads")


def test_the_same_capsules_are_not_counted_twice_over(counting: Desk) -> None:
    count(counting)
    second = count(counting)
    assert counting.window.dose.answer is None
    assert second.fields["product"].reason.isVisible()
    press(counting, second.remove)
    counting.wait()
    assert len(request(counting).beads) == 1


def test_weighed_units_reach_the_answer(counting: Desk) -> None:
    panel = counting.window.page.question_panel
    panel.controls.devices.box("balance-1mg").box.click()
    block = begin(counting, panel.more.weighed)
    choose(counting, block, SMALL)
    fill(counting, block.batch, "A12")
    fill(counting, block.values, "182 mg; 179.5 mg; 184 mg")
    counting.wait()
    assert request(counting).weighed == (UNITS,)


def test_days_and_overage_reach_the_answer_and_are_refused_beside_their_fields(
    counting: Desk,
) -> None:
    panel = counting.window.page.question_panel
    fill(counting, panel.controls.days, "28")
    fill(counting, panel.controls.overage, "10 %")
    counting.wait()
    assert (request(counting).days, request(counting).overage) == (28, "10 %")
    for line, name, text in (
        (panel.controls.days, "days", "7.5"),
        (panel.controls.days, "days", "401"),
        (panel.controls.overage, "overage", "10"),
    ):
        fill(counting, line, text)
        counting.wait()
        assert line.text() == text
        assert panel.fields[name].reason.isVisible()
        assert counting.window.dose.answer is None
        fill(counting, line, "2 %" if name == "overage" else "2")


def test_a_refusal_opens_what_it_lies_folded_in(counting: Desk) -> None:
    panel = counting.window.page.question_panel
    fill(counting, panel.controls.days, "2")
    press(counting, panel.folds["more"].button)
    assert not panel.more.isVisible()
    panel.controls.days.setText("two")
    assert panel.fields["days"].reason.isVisible()


def test_a_ticked_product_has_a_line_for_its_expiry(counting: Desk) -> None:
    panel = counting.window.page.question_panel
    assert panel.more.expiries.fields() == {}
    press(counting, panel.folds["products"].button)
    press(counting, panel.controls.products.box(SMALL))
    line = panel.more.expiries.line(SMALL)
    fill(counting, line, "03/2031")
    counting.wait()
    assert request(counting).expiries == {SMALL: "2031-03"}
    field = panel.more.expiries.fields()[f"expiries.{SMALL}"]
    assert field.echo.text() == "Expires at the end of 31\u00a0March\u00a02031."
    fill(counting, line, "03/2021")
    assert field.reason.isVisible()
    assert counting.window.dose.answer is None


def test_an_expiry_stays_in_sight_when_its_product_is_unticked(counting: Desk) -> None:
    panel = counting.window.page.question_panel
    box = panel.controls.products.box(SMALL).box
    box.click()
    fill(counting, panel.more.expiries.line(SMALL), "03/2031")
    box.click()
    counting.wait()
    assert panel.more.expiries.line(SMALL).isVisible()
    assert request(counting).expiries == {SMALL: "2031-03"}
    panel.more.expiries.line(SMALL).clear()
    box.click()
    box.click()
    assert panel.more.expiries.fields() == {}


def test_another_drug_forgets_the_counts_and_a_slip_of_a_key_does_not(counting: Desk) -> None:
    count(counting)
    panel = counting.window.page.question_panel
    line = panel.controls.drug.line
    line.setFocus()
    line.setCursorPosition(len(line.text()))
    counting.qtbot.keyClick(line, Qt.Key.Key_Backspace)
    counting.qtbot.keyClicks(line, "e")
    counting.wait()
    assert request(counting).beads[0].counts == (101, 98, 103)
    counting.type(drug="duloxetine")
    counting.wait()
    assert panel.more.beads.blocks == []
    assert request(counting).beads == ()
    assert panel.gathered() == counting.window.dose.question


def test_a_count_from_another_market_says_that_it_is_not_used(counting: Desk) -> None:
    block = count(counting)
    market = counting.window.page.question_panel.controls.market
    market.setFocus()
    counting.qtbot.keyClicks(market, "United St")
    counting.wait()
    assert request(counting).market == "US"
    assert block.product.currentText().endswith("(not sold in this market: not used)")
    assert block.sample.product == SMALL


def test_what_a_file_asked_for_shows_in_the_fields(
    desk: Desk, catalogue: Catalogue, tmp_path: Path
) -> None:
    open_request(desk, EVERYTHING, catalogue, tmp_path / "dose.json")
    panel = desk.window.page.question_panel
    assert panel.controls.days.text() == "7"
    assert panel.controls.overage.text() == "10 %"
    assert panel.controls.times.currentText() == "6 a day"
    assert panel.more.expiries.line(SMALL).text() == "2027-03"
    assert panel.more.expiries.line(SMALL).isVisible()
    beads, units = panel.more.beads.blocks[0], panel.more.weighed.blocks[0]
    assert beads.isVisible()
    assert beads.product.currentText() == catalogue.product(SMALL).name.replace(
        "37.5 mg", "37.5\u00a0mg"
    )
    shown = beads.batch.text(), beads.values.text(), beads.spread.text()
    assert shown == ("A12", "101, 98, 103", "8 %")
    assert beads.twice.box.isChecked()
    assert beads.fields["values"].echo.text().startswith("3 capsules; 100.7 beads")
    assert units.values.text() == "182 mg; 179.5 mg; 184 mg"
    assert panel.gathered() == desk.window.dose.question
    assert not desk.window.isWindowModified()


def test_a_file_asked_anew_asks_the_same(desk: Desk, catalogue: Catalogue, tmp_path: Path) -> None:
    open_request(desk, EVERYTHING, catalogue, tmp_path / "dose.json")
    before = request(desk)
    desk.window.dose.ask_again()
    desk.wait()
    assert request(desk) == before


def test_what_was_typed_survives_saving_and_opening(counting: Desk, tmp_path: Path) -> None:
    panel = counting.window.page.question_panel
    fill(counting, panel.controls.days, "2")
    count(counting)
    asked = counting.window.dose.question
    counting.person.path = tmp_path / "dose.json"
    assert counting.window.save()
    counting.window.new()
    assert panel.more.beads.blocks == []
    assert panel.controls.days.text() == ""
    assert not panel.more.isVisible()
    counting.window.open()
    assert panel.gathered().beads == asked.beads
    assert panel.gathered().days == asked.days
    assert panel.more.isVisible()
    fill(counting, panel.more.beads.blocks[0].batch, "B7")
    assert counting.window.dose.answer is None


def test_a_reason_given_for_a_batch_does_not_outlive_its_days(counting: Desk) -> None:
    counting.window.dose.give_reason("compounded", "agreed")
    days = counting.window.page.question_panel.controls.days
    fill(counting, days, "2")
    assert counting.window.dose.question.overrides == ()


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_nothing_is_cut_off(
    open_window: Callable[..., Desk],
    engine: Engine,
    catalogue: Catalogue,
    tmp_path: Path,
    scale: int,
) -> None:
    desk = open_window(engine, scale)
    open_request(desk, EVERYTHING, catalogue, tmp_path / "dose.json")
    assert "\n".join(faults(desk)) == ""
    panel = desk.window.page.question_panel
    for line in (panel.controls.days, panel.controls.overage, panel.more.expiries.line(SMALL)):
        line.setText("no such thing")
    for block in (*panel.more.beads.blocks, *panel.more.weighed.blocks):
        block.batch.clear()
        block.values.setText("no such thing")
    assert "\n".join(faults(desk)) == ""


def test_a_name_too_long_for_its_place_is_spelt_out_beneath(counting: Desk) -> None:
    block = count(counting)
    field = block.fields["product"]
    assert field.echo.isVisible()
    assert field.echo.text() == block.product.currentText()
    choose(counting, block, "")
    assert not field.echo.isVisible()


OWN = (
    'id = "citalopram"\nread = 2026-02-01\n[[products]]\nid = "gb-citalopram-own"\n'
    'market = "GB"\nform = "oral-solution"\nname = "Citalopram {strength} hospital solution"\n'
    'strengths = ["1 mg/mL"]\ncounts_as = "equal"\nliquid = "solution"\n'
    'source = ["memory"]\nconfidence = "memory"\n'
)


def test_what_is_local_says_so_in_the_list_and_on_its_card(
    open_window: Callable[..., Desk], engine: Engine, tmp_path: Path
) -> None:
    (tmp_path / "drugs").mkdir()
    (tmp_path / "drugs" / "citalopram.toml").write_text(OWN, "utf-8")
    own = Catalogue.with_local(tmp_path)
    desk = open_window(Engine(engine.prepare, own, engine.make_sheet))
    desk.ask("citalopram", "0.37 mg")
    assert desk.sees("hospital solution (local catalogue)")
    assert desk.sees("comes from the local catalogue, not from what ships with TaperLab")
    boxes = desk.window.page.question_panel.controls.products.boxes()
    details = {box.accessibleName(): box.accessibleDescription() for box in boxes}
    local = [name for name, detail in details.items() if "(local)" in detail]
    assert len(local) == 1
    assert "hospital solution" in local[0]


def test_a_damaged_catalogue_of_one_s_own_is_told_and_nothing_is_answered(
    open_window: Callable[..., Desk],
) -> None:
    desk = open_window(None)
    desk.window.dose.give_up(CatalogueFileError("no-folder", "own.toml", ""))
    desk.type(drug="citalopram", dose="0.37 mg")
    assert desk.sees("own.toml")
    desk.person.decision = "discard"
    desk.window.new()
    assert desk.sees("own.toml")
    assert desk.window.dose.answer is None
