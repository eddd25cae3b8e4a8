"""Counterfactual customer: offers of counterfactual markets, weighed by one customer for a lost need.

The focal maker's offers at hand, known to me or not, and those elsewhere of its products that no outlet at
hand carries; with what I believed and had heard, without the message's barrier, without the outlet's; at the
prices asked, and at those that I remember if they are less.
"""

from dataclasses import dataclass, replace
from typing import Any, cast

from simulator.market.customers.offer import Offer
from simulator.market.customers.visit import Visit, Weighing
from simulator.market.state.choice_tables import NONE
from simulator.market.state.utility_terms import AS_IT_IS, BARRIERS


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """An offer as one customer weighs it in counterfactual markets."""

    weighed: tuple[Weighing, ...]
    """By barriers removed (`BARRIERS`)."""
    at_remembered: tuple[Weighing, ...]
    """The same if it costs no more than is remembered."""
    is_known: bool
    is_at_hand: bool

    @property
    def offer(self) -> Offer:
        """Return the offer."""
        return cast("Offer", self.weighed[AS_IT_IS].offer)


class CounterfactualCustomer:
    """The part of a customer that weighs what it might have had."""

    def counterfactuals(self: Any, visit: Visit) -> list[Counterfactual]:
        """Return what I might have had: own offers at hand, rivals' seen, own ones elsewhere."""
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
        return [
            self.counterfactual(offer, occasion, (offer.outlet, offer.product) not in there) for offer in seen
        ]

    def counterfactual(self: Any, offer: Offer, visit: Visit, is_at_hand: bool) -> Counterfactual:
        """Weigh an offer as it is, and without what stood before it."""
        known, visit = self.knows(offer.product), self.advised_on(offer, visit)
        if not offer.is_focal:
            weighed = (self.weigh(offer, visit),) * len(BARRIERS)
            return Counterfactual(weighed, weighed, known, is_at_hand)
        visits = [replace(visit, barriers=away) for away in range(len(BARRIERS))]
        weighed = tuple(self.weigh(offer, one) for one in visits)
        paid, felt = offer.reference_price, offer.reference_price * self.salience
        if offer.price_felt <= felt:
            return Counterfactual(weighed, weighed, known, is_at_hand)
        back = self.week.brings_back(offer, offer.promotion, paid)
        cheaper = offer.of_customer(offer.promotion, felt, paid, back)
        return Counterfactual(weighed, tuple(self.weigh(cheaper, one) for one in visits), known, is_at_hand)
