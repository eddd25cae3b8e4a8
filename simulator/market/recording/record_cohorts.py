"""Recording of cohorts: sales and returns by the outlet that acquired the customer, in any detail.

Written where a scenario says `cohorts: true`. Of the purchases of a week those come first that were ordered
before and are delivered, then those from the shelf, in the order of categories and customers.
"""

from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.numerics.basis_points import WHOLE
from simulator.base.numerics.distinct_rows import distinct_rows
from simulator.domain.offers.promotions import Plan
from simulator.market.recording.record_shopping import party_codes, prices_paid
from simulator.market.recording.record_traffic_sources import write_acquisition_sources
from simulator.market.state.choice_tables import NONE
from simulator.market.state.maker_earnings import makers_earnings, makers_losses
from simulator.market.state.protocols import BackorderState, ReturnState
from simulator.market.state.returns_book import Returns


@dataclass(frozen=True)
class Purchases:
    """Purchases of a week, one a row, in their order."""

    customer: Integers
    offer: Integers
    price: Integers
    """What is paid [money steps]."""
    fee: Integers
    """What payment in parts costs the outlet [basis points]."""
    source: Integers
    """What brought the need, medium by number, or NONE."""


def write_cohort_sales(state: BackorderState) -> None:
    """Note the outlets that acquired the buyers of this week, and write the sales by them."""
    if state.acquisitions is None:
        return
    bought = purchases(state)
    outlet, product = np.divmod(bought.offer, len(state.run_tables.products))
    maker = state.run_tables.maker[product]
    known = state.acquisitions.note(bought.customer, maker, outlet, state.week)
    columns = {
        "outlet": party_codes(state, outlet),
        "acquired_by": party_codes(state, known.outlet),
        "since": known.since,
        "bought_last": known.last,
        "product": product,
    }
    place, kind = distinct_rows(list(columns.values()))
    earned = makers_earnings(state, bought.offer, bought.price, bought.fee)

    def summed(amounts: Integers) -> Integers:
        total = np.zeros(len(place), dtype=np.int64)
        np.add.at(total, kind, amounts)
        return total

    state.ledger.record(
        "cohort_sale",
        week=state.week,
        **{name: values[place] for name, values in columns.items()},
        units=np.bincount(kind, minlength=len(place)),
        customers=summed(known.is_first.astype(np.int64)),
        paid=summed(bought.price),
        earned=summed(earned),
    )
    first = np.flatnonzero(known.is_first & (known.since == state.week))
    write_acquisition_sources(state, outlet[first], product[first], bought.source[first])


def write_cohort_returns(state: ReturnState, returns: Returns) -> None:
    """Write what customers send back by the outlets that acquired them."""
    if state.acquisitions is None:
        return
    outlet, product = np.divmod(returns.offer, len(state.run_tables.products))
    acquired_by, since = state.acquisitions.of(returns.customer, state.run_tables.maker[product])
    columns = {
        "outlet": party_codes(state, outlet),
        "acquired_by": party_codes(state, acquired_by),
        "since": since,
        "product": product,
    }
    place, kind = distinct_rows(list(columns.values()))
    sums = np.zeros((2, len(place)), dtype=np.int64)
    for row, amounts in zip(sums, (returns.refund, makers_losses(state, returns)), strict=True):
        np.add.at(row, kind, amounts)
    state.ledger.record(
        "cohort_return",
        week=state.week,
        **{name: values[place] for name, values in columns.items()},
        units=np.bincount(kind, minlength=len(place)),
        refunded=sums[0],
        lost=sums[1],
    )


def purchases(state: BackorderState) -> Purchases:
    """Return all purchases of the week: orders delivered, then sales from the shelf."""
    shopping, orders = state.shopping, state.backorders.delivered
    sold = np.flatnonzero(shopping.got != NONE)
    ordered = [deal.plan for deal in state.backorders.deals]
    at_once = [promotion.plan for promotion in state.week_tables.promotions]
    fees = _fees(ordered)[orders.deal], _fees(at_once)[shopping.promotion[sold]]
    return Purchases(
        customer=np.append(orders.customer, shopping.customer[sold]),
        offer=np.append(orders.offer, shopping.got[sold]),
        price=np.append(orders.price, prices_paid(state, sold)),
        fee=np.append(*fees),
        source=np.append(orders.source, shopping.source[sold]),
    )


def _fees(plans: list[Plan | None]) -> Integers:
    """Return what plans cost [basis points]; the last, which NONE reaches, nothing."""
    fees = [0 if plan is None else round(plan.fee * WHOLE) for plan in plans]
    return np.array([*fees, 0], dtype=np.int64)
