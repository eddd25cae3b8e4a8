"""Taking back: outlets refund what customers send back, and have it in inspection.

A unit in inspection is not on hand and not sold. An outlet that has left takes nothing back: its customers
keep what they have.
"""

import numpy as np

from simulator.base.arrays import Integers
from simulator.domain.ledger_entries import OUTSIDE
from simulator.domain.offers.return_terms import ReturnTerms
from simulator.market.goods.household_consumption import end_trials
from simulator.market.recording.record_cohorts import write_cohort_returns
from simulator.market.recording.record_experiences import write_surplus_in_fact
from simulator.market.recording.record_shopping import aggregated, customer_codes, one_each, party_codes
from simulator.market.state.protocols import ReturnState
from simulator.market.state.returns_book import Returns
from simulator.mechanisms.experience.return_decision import REASONS


def take_back(state: ReturnState) -> None:
    """Take in what customers send back this week, and pay for it."""
    returns = state.returns.due(state.week)
    products = len(state.run_tables.products)
    outlets = [state.run_tables.outlets[number] for number in (returns.offer // products).tolist()]
    is_taken = np.array([bool(state.members[name].is_open) for name in outlets], dtype=bool)
    end_trials(state, returns, is_taken)
    returns = returns.where(is_taken)
    if not len(returns):
        return
    state.crowd.send_back(returns.customer, returns.offer, state.week)
    write_returns(state, returns)
    write_cohort_returns(state, returns)
    write_surplus_in_fact(state, returns.offer, returns.cell, returns.spared)
    alike = np.stack([returns.offer, returns.terms, returns.refund, returns.commission])
    each, units = np.unique(alike, axis=1, return_counts=True)
    for (offer, terms, refund, commission), many in zip(each.T.tolist(), units.tolist(), strict=True):
        outlet, product = divmod(offer, products)
        name, what = state.run_tables.outlets[outlet], state.run_tables.products[product]
        on = state.returns.terms.all[terms]
        pay_for_returns(state, name, on, (refund * many, commission * many, many))
        inspect_later(state, name, what, many, on.inspection_weeks)


def write_returns(state: ReturnState, returns: Returns) -> None:
    """Write down what customers send back."""
    outlet, product = np.divmod(returns.offer, len(state.run_tables.products))
    columns = {
        "outlet": party_codes(state, outlet),
        "product": product,
        "cell": returns.cell,
        "bought": returns.bought,
        "price": returns.price,
        "refund": returns.refund,
        "shipping": shipping_of_outlets(state)[returns.terms],
        "reason": returns.reason,
        "customer": customer_codes(state, returns.customer),
    }
    columns, units, _ = aggregated(columns, one_each(returns.offer))
    reason = (columns.pop("reason"), REASONS)
    state.ledger.record("return", week=state.week, units=units, reason=reason, **columns)


def shipping_of_outlets(state: ReturnState) -> Integers:
    """Return what outlets pay for sending a unit back, by the place of its terms [money steps]."""
    price = state.given.units.price
    return np.array([price(one.shipping_for("outlet")) for one in state.returns.terms.all], dtype=np.int64)


def pay_for_returns(state: ReturnState, name: str, terms: ReturnTerms, counted: tuple[int, int, int]) -> None:
    """Pay refunds, shipping and inspection; *counted* has refunds, commissions given back, and units."""
    refunds, commissions, units = counted
    price, host = state.given.units.price, state.header.member(name).hosted_by
    state.payments.pay(name, OUTSIDE, refunds, "refund")
    state.payments.pay(name, OUTSIDE, price(terms.shipping_for("outlet")) * units, "return_shipping")
    state.payments.pay(name, OUTSIDE, price(terms.inspection_cost) * units, "inspection")
    if host is not None:
        state.payments.pay(host, name, commissions, "commission_refund")


def inspect_later(state: ReturnState, name: str, product: str, units: int, weeks: int) -> None:
    """Put units into inspection for so many weeks; they are goods of the outlet again, at their cost."""
    state.returns.in_inspection[name, product][state.week + weeks] += units
    state.returns.regained[name] += (state.prices_in_force.cost(name, product) or 0) * units
