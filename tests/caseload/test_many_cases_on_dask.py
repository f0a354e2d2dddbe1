"""The fast path on a cluster: the same function, mapped over partitions, gives the same columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from finder.caseload.coding import VALUES, column
from finder.caseload.verdict_tables import with_verdicts
from finder.facts.dataset import on_file
from finder.facts.keys import TYPE_KEYS

ON = date(2026, 11, 22)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers on this machine: what a larger cluster does, small enough for every run of the tests."""
    from dask.distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as local,
        Client(local) as client,
    ):
        yield client


@pytest.mark.slow
def test_partitions_on_a_cluster_are_judged_as_the_whole_table(cluster: Any) -> None:
    import dask.dataframe as dd

    chance = np.random.default_rng(7)
    cases = pd.DataFrame({key: column(key, chance.integers(0, len(values), 50_000)) for key, values in VALUES.items()})
    day: dict[str, Any] = {"on": ON, "sources": dict(on_file().sources)}
    here = with_verdicts(cases, **day)
    parts = dd.from_pandas(cases, npartitions=8)
    there = parts.map_partitions(with_verdicts, **day, meta=with_verdicts(cases.head(0), **day)).compute()
    pd.testing.assert_frame_equal(there, here)
    assert {f"fit_{key}" for key in TYPE_KEYS} < set(here.columns)
