"""List size: how many customers are on mailing lists."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.contacts_on_media import mailing_lists
from simulator.ledger.queries.rows import window

_ADDITIVE = ("medium", "region", "segment", "cell")


@METRICS.register("list_size")
@metric(by=("week", *_ADDITIVE), additive=_ADDITIVE)
def list_size(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many customers are on the focal manufacturer's mailing lists at the end?

        customers that joined, at any time, less those that left

    by week, at the end of each; whoever is on the lists of two media counts twice. A list has no product. In
    scenarios in which customers join lists (media of the kind e_mail); else 0.

    Unit: customers
    Source: permission to be written to, Tezinde, Smith & Murphy (2002), Journal of Interactive Marketing
    16(4); counts of `mailing_list`
    """
    parts = Breakdown(ledger, by)
    first, last = window(ledger)
    found = mailing_lists(ledger).between(first if by == "week" else max(first, last), last)
    return parts.answer(parts.total(found, found["customers"]))
