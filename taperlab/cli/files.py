"""Files in and out: read with a reason when it fails, written whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from taperlab.messages import InputError, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["open_whole", "read_file", "read_lines", "refuse_overwriting", "write_file"]

_LARGEST = 50_000_000  # bytes; no sheet and no answer comes near it
_REASONS: dict[type[OSError], str] = {
    FileNotFoundError: "file-missing",
    IsADirectoryError: "file-is-folder",
    NotADirectoryError: "file-missing",
    PermissionError: "file-forbidden",
}
_REASONS_NOT_TO_WRITE: dict[type[OSError], str] = {
    FileNotFoundError: "folder-missing",
    IsADirectoryError: "output-is-folder",
    NotADirectoryError: "folder-missing",
    PermissionError: "output-forbidden",
}


def read_file(name: str) -> bytes:
    """Return all of a file.

    Raises:
        InputError: if it cannot be read, or is far larger than anything of ours.
    """
    with _opened(name) as stream:
        data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise InputError(Message("cli.file-too-large", name=name))
    return data


def read_lines(name: str, longest: int) -> Iterator[bytes]:
    """Yield each line of a file as it comes; of one over ``longest`` bytes, more than that.

    Raises:
        InputError: if it cannot be read.
    """
    with _opened(name) as stream:
        while line := stream.readline(longest + 1):
            yield line
            while len(line) > longest and not line.endswith(b"\n"):
                line = stream.readline(longest + 1)


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    try:
        with Path(name).open("rb") as stream:
            yield stream
    except OSError as error:
        code = _REASONS.get(type(error), "file-unreadable")
        problem = Message(f"cli.{code}", name=name, reason=error.strerror or "")
        raise InputError(problem) from error


def write_file(name: str, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        InputError: if it cannot be written; what was there before is still there.
    """
    with open_whole(name) as stream:
        stream.write(data)


@contextmanager
def open_whole(name: str) -> Iterator[BinaryIO]:
    """Open a file to write that appears under its name when all of it is on the disk.

    Raises:
        InputError: if it cannot be written; what was there before is still there.
    """
    try:
        yield from _whole(Path(os.path.realpath(name)))
    except OSError as error:
        code = _REASONS_NOT_TO_WRITE.get(type(error), "output-unwritable")
        problem = Message(f"cli.{code}", name=name, reason=error.strerror or "")
        raise InputError(problem) from error


def _whole(target: Path) -> Iterator[BinaryIO]:
    if target.is_dir():
        raise IsADirectoryError
    if target.exists() and not target.is_file():  # a device or a pipe is written to, not replaced
        with target.open("wb") as stream:
            yield stream
        return
    part = target.with_name(f".taperlab-{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def refuse_overwriting(source: str, output: str) -> None:
    """Refuse to write over what is being read.

    Raises:
        InputError: if both names lead to one file.
    """
    if os.path.realpath(source) == os.path.realpath(output):
        raise InputError(Message("cli.same-file", name=output))
