from __future__ import annotations

from collections.abc import Callable

import pytest

from taperlab.answers.document import Preparation
from taperlab.answers.operations import (
    Add,
    Count,
    Discard,
    Draw,
    Drip,
    Keep,
    MakeUp,
    Mix,
    Operation,
    Pour,
    Take,
)
from taperlab.catalogue import Catalogue
from taperlab.messages import NotMakeableError
from taperlab.quantities import Volume
from taperlab.sheets.content import Instruction
from taperlab.sheets.course import Course
from taperlab.sheets.illustrations import Syringe, Vessel
from taperlab.sheets.procedure import procedure
from taperlab.sheets.steps import steps
from taperlab.wording import Wording

Courses = Callable[[str], Course]
Remake = Callable[..., Preparation]
WORDING = Wording()


def keys(step: Instruction) -> list[str]:
    """Return the templates of a step, without the room's name."""
    said = [*step.before, step.message, *step.notes, *([step.fate] if step.fate else [])]
    return [message.code for message in said]


def neat(volume: str, device: str, *, fills: int = 1, into: str = "dose") -> Draw:
    return Draw(
        source="gb-paroxetine-suspension-2",
        volume=Volume.of(volume),
        device=device,
        fills=fills,
        into=into,
    )


def test_a_dilution_is_told_in_five_steps(course: Courses) -> None:
    told = [keys(step) for step in steps(course("diluted"), "en")]
    assert told == [
        ["note.drip-first", "op.draw-from-product", "note.strength-counts"],
        ["op.make-up", "note.measure-with", "note.about"],
        ["op.mix-stir", "do-not-drink-bottle"],
        ["op.draw-to-mouth-from-vessel", "note.strength", "note.your-dose"],
        ["op.discard"],
    ]


def test_the_volume_leads_the_sentence_and_milligrams_follow(course: Courses) -> None:
    last_draw = steps(course("diluted"), "en")[3]
    assert WORDING.text(last_draw.message).startswith("Draw up 0.74\u00a0mL from the measuring")
    assert WORDING.text(last_draw.notes[1]).endswith("0.37\u00a0mg (370\u00a0micrograms).")


def test_a_drink_is_drunk_whole_and_not_drawn_back(course: Courses) -> None:
    told = [keys(step) for step in steps(course("drink"), "en")]
    assert told[0] == ["op.draw-from-product", "note.strength", "note.touch-vessel"]
    assert told[2] == ["op.mix-stir", "drink-all"]
    assert told[3] == ["op.pour-drink-all", "note.no-draw-back"]


def test_a_suspension_is_shaken_first(course: Courses) -> None:
    (only,) = steps(course("neat"), "en")
    assert keys(only)[0] == "note.shake-first"


def test_counted_drops_go_into_a_drink_that_the_product_allows(course: Courses) -> None:
    (only,) = steps(course("drops"), "en")
    assert keys(only) == ["note.drops", "op.drip-in-drink"]
    assert "3\u00a0drops" in WORDING.text(only.message)
    assert WORDING.text(only.message).endswith("a small glass of water. Drink ALL of it.")


def test_a_half_is_cut_first(course: Courses) -> None:
    (only,) = steps(course("split"), "en")
    assert keys(only) == ["note.cut-half", "op.take-to-mouth"]
    assert "½\u00a0tablet" in WORDING.text(only.message)


def test_a_small_volume_asks_to_touch_the_tip(remade: Remake, catalogue: Catalogue) -> None:
    small = Course(remade("neat", neat("0.19", "oral-syringe-0.5ml")), catalogue)
    large = Course(remade("neat", neat("0.2", "oral-syringe-0.5ml")), catalogue)
    assert "note.touch-mouth" in keys(steps(small, "en")[0])
    assert "note.touch-mouth" not in keys(steps(large, "en")[0])


def test_several_fills_are_counted_and_each_is_drawn(remade: Remake, catalogue: Catalogue) -> None:
    made = Course(remade("neat", neat("2", "oral-syringe-1ml", fills=2)), catalogue)
    (only,) = steps(made, "en")
    assert "in 2 equal fills of 1\u00a0mL" in WORDING.text(only.message)
    assert only.picture is not None
    assert only.picture.shows == Syringe(Volume(1), Volume.of("0.01"), Volume(1))


def test_an_enfit_tip_is_cleared_of_liquid(remade: Remake, catalogue: Catalogue) -> None:
    made = Course(remade("neat", neat("0.5", "enfit-ldt-1ml")), catalogue)
    assert "note.enfit-moat" in keys(steps(made, "en")[0])


