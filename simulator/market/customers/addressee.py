"""Addressee: meets what media aim at its state, one person at a time; a consumer is one with needs.

I am known by where I looked for something last, by the lists that I am on, by what I had and have left. What
I am shown I remember for a while, and I believe some of it, beside what all people like me have heard and
believe. Override a verb to change it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.base.keyed_random import happens, threshold
from simulator.domain.communication.aimed_medium import NEVER, CustomerState
from simulator.domain.communication.aims import is_meant
from simulator.mechanisms.communication.belief_updating import updated

if TYPE_CHECKING:
    from simulator.base.arrays import Floats
    from simulator.market.customers.offer import Offer
    from simulator.market.state.ad import Ad
    from simulator.market.state.aimed_media import MediumAimed
    from simulator.market.state.choice_tables import RunTables

type Pair = tuple[int, int]
"""An outlet and a product, or a product and a benefit; or a medium that aims, by its place, and a category or
a manufacturer."""


class Addressee:
    """The part of a consumer that media aim at."""

    key: int
    cell: int
    model: Any
    experience: set[int]
    has_left: set[int]
    last_visit: dict[Pair, int]
    """Week of my last visit, by medium and category."""
    lists: dict[Pair, bool]
    """Whether I am on a list that I have joined, by medium and manufacturer, or have left it."""
    heard: dict[int, float]
    """What media have shown me myself, and I remember, by product [contacts]."""
    believes: dict[Pair, float]
    """How much more I believe than people like me, by what I was shown myself, by product and benefit."""
    own_talk: float
    """What media have said to me myself, of any product, and I remember [contacts]."""
    own_price_talk: float
    """How much of it was of price [contacts]."""

    @property
    def run_tables(self) -> "RunTables":
        """Return the names, numbers and keys of the run."""
        raise NotImplementedError

    @property
    def aimed_media(self) -> "tuple[MediumAimed, ...]":
        """Return the media that aim at states of customers."""
        media: tuple[MediumAimed, ...] = self.model.aimed_media
        return media

    def remembers_visit(self, category: int, outlets: Iterable[int], week: int) -> None:
        """Remember where I saw offers of a category as I looked for it first."""
        seen = list(outlets)
        for number, one in enumerate(self.aimed_media):
            if any(one.at[outlet] for outlet in seen):
                self.last_visit[number, category] = week

    def joins(self, of: Pair, offers: Iterable[Pair], is_buyer: bool) -> bool:
        """Say whether I join a list, now that I see offers, or buy one: once for all I would or would not."""
        (number, maker), one = of, self.aimed_media[of[0]]
        terms, makers = one.medium.mailing_list, self.run_tables.maker
        if of in self.lists or terms is None:
            return False
        if not any(one.at[outlet] and makers[product] == maker for outlet, product in offers):
            return False
        word = self.model.dice.word("joins list", -1, self.key, self.aimed_media[number].list_keys[maker])
        joins: bool = happens(word, threshold(terms.buyers_join if is_buyer else terms.visitors_join))
        return joins

    def state_for(self, number: int, product: int, week: int, stage: int = 0) -> CustomerState:
        """Return what a campaign about a product can know of me on a medium, and of my need's stage."""
        category, maker = int(self.run_tables.category_of[product]), int(self.run_tables.maker[product])
        visited = self.last_visit.get((number, category))
        return CustomerState(
            weeks_since_visit=NEVER if visited is None else week - visited,
            is_on_list=self.lists.get((number, maker), False),
            has_had=product in self.experience,
            has_left=category in self.has_left,
            stage=stage,
        )

    def meets(self, ad: "Ad", number: int, week: int, stage: int = 0) -> bool:
        """Say whether I would meet a campaign on a medium this week, with a need that has come so far."""
        state, campaign = self.state_for(number, ad.product, week, stage), ad.campaign
        if not self.aimed_media[number].medium.reaches(state):
            return False
        if not is_meant(campaign.audiences, campaign.stages, state):
            return False
        word = self.model.dice.word("touch", week, self.key, ad.key)
        meets: bool = happens(word, int(ad.chance[self.cell]))
        return meets

    def is_shown(self, product: int, contacts: float) -> None:
        """Remember what I am shown of a product [contacts]."""
        self.heard[product] = np.float32(self.heard.get(product, 0.0) + contacts).item()

    def is_told_of_price(self, contacts: float, price_emphasis: float) -> None:
        """Remember what I am told, so much of it of price [contacts]."""
        self.own_talk = np.float32(self.own_talk + contacts).item()
        self.own_price_talk = np.float32(self.own_price_talk + contacts * price_emphasis).item()

    def is_persuaded(self, product: int, weights: list[float], beyond: list[float]) -> None:
        """Believe what I am shown of benefits so far; it goes so far beyond what my cell believes of each."""
        for benefit, (weight, further) in enumerate(zip(weights, beyond, strict=True)):
            if weight:
                own = updated(self.believes.get((product, benefit), 0.0), further, weight)
                self.believes[product, benefit] = np.float32(own).item()

    def hears_others(self, unmoved: "Floats") -> None:
        """Be moved by what moves my cell, which leaves so much of what I believe beyond it [P, B]."""
        for of, own in self.believes.items():
            self.believes[of] = np.float32(own * unmoved[of].item()).item()

    def own_belief(self, offer: "Offer") -> tuple[float, ...]:
        """Return how much more than my cell I believe of each benefit, as an outlet presents an offer."""
        own = (self.believes.get((offer.product, benefit), 0.0) for benefit in range(len(offer.unmoved)))
        return tuple(more * left for more, left in zip(own, offer.unmoved, strict=True))

    def unsubscribes(self, ad: "Ad", number: int, week: int) -> bool:
        """Say whether I leave the list by which I was shown a campaign."""
        terms = self.aimed_media[number].medium.mailing_list
        if terms is None:
            return False
        word = self.model.dice.word("unsubscribes", week, self.key, ad.key)
        leaves: bool = happens(word, threshold(terms.unsubscribes))
        return leaves

    def forgets(self, retention: float) -> None:
        """Forget a part of what I was shown myself."""
        for product, contacts in self.heard.items():
            self.heard[product] = np.float32(contacts * retention).item()
        self.own_talk = np.float32(self.own_talk * retention).item()
        self.own_price_talk = np.float32(self.own_price_talk * retention).item()
