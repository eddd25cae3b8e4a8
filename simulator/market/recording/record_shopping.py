"""Recording of purchases: a week's shopping as ledger entries, in the scenario's detail."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.counting import HARM_STEPS
from simulator.base.numerics.distinct_rows import distinct_rows
from simulator.domain.ledger_entries import LOST_TO, NEED_FLOWS, STAGES
from simulator.domain.people.utility_term import PURCHASE_REASONS
from simulator.market.customers.outlets_seen import ANY, OWN
from simulator.market.state.choice_tables import NONE
from simulator.market.state.promotions import promotional_prices_paid
from simulator.market.state.protocols import ShoppingState

RESPONSES = ("substituted", "left", "waited", "postponed", "gave_up")
WAITED, POSTPONED, GAVE_UP = 2, 3, 4


def write_shopping(state: ShoppingState) -> None:
    """Record the week's shopping: sales, lost sales, advice, stages, lost needs, traffic, surplus."""
    write_sales(state)
    write_promotional_sales(state)
    write_losses(state)
    write_advice(state)
    write_needs(state)
    write_stages(state)
    write_lost_needs(state)
    write_traffic(state)
    write_surplus(state)


def write_sales(state: ShoppingState) -> None:
    """Record sales: one by one, or summed over customers of a cell that are alike in all columns."""
    shopping, products = state.shopping, len(state.run_tables.products)
    sold = np.flatnonzero(shopping.got != NONE)
    offer = shopping.got[sold]
    outlet, product = offer // products, offer % products
    columns = {
        "outlet": party_codes(state, outlet),
        "product": product,
        "cell": cells_of(state, shopping.customer[sold]),
        "price": prices_paid(state, sold),
        "substitute": (shopping.wanted[sold] != offer).astype(np.int64),
        "adviser": party_codes(state, shopping.adviser[sold]),
        "purchase_reason": shopping.tipped[sold],
        "customer": customer_codes(state, shopping.customer[sold]),
    }
    columns, units, considered = aggregated(columns, shopping.considered[sold])
    reason = (columns.pop("purchase_reason"), PURCHASE_REASONS)
    state.ledger.record(
        "sale", week=state.week, units=units, considered=considered, purchase_reason=reason, **columns
    )


def prices_paid(state: ShoppingState, sold: Integers) -> Integers:
    """Return what was paid for each of some sales, by their rows [money steps]."""
    return prices_asked(state, state.shopping.got[sold], state.shopping.promotion[sold])


def prices_asked(state: ShoppingState, offer: Integers, promotion: Integers) -> Integers:
    """Return what is to be paid for offers this week, each under a promotion or none [money steps]."""
    outlet, product = np.divmod(offer, len(state.run_tables.products))
    asked = state.offer_table.price[outlet, product]
    return promotional_prices_paid(state.week_tables.promotions, promotion, outlet, asked)


def write_promotional_sales(state: ShoppingState) -> None:
    """Record sales under a promotion, by outlet and cell."""
    shopping, products = state.shopping, len(state.run_tables.products)
    for number, promotion in enumerate(state.week_tables.promotions):
        sold = np.flatnonzero((shopping.got != NONE) & (shopping.promotion == number))
        outlet = shopping.got[sold] // products
        columns = {"outlet": outlet, "cell": cells_of(state, shopping.customer[sold])}
        columns, units, _ = aggregated(columns, one_each(sold))
        outlet = columns["outlet"]
        state.ledger.record(
            "promotion_sale",
            week=state.week,
            outlet=party_codes(state, outlet),
            product=promotion.product,
            cell=columns["cell"],
            promotion=promotion.offer,
            leaked=int(promotion.leaked),
            units=units,
            price=promotion.each[outlet],
            asked=state.offer_table.price[outlet, promotion.product],
            margin=promotion.margin[outlet].astype(np.int64),
        )


def write_losses(state: ShoppingState) -> None:
    """Write what was wanted first and not there, and what the customer did then."""
    shopping, products = state.shopping, len(state.run_tables.products)
    over = ~shopping.stays_open & (shopping.waits != shopping.wanted)
    in_vain = (shopping.wanted != NONE) & (shopping.wanted != shopping.got)
    missed = np.flatnonzero(in_vain & (shopping.asks_anew | over))
    outlet, product = shopping.wanted[missed] // products, shopping.wanted[missed] % products
    columns = {
        "outlet": party_codes(state, outlet),
        "product": product,
        "cell": cells_of(state, shopping.customer[missed]),
        "response": responses_to_stock_out(state, missed),
        "customer": customer_codes(state, shopping.customer[missed]),
    }
    columns, units, _ = aggregated(columns, one_each(missed))
    response = (columns.pop("response"), RESPONSES)
    state.ledger.record("lost_sale", week=state.week, units=units, response=response, **columns)


