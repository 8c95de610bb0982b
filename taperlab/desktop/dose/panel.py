"""The Dose page: the question on the left, the answer on the right, and who tells whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from taperlab.desktop.dose.answer_panel import AnswerPanel
from taperlab.desktop.dose.answer_presenter import AnswerPresenter
from taperlab.desktop.dose.question_panel import QuestionPanel
from taperlab.desktop.paper.preview_presenter import PreviewPresenter
from taperlab.desktop.parts.halves import Halves

if TYPE_CHECKING:
    from taperlab.answers.document import Answer
    from taperlab.desktop.dose.card_view import CardView
    from taperlab.desktop.dose.presenter import DosePresenter
    from taperlab.desktop.engine import Engine
    from taperlab.desktop.paper.preview_panel import PreviewPanel
    from taperlab.desktop.parts.cautions import CautionBox
    from taperlab.desktop.worker import Worker
    from taperlab.messages import TaperLabError
    from taperlab.wording import Wording


class DosePanel(Halves):
    """Connects the presenters with the panels."""

    print_asked = Signal()
    save_asked = Signal()

    def __init__(self, dose: DosePresenter, words: Wording, worker: Worker) -> None:
        super().__init__()
        self._words = words
        self._worker = worker
        self.dose = dose
        self.answers = AnswerPresenter(words, self)
        self.sheets = PreviewPresenter(worker, self)
        self.question_panel = QuestionPanel(words)
        self.answer_panel = AnswerPanel(words)
        self.stand(self.question_panel, self.answer_panel)
        self._reason_focus = ""
        self._connect_question()
        self._connect_answer()

    def begin(self, engine: Engine) -> None:
        """Begin to answer; what shows answers is made now, after the first paint."""
        from taperlab.desktop.paper.preview_panel import PreviewPanel  # noqa: PLC0415
        from taperlab.desktop.parts.pictures import PictureBook  # noqa: PLC0415 - after the first paint

        preview = PreviewPanel(self._words)
        self.answer_panel.begin(PictureBook(self._worker, self._words), preview)
        self._connect_sheets(preview)
        self.dose.take_engine(engine)

    def _connect_question(self) -> None:
        panel, dose = self.question_panel, self.dose
        panel.edited.connect(dose.ask)
        dose.offered.connect(panel.show_offer)
        dose.read_back.connect(panel.show_reading)

    def _connect_answer(self) -> None:
        panel, dose, answers = self.answer_panel, self.dose, self.answers
        dose.cleared.connect(answers.clear)
        dose.answered.connect(self._take)
        dose.idle.connect(panel.show_idle)
        dose.refused.connect(self._refuse)
        answers.cleared.connect(panel.clear)
        answers.shown.connect(panel.show_answer)
        answers.chosen.connect(panel.show_chosen)
        answers.made_elsewhere.connect(panel.show_note)
        panel.chosen.connect(answers.choose)
        panel.reason_given.connect(self._give_reason)
        panel.again_asked.connect(dose.ask_again)
        panel.completed.connect(self._return_to_reason)

    def _connect_sheets(self, preview: PreviewPanel) -> None:
        panel, sheets = self.answer_panel, self.sheets
        self.answers.cleared.connect(sheets.clear)
        self.answers.chosen.connect(self._turn_sheets)
        panel.sheets_watched.connect(lambda watched: sheets.watch(watched=watched))
        preview.kind_chosen.connect(sheets.choose)
        preview.print_asked.connect(self.print_asked)
        preview.save_asked.connect(self.save_asked)
        sheets.cleared.connect(preview.clear)
        sheets.made.connect(preview.show_pages)
        sheets.refused.connect(preview.show_refusal)

    def _refuse(self, error: TaperLabError) -> None:
        """Say why beside the field that it is about, and where the answer would be."""
        self.question_panel.show_refusal(error)
        self.answer_panel.show_refusal(error, self.question_panel.caption_of(error))

    def _take(self, answer: Answer) -> None:
        if self.dose.engine is not None:
            self.answers.take(answer, self.dose.engine)

    def _turn_sheets(self, view: CardView) -> None:
        engine, answer = self.dose.engine, self.dose.answer
        if engine is not None and answer is not None:
            self.sheets.take(engine, answer, view.number)

    def _give_reason(self, code: str, reason: str) -> None:
        self._reason_focus = code
        self.dose.give_reason(code, reason)

    def _return_to_reason(self) -> None:
        """Put the focus back into the box that a reason was typed in: the cards are new."""
        code, self._reason_focus = self._reason_focus, ""
        cards = self.answer_panel.cards
        if not code or cards is None:
            return
        boxes: list[CautionBox] = [b for card in cards.cards.values() for b in card.cautions()]
        for box in boxes:
            if box.caution.code == code:
                box.reason.setFocus()
                return
