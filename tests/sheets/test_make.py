from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from taperlab.answers.document import Answer, Caution, Preparation
from taperlab.catalogue import Catalogue
from taperlab.messages import InputError, NotMakeableError
from taperlab.sheets.make import KINDS, choose, make_sheet
from taperlab.wording import Wording

Answers = dict[str, Answer]
Remake = Callable[..., Preparation]
Answering = Callable[[Answer, Preparation], Answer]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_sheet_is_made_and_read_back(
    kind: str, answers: Answers, catalogue: Catalogue
) -> None:
    for answer in answers.values():
        refused = kind == "patient" and answer is answers["added"]
        if refused or answer.recommended is None:
            continue
        assert make_sheet(kind, answer, catalogue).startswith(b"%PDF")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_sheet_has_an_html_copy(
    kind: str, answers: Answers, catalogue: Catalogue
) -> None:
    page = make_sheet(kind, answers["diluted"], catalogue, html=True)
    assert page.startswith(b"<!DOCTYPE html>")


def test_another_preparation_is_chosen_by_its_number(answers: Answers) -> None:
    answer = answers["drops"]
    assert choose("patient", answer, 1) is answer.preparations[0]


@pytest.mark.parametrize("number", [0, -1, 99])
def test_a_number_that_is_not_there_is_refused(number: int, answers: Answers) -> None:
    with pytest.raises(InputError) as caught:
        choose("worksheet", answers["neat"], number)
    assert caught.value.code == "no-such-preparation"


def test_an_answer_without_a_recommendation_gives_no_sheet(
    answers: Answers, catalogue: Catalogue
) -> None:
    nothing = msgspec.structs.replace(answers["neat"], preparations=())
    with pytest.raises(NotMakeableError) as caught:
        make_sheet("patient", nothing, catalogue)
    assert caught.value.code == "no-preparation"


@pytest.mark.parametrize(
    ("role", "code"), [("patient", "no-preparation"), ("pharmacist", "not-for-patients")]
)
def test_a_poor_preparation_is_not_for_a_patient(
    role: str, code: str, ask: Callable[..., Answer], remade: Remake, answering: Answering
) -> None:
    answer = answering(ask("neat", role=role), remade("neat", rating="poor"))
    with pytest.raises(NotMakeableError) as caught:
        choose("patient", answer, 1)
    assert caught.value.code == code


def test_what_only_a_pharmacist_may_do_is_not_for_a_patient(
    answers: Answers, catalogue: Catalogue
) -> None:
    with pytest.raises(NotMakeableError) as caught:
        make_sheet("patient", answers["added"], catalogue)
    assert caught.value.code == "not-for-patients"


def test_a_checked_sheet_without_a_needed_reason_is_stopped(
    ask: Callable[..., Answer], remade: Remake, answering: Answering, catalogue: Catalogue
) -> None:
    caution = Caution(code="far-from-current", severity="warn", text="Far.", needs_reason=True)
    preparation = remade("neat", cautions=(caution,))
    named = answering(ask("neat", prepared_by="A", checked_by="B"), preparation)
    for kind in KINDS:
        with pytest.raises(NotMakeableError) as caught:
            make_sheet(kind, named, catalogue)
        assert caught.value.code == "reason-needed"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"kind": "calendar"}, "no-such-kind"),
        ({"kind": "labels", "layout": "5160"}, "no-such-layout"),
        ({"kind": "labels", "start": 22}, "bad-start"),
        ({"kind": "labels", "patient": "A" * 80}, "label-too-long"),
        ({"kind": "patient", "patient": "山田"}, "no-glyph"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_a_remedy(
    options: dict[str, str], code: str, answers: Answers, catalogue: Catalogue
) -> None:
    more = msgspec.convert(options, dict[str, object])
    kind = str(more.pop("kind"))
    with pytest.raises(InputError) as caught:
        make_sheet(kind, answers["neat"], catalogue, **msgspec.convert(more, dict[str, object]))  # type: ignore[arg-type] # each option has a type of its own
    assert caught.value.code == code
    assert Wording().text(caught.value.remedy)


def test_the_outlines_of_a_stock_can_be_printed(answers: Answers, catalogue: Catalogue) -> None:
    page = make_sheet("labels", answers["neat"], catalogue, layout="L7160-outlines")
    assert page.startswith(b"%PDF")


def test_the_same_answer_gives_the_same_bytes(answers: Answers, catalogue: Catalogue) -> None:
    for kind in KINDS:
        once = make_sheet(kind, answers["diluted"], catalogue)
        assert once == make_sheet(kind, answers["diluted"], catalogue)
