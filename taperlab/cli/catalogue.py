"""``taperlab catalogue``: the facts that answers rest on."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import msgspec
import typer

from taperlab.cli.language import speaking
from taperlab.cli.options import JSON, LANGUAGE

if TYPE_CHECKING:
    from taperlab.catalogue import Catalogue, Drug
    from taperlab.cli.terminal import Terminal

__all__ = ["audit", "export", "show", "show_list"]

_DRUG = typer.Argument(..., metavar="DRUG", help="cli.help.drug-shown")


def show_list(*, lang: str = LANGUAGE, as_json: bool = JSON) -> int:
    """Name every drug, and what each market has of it."""
    terminal, catalogue = speaking(lang, as_json=as_json), _shipped()
    if terminal.as_json:
        return _print(terminal, {"drugs": [_counts(drug, catalogue) for drug in catalogue.drugs]})
    from taperlab.cli.catalogue_page import list_page  # noqa: PLC0415 - rich takes its time

    terminal.show(list_page(catalogue, terminal.wording))
    return 0


def show(drug: str = _DRUG, *, lang: str = LANGUAGE, as_json: bool = JSON) -> int:
    """Show one drug and its products."""
    terminal, catalogue = speaking(lang, as_json=as_json), _shipped()
    found = catalogue.drug(drug)
    if terminal.as_json:
        return _print(terminal, _part(found.id, catalogue))
    from taperlab.cli.catalogue_page import drug_page  # noqa: PLC0415 - rich takes its time

    terminal.show(drug_page(found, catalogue, terminal.wording))
    return 0


def audit(*, lang: str = LANGUAGE, as_json: bool = JSON) -> int:
    """List the facts to look at again."""
    terminal, catalogue = speaking(lang, as_json=as_json), _shipped()
    from taperlab.catalogue.audit import audit as doubtful  # noqa: PLC0415 - only for this
    from taperlab.catalogue.audit import confidences  # noqa: PLC0415

    today = dt.datetime.now().astimezone().date()
    counts, rows = confidences(catalogue, today), doubtful(catalogue, today)
    if terminal.as_json:
        return _print(terminal, {"facts": counts, "findings": rows})
    from taperlab.cli.audit_page import audit_page  # noqa: PLC0415 - rich takes its time

    terminal.show(audit_page(counts, rows, terminal.wording))
    return 0


def export(*, lang: str = LANGUAGE, as_json: bool = JSON) -> int:
    """Print the whole catalogue: JSON with or without being asked for it."""
    del as_json
    return _print(speaking(lang, as_json=True), _export(_shipped()))


def _export(catalogue: Catalogue) -> dict[str, Any]:
    from taperlab.catalogue.export import export_document  # noqa: PLC0415 - not for --help

    return export_document(catalogue)


def _part(drug: str, catalogue: Catalogue) -> dict[str, object]:
    """Return what the export says of one drug."""
    whole = _export(catalogue)
    drugs = [each for each in whole["drugs"] if each["id"] == drug]
    products = [each for each in whole["products"] if each["drug"] == drug]
    return {"drug": drugs[0], "products": products}


def _counts(drug: Drug, catalogue: Catalogue) -> dict[str, object]:
    counts = {each: len(catalogue.products_of(drug.id, each)) for each in catalogue.markets}
    return {"id": drug.id, "name": drug.name, "products": counts}


def _shipped() -> Catalogue:
    from taperlab.catalogue import Catalogue  # noqa: PLC0415 - not for --help

    return Catalogue.with_local()


def _print(terminal: Terminal, document: object) -> int:
    plain = msgspec.json.encode(document)
    terminal.print_json(msgspec.json.format(plain, indent=2))
    return 0
