"""Fulfilment of backorders: goods that come in go first to customers waiting for them, until patience ends.

Orders are filled before the week's new customers come, as far as goods on hand go. Who leaves, and who will
get no more of a product, cancels the orders that are left. Nothing was paid, so nothing is paid back. Orders
that are open when the run ends stay open.
"""

import numpy as np

from simulator.base.arrays import Flags, Floats
from simulator.base.numerics.distinct_rows import distinct_rows
from simulator.domain.people.utility_term import PURCHASE_REASONS
from simulator.market.goods.household_consumption import use_at_once
from simulator.market.goods.returns_and_failures import foresee_returns_and_failures
from simulator.market.recording.record_experiences import write_surplus_in_fact
from simulator.market.recording.record_needs import write_orders_ended
from simulator.market.recording.record_shopping import aggregated, customer_codes, one_each, party_codes
from simulator.market.recording.record_traffic_sources import write_cancellation_sources
from simulator.market.state.backorder_book import Backorders
from simulator.market.state.choice_tables import NONE
from simulator.market.state.luck_weeks import week_of_unit
from simulator.market.state.protocols import BackorderState, RepairState
from simulator.market.state.returns_book import UnitsTaken
from simulator.market.state.terms_of_return import numbers_of
from simulator.market.state.waiting_time import book_owed, weeks_to_delivery
from simulator.mechanisms.choice.consumer_surplus import counted_in_fact


def fulfil_backorders(state: RepairState) -> None:
    """Fulfil backorders from goods on hand; withdraw orders of customers or outlets that give up."""
    book = state.backorders
    if not book.is_on:
        return
    is_filled = can_be_filled(state, book.open)
    book.delivered, book.open = book.open.where(is_filled), book.open.where(~is_filled)
    deliver_backorders(state, book.delivered)
    book.remember(state.week)
    waited = state.week - book.open.week
    book.withdrawn = withdraw(state, waited >= book.patience[book.open.cell], "patience")
    withdraw(state, is_discontinued(state, book.open), "discontinued")


def can_be_filled(state: BackorderState, orders: Backorders) -> Flags:
    """Return which orders there are goods for, first come, first served."""
    on_hand = np.zeros(state.backorders.accepts.size, dtype=np.int64)
    for offer in np.unique(orders.offer).tolist():
        outlet, product = divmod(offer, len(state.run_tables.products))
        stock = state.members[state.run_tables.outlets[outlet]].stock
        on_hand[offer] = stock.on_hand[state.run_tables.products[product]]
    is_filled: Flags = orders.turn() < on_hand[orders.offer]
    return is_filled


def is_discontinued(state: BackorderState, orders: Backorders) -> Flags:
    """Return which orders are for something that an outlet gets no more of."""
    over = np.zeros(state.backorders.accepts.size, dtype=bool)
    for offer in np.unique(orders.offer).tolist():
        outlet, product = divmod(offer, len(state.run_tables.products))
        name, what = state.run_tables.outlets[outlet], state.run_tables.products[product]
        is_under_way = state.members[name].stock.on_order[what] > 0
        over[offer] = weeks_to_delivery(state, name, what) is None and not is_under_way
    return over[orders.offer]


def cancel_backorders_at(state: BackorderState, name: str) -> None:
    """Cancel all orders that customers have with an outlet that leaves."""
    book = state.backorders
    if book.is_on and name in state.outlet_number:
        outlet = book.open.offer // len(state.run_tables.products)
        withdraw(state, outlet == state.outlet_number[name], "departure")


def withdraw(state: BackorderState, chosen: Flags, reason: str) -> Backorders:
    """Take chosen orders off the books, let their customers go, and return them."""
    book = state.backorders
    gone, book.open = book.open.where(chosen), book.open.where(~chosen)
    book_owed(state, gone.offer, -1)
    state.crowd.release(gone.customer, gone.category, gone.offer)
    columns = {**_what(state, gone), "margin": gone.margin}
    columns, units, _ = aggregated(columns, one_each(gone.offer))
    state.ledger.record("withdrawal", week=state.week, units=units, reason=reason, **columns)
    write_cancellation_sources(state, gone)
    write_orders_ended(state, gone, "cancelled")
    return gone


