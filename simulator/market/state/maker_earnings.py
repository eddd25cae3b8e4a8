"""Maker's earnings: what a sale to a customer leaves the product's manufacturer and its own outlets.

At an outlet of its own, to the last money step:

    price paid − commission − fulfilment fee − handling − fee for payment in parts − production cost

Elsewhere it is paid when it ships a unit to the first member that is not its own. With which shipment a unit
on a shelf came is told by nothing, so a sale leaves it

    the price in force there in the week of the sale − production cost

which is exact for digital goods, shipped as they are sold, and where that price never changes. In neither are
what no single sale costs: freight, storage, scrap, rebates and penalties, advice, instalments that are not
paid, wages, campaigns; nor what comes after the sale, refunds and repairs.
"""

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.numerics.basis_points import WHOLE, basis_points_of
from simulator.market.state.protocols import OfferState


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
