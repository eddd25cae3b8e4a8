"""Recording of use: how many customers have a product in use at a week's end, and have left a category.

Of those who have it in use, how many are members of the community of its owners.
"""

import numpy as np

from simulator.market.state.protocols import ShoppingState


def write_use(state: ShoppingState) -> None:
    """Write owners of what lasts, members among them, and customers that have left, cell by cell."""
    shopping = state.shopping
    for kind, counted in (("ownership", shopping.owners), ("membership", shopping.members)):
        cell, product = np.nonzero(counted)
        customers = counted[cell, product]
        state.ledger.record(kind, week=state.week, cell=cell, product=product, customers=customers)
    category, cell = np.nonzero(shopping.gone)
    state.ledger.record(
        "absence", week=state.week, cell=cell, category=category, customers=shopping.gone[category, cell]
    )
