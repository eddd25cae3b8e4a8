"""Recent weeks: the last weeks of a ledger that is still being written, as a ledger of their own.

A metric looks at the weeks after the warm-up. So the last weeks are a ledger whose warm-up is all that came
before; its entries are those of the open one, not copies. Older entries are left out as far as nobody asks:
goods can be under way no longer than the longest lead time, and a metric that must remember longer says so
(`remembers`). What a week costs is thus the same in every week of a run, however long.
"""

from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import metric_named


def recent_weeks(ledger: Ledger, first: int, last: int, metric: str) -> Ledger:
    """Return the weeks from *first* to *last*, the last one written, closed, to be asked for a metric."""
    oldest = 0 if metric_named(metric).remembers else first - 1 - longest_lead_time(ledger.header)
    return ledger.excerpt(ledger.header.after(first - 1), oldest, last)


def longest_lead_time(header: RunHeader) -> int:
    """Return the longest total lead time, of order and goods [weeks]."""
    leads = [c.order_weeks + c.lead_time_weeks + len(c.delays) for c in header.contracts]
    return max([*leads, *(maker.production_weeks for maker in header.scenario.manufacturers.values())])
