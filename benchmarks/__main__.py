"""``python -m benchmarks``: every ratio, one after another."""

from __future__ import annotations

from benchmarks import answers, event_loop, sheets, start

for each in (answers, start, sheets, event_loop):
    each.main()
