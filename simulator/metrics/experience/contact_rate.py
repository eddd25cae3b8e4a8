"""Contact rate: how often owners ask for help with what they have in use."""

from simulator.domain.registries import METRICS
from simulator.domain.units import WEEKS_PER_YEAR
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of


@METRICS.register("contact_rate")
@metric(by=("week", "product", "region", "segment", "cell"))
def contact_rate(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How often do owners ask for help with the focal manufacturer's products?

        52 · contacts / Σ_weeks customers with one in use at the week's end

    after the warm-up. Whoever took its first one in a week does not ask in it, so that the rate is the lower
    the more owners are new. Nobody has one in use: nan.

    Unit: contacts per owner and year
    Source: contact rate of service desks; Gans, Koole & Mandelbaum (2003), Manufacturing & Service
    Operations Management 5(2)
    """
    parts = Breakdown(ledger, by)
    asked, owned = (rows_of(ledger, kind).focal() for kind in ("contact", "ownership"))
    contacts, owners = (parts.total(rows, rows["customers"]) for rows in (asked, owned))
    return parts.answer(ratio(WEEKS_PER_YEAR * contacts, owners))
