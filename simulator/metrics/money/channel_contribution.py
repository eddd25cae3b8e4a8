"""Contribution of the channel: what is left to all of its members together, and to each way to market."""

from typing import cast

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.channels import channels_of, focal_channel
from simulator.metrics.money.contribution import contribution_by

_ADDITIVE = ("channel", "tier", "member", "channel_member")


@METRICS.register("channel_contribution")
@metric(by=_ADDITIVE, additive=_ADDITIVE, amount=True, accumulates=True, called="contribution of the channel")
def channel_contribution(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much is left to all members that handle the focal manufacturer's products, by way to market?

        Σ contribution of the manufacturer and of every member of its channel, with all that they sell

    as `contribution` has it by channel, by tier and by member: an outlet of the maker's own stands in its own
    group, and buys its goods at what making them costs. By channel and member, the members of each group.
    Retailers and wholesalers sell rivals' goods, too, so that what is left to them is no part of the maker's
    revenue: set it beside what they take in (`return_on_sales`). An empty ledger: 0.

    Unit: currency
    Note: each group by itself, with all that it sells; own outlets have their goods at what making them costs
    Source: channel profit, sum of its members' contributions; Coughlan et al., Marketing Channels
    """
    if by in ("channel", "tier"):
        return contribution_by(ledger, by)
    header, inside = ledger.header, focal_channel(ledger.header)
    each = cast("pd.Series", contribution_by(ledger, "member"))
    left = each[[name in inside for name in each.index]]
    if by is None:
        return float(left.sum())
    if by == "channel_member":
        groups = dict(zip(header.parties, channels_of(header), strict=True))
        names = pd.Index([f"{groups[str(name)]} · {name}" for name in left.index], name=by)
        return pd.Series(left.to_numpy(np.float64), index=names)
    return left.rename_axis(by)
