"""``python -m benchmarks``: every ratio, one after another."""

from __future__ import annotations

from benchmarks import (
    answers,
    event_loop,
    growth,
    peers,
    plans,
    requests,
    sheets,
    start,
    taper_page,
)

for each in (answers, requests, growth, plans, start, sheets, event_loop, taper_page, peers):
    each.main()
