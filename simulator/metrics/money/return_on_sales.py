"""Return on sales: what is left of what members take in."""

from collections.abc import Sequence
from typing import cast

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import RatioOfSums, metric
from simulator.ledger.queries.breakdowns import ratio
from simulator.ledger.queries.channels import channels_of
from simulator.ledger.queries.rows import rows_of
from simulator.metrics.money.contribution import contribution_by


@METRICS.register("return_on_sales", meant_by=("profit_margin", "net_margin", "ros"))
@metric(by=("channel", "tier", "firm", "member"))
def return_on_sales(ledger: Ledger, by: str | None = None) -> RatioOfSums:
    """How much of what the focal manufacturer takes in is left to it, and to others of what they take in?

        contribution / Σ payments received from outside its own group, for whatever reason

    after the warm-up, with all that each sells, rivals' goods among them: the base is that of the very groups
    of which `contribution` tells what is left. What a firm's own parts pay each other is no sale of the firm;
    by channel and member, an outlet of the maker's own buys of it. Nothing taken in: infinite with the sign
    of what is left, or nan without any; several runs pool it.

    Unit: share of takings
    Source: return on sales; Farris, Bendle, Pfeifer and Reibstein (2010), Marketing Metrics
    """
    left = cast("pd.Series", contribution_by(ledger, by or "firm"))
    taken = _takings(ledger, by or "firm").reindex(left.index, fill_value=0.0)
    each = pd.Series(ratio(left.to_numpy(np.float64), taken.to_numpy(np.float64)), index=left.index)
    if by is not None:
        return RatioOfSums(*(one.rename_axis(by) for one in (each, left, taken)))
    maker = ledger.header.scenario.focal_maker
    return RatioOfSums(*(float(one.get(maker, np.nan)) for one in (each, left, taken)))


def _takings(ledger: Ledger, by: str) -> pd.Series:
    """Return what each group was paid by others than itself [currency]."""
    header, paid = ledger.header, rows_of(ledger, "payment")
    homes = [header.home(name) for name in header.parties[1:]]
    labels: dict[str, Sequence[str | None]] = {
        "member": list(header.parties[1:]),
        "firm": homes,
        "tier": [header.member(home).in_tier for home in homes],
        "channel": channels_of(header)[1:],
    }
    names = np.array(["", *map(str, labels[by])], dtype=object)
    paid = paid.where(names[paid["payer"]] != names[paid["payee"]])
    return pd.Series(paid.money("amount"), index=names[paid["payee"]]).groupby(level=0).sum()
