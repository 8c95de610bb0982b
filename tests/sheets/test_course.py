from __future__ import annotations

from collections.abc import Callable

from taperlab.answers.document import Preparation
from taperlab.answers.operations import Discard, Draw, Drip, MakeUp, Mix
from taperlab.catalogue import Catalogue
from taperlab.quantities import Concentration, Volume
from taperlab.sheets.course import Course

Courses = Callable[[str], Course]


def test_a_vessel_that_doses_are_drawn_from_is_known_by_its_last_filling(course: Courses) -> None:
    made = course("diluted")
    assert [made.is_ready(index) for index in range(5)] == [None, None, "cylinder", None, None]
    assert made.fate("cylinder") == "drawn"


def test_a_glass_that_is_poured_into_the_mouth_is_drunk(course: Courses) -> None:
    assert course("drink").fate("glass") == "drunk"


def test_the_strength_of_drops_is_known_on_both_scales(course: Courses) -> None:
    made = course("diluted")
    assert made.strength("gb-citalopram-drops-40").physical == Concentration(40)
    assert made.strength("gb-citalopram-drops-40").counted == Concentration(50)
    assert made.strength("cylinder").counted == Concentration.of("0.5")


def test_the_diluent_is_what_the_stock_leaves_free(course: Courses) -> None:
    assert course("diluted").diluent(1, "cylinder", Volume(25)) == Volume.of("24.75")


def test_drops_take_up_the_room_of_their_own_size(
    remade: Callable[..., Preparation], catalogue: Catalogue
) -> None:
    drip = Drip(source="gb-citalopram-drops-40", drops=5, into="cylinder")
    fill = MakeUp(vessel="cylinder", liquid="water", to=Volume(25), device="cylinder-25ml")
    made = Course(remade("diluted", drip, fill, Mix(vessel="cylinder", how="stir")), catalogue)
    assert made.diluent(1, "cylinder", Volume(25)) == Volume.of("24.75")


def test_one_of_two_draws_is_not_the_whole_dose(
    remade: Callable[..., Preparation], catalogue: Catalogue
) -> None:
    draw = Draw(
        source="gb-citalopram-drops-40",
        volume=Volume.of("0.2"),
        device="oral-syringe-0.5ml",
        fills=1,
        into="dose",
    )
    other = Draw(
        source="gb-citalopram-drops-40",
        volume=Volume.of("0.3"),
        device="oral-syringe-0.5ml",
        fills=1,
        into="dose",
    )
    alone = Course(remade("diluted", draw, Discard(vessel="cylinder")), catalogue)
    together = Course(remade("diluted", draw, other), catalogue)
    assert alone.is_whole_dose(0)
    assert not together.is_whole_dose(0)


def test_a_vessel_holds_so_many_doses(course: Courses) -> None:
    assert 33 < course("diluted").holds_doses("cylinder") < 34
