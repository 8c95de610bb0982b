"""Long work shows on a screen that it goes on; into a file or a pipe nothing is said of it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from taperlab.cli.terminal import Terminal

__all__ = ["is_watched", "planning"]


def is_watched() -> bool:
    """Whether somebody looks at what is written beside the results."""
    return sys.stderr is not None and sys.stderr.isatty()


@contextmanager
def planning(terminal: Terminal) -> Iterator[Callable[[], bool]]:
    """Show how many steps of a plan were looked at; yield what the engine asks before each.

    It is the engine's question whether to stop; the answer here is always no.
    """
    if not is_watched():
        yield lambda: False
        return
    from rich.console import Console  # noqa: PLC0415 - only for a bar that is shown
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn("{task.completed}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(terminal.text(Message("cli.plan-under-way")), total=None)

        def step() -> bool:
            progress.advance(task)
            return False

        yield step
