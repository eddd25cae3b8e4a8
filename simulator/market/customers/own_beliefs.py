"""Own beliefs: how much more customers in columns believe of offers than their cells do, as `Addressee`."""

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.market.customers.customer_columns import CustomerColumns
from simulator.market.state.choice_tables import WeekTables
from simulator.market.state.utility_columns import Columns, LaidOut


def own_belief(
    columns: CustomerColumns, tables: WeekTables, who: Integers, product: Integers, place: Integers
) -> tuple[Columns, LaidOut]:
    """Return for a view of offers, by benefit, what customers believe beyond their cells of a product each.

    As its outlet presents it; *place*: of cell and offer, in tables of them [pairs].
    """

    def of(benefit: Integers) -> Floats:
        found = np.zeros(len(who))
        for (shown, what), believes in columns.believes.items():
            if what == benefit:
                at = np.flatnonzero(product == shown)
                own = believes.take(who.take(at)).astype(np.float64)
                found[at] = own * tables.offer.unmoved[what].ravel().take(place.take(at))
        return found

    return {"own_belief": tuple(np.arange(len(tables.offer.unmoved)))}, of
