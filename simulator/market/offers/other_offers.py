"""Other offers: what customers of an offer take instead of it, and what of that stays with the owner.

An outlet's customers are those of the regions it serves. Of an outlet that serves more, the part of its
demand is counted that these are of all its customers; so a shop and the web store of one owner reckon with
each other as if the store sold alike everywhere. Margins are last week's, so that it does not matter who
prices first. What a manufacturer earns by supplying its rivals is not reckoned with.
"""

from itertools import product as pairs

import numpy as np
from mesa import Agent

from simulator.domain.channel.member import Member
from simulator.domain.decisions.policy_views import OtherOffer
from simulator.market.state.protocols import OfferState


def other_offers(state: OfferState, agent: Agent, product: str) -> tuple[OtherOffer, ...]:
    """Return last week's other offers of a product's category to customers of an outlet."""
    offers, run_tables = state.offer_table, state.run_tables
    row, column = state.outlet_number[agent.member.name], state.product_number[product]
    alike = next(products for products in run_tables.products_of if column in products)
    part = run_tables.served_too[row]
    return tuple(
        other_offer(state, agent.member, product, (outlet, other), part[outlet].item())
        for outlet, other in pairs(np.flatnonzero(part).tolist(), alike)
        if (outlet, other) != (row, column) and offers.was_carried[outlet, other]
    )


def other_offer(
    state: OfferState, mine: Member, product: str, offer: tuple[int, int], part: float
) -> OtherOffer:
    """Return one of them, of the outlet and the product by number, as the owner of an outlet sees it."""
    outlet, other = state.run_tables.outlets[offer[0]], state.run_tables.products[offer[1]]
    agent = state.members[outlet]
    is_own = owner(agent.member) == owner(mine)
    return OtherOffer(
        demand=tuple(part * units for units in agent.stock.remembered.get(other, ())),
        is_same_product=other == product,
        margin=state.given.units.per_unit(state.offer_table.margin_before[offer].item()) if is_own else 0.0,
    )


def owner(outlet: Member) -> str:
    """Return the member that an outlet belongs to, itself if it is its own master."""
    return outlet.owner or outlet.name
