"""Recording of experiences: how content customers are with what they took home this week; reviews of it."""

from collections import Counter

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.counting import HARM_STEPS
from simulator.market.recording.record_shopping import party_codes
from simulator.market.state.experienced import (
    CUSTOMERS,
    DISAPPOINTED,
    RATED,
    REVIEWS,
    SATISFACTION,
    STEPS,
)
from simulator.market.state.protocols import ShoppingState


def write_experiences(state: ShoppingState) -> None:
    """Write how many customers found out what they had, how many it disappointed, satisfaction, reviews."""
    found = state.shopping.experienced
    places = sorted({place for place, _ in found})
    state.ledger.record(
        "experience",
        week=state.week,
        **_where(state, places),
        customers=[found[place, CUSTOMERS] for place in places],
        disappointed=[found[place, DISAPPOINTED] for place in places],
        amount=[found[place, SATISFACTION] / STEPS for place in places],
    )
    reviewed = [place for place in places if found[place, REVIEWS]]
    state.ledger.record(
        "review",
        week=state.week,
        **_where(state, reviewed),
        customers=[found[place, REVIEWS] for place in reviewed],
        amount=[found[place, RATED] / STEPS for place in reviewed],
    )


def write_surplus_in_fact(state: ShoppingState, offer: Integers, cell: Integers, counted: Integers) -> None:
    """Write what customers gain or lose by units beyond what was expected of the visits that chose them.

    *counted*: of each unit [money steps / HARM_STEPS]. The needs are counted already.
    """
    category = state.run_tables.category_of
    sums: Counter[tuple[int, int]] = Counter()
    of = category[offer % len(category)].tolist()
    for place in zip(of, cell.tolist(), counted.tolist(), strict=True):
        sums[place[:2]] += place[2]
    rows = sorted(sums.items())
    state.ledger.record(
        "experienced_surplus",
        week=state.week,
        cell=[number for (_, number), _ in rows],
        category=[number for (number, _), _ in rows],
        customers=[0 for _ in rows],
        amount=[amount / HARM_STEPS * state.given.units.money_step for _, amount in rows],
    )


def _where(state: ShoppingState, places: list[int]) -> dict[str, Integers]:
    """Return outlet, product and cell of each place [C, O, P]."""
    products = len(state.run_tables.products)
    offers = len(state.run_tables.outlets) * products
    cell, offer = np.divmod(np.array(places, dtype=np.int64), offers)  # of no offers there is no place
    return {"outlet": party_codes(state, offer // products), "product": offer % products, "cell": cell}
