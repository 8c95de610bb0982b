"""Small sheets printed line by line, so that a fault can be planted in any of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO

from reportlab.lib.colors import Color, black
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from taperlab.messages import Message
from taperlab.quantities import Concentration, Volume
from taperlab.sheets.fonts import BODY, register
from taperlab.wording import Wording
from tests.checker.documents import CATALOGUE

WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 50.0
ANSWER = "31c19f53a68c65b2"
SAID = Wording("en")


@dataclass(frozen=True)
class Line:
    """A sentence and how it is printed; ``under`` hides it beneath a filled box."""

    text: str
    size: float = 11
    colour: Color = black
    under: Color | None = None
    back: float = 0  # how far it is moved up, into the line before
    left: float = MARGIN


Lines = list[Line]


def says(name: str, **fields: object) -> Line:
    return Line(SAID.text(Message(f"sheets.{name}", **fields)))


def head_and_foot(kind: str) -> tuple[Lines, Lines]:
    stamps = {"version": "0.1.0", "catalogue": CATALOGUE.version, "stamp": CATALOGUE.hash}
    head = [says("draft"), says(f"head.{kind}"), says("head.name-blank")]
    head.append(says("head.date", date="1 March 2026"))
    foot = [says("foot.purpose"), says("foot.versions", market="GB", answer=ANSWER, **stamps)]
    return head, [*foot, says("foot.page", page=1, pages=1)]


def product(name: str = "gb-citalopram-drops-40") -> str:
    return CATALOGUE.product(name).name.replace("40 mg", "40\u00a0mg")


def device(name: str) -> str:
    return CATALOGUE.device(name).name.replace(" mL", "\u00a0mL")


def mass(text: str) -> str:
    return text.replace(" mg", "\u00a0mg").replace(" micrograms", "\u00a0micrograms")


def diluted() -> Lines:
    """Return the patient's sheet of 0.37 mg: 0.5 mL of drops to 50 mL, 0.74 mL of it."""
    head, foot = head_and_foot("patient")
    dose = mass("0.37 mg (370 micrograms)")
    half, one = device("oral-syringe-0.5ml"), device("oral-syringe-1ml")
    cylinder, vessel = device("cylinder-50ml"), "measuring cylinder"
    names = (half, cylinder, one)
    return [
        *head,
        says("dose-line", dose=dose, drug="citalopram"),
        says("dose.once"),
        says("dose.current", current=mass("0.4 mg (400 micrograms)")),
        says("need"),
        says("need.product", product=product()),
        *(says("need.device", device=name) for name in names),
        says("need.liquid", liquid="water"),
        says("need.dry-cup"),
        says("need.waste"),
        says("steps"),
        Line("1"),
        says("note.drip-first"),
        says(
            "op.draw-from-product",
            volume=Volume.of("0.5"),
            product=product(),
            device=half,
            vessel=vessel,
        ),
        says(
            "note.strength-counts",
            physical=Concentration.of(40),
            concentration=Concentration.of(50),
        ),
        Line("2"),
        says("op.make-up", total=Volume.of(50), liquid="water", vessel=vessel),
        says("note.measure-with", device=cylinder),
        says("note.about", about=Volume.of("49.5"), liquid="water"),
        Line("3"),
        says("op.mix-stir", vessel=vessel),
        says("do-not-drink-bottle", vessel=vessel, n=67),
        Line("4"),
        says("op.draw-to-mouth-from-vessel", volume=Volume.of("0.74"), source=vessel, device=one),
        says("note.strength", concentration=Concentration.of("0.5")),
        says("note.your-dose", dose=dose),
        Line("5"),
        says("op.discard", vessel=vessel),
        says("care"),
        says("at-once"),
        says("caution", text=f"There is alcohol (ethanol) in {product()}."),
        says("children"),
        says("hold"),
        says("missed"),
        says("unwell"),
        says("sign.prepared-blank"),
        says("sign.signature"),
        *foot,
    ]


def labels() -> Lines:
    """Return the label of the same dilution."""
    return [
        says("draft"),
        says("label.not-dispensing"),
        says(
            "label.contents-counts",
            drug="Citalopram",
            liquid="water",
            physical=Concentration.of("0.4"),
            concentration=Concentration.of("0.5"),
        ),
        says("label.draw", volume=Volume.of("0.74")),
        says("label.with", device=device("oral-syringe-1ml")),
        says("label.do-not-drink", vessel="measuring cylinder", n=67),
        says("label.at-once"),
        says("children"),
        says("label.supplied", date="1 March 2026"),
        says("label.ref", answer=ANSWER, market="GB"),
    ]


def changed(lines: Lines, old: str, new: str) -> Lines:
    """Return the lines with one text in the place of another, wherever it stands."""
    after = [replace(line, text=line.text.replace(old, new)) for line in lines]
    assert after != lines
    return after


def restyled(lines: Lines, text: str, **changes: object) -> Lines:
    """Return the lines with the one that holds a text printed in another way."""
    after = [replace(line, **changes) if text in line.text else line for line in lines]  # type: ignore[arg-type] # each test names real fields
    assert after != lines
    return after


def without(lines: Lines, text: str) -> Lines:
    after = [line for line in lines if text not in line.text]
    assert after != lines
    return after


def with_after(lines: Lines, text: str, extra: Line) -> Lines:
    at = next(number for number, line in enumerate(lines) if text in line.text)
    return [*lines[: at + 1], extra, *lines[at + 1 :]]


def printed(lines: Lines) -> bytes:
    """Print the lines one under the other."""
    register()
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1)
    top = HEIGHT - MARGIN
    for line in lines:
        for part in simpleSplit(line.text, BODY, line.size, WIDTH - 2 * MARGIN):
            top -= 14 - line.back
            canvas.setFillColor(line.colour)
            canvas.setFont(BODY, line.size)
            canvas.drawString(line.left, top, part)
            if line.under is not None:
                canvas.setFillColor(line.under)
                canvas.rect(line.left - 5, top - 4, WIDTH, 14, stroke=0, fill=1)
    canvas.save()
    return buffer.getvalue()
