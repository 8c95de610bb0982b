"""Rules side by side for one start dose: how long, how even, how it ends, what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from taperlab.answers.codec import document_hash, encode
from taperlab.answers.document import CatalogueStamp, Document, Failure, Hashed
from taperlab.messages import InputError, Message
from taperlab.taper.document import Request, SupplyLine
from taperlab.taper.plan import plan_taper
from taperlab.taper.summaries import Summary, summary_of
from taperlab.version import __version__
from taperlab.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from taperlab.catalogue import Catalogue
    from taperlab.taper.request import TaperRequest

__all__ = ["COMPARISON_SCHEMA", "Compared", "Comparison", "compare_rules"]

COMPARISON_SCHEMA = "taperlab/comparison/1"
THEN = " then "


class Compared(Document, frozen=True, kw_only=True, omit_defaults=True):
    """One rule: as it was typed and in words, and what comes of it or why nothing does."""

    rule: str
    words: str | None = None
    summary: Summary | None = None
    supply: tuple[SupplyLine, ...] = ()
    error: Failure | None = None


class Comparison(Hashed, frozen=True, kw_only=True, omit_defaults=True):
    """Rules side by side. It says what each costs; it chooses none."""

    catalogue: CatalogueStamp
    request: Request | None
    rules: tuple[Compared, ...]

    def to_json(self) -> str:
        """Write the comparison as a JSON document."""
        return encode(self).decode()


def compare_rules(
    request: TaperRequest,
    rules: Sequence[str],
    catalogue: Catalogue,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Comparison:
    """Plan one taper by each rule; a rule that cannot be carried out says why.

    ``request`` is what they share; its own rule does not count. A rule that changes part-way is
    written ``"proportional:10% then proportional:3%@2mg"``.

    Raises:
        InputError: if there are fewer than two rules, or a rule stands there twice.
        CancelledError: if ``cancelled`` said so.
    """
    if len(rules) < 2 or len(set(rules)) < len(rules):
        raise InputError(Message("taper.compare-which"), field="rule")
    found = [_by(request, rule, catalogue, cancelled) for rule in rules]
    comparison = Comparison(
        schema=COMPARISON_SCHEMA,
        hash="",
        version=__version__,
        catalogue=CatalogueStamp(version=catalogue.version, hash=catalogue.hash),
        request=next((asked for asked, _ in found if asked is not None), None),
        rules=tuple(compared for _, compared in found),
    )
    return msgspec.structs.replace(comparison, hash=document_hash(comparison))


def _by(
    request: TaperRequest,
    rule: str,
    catalogue: Catalogue,
    cancelled: Callable[[], bool] | None,
) -> tuple[Request | None, Compared]:
    first, *then = (part.strip() for part in rule.split(THEN))
    asked_for = msgspec.structs.replace(request, rule=first, then=tuple(then))
    try:
        plan = plan_taper(asked_for, catalogue, cancelled=cancelled)
    except InputError as error:
        if error.field not in ("rule", "then", "last", "curve"):
            raise
        return None, Compared(rule=rule, error=_failure(error, Wording(request.lang)))
    asked = msgspec.structs.replace(plan.request, rule=None, then=())
    summary = summary_of(plan.steps)
    return asked, Compared(rule=rule, words=plan.rule, summary=summary, supply=plan.supply)


def _failure(error: InputError, wording: Wording) -> Failure:
    text, remedy = (
        wording.text(one).replace("\u00a0", " ") for one in (error.problem, error.remedy)
    )
    return Failure(code=error.code, text=text, remedy=remedy)
