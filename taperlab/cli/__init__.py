"""The command line. Without an argument, or only asked to paint once, it opens the desktop."""

from __future__ import annotations

import sys

__all__ = ["main"]

_PAINT_ONCE = "--quit-after-first-paint"


def main(arguments: list[str] | None = None) -> int:
    """Carry out one command line and return its exit status.

    The desktop opens before the command line's own machinery is imported: a window should not
    wait for what it does not use.
    """
    given = sys.argv[1:] if arguments is None else arguments
    if not given or given == [_PAINT_ONCE]:
        from taperlab.cli.window import open_window  # noqa: PLC0415 - one of two worlds

        return open_window(quit_after_first_paint=bool(given))
    from taperlab.cli.run import run  # noqa: PLC0415 - the other

    return run(given)
