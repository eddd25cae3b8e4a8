"""Terms in force: list price, price floor and wholesale price of each outlet and product, for the ledger.

Written when the market opens, for all that outlets are supplied with, and whenever they change while an
outlet has the product on offer. So a reader of the ledger judges a price by the terms of its week, never by
what the scenario opened with: a floor that an event sets or lifts, another list price, a price that the
manufacturer itself has lowered.

Writes: terms_in_force.
"""

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.ledger.header import NOBODY_CODE
from simulator.market.offers.pricing_view import price_floor
from simulator.market.state.protocols import OfferState
from simulator.market.state.terms_in_force import OfferTerms


def note_terms(state: OfferState, outlet: Member, product: str, contract: Contract | None) -> None:
    """Note the terms on which an outlet has a product."""
    units, interventions = state.given.units, state.active_interventions
    listed = interventions.listed(outlet, product, state.given.products[product].list_price)
    state.terms_in_force.note(
        OfferTerms(
            outlet=state.header.code(outlet.name),
            product=state.product_number[product],
            supplier=NOBODY_CODE if contract is None else state.header.code(contract.supplier),
            list_price=units.price(listed),
            promotional_price=units.price(interventions.granted(outlet, product, listed)),
            price_floor=units.price(price_floor(state, outlet, product, contract, listed)),
            price=0 if contract is None else state.prices_in_force.price(contract, product),
        )
    )


def record_terms(state: OfferState) -> None:
    """Write the terms that have changed since they were last written."""
    state.ledger.record("terms_in_force", week=state.week, **state.terms_in_force.news())


def record_opening_terms(state: OfferState) -> None:
    """Write the terms on which open outlets are supplied when the market opens."""
    for name in state.run_tables.outlets:
        if not state.members[name].is_open:
            continue
        for product in state.product_number:
            contract = state.routes.supply(name, product)
            if contract is not None:
                note_terms(state, state.header.member(name), product, contract)
    record_terms(state)
