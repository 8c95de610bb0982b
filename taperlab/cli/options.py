"""Options that several commands share, each declared once. The helps are keys of messages."""

from __future__ import annotations

from typing import Any

import typer

__all__ = [
    "CHECKED_BY",
    "CURRENT",
    "CURVE",
    "JSON",
    "LANGUAGE",
    "PREPARED_BY",
    "TAKING",
    "flag",
]


def flag(name: str, help_key: str) -> Any:  # noqa: ANN401 - as typer.Option itself
    """Declare an option that takes no value."""
    return typer.Option(False, name, help=help_key)  # noqa: FBT003 - typer's own signature


JSON = flag("--json", "cli.help.json")
LANGUAGE = typer.Option("en", "--lang", metavar="LANGUAGE", help="cli.help.lang")
PREPARED_BY = typer.Option(None, "--prepared-by", metavar="NAME", help="cli.help.prepared-by")
CHECKED_BY = typer.Option(None, "--checked-by", metavar="NAME", help="cli.help.checked-by")
CURVE = typer.Option(None, "--curve", metavar="NAME", help="cli.help.curve")
CURRENT = typer.Option(None, "--current", metavar="DOSE", help="cli.help.current")
TAKING = typer.Option(None, "--taking", metavar="PRODUCT_ID", help="cli.help.taking")
