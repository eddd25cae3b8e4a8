"""Recording of choices: every need, its alternatives and the decision, in a run that keeps journeys."""

import numpy as np

from simulator.domain.ledger_entries import AVAILABILITY
from simulator.market.recording.record_shopping import cells_of, party_codes, prices_asked
from simulator.market.state.alternatives import ALWAYS
from simulator.market.state.choice_tables import NONE
from simulator.market.state.protocols import ShoppingState


def write_choices(state: ShoppingState) -> None:
    """Record what customers considered, and every alternative with its attributes, if journeys are kept."""
    if state.run_tables.keeps_considered:
        write_choice_sets(state)
        write_alternatives(state)
        write_attributes(state)


def write_choice_sets(state: ShoppingState) -> None:
    """Write every offer that a customer considered."""
    shopping, products = state.shopping, len(state.run_tables.products)
    seen = shopping.alternatives
    row, offer = seen.row[seen.considered], seen.offer[seen.considered]
    state.ledger.record(
        "consideration",
        week=state.week,
        customer=shopping.customer[row],
        category=shopping.category[row],
        outlet=party_codes(state, offer // products),
        product=offer % products,
    )


def write_alternatives(state: ShoppingState) -> None:
    """Write every alternative before a customer with a need, going without among them."""
    shopping, seen = state.shopping, state.shopping.alternatives
    needs = len(shopping.customer)
    nothing = np.full(needs, NONE)
    row, offer = np.append(seen.row, np.arange(needs)), np.append(seen.offer, nothing)
    outlet, product = np.divmod(offer, len(state.run_tables.products))
    is_offer = offer != NONE
    state.ledger.record(
        "choice",
        week=state.week,
        customer=shopping.customer[row],
        cell=cells_of(state, shopping.customer[row]),
        category=shopping.category[row],
        outlet=party_codes(state, np.where(is_offer, outlet, NONE)),
        product=np.where(is_offer, product, NONE),
        availability=(np.append(seen.availability, np.full(needs, ALWAYS)), AVAILABILITY),
        price=np.append(prices_asked(state, seen.offer, seen.promotion), np.zeros(needs, dtype=np.int64)),
        chosen=(shopping.chosen[row] == offer).astype(np.int64),
        bought=(is_offer & (shopping.got[row] == offer)).astype(np.int64),
        ordered=(is_offer & (shopping.waits[row] == offer)).astype(np.int64),
    )


def write_attributes(state: ShoppingState) -> None:
    """Write what terms of utility weigh of the alternatives.

    What is zero is left out; where all are, one is written, so that the attribute is named.
    """
    shopping, seen, products = state.shopping, state.shopping.alternatives, len(state.run_tables.products)
    for name, amount in seen.attributes.items():
        some = np.flatnonzero(amount) if amount.any() else np.arange(min(1, len(amount)))
        row, offer = seen.row[some], seen.offer[some]
        state.ledger.record(
            "attribute",
            week=state.week,
            customer=shopping.customer[row],
            category=shopping.category[row],
            outlet=party_codes(state, offer // products),
            product=offer % products,
            attribute=name,
            amount=amount[some],
        )
