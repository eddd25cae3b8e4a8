"""Blame: what one offer does to an aggrieved outlet before one customer, and what it is to her."""

from dataclasses import dataclass

from simulator.market.customers.visit import Visit, Weighing
from simulator.market.state.choice_tables import NONE, WeekTables
from simulator.mechanisms.conflict.harm import BREACH, PRICE_UNDERCUT, RIVALRY, counted_share


@dataclass(frozen=True, slots=True)
class Source:
    """What one offer does to an aggrieved outlet before one customer."""

    outlet: int
    product: int
    undercut: float
    """e^V that it adds by asking less."""
    beyond: float
    """What of it comes of asking less than its own floor."""
    presence: float
    """e^V that it adds by being there at all, where that is a harm."""
    issue: int
    """Over which its presence is a harm."""
    intrudes: bool
    """Whether the aggrieved was promised that it would not be there."""
    left: float
    """e^V that there would be of it if it did no harm."""

    def blame(self, aggrieved: int, loss: float, taken: float) -> dict[tuple[int, int, int, int, int], int]:
        """Return its parts of a loss to all that was *taken*, by issue and conduct."""
        undercut = counted_share(loss, self.undercut, taken)
        breach = undercut if self.intrudes else counted_share(loss, self.beyond, taken)
        who = (aggrieved, self.outlet, self.product)
        return {
            (*who, PRICE_UNDERCUT, RIVALRY): undercut - breach,
            (*who, PRICE_UNDERCUT, BREACH): breach,
            (*who, self.issue, BREACH if self.intrudes else RIVALRY): counted_share(
                loss, self.presence, taken
            ),
        }


def asked(weighing: Weighing, week_tables: WeekTables) -> dict[str, float]:
    """Return the price asked of this customer, and what a sale at it leaves the outlet."""
    at, product = weighing.outlet, weighing.product
    if weighing.tariff == NONE:
        return {name: week_tables.lists[name][at][product] for name in ("price", "margin")}
    return {name: week_tables.tariffs[weighing.tariff].lists[name][at] for name in ("price", "margin")}


def relief(visit: Visit, weighing: Weighing, week_tables: WeekTables) -> float:
    """Return how much of the price this customer feels [share]."""
    if weighing.tariff == NONE:
        return 1.0
    share: float = week_tables.tariffs[weighing.tariff].lists["relief"][visit.customer.cell]
    return share
