"""The lines of a batch, answered in this process or in several, in their order."""

from __future__ import annotations

import signal
from collections import deque
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from taperlab.cli.batch_line import document_of_line
from taperlab.messages import Message, NotMakeableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future, ProcessPoolExecutor

    from taperlab.catalogue import Catalogue
    from taperlab.cli.terminal import Terminal

__all__ = ["WorkerLostError", "documents"]

_CHUNK = 16
_AHEAD = 2
"""How many chunks wait for each worker: enough that none is idle, few enough to hold."""


class WorkerLostError(NotMakeableError):
    """A process that answered a part of the batch was ended from outside."""

    def __init__(self) -> None:
        super().__init__(Message("cli.worker-lost"))


def documents(
    lines: Iterator[tuple[int, bytes]], terminal: Terminal, workers: int
) -> Iterator[tuple[bool, bytes]]:
    """Yield for each numbered line whether it was answered, and its document.

    Raises:
        WorkerLostError: if a worker was ended from outside.
    """
    from taperlab.catalogue import Catalogue  # noqa: PLC0415 - not for --help

    catalogue = Catalogue.with_local()
    if workers == 1:
        for number, line in lines:
            yield document_of_line(line, number, catalogue, terminal)
        return
    yield from _in_workers(lines, terminal, workers)


def _in_workers(
    lines: Iterator[tuple[int, bytes]], terminal: Terminal, workers: int
) -> Iterator[tuple[bool, bytes]]:
    """Keep each worker busy, and no more lines and documents in memory than that takes."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - only for several
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, (terminal,))
    try:
        yield from _in_order(lines, pool, workers * (1 + _AHEAD))
    except BrokenProcessPool as error:
        raise WorkerLostError from error
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(
    lines: Iterator[tuple[int, bytes]], pool: ProcessPoolExecutor, most: int
) -> Iterator[tuple[bool, bytes]]:
    waiting: deque[Future[list[tuple[bool, bytes]]]] = deque()
    while True:
        chunk = list(islice(lines, _CHUNK))
        if chunk:
            waiting.append(pool.submit(_answer, chunk))
        elif not waiting:
            return
        if not chunk or len(waiting) == most:
            yield from waiting.popleft().result()


class _Worker:
    """What one worker process keeps between chunks."""

    catalogue: Catalogue
    terminal: Terminal


def _begin(terminal: Terminal) -> None:
    """Read the catalogue once; what is pressed on the keyboard is for the first process."""
    from taperlab.catalogue import Catalogue  # noqa: PLC0415 - read here, in the worker

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Worker.catalogue, _Worker.terminal = Catalogue.with_local(), terminal


def _answer(chunk: list[tuple[int, bytes]]) -> list[tuple[bool, bytes]]:
    answer = partial(document_of_line, catalogue=_Worker.catalogue, terminal=_Worker.terminal)
    return [answer(line, number) for number, line in chunk]
