"""One preparation as a card: what to do first, then how good it is and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich import box
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from taperlab.cli.page import glued
from taperlab.desktop.step_words import sentence
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from taperlab.answers.document import Caution, Preparation, Vessel
    from taperlab.desktop.names import Names

__all__ = ["RATING_STYLE", "Cards"]

RATING_STYLE = {"good": "green", "acceptable": "yellow", "poor": "red"}
_SEVERITIES = ("stop", "warn", "note")
_MARKS = {"stop": "!!", "warn": "!", "note": "-"}


@dataclass(frozen=True, slots=True)
class Cards:
    """Makes cards of preparations; colour says nothing that words do not say too."""

    names: Names

    def card(self, number: int, preparation: Preparation, title: Text | None = None) -> Panel:
        """Return one card; ``number`` is what ``sheet --preparation`` calls it."""
        rows = Table.grid(padding=(0, 2, 0, 0), expand=True)
        rows.add_column(style="bold", no_wrap=True)
        rows.add_column(ratio=1)
        for group in self._groups(preparation):
            if rows.row_count:
                rows.add_row()
            for label, body in group:
                rows.add_row(self._say(Message(f"cli.card.{label}")), body)
        style = "bold" if preparation.recommended else ""
        above = title or self._title(number, preparation)
        return Panel(rows, title=above, title_align="left", box=box.ROUNDED, border_style=style)

    def _title(self, number: int, preparation: Preparation) -> Text:
        name = Message(f"cli.method.{preparation.method}")
        style = "bold" if preparation.recommended else ""
        title = self._say(Message("cli.card.title", number=number, method=name), style)
        if preparation.recommended:
            title.append_text(self._say(Message("cli.card.recommended"), "bold"))
        rating = Message(f"cli.rating.{preparation.rating}")
        return title.append_text(
            self._say(Message("cli.card.rating", rating=rating), RATING_STYLE[preparation.rating])
        )

    def _groups(self, preparation: Preparation) -> Iterator[list[tuple[str, RenderableType]]]:
        yield [("make", self._steps(preparation))]
        vessels = preparation.vessels.items()
        yield [
            *(("holds", self._vessel(name, vessel)) for name, vessel in vessels),
            ("gives", self._dose(preparation)),
            ("error", self._error(preparation)),
            *([("keep", self._keep(preparation))] if vessels else []),
            ("supply", self._supply(preparation)),
        ]
        if preparation.cautions:
            yield [("mind", self._cautions(preparation.cautions))]
        if preparation.recommended:
            sums = Text("\n").join(glued(each) for each in preparation.working)
            yield [("sums", sums), ("why", glued(preparation.why))]

    def _steps(self, preparation: Preparation) -> Table:
        steps = [sentence(each, self.names) for each in preparation.operations]
        return _list((f"{number}.", glued(step)) for number, step in enumerate(steps, 1))

    def _cautions(self, cautions: tuple[Caution, ...]) -> Table:
        order = sorted(cautions, key=lambda each: _SEVERITIES.index(each.severity))
        return _list((_MARKS[each.severity], self._caution(each)) for each in order)

    def _vessel(self, name: str, vessel: Vessel) -> Text:
        differs = vessel.physical_concentration != vessel.concentration
        key = "cli.card.vessel-physical" if differs else "cli.card.vessel"
        fields = {
            "holds": vessel.holds,
            "total": vessel.made_up_to,
            "concentration": vessel.concentration,
            "physical": vessel.physical_concentration,
        }
        return self._say(Message(key, vessel=self.names.vessel(name), **fields))

    def _dose(self, preparation: Preparation) -> Text:
        times = preparation.doses_per_day
        key = "cli.card.dose-divided" if times > 1 else "cli.card.dose"
        given = self.names.words.both_scales(preparation.delivered)
        return self._say(Message(key, dose=given, bias=preparation.bias, times=times))

    def _error(self, preparation: Preparation) -> Text:
        if len(preparation.worst) != 2:
            return self._say(Message("cli.card.error-unknown"))
        low, high = preparation.worst
        off_by = self._say(Message("cli.card.off-by", error=preparation.error, low=low, high=high))
        return Text("\n").join([off_by, *_glued(preparation.dominated_by)])

    def _keep(self, preparation: Preparation) -> Text:
        at_once = preparation.keep == "at once"
        keep = Message("cli.card.at-once") if at_once else preparation.keep
        return self._say(Message("cli.card.left", keep=keep, waste=preparation.waste))

    def _supply(self, preparation: Preparation) -> Text:
        supply = Message(f"cli.supply.{preparation.supply}")
        packs = preparation.packs_per_28_days
        return self._say(Message("cli.card.packs", supply=supply, packs=packs))

    def _caution(self, caution: Caution) -> Text:
        severity = Message(f"cli.severity.{caution.severity}")
        key = "cli.card.caution-passed" if caution.reason else "cli.card.caution"
        if caution.needs_reason and not caution.reason:
            key = "cli.card.caution-open"
        fields = {"text": caution.text, "code": caution.code, "reason": caution.reason}
        return self._say(Message(key, severity=severity, **fields))

    def _say(self, message: Message, style: str = "") -> Text:
        return glued(self.names.words.text(message), style)


def _glued(text: str | None) -> list[Text]:
    return [] if text is None else [glued(text)]


def _list(lines: Iterable[tuple[str, Text]]) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    for mark, line in lines:
        table.add_row(mark, line)
    return table
