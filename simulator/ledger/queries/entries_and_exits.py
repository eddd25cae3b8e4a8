"""Entries and exits: members that entered the trade or left it, by member, week and reason."""

import numpy as np
import pandas as pd

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.rows import rows_of

BY = ("reason", "tier", "channel", "week", "member")


def entries_or_exits(ledger: Ledger, kind: str, by: str | None) -> MetricValue:
    """Return the number of admissions or departures in the window."""
    rows = rows_of(ledger, kind)
    if by == "reason":
        reasons = pd.Series([ledger.words[code] for code in rows["reason"]], dtype=object)
        counted = reasons.value_counts(sort=False).sort_index()
        return pd.Series(counted.to_numpy(np.float64), index=pd.Index(counted.index, name=by, dtype=object))
    parts = Breakdown(ledger, by, np.array([False, *(True for _ in ledger.header.members), False]))
    return parts.answer(parts.total(rows, np.ones(len(rows))))
