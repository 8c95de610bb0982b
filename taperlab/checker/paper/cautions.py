"""What the catalogue cautions of: told on the sheet of whoever uses the product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taperlab.checker.findings import stop
from taperlab.checker.paper.rebuild import words
from taperlab.checker.words import templates
from taperlab.messages import Finding, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taperlab.checker.paper.scene import Scene
    from taperlab.checker.reading import Kind

__all__ = ["missing_cautions"]

_NEVER_PRINTED = {"special-to-order"}
_NOT_A_PATIENTS = {
    "adsorbs-to-pvc",
    "drops-not-tablet-milligrams",
    "immediate-release",
    "not-by-milligrams",
    "not-thinned-with-water",
    "shake-well",  # a note beside its step says so
}


def missing_cautions(kind: Kind, scene: Scene) -> Iterator[Finding]:
    """Yield a warning for each caution of a product that its sheet does not tell.

    It changes no dose; that what was planned to be told is on the paper, the maker proves.
    """
    if kind == "labels":
        return
    said = {words(line.fill["text"]) for line in scene.all("caution", "wk.caution")}
    sentences = templates(scene.namer.lexicon.language, "catalogue")
    untold = _NEVER_PRINTED | (_NOT_A_PATIENTS if kind == "patient" else set())
    dose = scene.course.dose
    products = [scene.shelf.stock(name).product for name in sorted(dose.units | dose.liquids)]
    for product in products:
        for code in product.cautions:
            text = words(sentences[f"catalogue.{code}"].format(product=product.name))
            if code not in untold and text not in said:
                yield Finding("warn", Message("checker.caution-missing", text=text))
    food = any(product.with_food for product in products)
    if kind == "patient" and food != any(scene.all("dose.with-food")):
        yield stop("not-once", what="dose.with-food")
