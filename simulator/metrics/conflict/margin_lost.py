"""Margin lost: the share of what aggrieved outlets could have earned that others took."""

from typing import cast

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import ratio
from simulator.ledger.queries.channels import channels_of
from simulator.ledger.queries.harm_sums import summed_harm
from simulator.ledger.queries.harms import CUTS, harms, left_of, made_good, stakes
from simulator.ledger.queries.rows import window

_OF_ITS_OWN = ("member", "channel")
"""By what each has a base of its own: what it could have earned itself."""
_PARTS = tuple(cut for cut in CUTS if cut not in _OF_ITS_OWN)


@METRICS.register("margin_lost")
@metric(by=("conduct", *(cut for cut in CUTS if cut != "conduct")), additive=_PARTS)
def margin_lost(ledger: Ledger, by: str | None = None) -> MetricValue:
    """Which share of what aggrieved outlets could have earned did others take, and what of it by breach?

        net harm / Σ (margin earned + gross harm)

    after the warm-up; harm is net of compensation received. By conduct, issue, type and dyad, the parts sum
    to the whole: what was taken by breaking a rule, and what by rivalry within the rules. By member or
    channel, the share of what that outlet, or those of that channel, could have earned. Unlike `conflict` it
    does not weigh issues, ask how often, or level off: at 0.1, a tenth is lost. Nothing to earn: nan.

    Unit: share of margin earned and lost
    Source: margin lost to cannibalization; Sa Vinhas & Anderson (2005), J. Marketing Research 42(4)
    """
    first, last = window(ledger)
    lost, received = harms(ledger, first, last), made_good(ledger, first, last)
    net, stake = summed_harm(ledger, left_of(lost, received), by), stakes(ledger, first, last)
    if by in _OF_ITS_OWN:
        parties = ledger.header.parties if by == "member" else channels_of(ledger.header)
        could = pd.Series(stake[stake > 0.0], index=[parties[code] for code in np.flatnonzero(stake)])
        could = could.groupby(level=0, sort=False).sum().rename_axis(by)
        each = cast("pd.Series", net).reindex(could.index, fill_value=0.0).to_numpy(np.float64)
        return pd.Series(ratio(each, np.asarray(could, np.float64)), index=could.index, dtype=np.float64)
    whole = np.array([stake.sum()])
    if by is None:
        return float(ratio(np.array([net]), whole)[0])
    parts = cast("pd.Series", net)
    return pd.Series(ratio(parts.to_numpy(), whole), index=parts.index, dtype=np.float64)
