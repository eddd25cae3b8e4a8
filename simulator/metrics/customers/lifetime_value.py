"""Lifetime value: what a customer is worth over a finite horizon, discounted, by acquiring outlet."""

from simulator.domain.registries import METRICS
from simulator.domain.units import WEEKS_PER_YEAR
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.cohorts import BY, acquired, cohort_returns, first_half, half
from simulator.ledger.queries.rows import Numbers, Rows

DISCOUNT = 0.10
"""What is worth less a year later [share per year]."""


@METRICS.register("lifetime_value", meant_by=("clv", "ltv", "customer_lifetime_value"))
@metric(by=BY, cohorts=True)
def lifetime_value(ledger: Ledger, by: str | None = None, discount: float = DISCOUNT) -> MetricValue:
    """How much is a customer worth to the focal manufacturer, over half of the weeks, when it is acquired?

        LTV = Σ_customers Σ_{0 ≤ a < H} (earned_a − lost_a) (1 + i)^(−a / 52) / customers

    H: half of the weeks; over customers acquired in the first half of the weeks after the warm-up, each of
    whom is seen for all of H; a is the age in weeks, the first margin counts now and undiscounted, and i =
    10 % a year. Each customer's own money is discounted: no rate of retention is averaged over customers
    before, which would be too low. What is earned, what is
    lost by what comes back, and what cannot be attributed, is said by `contribution_per_customer`; what
    acquiring costs is not taken off. By outlet, kind of outlet (format) or tier: that which acquired them,
    wherever they bought later. Nobody acquired then: nan.

    Unit: currency per customer
    Source: Gupta and Lehmann (2003), Journal of Interactive Marketing 17(1), 9–24; Fader and Hardie (2010),
    Marketing Science 29(1), 85–93 (heterogeneity)
    """
    parts = Breakdown(ledger, by)
    rows = first_half(ledger)
    first = acquired(rows)

    def worth(rows: Rows, amount: str) -> Numbers:
        seen = rows.where(rows.when - rows["since"] < half(ledger))
        factor = (1.0 + discount) ** ((seen["since"] - seen.when) / WEEKS_PER_YEAR)
        return parts.total(seen, seen.money(amount) * factor)

    left = worth(rows, "earned") - worth(first_half(ledger, cohort_returns), "lost")
    return parts.answer(ratio(left, parts.total(first, first["customers"])))
