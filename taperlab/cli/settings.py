"""What somebody has settled for themselves, in a small file of their own: the market."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import msgspec
from platformdirs import user_config_path

from taperlab.messages import InputError, Message

__all__ = ["Settings", "own_settings", "settings_file"]

_VARIABLE = "TAPERLAB_SETTINGS"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The defaults of the command line that a person may choose."""

    market: str = "GB"


def own_settings() -> Settings:
    """Return the settings of whoever runs the program; without a file, those out of the box.

    Raises:
        InputError: if the file cannot be read, or says what is no setting.
    """
    path = settings_file()
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Settings)
    except FileNotFoundError:
        if os.environ.get(_VARIABLE):
            raise InputError(Message("cli.settings-missing", name=str(path))) from None
        return Settings()
    except (OSError, ValueError) as error:
        raise InputError(
            Message("cli.settings-unread", name=str(path), reason=str(error))
        ) from error


def settings_file() -> Path:
    """Return where the settings stand: where ``TAPERLAB_SETTINGS`` says, or in the usual place."""
    named = os.environ.get(_VARIABLE)
    return Path(named) if named else user_config_path("taperlab") / "settings.toml"
