"""From the command line to the desktop."""

from __future__ import annotations

__all__ = ["open_window"]


def open_window(*, quit_after_first_paint: bool) -> int:
    """Open the desktop; where Qt cannot be loaded, say why in words."""
    try:
        from taperlab.desktop.app import main  # noqa: PLC0415 - Qt is for those who open a window
    except ImportError as error:
        if (error.name or "").startswith("taperlab"):
            raise
        return _without_qt(str(error))
    return main([], quit_after_first_paint=quit_after_first_paint)


def _without_qt(reason: str) -> int:
    from taperlab.cli.language import asked_for  # noqa: PLC0415 - a window waits for none of it
    from taperlab.messages import InputError, Message  # noqa: PLC0415

    return asked_for([]).fail(InputError(Message("cli.no-window", reason=reason)))
