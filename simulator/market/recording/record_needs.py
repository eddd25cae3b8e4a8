"""Recording of needs: each customer's need, from the week in which it arose to its end, beside the counts.

Written in runs that know customers apart (`detail: sales` and above). A need that arose and of which no end
is written is open.
"""

import numpy as np

from simulator.base.arrays import Integers
from simulator.market.recording.record_shopping import party_codes, prices_paid
from simulator.market.state.backorder_book import Backorders
from simulator.market.state.choice_tables import NONE
from simulator.market.state.luck_weeks import ORDINAL, number_of_unit
from simulator.market.state.protocols import BackorderState, ShoppingState


def write_each_need(state: ShoppingState) -> None:
    """Write the needs that arose, were met, given up or overtaken in this week's shopping."""
    if state.given.detail == "summary":
        return
    shopping, week = state.shopping, state.week
    met, waits = shopping.got != NONE, shopping.waits != NONE
    bought = np.flatnonzero(met)
    overtook = np.flatnonzero(shopping.overtook)
    over = np.flatnonzero(~(shopping.stays_open | met | waits))
    new = np.flatnonzero(shopping.onset == week)
    _write_ends(state, "overtaken", overtook, *np.divmod(shopping.overtook[overtook], ORDINAL)[::-1])
    _write_ends(state, "arisen", new, shopping.onset[new], number_of_unit(shopping.luck_week[new]))
    _write_ends(state, "given_up", over, shopping.onset[over], number_of_unit(shopping.luck_week[over]))
    outlet, product = np.divmod(shopping.got[bought], len(state.run_tables.products))
    state.ledger.record(
        "need",
        week=week,
        customer=shopping.customer[bought],
        category=shopping.category[bought],
        outcome="met",
        onset=shopping.onset[bought],
        ordinal=number_of_unit(shopping.luck_week[bought]),
        outlet=party_codes(state, outlet),
        product=product,
        price=prices_paid(state, bought),
    )


def _write_ends(
    state: ShoppingState, outcome: str, rows: Integers, onset: Integers, ordinal: Integers
) -> None:
    """Write an outcome without goods of needs of some rows' customers, by their weeks and numbers."""
    shopping = state.shopping
    state.ledger.record(
        "need",
        week=state.week,
        customer=shopping.customer[rows],
        category=shopping.category[rows],
        outcome=outcome,
        onset=onset,
        ordinal=ordinal,
        outlet=NONE,
        product=NONE,
        price=0,
    )


def write_orders_ended(state: BackorderState, orders: Backorders, outcome: str) -> None:
    """Write the needs for which an order was waited for: met by its delivery, or cancelled with it."""
    if state.given.detail == "summary":
        return
    outlet, product = np.divmod(orders.offer, len(state.run_tables.products))
    is_met = outcome == "met"
    state.ledger.record(
        "need",
        week=state.week,
        customer=orders.customer,
        category=orders.category,
        outcome=outcome,
        onset=orders.onset,
        ordinal=number_of_unit(orders.luck_week),
        outlet=party_codes(state, outlet) if is_met else NONE,
        product=product if is_met else NONE,
        price=orders.price if is_met else 0,
    )
