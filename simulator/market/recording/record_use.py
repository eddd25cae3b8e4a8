"""Recording of use: how many customers have a product in use at a week's end, and have left a category."""

import numpy as np

from simulator.market.state.protocols import ShoppingState


def write_use(state: ShoppingState) -> None:
    """Write owners of what lasts, and customers that have left, cell by cell, where there are any."""
    shopping = state.shopping
    cell, product = np.nonzero(shopping.owners)
    state.ledger.record(
        "ownership", week=state.week, cell=cell, product=product, customers=shopping.owners[cell, product]
    )
    category, cell = np.nonzero(shopping.gone)
    state.ledger.record(
        "absence", week=state.week, cell=cell, category=category, customers=shopping.gone[category, cell]
    )
