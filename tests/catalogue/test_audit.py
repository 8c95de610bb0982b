"""The audit finds what should be looked at again, and nothing else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from taperlab.catalogue import Catalogue
from taperlab.catalogue.audit import audit, confidences, facts

READ = dt.date(2026, 1, 1)


def test_a_remembered_fact_is_named_with_its_product(folder: Path) -> None:
    rows = audit(Catalogue.load([folder]), READ)
    assert [(row.place, row.fact, row.concerns) for row in rows] == [
        ("gb-exampline-tablet-0.5", "may_split", ("memory",)),
        ("gb-exampline-tablet-2", "may_split", ("memory",)),
    ]


def test_after_a_year_every_fact_is_old(folder: Path) -> None:
    catalogue = Catalogue.load([folder])
    assert len(audit(catalogue, READ + dt.timedelta(days=365))) == 2
    later = audit(catalogue, READ + dt.timedelta(days=366))
    assert len(later) == len(list(facts(catalogue, READ)))
    assert all("old" in row.concerns for row in later)


def test_the_most_doubtful_come_first() -> None:
    rows = audit(Catalogue.shipped(), dt.date(2026, 12, 1))
    order = [row.concerns[0] for row in rows]
    assert order == sorted(order, key=["no-source", "memory", "assumption", "old"].index)


def test_the_shipped_catalogue_is_fresh_and_has_a_source_for_every_fact() -> None:
    rows = audit(Catalogue.shipped(), dt.date(2026, 12, 1))
    assert {concern for row in rows for concern in row.concerns} == {"memory", "assumption"}


def test_every_fact_is_counted_by_how_sure_it_is(folder: Path) -> None:
    catalogue = Catalogue.load([folder])
    # 3 products, one fact each of 2 tablets, a limit, a curve, a device, an assay, 11 figures
    assert confidences(catalogue, READ) == {"primary": 3 + 1 + 1 + 1 + 1 + 11, "memory": 2}


def test_why_a_drug_is_for_a_pharmacist_alone_is_a_fact_like_any_other() -> None:
    rows = audit(Catalogue.shipped(), dt.date(2026, 12, 1))
    gates = {row.place: row.concerns for row in rows if row.fact == "gate"}
    assert gates == dict.fromkeys(("clozapine", "lithium", "methadone"), ("memory",))
