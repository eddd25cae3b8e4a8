"""Static net harm: what aggrieved outlets would earn more without a source, all it brought taken off."""

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.harms import aggrieved, made_good
from simulator.ledger.queries.rows import Numbers, Rows, rows_of, window


@METRICS.register("static_net_harm")
@metric(by=("source", "member"), additive=("source", "member"), amount=True, accumulates=True)
def static_net_harm(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much less do aggrieved outlets earn for a source's being there, with all that it brought them?

        Σ (margin without the source − margin − compensation received for the source)

    over the sources of `conflict.net_of`, after the warm-up. Without the source members do what they do with
    it: prices, goods on the shelf, entry, effort, campaigns. Customers follow: what is seen of products
    there, what its buyers tell and its advice are gone with it; its buyers buy elsewhere, and tell of that.
    It is `gross_harm` by the source, over all issues, less what the source brought, with the luck that
    customers had; below zero where it brought more than it took. Sources overlap, if there are several: each
    is thought away alone. No source is named: 0.

    Unit: currency
    Source: billboard and spill-over of a channel: Kalnins (2004), Marketing Science 23(4); Van Crombrugge et
        al. (2025), International Journal of Research in Marketing 42(1)
    """
    told = rows_of(ledger, "without_source")
    told = told.where(aggrieved(ledger.header)[told.who])
    less = told["margin_without"] - told["margin"]
    sources = [source.words for source in ledger.header.scenario.conflict.net_of]
    words = np.asarray([*ledger.words, ""])[told["source"]]
    paid = {source: _paid(ledger, number) for number, source in enumerate(sources)}
    if by == "source":
        sums = [float(less[words == one].sum() - paid[one]["amount"].sum()) for one in sources]
        return pd.Series(sums, index=pd.Index(sources, name=by), dtype=np.float64)
    received = sum((_by_party(ledger, one, one["amount"]) for one in paid.values()), _none(ledger))
    by_party = _by_party(ledger, told, less) - received
    if by is None:
        return float(by_party.sum())
    names = [
        name for name, kept in zip(ledger.header.parties, aggrieved(ledger.header), strict=False) if kept
    ]
    codes = [ledger.header.code(name) for name in names]
    return pd.Series(by_party[codes], index=pd.Index(names, name=by), dtype=np.float64)


def _paid(ledger: Ledger, number: int) -> Rows:
    """Return what was received in compensation for the doing of a source."""
    source = ledger.header.scenario.conflict.net_of[number]
    meant = np.array([False, *(source.selects(member) for member in ledger.header.members)], dtype=bool)
    rows = made_good(ledger, *window(ledger))
    return rows.where(meant[rows["source"]])


def _by_party(ledger: Ledger, rows: Rows, amounts: Numbers) -> Numbers:
    found = np.bincount(rows.who, amounts, minlength=len(ledger.header.parties))
    return found.astype(np.float64)


def _none(ledger: Ledger) -> Numbers:
    return np.zeros(len(ledger.header.parties))
