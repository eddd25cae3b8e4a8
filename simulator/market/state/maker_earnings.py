"""Maker's earnings: what a sale to a customer leaves the product's manufacturer and its own outlets.

At an outlet of its own, to the last money step:

    price paid − commission − fulfilment fee − handling − fee for payment in parts − production cost

Elsewhere it is paid when it ships a unit to the first member that is not its own. With which shipment a unit
on a shelf came is told by nothing, so a sale leaves it

    the price in force there in the week of the sale − production cost

which is exact for digital goods, shipped as they are sold, and where that price never changes. In neither are
what no single sale costs: freight, storage, scrap, rebates and penalties, advice, instalments that are not
paid, wages, campaigns; nor repairs and support, which come after the sale.

A unit that is sent back takes from the manufacturer, where its own outlet takes it back,

    refund + shipping + inspection − commission given back − c · production cost

with c the chance that it can be sold again; elsewhere, where the next unit is then not ordered,

    c · (price in force − production cost) + (1 − c) · what the maker credits for a unit thrown away
"""

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.numerics.basis_points import WHOLE, basis_points_of
from simulator.domain.offers.return_terms import ReturnTerms
from simulator.market.state.protocols import OfferState, ReturnState
from simulator.market.state.returns_book import Returns


def makers_earnings(state: OfferState, offer: Integers, price: Integers, fee: Integers) -> Integers:
    """Return what each of some sales leaves the manufacturer of what is sold [money steps].

    *offer*: numbers of offers; *price*: what was paid [money steps]; *fee*: for payment in parts [basis
    points].
    """
    offers, at = np.unique(offer, return_inverse=True)
    terms = [_terms(state, one) for one in offers.tolist()]
    is_own, fixed, commission = np.array(terms, dtype=np.int64).reshape(-1, 3)[at].T
    fees = basis_points_of(price, commission) + basis_points_of(price, fee)
    earned: Integers = fixed + is_own * (price - fees)
    return earned


def _terms(state: OfferState, offer: int) -> tuple[int, int, int]:
    """Return whether an offer is the maker's own (1), what of a sale hangs on no price, and commission."""
    outlet, product = divmod(offer, len(state.run_tables.products))
    name, what = state.run_tables.outlets[outlet], state.run_tables.products[product]
    units, noun, member = state.given.units, state.given.products[what], state.header.member(name)
    made = units.price(noun.unit_cost)
    if state.header.home(name) != noun.maker:
        return 0, _paid_to_maker(state, name, what, noun.maker) - made, 0
    hosting = state.routes.hosting(name)
    sent = 0 if hosting is None or hosting.fulfilment_fee is None else units.price(hosting.fulfilment_fee)
    return 1, -made - units.price(member.sale_cost) - sent, round(state.routes.commission(name) * WHOLE)


def _paid_to_maker(state: OfferState, outlet: str, product: str, maker: str) -> int:
    """Return what a maker asks of the first member on the way to an outlet that is not its own [money steps].

    Nothing where no contract leads to the maker.
    """
    buyer = outlet
    while True:
        contract = state.routes.supply(buyer, product) or state.routes.contract_had(buyer, product)
        if contract is None:
            return 0
        if state.header.home(contract.supplier) == maker:
            return state.prices_in_force.price(contract, product)
        buyer = contract.supplier


def makers_losses(state: ReturnState, returns: Returns) -> Integers:
    """Return what each of some units that are sent back takes from its manufacturer [money steps]."""
    alike = np.stack([returns.offer, returns.terms])
    kinds, at = np.unique(alike, axis=1, return_inverse=True)
    terms = [_return_terms(state, offer, state.returns.terms.all[one]) for offer, one in kinds.T.tolist()]
    is_own, fixed = np.array(terms, dtype=np.int64).reshape(-1, 2)[at.ravel()].T
    lost: Integers = fixed + is_own * (returns.refund - returns.commission)
    return lost


def _return_terms(state: ReturnState, offer: int, on: ReturnTerms) -> tuple[int, int]:
    """Return whether an outlet is the maker's own (1), and what of a loss hangs on no price paid."""
    outlet, product = divmod(offer, len(state.run_tables.products))
    name, what = state.run_tables.outlets[outlet], state.run_tables.products[product]
    units, noun = state.given.units, state.given.products[what]
    made, handled = units.price(noun.unit_cost), state.returns.terms.handled(offer)
    if state.header.home(name) == noun.maker:
        taking = units.price(on.shipping_for("outlet")) + units.price(on.inspection_cost)
        return 1, taking - round(handled.saleable * made)
    paid = _paid_to_maker(state, name, what, noun.maker)
    contract = state.routes.supply(name, what) or state.routes.contract_had(name, what)
    is_makers = contract is not None and state.header.home(contract.supplier) == noun.maker
    credited = handled.credited * paid if is_makers else 0.0
    return 0, round(handled.saleable * (paid - made) + (1.0 - handled.saleable) * credited)
