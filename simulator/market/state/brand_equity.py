"""Brand equity: what the people of each cell make of each product's name, from 0 to 1.

One row a cell and product. By product, as beliefs, adstock and trust are: a maker's products serve other
needs under names of their own, and a second name that is to shield the first can be played; what one name
would lend to the other is not. Nothing here is kept per customer.
"""

import numpy as np

from simulator.base.arrays import Flags, Floats
from simulator.domain.communication.equity_terms import EquityTerms
from simulator.market.state.choice_tables import RunTables
from simulator.market.state.outlet_traits import OutletTraits
from simulator.mechanisms.communication.awareness import share_aware
from simulator.mechanisms.communication.brand_equity import Sight, equity_next, shares_seen


class BrandEquity:
    """Equity [C, P]; without terms it stays as it was at the opening."""

    def __init__(
        self, opening: Floats, terms: EquityTerms | None, run_tables: RunTables, traits: OutletTraits
    ) -> None:
        self.terms, self.run_tables, self.traits = terms, run_tables, traits
        self.kind = np.unique([str(outlet.format) for outlet in traits.outlets], return_inverse=True)[1]
        """[O] kind of each outlet, by number."""
        shape = (len(run_tables.cells), len(run_tables.products))
        self.level: Floats = np.broadcast_to(opening, shape).copy()
        """B."""

    def sight(self, carried: Flags, deals: Flags) -> Sight:
        """Return where products are seen: *carried* [O, P], *deals* [C, O, P]."""
        at_hand: Floats = np.where(self.run_tables.at_home, self.traits.reach, 0.0)
        return Sight(shares_seen(at_hand, carried, self.kind), deals, self.traits.image)

    def move(self, sight: Sight, adstock: Floats, owners: Floats, satisfaction: Floats) -> None:
        """Let a week pass: adstock, owners per head, and their mean satisfaction; all [C, P]."""
        terms = self.terms
        if terms is None:
            return
        told = terms.from_owners * owners
        gain = terms.from_advertising * share_aware(adstock) + told * satisfaction
        loss = terms.decay + told * (1.0 - satisfaction)
        self.level = equity_next(self.level, gain, loss, sight, terms.from_outlets, terms.dilution)
