"""What was typed, said back in words, or the reason why it cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from taperlab.answers.resolve import decimal_mark
from taperlab.messages import TaperLabError
from taperlab.quantities import Mass, Proportion, parse
from taperlab.wording.spoken import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taperlab.desktop.question import Question
    from taperlab.quantities import DecimalMark, Quantity
    from taperlab.wording import Wording

Reading: TypeAlias = "Mapping[str, str | TaperLabError]"


def read_back(question: Question, words: Wording) -> Reading:
    """Return the words, or the error, for each field that holds a quantity."""
    fields: dict[str, tuple[str, type[Quantity]]] = {
        "dose": (question.dose, Mass),
        "current_dose": (question.current_dose, Mass),
        "highest_dose": (question.highest_dose, Mass),
        "max_error": (question.max_error, Proportion),
    }
    mark = decimal_mark(question.market)
    return {name: _read(text, kind, mark, words) for name, (text, kind) in fields.items()}


def _read(
    text: str, kind: type[Quantity], mark: DecimalMark, words: Wording
) -> str | TaperLabError:
    if not text.strip():
        return ""
    try:
        quantity = parse(text, kind, decimal_mark=mark)
    except TaperLabError as error:
        return error
    return in_words(quantity, words) if isinstance(quantity, Mass) else ""