def deliver_backorders(state: RepairState, orders: Backorders) -> None:
    """Take what was ordered off the shelves, let customers take it home, and write it down as sold."""
    book_owed(state, orders.offer, -1)
    products = len(state.run_tables.products)
    counted = np.bincount(orders.offer, minlength=state.backorders.accepts.size)
    for offer in np.flatnonzero(counted).tolist():
        stock = state.members[state.run_tables.outlets[offer // products]].stock
        stock.on_hand[state.run_tables.products[offer % products]] -= int(counted[offer])
    late = orders.weeks_late(state.week)
    found = state.crowd.found_on_delivery(orders.customer, orders.offer, late)
    state.crowd.hand_over(orders.customer, orders.category, orders.offer, state.week, orders.luck_week, late)
    taken = UnitsTaken(
        customer=orders.customer,
        cell=orders.cell,
        offer=orders.offer,
        terms=state.returns.terms.of(orders.offer, numbers_of(state.backorders.deals, orders.deal)),
        week=week_of_unit(state.week, orders.luck_week),
        price=orders.price,
        at_home=orders.at_home,
        on_delivery=found,
    )
    use_at_once(state, orders.customer, orders.offer)
    foresee_returns_and_failures(state, taken)
    write_lateness(state, orders, late, found)
    columns = {**_what(state, orders), "substitute": orders.substitute}
    columns, units, _ = aggregated(columns, one_each(orders.offer))
    state.ledger.record("delivery", week=state.week, units=units, **columns)
    write_sales(state, orders)
    write_orders_ended(state, orders, "met")
    write_promotional_sales(state, orders)


def write_lateness(state: RepairState, orders: Backorders, late: Floats, found: Floats) -> None:
    """Write what came later than was told, where lateness matters, and what surplus lacks of it.

    *late*: by how many weeks each is; *found*: what is found by how it is handed over [utils].
    """
    if not len(orders) or not state.week_tables.terms.on_delivery:
        return
    is_late, is_felt = late > 0.0, found != 0.0
    what = _what(state, orders.where(is_late))
    columns = {name: what[name] for name in ("outlet", "product", "cell")}
    place, each = distinct_rows(list(columns.values()))
    state.ledger.record(
        "late_delivery",
        week=state.week,
        units=np.bincount(each, minlength=len(place)),
        amount=np.bincount(each, late[is_late], minlength=len(place)),
        **{name: column[place] for name, column in columns.items()},
    )
    felt = orders.where(is_felt)
    sensitivity = state.crowd.price_sensitivity(felt.customer, felt.offer)
    counted = counted_in_fact(found[is_felt], sensitivity, state.given.units.money_step)
    write_surplus_in_fact(state, felt.offer, felt.cell, counted)


def _what(state: BackorderState, orders: Backorders) -> dict[str, np.ndarray]:
    outlet, product = np.divmod(orders.offer, len(state.run_tables.products))
    return {
        "outlet": party_codes(state, outlet),
        "product": product,
        "cell": orders.cell,
        "ordered": orders.week,
        "customer": customer_codes(state, orders.customer),
    }


def write_sales(state: BackorderState, orders: Backorders) -> None:
    """Write the sales that deliveries are."""
    what = _what(state, orders)
    del what["ordered"]
    columns = {
        **what,
        "price": orders.price,
        "substitute": orders.substitute,
        "adviser": orders.adviser,
        "purchase_reason": orders.tipped,
    }
    columns, units, considered = aggregated(columns, orders.considered)
    reason = (columns.pop("purchase_reason"), PURCHASE_REASONS)
    state.ledger.record(
        "sale", week=state.week, units=units, considered=considered, purchase_reason=reason, **columns
    )


def write_promotional_sales(state: BackorderState, orders: Backorders) -> None:
    """Write what was delivered at another price than was asked of everybody when it was ordered."""
    orders = orders.where(orders.deal != NONE)
    what = _what(state, orders)
    columns = {name: what[name] for name in ("outlet", "product", "cell")}
    columns |= {"price": orders.price, "asked": orders.asked, "margin": orders.margin, "deal": orders.deal}
    columns, units, _ = aggregated(columns, one_each(orders.offer))
    deals = [state.backorders.deals[number] for number in columns.pop("deal").tolist()]
    state.ledger.record(
        "promotion_sale",
        week=state.week,
        promotion=[deal.offer for deal in deals],
        leaked=[int(deal.leaked) for deal in deals],
        units=units,
        **columns,
    )
