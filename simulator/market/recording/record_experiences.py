"""Recording of experiences: how content customers are with what they took home this week."""

import numpy as np

from simulator.market.recording.record_shopping import party_codes
from simulator.market.state.experienced import CUSTOMERS, DISAPPOINTED, SATISFACTION, STEPS
from simulator.market.state.protocols import ShoppingState


def write_experiences(state: ShoppingState) -> None:
    """Write how many customers found out what they had, how many it disappointed, and satisfaction."""
    found, products = state.shopping.experienced, len(state.run_tables.products)
    places = sorted({place for place, _ in found})
    offers = len(state.run_tables.outlets) * products
    cell, offer = np.divmod(np.array(places, dtype=np.int64), offers)  # of no offers there is no place
    state.ledger.record(
        "experience",
        week=state.week,
        outlet=party_codes(state, offer // products),
        product=offer % products,
        cell=cell,
        customers=[found[place, CUSTOMERS] for place in places],
        disappointed=[found[place, DISAPPOINTED] for place in places],
        amount=[found[place, SATISFACTION] / STEPS for place in places],
    )
