"""The model beside what was observed: labelled as one, and never a stale one."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from taperlab.catalogue import Catalogue
from taperlab.desktop.names import Names
from taperlab.desktop.taper.curve_data import curve_of
from taperlab.wording import Wording
from tests.desktop.conftest import Desk
from tests.desktop.taper.tapering import TaperDesk, taper_desk


@pytest.fixture
def taper(desk: Desk) -> TaperDesk:
    return taper_desk(desk)


def test_observed_points_stand_beside_the_fit(taper: TaperDesk, catalogue: Catalogue) -> None:
    """Citalopram: Emax 83.98 %, ED50 2.33 mg; at 20 mg 83.98 * 20 / 22.33 = 75.22 points."""
    taper.ask()
    found = curve_of(taper.plan, Names.of(catalogue, Wording()))
    assert found is not None
    at_20 = found.points[found.doses.index(20.0)]
    assert at_20 == pytest.approx(75.22, abs=0.005)
    assert {each.dose for each in found.seen} == {3.4, 20.0}
    assert taper.page.curve_box.isVisible()
    assert "picks no dose" in taper.page.curve.legend.text()


def test_a_drug_without_a_model_has_no_curve_and_the_old_one_goes_at_once(
    taper: TaperDesk,
) -> None:
    taper.ask()
    controls = taper.form.controls
    controls.rule.kind.choose("linear")
    taper.type(controls.drug.line, "diazepam")
    assert not taper.page.curve_box.isVisible()
    taper.type(controls.rule.amount, "5 mg")
    taper.wait()
    QApplication.processEvents()
    assert taper.plan.curve is None
    assert not taper.page.curve_box.isVisible()
