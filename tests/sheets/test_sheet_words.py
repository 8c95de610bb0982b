from __future__ import annotations

import re
from collections.abc import Callable

from reportlab.pdfbase import pdfmetrics

from taperlab.answers.document import Answer, Preparation
from taperlab.catalogue import Catalogue
from taperlab.sheets.content import Fact, Instruction, Item, Note, Particulars, Sheet
from taperlab.sheets.fonts import BODY, BOLD, MEDIUM, register
from taperlab.sheets.patient import patient_sheet
from taperlab.wording import Wording
from tests.sheets.prepared import CATALOGUE, FOR_PATIENTS, prepared

WORDING = Wording()
OLDEST_READER = 11


def texts(source: str) -> dict[str, str]:
    return dict(re.findall(r'msgid "(sheets\..*?)"\nmsgstr "(.*)"', source))


def sentences(sheet: Sheet) -> list[str]:
    """Return what a patient reads as whole sentences, names of products left out."""
    found: list[str] = []
    for block in sheet.blocks:
        match block:
            case Instruction():
                said = (
                    *block.before,
                    block.message,
                    *block.notes,
                    *([block.fate] if block.fate else []),
                )
                found += [WORDING.text(message) for message in said]
            case Fact(message) | Note(message) | Item(message):
                found.append(WORDING.text(message))
            case _:
                pass
    whole = " ".join(text for text in found if text.endswith("."))
    plain = re.sub(r"of \w+ [\d.]+\u00a0mg\S* [a-z ]+? with", "of it with", whole)
    return [part for part in re.split(r"(?<=[.:])\s+", plain) if part]


def syllables(word: str) -> int:
    """Count groups of vowels; a silent e at the end does not count."""
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(1, groups - word.lower().endswith("e"))


def grade(said: list[str]) -> float:
    """Return the Flesch-Kincaid grade: the school year that reads it with ease."""
    words = re.findall(r"[A-Za-z]+", " ".join(said))
    return 0.39 * len(words) / len(said) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_every_character_of_the_wording_has_a_glyph_in_every_weight(wording_source: str) -> None:
    register()
    characters = set("".join(texts(wording_source).values())) | set("\u00a0½¼¾0123456789.,")
    for font in (BODY, MEDIUM, BOLD):
        glyphs = pdfmetrics.getFont(font).face.charToGlyph  # type: ignore[attr-defined] # a TTFont has a face
        assert [char for char in characters if ord(char) not in glyphs] == []


def test_the_wording_has_no_forbidden_notation(wording_source: str) -> None:
    for key, text in texts(wording_source).items():
        assert not re.search(r"µg|\bmcg\b|\bcc\b|\bIU\b|1/2|\bml\b|twice|thrice", text), key


def test_no_sentence_tells_to_rinse_a_syringe(wording_source: str) -> None:
    assert not any("rinse" in text.lower() for text in texts(wording_source).values())


def test_a_total_is_made_up_to_and_never_added(wording_source: str) -> None:
    told = texts(wording_source)
    for key in ("sheets.op.make-up", "sheets.pro.make-up", "sheets.pro.make-up-roughly"):
        assert told[key].startswith("Make up to {total}")
    assert not any(re.search(r"\b[Aa]dd\b", text) for text in told.values())


def test_every_refusal_has_a_remedy(wording_source: str) -> None:
    told = texts(wording_source)
    for key in told:
        if key.endswith(".remedy"):
            assert key.removesuffix(".remedy") in told


def test_an_eleven_year_old_can_read_the_patients_sheet(
    answers: dict[str, Answer], chosen: Callable[[Answer], Preparation], catalogue: Catalogue
) -> None:
    for name, answer in answers.items():
        said = sentences(patient_sheet(answer, chosen(answer), catalogue, Particulars()))
        age = grade(said) + 5
        assert age <= OLDEST_READER, f"{name}: {age:.1f}"


def test_an_eleven_year_old_can_read_of_beads_bottles_capsules_and_pouches() -> None:
    for name in FOR_PATIENTS:
        answer = prepared(name)
        sheet = patient_sheet(answer, answer.preparations[0], CATALOGUE, Particulars())
        age = grade(sentences(sheet)) + 5
        assert age <= OLDEST_READER, f"{name}: {age:.1f}"


def test_the_readability_score_tells_hard_text_from_easy() -> None:
    easy = ["Draw up the liquid.", "Drink all of it."]
    hard = ["Pharmaceutical administration necessitates considerable preparatory deliberation."]
    assert grade(easy) < 5
    assert grade(hard) > 12
