"""Margin lost: the share of what aggrieved outlets could have earned that others took."""

from typing import cast

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import ratio
from simulator.ledger.queries.harm_sums import summed_harm
from simulator.ledger.queries.harms import CUTS, harms, left_of, made_good, stakes
from simulator.ledger.queries.rows import window

_PARTS = tuple(cut for cut in CUTS if cut != "member")


@METRICS.register("margin_lost")
@metric(by=("conduct", *(cut for cut in CUTS if cut != "conduct")), additive=_PARTS)
def margin_lost(ledger: Ledger, by: str | None = None) -> MetricValue:
    """Which share of what aggrieved outlets could have earned did others take, and what of it by breach?

        net harm / Σ (margin earned + gross harm)

    after the warm-up; harm is net of compensation received. By conduct, issue, type and dyad, the parts sum
    to the whole: what was taken by breaking a rule, and what by rivalry within the rules. By member, the
    share of what that outlet could have earned. Unlike `conflict` it does not weigh issues, ask how often,
    or level off: at 0.1, a tenth is lost. Nothing to earn: nan.

    Unit: share of margin earned and lost
    Source: margin lost to cannibalization; Sa Vinhas & Anderson (2005), J. Marketing Research 42(4)
    """
    first, last = window(ledger)
    lost, received = harms(ledger, first, last), made_good(ledger, first, last)
    net, stake = summed_harm(ledger, left_of(lost, received), by), stakes(ledger, first, last)
    if by == "member":
        names = [name for name, each in zip(ledger.header.parties, stake, strict=True) if each > 0.0]
        each = cast("pd.Series", net).reindex(pd.Index(names, name=by), fill_value=0.0)
        return pd.Series(ratio(each.to_numpy(), stake[stake > 0.0]), index=each.index, dtype=np.float64)
    whole = np.array([stake.sum()])
    if by is None:
        return float(ratio(np.array([net]), whole)[0])
    parts = cast("pd.Series", net)
    return pd.Series(ratio(parts.to_numpy(), whole), index=parts.index, dtype=np.float64)
