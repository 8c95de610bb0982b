"""What to heed about a plan or a reduction as a whole: what stops, warnings, worth knowing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from taperlab.desktop.parts.cautions import CautionBox, LinesBox, NotesBox
from taperlab.desktop.parts.labels import WrappingCheck, column
from taperlab.messages import Message
from taperlab.taper.mixing_up import RETURNED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from taperlab.messages import Severity
    from taperlab.taper.document import Concern
    from taperlab.wording import Wording


class ReturnedCheck(WrappingCheck):
    """Confirms that the old bottle is given back: without it a grave mix-up stops the plan."""

    ticked = Signal(str, str)

    def __init__(self, words: Wording, *, ticked: bool) -> None:
        super().__init__(words.text(Message("desktop.bottle-returned")))
        self.box.setChecked(ticked)
        self.box.toggled.connect(self._tell)

    def _tell(self, ticked: bool) -> None:  # noqa: FBT001 - a slot of toggled(bool)
        self.ticked.emit(RETURNED, self.box.accessibleName() if ticked else "")


class FindingsBox(QWidget):
    """One box for all of a kind; one of its own for each that asks for a typed reason.

    Without ``asks`` nothing can be answered here: it is somebody else's plan.
    """

    given = Signal(str, str)

    def __init__(self, findings: Sequence[Concern], words: Wording, *, asks: bool = True) -> None:
        super().__init__()
        self._words = words
        self._asks = asks
        self.cautions: list[CautionBox] = []
        self.back: ReturnedCheck | None = None
        self._layout = column(self, gap=8)
        for severity in ("stop", "warn"):
            self._heed(severity, [each for each in findings if each.severity == severity])
        notes = tuple(each.text for each in findings if each.severity == "note")
        if notes:
            self._layout.addWidget(NotesBox(notes, words))

    def _heed(self, severity: Severity, findings: Sequence[Concern]) -> None:
        asking = [each for each in findings if self._asks and _asks_in_words(each)]
        told = [each for each in findings if each not in asking]
        for code, lines in self._told_together(severity, told):
            many = severity == "warn" and len(lines) > 1
            title = Message("desktop.warnings" if many else f"desktop.severity-{severity}")
            box = LinesBox(f"{severity}-box", self._words.text(title), lines)
            self._layout.addWidget(box)
            if code == RETURNED and self._asks:
                self.back = ReturnedCheck(self._words, ticked=False)
                self.back.ticked.connect(self.given)
                box.inside.addWidget(self.back)
        for each in _once_for_each_code(asking):
            caution = CautionBox(each, self._words)
            caution.reason_given.connect(self.given)
            self.cautions.append(caution)
            self._layout.addWidget(caution)

    @staticmethod
    def _told_together(
        severity: Severity, findings: Sequence[Concern]
    ) -> Iterator[tuple[str, list[str]]]:
        """Yield what stops code by code, each with its own way out; all warnings together."""
        codes = dict.fromkeys(each.code if severity == "stop" else "" for each in findings)
        for code in codes:
            yield code, [each.text for each in findings if not code or each.code == code]


def _once_for_each_code(findings: Sequence[Concern]) -> Iterator[Concern]:
    """Yield all of a code as one: a reason is given for the code, whatever steps it is about."""
    for code in dict.fromkeys(each.code for each in findings):
        same = [each for each in findings if each.code == code]
        text = "\n".join(dict.fromkeys(each.text for each in same))
        yield msgspec.structs.replace(same[0], text=text)


def _asks_in_words(found: Concern) -> bool:
    return found.needs_reason and found.code != RETURNED
