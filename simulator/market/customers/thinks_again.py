"""Thinks again: what one customer weighs anew of the focal manufacturer's offers, for a need that it lost.

I think of its offers at hand, known to me or not, and of those elsewhere of its products that no outlet at
hand carries; with what I believed and had heard, without the message's barrier, without the outlet's; at the
prices asked, and at those that I remember if they are less.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from simulator.market.customers.crowd import column
from simulator.market.customers.offer import Offer
from simulator.market.customers.offers_thought_of import OffersThoughtOf
from simulator.market.customers.visit import Visit, Weighing
from simulator.market.state.choice_tables import NONE
from simulator.market.state.utility_terms import AS_IT_IS, BARRIERS

if TYPE_CHECKING:
    from simulator.market.customers.customer import Customer


@dataclass(frozen=True, slots=True)
class Thought:
    """An offer as one customer thinks of it again."""

    weighed: tuple[Weighing, ...]
    """By barriers thought away (`BARRIERS`)."""
    at_remembered: tuple[Weighing, ...]
    """The same if it costs no more than is remembered."""
    is_known: bool
    is_at_hand: bool

    @property
    def offer(self) -> Offer:
        """Return the offer."""
        return cast("Offer", self.weighed[AS_IT_IS].offer)


class ThinksAgain:
    """The part of a customer that thinks of what it might have had."""

    def thinks_of(self: Any, visit: Visit) -> list[Thought]:
        """Return what I think of again: own offers at hand, rivals' seen, own ones elsewhere."""
        carried, offers = self.week.carried, len(self.run_tables.products)
        products = [p for p in self.run_tables.products_of[visit.category] if self.can_use(p)]
        own = [p for p in products if self.run_tables.lists["focal"][p]]
        held = self.held_offer.get(visit.category, NONE)
        at_hand = self.searched.get(visit.category, self.candidates)
        pairs = [(o, p) for o in at_hand for p in products] if held == NONE else [divmod(held, offers)]
        here = [(o, p) for o, p in pairs if p in own and carried[o][p]]
        missing = set() if held != NONE else set(own) - {p for _, p in here}
        there = [(o, p) for o in range(len(carried)) for p in own if p in missing and carried[o][p]]
        rivals = [offer for offer in visit.offers if not offer.is_focal]
        seen = [*(self.see(*one) for one in here), *rivals, *(self.see(*one) for one in there)]
        occasion = visit if visit.offers else replace(visit, offers=seen)
        return [self.thinks(offer, occasion, (offer.outlet, offer.product) not in there) for offer in seen]

    def thinks(self: Any, offer: Offer, visit: Visit, is_at_hand: bool) -> Thought:
        """Weigh an offer as it is, and without what stood before it."""
        known = self.knows(offer.product)
        if not offer.is_focal:
            weighed = (self.weigh(offer, visit),) * len(BARRIERS)
            return Thought(weighed, weighed, known, is_at_hand)
        visits = [replace(visit, barriers=away) for away in range(len(BARRIERS))]
        weighed = tuple(self.weigh(offer, one) for one in visits)
        felt = offer.reference_price * self.salience
        if offer.price_felt <= felt:
            return Thought(weighed, weighed, known, is_at_hand)
        remembered = {"price_felt": felt, "price_paid": offer.reference_price}
        cheaper = Offer(**{**offer.__dict__, **remembered})
        return Thought(weighed, tuple(self.weigh(cheaper, one) for one in visits), known, is_at_hand)


def thought_of_by(asked: "list[tuple[Customer, Visit]]") -> OffersThoughtOf:
    """Lay out what customers that are asked one by one think of again, with the visit of each."""
    each = [c.thinks_of(visit) for c, visit in asked]
    thoughts = [thought for one in each for thought in one]
    offers = [thought.offer for thought in thoughts]
    branches = len(asked[0][0].run_tables.nests.offers.nests.branches) if asked else 1
    shocks = np.array([t.weighed[AS_IT_IS].shocks for t in thoughts], dtype=np.float64)
    values = np.array(
        [[w.value for w in weighed] for t in thoughts for weighed in (t.weighed, t.at_remembered)],
        dtype=np.float64,
    ).reshape(len(thoughts), 2, len(BARRIERS))
    value, informed, served = values.transpose(2, 1, 0)
    nothing = [c.not_buying(visit.category).total for c, visit in asked]
    return OffersThoughtOf(
        row=column(row for row, one in enumerate(each) for _ in one),
        offer=column(
            c.run_tables.offer(t.offer.outlet, t.offer.product)
            for (c, _), one in zip(asked, each, strict=True)
            for t in one
        ),
        ours=np.array([offer.is_focal for offer in offers], dtype=bool),
        known=np.array([thought.is_known for thought in thoughts], dtype=bool),
        at_hand=np.array([thought.is_at_hand for thought in thoughts], dtype=bool),
        in_stock=np.array([offer.in_stock for offer in offers], dtype=bool),
        wait=np.array(
            [-np.inf if offer.cost_of_waiting is None else offer.cost_of_waiting for offer in offers],
            dtype=np.float64,
        ),
        value=value,
        message=informed - value,
        fit=served - value,
        shocks=list(shocks.reshape(-1, branches).T),
        cell=column(c.cell for c, _ in asked),
        scale=np.array([c.week.shock for c, _ in asked], dtype=np.float64),
        nothing=np.array(nothing, dtype=np.float64),
    )
