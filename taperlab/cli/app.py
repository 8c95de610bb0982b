"""Which commands there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from taperlab.cli.audit_plan import audit_plan
from taperlab.cli.batch import batch
from taperlab.cli.catalogue import audit, export, show, show_list
from taperlab.cli.check import check
from taperlab.cli.compare import compare
from taperlab.cli.dose import dose
from taperlab.cli.ladder import ladder
from taperlab.cli.language import speaking
from taperlab.cli.move import move
from taperlab.cli.options import LANGUAGE, flag
from taperlab.cli.reading import read, verify
from taperlab.cli.sheet import sheet
from taperlab.cli.taper import taper
from taperlab.cli.usage import Leaf, Tree, put_into_words
from taperlab.cli.window import open_window
from taperlab.messages import Message
from taperlab.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from typer._click import Command

    from taperlab.wording import Wording

__all__ = ["command_tree"]

_COMMANDS: dict[str, Callable[..., int]] = {
    "dose": dose,
    "taper": taper,
    "move": move,
    "check": check,
    "ladder": ladder,
    "compare": compare,
    "audit": audit_plan,
    "sheet": sheet,
    "read": read,
    "verify": verify,
    "batch": batch,
}
_CATALOGUE: dict[str, Callable[..., int]] = {
    "list": show_list,
    "show": show,
    "audit": audit,
    "export": export,
}
_VERSION = flag("--version", "cli.help.version")
_PAINT_ONCE = flag("--quit-after-first-paint", "cli.help.paint-once")


def command_tree(wording: Wording) -> Command:
    """Return all commands, their helps in the language of ``wording``."""
    app = typer.Typer(
        cls=Tree, add_completion=False, rich_markup_mode=None, help="cli.help.taperlab"
    )
    app.callback(invoke_without_command=True)(taperlab)
    for name, function in _COMMANDS.items():
        app.command(name, cls=Leaf, help=f"cli.help.{name}")(function)
    catalogue = typer.Typer(cls=Tree)
    for name, function in _CATALOGUE.items():
        catalogue.command(name, cls=Leaf, help=f"cli.help.catalogue-{name}")(function)
    app.add_typer(catalogue, name="catalogue", help="cli.help.catalogue")
    tree = typer.main.get_command(app)
    put_into_words(tree, wording)
    return tree


def taperlab(
    context: typer.Context,
    *,
    version: bool = _VERSION,
    quit_after_first_paint: bool = _PAINT_ONCE,
    lang: str = LANGUAGE,
) -> None:
    """Without a command: say the version, or open the desktop."""
    if version:
        speaking(lang).show(speaking(lang).text(Message("cli.version", version=__version__)))
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(open_window(quit_after_first_paint=quit_after_first_paint))
