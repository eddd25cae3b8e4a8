"""Harm sums: amounts of harm, added up whole or by a cut into parts that sum to the whole."""

import numpy as np
import pandas as pd

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue
from simulator.ledger.queries.harms import all_labels, labels_of
from simulator.ledger.queries.rows import Rows


def summed_harm(ledger: Ledger, rows: Rows, by: str | None) -> MetricValue:
    """Return the amounts of rows of harm, whole or by one of `CUTS`; by kinds that are known, all are told.

    Parts are added up in the order of the rows.
    """
    if by is None:
        return float(np.bincount(np.zeros(len(rows), np.intp), rows["amount"], minlength=1)[0])
    labels = labels_of(ledger, rows, by)
    known = all_labels(ledger.header, by)
    kinds = list(dict.fromkeys(labels)) if known is None else list(known)
    place = {label: number for number, label in enumerate(kinds)}
    at = np.array([place[label] for label in labels], np.intp)
    sums = np.bincount(at, rows["amount"], minlength=len(kinds))
    return pd.Series(sums, index=pd.Index(kinds, name=by), dtype=np.float64)
