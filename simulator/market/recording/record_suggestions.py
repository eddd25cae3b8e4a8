"""Recording of suggestions: what outlets suggested with what customers bought there, and what came of it."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.numerics.distinct_rows import distinct_rows
from simulator.market.recording.record_shopping import cells_of, party_codes
from simulator.market.state.protocols import ShoppingState


def write_suggestions(state: ShoppingState) -> None:
    """Write suggestions by outlet, product and cell, in any detail: customers, needs, and units taken."""
    made = state.shopping.suggestions
    if made is None or not len(made.customer):
        return
    outlet, product = np.divmod(made.offer, len(state.run_tables.products))
    columns = {
        "outlet": party_codes(state, outlet),
        "product": product,
        "cell": cells_of(state, made.customer),
    }
    place, kind = distinct_rows(list(columns.values()))

    def summed(counts: Integers) -> Integers:
        return np.bincount(kind, weights=counts).astype(np.int64)

    state.ledger.record(
        "suggestion",
        week=state.week,
        **{name: values[place] for name, values in columns.items()},
        customers=np.bincount(kind),
        needs=summed(made.needs.astype(np.int64)),
        units=summed(made.units),
        others=summed(made.others),
    )