def responses_to_stock_out(state: ShoppingState, missed: Integers) -> Integers:
    """Return the responses of customers to a stock-out of their first choice, by number.

    A place in `RESPONSES`: bought or ordered something else, went without, ordered it, or looks again; of a
    need that asked for it in vain before, that it is over without it.
    """
    shopping = state.shopping
    waits = shopping.waits[missed]
    without = (shopping.got[missed] == NONE) & (waits == NONE)
    went = np.where(without & shopping.stays_open[missed], POSTPONED, without.astype(np.int64))
    first = np.where(waits == shopping.wanted[missed], WAITED, went)
    return np.where(shopping.asks_anew[missed], first, GAVE_UP)


def write_advice(state: ShoppingState) -> None:
    """Write how many customers each outlet advised."""
    shopping = state.shopping
    asked = np.flatnonzero((shopping.adviser != NONE) & shopping.advised_anew)
    columns = {
        "outlet": party_codes(state, shopping.adviser[asked]),
        "cell": cells_of(state, shopping.customer[asked]),
        "category": shopping.category[asked],
    }
    columns, advised, _ = aggregated(columns, one_each(asked))
    state.ledger.record("advice", week=state.week, customers=advised, **columns)


def write_needs(state: ShoppingState) -> None:
    """Write what became of needs this week."""
    needs = state.shopping.needs
    category, cell, outcome = np.nonzero(needs)
    state.ledger.record(
        "need_flow",
        week=state.week,
        cell=cell,
        category=category,
        outcome=(outcome, NEED_FLOWS),
        needs=needs[category, cell, outcome],
    )


def write_stages(state: ShoppingState) -> None:
    """Write how many needs closed after coming as far as each stage."""
    stages = state.shopping.stages
    category, cell, stage = np.nonzero(stages)
    state.ledger.record(
        "stage_flow",
        week=state.week,
        cell=cell,
        category=category,
        stage=(stage, STAGES),
        customers=stages[category, cell, stage],
    )


def write_lost_needs(state: ShoppingState) -> None:
    """Record to what needs were lost that the focal manufacturer did not meet."""
    lost_to = state.shopping.lost_to
    category, cell, reason = np.nonzero(lost_to)
    state.ledger.record(
        "lost_need",
        week=state.week,
        cell=cell,
        category=category,
        reason=(reason, LOST_TO),
        sixtieths=lost_to[category, cell, reason],
    )


def write_traffic(state: ShoppingState) -> None:
    """Record how many needs saw an offer at each outlet as they looked for the first time."""
    traffic = state.shopping.traffic
    category, outlet = np.nonzero(traffic[:, :, ANY])
    state.ledger.record(
        "traffic",
        week=state.week,
        outlet=party_codes(state, outlet),
        category=category,
        customers=traffic[category, outlet, ANY],
        own=traffic[category, outlet, OWN],
    )


def write_surplus(state: ShoppingState) -> None:
    """Write what customers may expect of what they can choose from, and what comes true of it."""
    rows = sorted(state.shopping.surplus.items())
    step = state.given.units.money_step
    for kind, place in (("consumer_surplus", 1), ("experienced_surplus", 2)):
        state.ledger.record(
            kind,
            week=state.week,
            cell=[cell for (_, cell), _ in rows],
            category=[category for (category, _), _ in rows],
            customers=[sums[0] for _, sums in rows],
            amount=[sums[place] / HARM_STEPS * step for _, sums in rows],
        )


def one_each(rows: Integers) -> Integers:
    """Return one unit a row."""
    return np.ones(len(rows), dtype=np.int64)


def party_codes(state: ShoppingState, outlet: Integers) -> Integers:
    """Return the party codes of outlets; NONE stays."""
    if not len(state.outlet_code):  # where there is no outlet, none is meant
        return np.full(len(outlet), NONE)
    return np.where(outlet == NONE, NONE, state.outlet_code[outlet])


def cells_of(state: ShoppingState, customer: Integers) -> Integers:
    """Return the cells of customers."""
    return np.searchsorted(np.cumsum(state.run_tables.sizes), customer, side="right")


def customer_codes(state: ShoppingState, customer: Integers) -> Integers:
    """Return customers' numbers, or NONE where the ledger sums over customers."""
    return np.full(len(customer), NONE) if state.given.detail == "summary" else customer


def aggregated(
    columns: dict[str, Integers], counted: Integers
) -> tuple[dict[str, Integers], Integers, Integers]:
    """Return the distinct rows, how many there were of each, and the sum of what was counted."""
    if not len(counted):
        return columns, counted, counted
    place, kind = distinct_rows(list(columns.values()))
    sums = np.bincount(kind, weights=counted).astype(np.int64)
    return {name: values[place] for name, values in columns.items()}, np.bincount(kind), sums
