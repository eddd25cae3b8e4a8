"""Recording: the share of a run that recording purchases takes, by packed rows and by whole ones.

100,000 customers, a fifth of them with a need each week, in detail of sales, where every sale is a row of its
own, and in summary detail. The same market is played by both ways of finding distinct rows in turn, and
must leave the same ledger.
"""

from collections.abc import Sequence
from statistics import median
from time import process_time
from typing import Any
from unittest.mock import patch

import numpy as np
from choice_speed import WORLD

from simulator import Scenario, load
from simulator.base.arrays import Integers
from simulator.base.numerics.distinct_rows import distinct_rows
from simulator.market.phases import shop
from simulator.market.recording import record_shopping
from simulator.market.simulate import opened

FILE, WEEKS, TURNS = "scenarios/espresso_resale_deal.yaml", 8, 3


def whole_rows(columns: Sequence[Integers]) -> tuple[Integers, Integers]:
    """Return what `distinct_rows` returns, by a sort of whole rows."""
    rows, kind = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    place = np.empty(len(rows), dtype=np.int64)
    place[kind] = np.arange(len(kind))
    return place, kind


def played(scenario: Scenario, way: Any) -> tuple[float, str]:
    """Return the share of the weeks that recording takes, and the hash of the ledger."""
    market, recorded = opened(scenario, 1), 0.0

    def timed(state: Any) -> None:
        nonlocal recorded
        began = process_time()
        record_shopping.write_shopping(state)
        recorded += process_time() - began

    with patch.object(record_shopping, "distinct_rows", way), patch.object(shop, "write_shopping", timed):
        start = process_time()
        for _ in range(WEEKS):
            market.step()
        whole = process_time() - start
    return recorded / whole, market.ledger.close().content_hash()


def measured() -> dict[str, Any]:
    """Return both shares for each detail, and their ratio."""
    figures: dict[str, Any] = {}
    for detail in ("sales", "summary"):
        scenario = load(FILE, set=[*WORLD, f"weeks={WEEKS}", f"detail={detail}"])
        turns = [(played(scenario, whole_rows), played(scenario, distinct_rows)) for _ in range(TURNS)]
        if len({digest for turn in turns for _, digest in turn}) != 1:
            raise AssertionError("the ways of recording leave different ledgers")
        former, today = (median(turn[way][0] for turn in turns) for way in (0, 1))
        figures[f"{detail}: share of a run, whole rows"] = round(former, 3)
        figures[f"{detail}: share of a run, packed rows"] = round(today, 3)
        figures[f"{detail}: packed to whole [×]"] = round(today / former, 2)
    return figures
