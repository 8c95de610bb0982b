"""``python -m benchmarks``: every ratio, one after another."""

from __future__ import annotations

from importlib import import_module

_ALL = (
    "start",  # first: what a child is said to need is never less than what its parent needed
    "answers",
    "requests",
    "growth",
    "plans",
    "sheets",
    "event_loop",
    "taper_page",
    "peers",
)

for each in _ALL:
    import_module(f"benchmarks.{each}").main()
