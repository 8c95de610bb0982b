"""The Check page: what is asked on the left, the verdict on the right, and who tells whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.desktop.check.form import CheckForm
from taperlab.desktop.check.ladder_aside import LadderAside
from taperlab.desktop.check.result import CheckResult
from taperlab.desktop.names import Names
from taperlab.desktop.parts.halves import Halves

if TYPE_CHECKING:
    from collections.abc import Callable

    from taperlab.desktop.check.asking import Asked
    from taperlab.desktop.check.presenter import CheckPresenter
    from taperlab.desktop.parts.pictures import PictureBook
    from taperlab.messages import TaperLabError
    from taperlab.taper.document import Check
    from taperlab.wording import Wording


class CheckPanel(Halves):
    """Connects the presenter with the form and the result."""

    def __init__(self, checks: CheckPresenter, words: Wording, book: PictureBook) -> None:
        super().__init__()
        self._words = words
        self.checks = checks
        self.form = CheckForm(words)
        self.result = CheckResult(words, book)
        self.fineness = LadderAside(checks, self.result, words)
        self.stand(self.form, self.result)
        self._connect_form()
        self._connect_result()

    def _connect_form(self) -> None:
        form, checks = self.form, self.checks
        form.edited.connect(self._ask)
        checks.asked_shown.connect(form.show_asked)
        checks.offered.connect(form.show_offer)
        checks.read_back.connect(form.show_reading)

    def _connect_result(self) -> None:
        result, checks = self.result, self.checks
        checks.cleared.connect(result.clear)
        checks.idle.connect(result.show_idle)
        checks.refused.connect(self._refuse)
        checks.checked.connect(self._show)
        checks.timed.connect(result.show_timing)
        result.reason_given.connect(checks.give_reason)
        result.again_asked.connect(checks.ask_again)

    def _refuse(self, error: TaperLabError) -> None:
        """Say why beside the field that it is about, and where the verdict would be."""
        self.form.show_refusal(error)
        self.result.show_refusal(error, self.form.caption_of(error))

    def _ask(self, gathered: Callable[[Asked], Asked]) -> None:
        if self.checks.asked is not None:
            self.checks.ask(gathered(self.checks.asked))

    def _show(self, check: Check) -> None:
        if self.checks.engine is not None:
            names = Names.of(self.checks.engine.catalogue, self._words)
            self.result.show_check(check, names)
