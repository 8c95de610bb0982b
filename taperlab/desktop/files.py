"""Files on disk: written whole or not at all, and every failure in words."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from taperlab.messages import InputError, Message

LARGEST = 20_000_000


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that after any mishap the old one or the new one is there, whole.

    Raises:
        InputError: if the place cannot be written to; what was there is as before.
    """
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as stream:
            temporary = Path(stream.name)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _keep_mode(path, temporary)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise InputError(Message("desktop.not-written", name=path.name, reason=reason)) from error


def read_file(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        InputError: if it cannot be read, or is larger than any preparation.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(Message("desktop.too-large", name=path.name))
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(Message("desktop.not-read", name=path.name, reason=reason)) from error


def _keep_mode(path: Path, temporary: Path) -> None:
    if path.exists():
        temporary.chmod(path.stat().st_mode & 0o777)
    else:
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