def test_a_vessel_of_one_dose_is_not_said_to_hold_more(
    remade: Remake, catalogue: Catalogue
) -> None:
    base = remade("diluted")
    one = remade("diluted", waste=base.waste * 0, delivered=base.vessels["cylinder"].holds)
    two = remade("diluted", delivered=base.vessels["cylinder"].holds / 2)
    more = remade("diluted", delivered=base.vessels["cylinder"].holds * 2 / 3)
    fates = [steps(Course(made, catalogue), "en")[2].fate for made in (one, more, two)]
    assert [fate and fate.code for fate in fates] == [
        "do-not-drink-one",
        "do-not-drink-more",
        "do-not-drink-bottle",
    ]


@pytest.mark.parametrize(
    ("operation", "patient", "professional"),
    [
        (Mix(vessel="cup", how="shake"), "op.mix-shake", "pro.mix-shake"),
        (Pour(source="cup", into="glass"), "op.pour-into-vessel", "pro.pour-into-vessel"),
        (Keep(vessel="cup", until="3 March", where="cool"), "op.keep", "pro.keep"),
        (Discard(vessel="cup"), "op.discard", "pro.discard"),
        (
            Take(product="gb-sertraline-tablet-50", pieces=("1",), into="glass"),
            "op.take-into-vessel",
            "pro.take-into-vessel",
        ),
        (
            Drip(source="gb-escitalopram-drops-20", drops=4, into="cup"),
            "op.drip-into-vessel",
            "pro.drip-into-vessel",
        ),
    ],
)
def test_each_operation_has_a_sentence_for_patient_and_professional(
    operation: Operation, patient: str, professional: str, remade: Remake, catalogue: Catalogue
) -> None:
    made = Course(remade("neat", operation), catalogue)
    assert steps(made, "en")[0].message.code == patient
    assert procedure(made)[0].message.code == professional
    for step in (*steps(made, "en"), *procedure(made)):
        assert "{" not in WORDING.text(step.message)


def test_an_orodispersible_tablet_melts_on_the_tongue(remade: Remake, catalogue: Catalogue) -> None:
    take = Take(product="gb-mirtazapine-orodispersible-15", pieces=("1",), into="dose")
    made = Course(remade("neat", take, products=(take.product,)), catalogue)
    assert keys(steps(made, "en")[0]) == ["op.take-melt"]


def test_a_quarter_is_cut_in_four(remade: Remake, catalogue: Catalogue) -> None:
    take = Take(product="gb-paroxetine-tablet-10", pieces=("1/4",), into="dose")
    made = Course(remade("neat", take, products=(take.product,)), catalogue)
    assert keys(steps(made, "en")[0]) == ["note.cut-quarter", "op.take-to-mouth"]
    assert "pro.note-quarter" in keys(procedure(made)[0])


def test_a_household_measure_need_not_be_exact(remade: Remake, catalogue: Catalogue) -> None:
    fill = MakeUp(vessel="glass", liquid="water", to=Volume(120), device="household-measure")
    pour = Pour(source="glass", into="dose")
    made = Course(remade("drink", fill, pour), catalogue)
    assert keys(steps(made, "en")[0]) == ["op.make-up", "note.roughly", "drink-all"]
    assert procedure(made)[0].message.code == "pro.make-up-roughly"
    assert steps(made, "en")[0].picture is None


def test_water_by_the_cylinder_is_drawn_as_a_cylinder(course: Courses) -> None:
    picture = steps(course("drink"), "en")[1].picture
    assert picture is not None
    assert isinstance(picture.shows, Vessel)
    assert picture.shows.kind == "cylinder"


def test_an_operation_without_a_sentence_makes_no_sheet(
    remade: Remake, catalogue: Catalogue
) -> None:
    capsule = "gb-duloxetine-ec-capsule-20"
    beads = Count(product=capsule, beads=3, beads_per_capsule="100", into="cup")
    with pytest.raises(NotMakeableError) as caught:
        steps(Course(remade("neat", beads), catalogue), "en")
    assert caught.value.code == "no-sentence"


def test_a_patient_weighs_nothing(remade: Remake, catalogue: Catalogue) -> None:
    solid = Add(
        what="lactose", mass=remade("neat").target, device="balance-1mg", fills=1, into="cup"
    )
    with pytest.raises(NotMakeableError):
        steps(Course(remade("neat", solid), catalogue), "en")


def test_the_professional_reads_ids_and_both_strengths(course: Courses) -> None:
    told = procedure(course("diluted"))
    assert "[gb-citalopram-drops-40]" in WORDING.text(told[0].message)
    assert "[oral-syringe-0.5ml]" in WORDING.text(told[0].message)
    assert [note.code for note in told[1].notes] == ["pro.note-about", "pro.vessel"]
    assert "0.5\u00a0mg/mL counted, 0.4\u00a0mg/mL physical" in WORDING.text(told[1].notes[1])
