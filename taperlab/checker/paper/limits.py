"""A sheet's dose against its own target, its worst case, and what is taken now."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from taperlab.checker.figures import ZERO, carefully, same, show
from taperlab.checker.findings import stop
from taperlab.checker.lexicon import ENGINE_TEXTS
from taperlab.checker.paper.rebuild import words
from taperlab.checker.tokens import amount, tokens
from taperlab.checker.working import false_sums
from taperlab.messages import Finding, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.checker.paper.rebuild import Line
    from taperlab.checker.paper.scene import Scene

__all__ = ["passed_sheet_limits", "strange_figures"]

_THREE_DIGITS, _LAST_DIGIT = Decimal("0.015"), Decimal("0.011")
_ROUNDED = 3  # digits: fewer are no rounding
_CURRENT = ("dose.current", "dose.current-day", "wk.current", "wk.current-day")


def passed_sheet_limits(scene: Scene) -> Iterator[Finding]:
    """Yield a finding where bias, worst case, budget or the current dose do not fit the dose."""
    with carefully():
        yield from _bias(scene)
        yield from _current(scene)
        yield from _budget(scene)
        for line in scene.all("wk.worst"):
            low, high = amount(line.fill["low"]), amount(line.fill["high"])
            if not low <= scene.dose <= high:
                yield stop("outside-worst", said=words(line.fill.text), worst=line.fill["low"])


def strange_figures(scene: Scene) -> Iterator[Finding]:
    """Yield a finding for each figure in free text that comes from nowhere, and each wrong sum."""
    for line in scene.all("wk.working-line"):
        yield from false_sums(words(line.fill["text"]), scene.known)
    for line in scene.lines:
        if line.fill.key in ENGINE_TEXTS:
            for figure in scene.known.strangers(words(line.fill["text"])):
                yield stop("unknown-figure", figure=figure, text=words(line.fill.text))
            if not scene.namer.lexicon.is_said(line.fill.key, line.fill["text"]):
                yield _other_words(line)
    for line in scene.all("reason"):
        yield Finding("note", Message("checker.typed", text=words(line.fill["text"])))


def _other_words(line: Line) -> Finding:
    """Why it was chosen asks nothing of anybody: words without a number are only warned of."""
    text = words(line.fill["text"])
    if line.fill.key == "wk.why" and not any(tokens(text)):
        return Finding("warn", Message("checker.other-words", text=text))
    return stop("other-words", text=text)


def _target(scene: Scene) -> Decimal:
    said = [amount(line.fill["target"]) for line in scene.all("dose.asked", "wk.target")]
    said += scene.parts_of_a_day()
    return said[0] if said else scene.dose


def _bias(scene: Scene) -> Iterator[Finding]:
    target = _target(scene)
    for line in scene.all("wk.target", "wk.target-part"):
        found = ((scene.dose - target) / target * 100).quantize(Decimal("0.01"))
        said = Decimal(line.fill["bias"].replace("\u2212", "-").removesuffix("%").strip())
        exact = line.fill.key == "wk.target-part"
        if abs(said - found) > (ZERO if exact else _slack(line.fill["target"])):
            yield stop("wrong-bias", said=line.fill["bias"], found=f"{found} %")


def _slack(target: str) -> Decimal:
    """How far a bias may seem off, in per cent: a third of a dose is printed rounded, 5.67 mg."""
    digits = next(tokens(target)).text.split(" ")[0].replace(",", "")
    if len(digits.replace(".", "").lstrip("0")) < _ROUNDED:
        return ZERO
    step = Decimal(10) ** -len(digits.partition(".")[2])
    return step / 2 / amount(target) * 100 + _LAST_DIGIT


def _current(scene: Scene) -> Iterator[Finding]:
    for line in scene.all(*_CURRENT):
        current = amount(line.fill["current"])
        if line.fill.key.endswith("-day"):
            current /= scene.a_day
        above = scene.dose > current and not same(scene.dose, current)
        if above and _target(scene) <= current:
            yield stop(
                "above-current", delivered=show(scene.dose, "mg"), current=line.fill["current"]
            )


def _budget(scene: Scene) -> Iterator[Finding]:
    """Handling alone: its sources in quadrature, and the error they make with the bias."""
    rows = [amount(line.fill["standard"]) for line in scene.all("wk.budget-row")]
    together = sum((row**2 for row in rows), Decimal(0)).sqrt()
    for line in scene.all("wk.budget-rss", "wk.error"):
        standard = words(line.fill["standard"])
        if rows and _is_known(standard) and not _near(amount(standard), together):
            yield _wrong(line, standard, f"{together:.3g} mg")
    for line in scene.all("wk.error"):
        said, target = words(line.fill["error"]), _target(scene)
        if _is_known(said):
            handling = 2 * amount(line.fill["standard"])
            error = (abs(scene.dose - target) + handling) / target * 100
            if not _near(amount(said), error, _LAST_DIGIT):
                yield _wrong(line, said, f"{error:.2f} %")


def _is_known(said: str) -> bool:
    return said[0].isdigit()


def _wrong(line: Line, said: str, found: str) -> Finding:
    return stop("wrong-figure", text=words(line.fill.text), said=said, found=found)


def _near(one: Decimal, other: Decimal, least: Decimal = ZERO) -> bool:
    return abs(one - other) <= _THREE_DIGITS * other + least
