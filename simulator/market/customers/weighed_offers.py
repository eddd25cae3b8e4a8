"""Weighed offers: what each offer that customers see is worth to them, in columns, as `Customer.weigh`."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.base.keyed_random import stable_key, uniform
from simulator.base.numerics.elementwise import parts
from simulator.base.numerics.portable import gumbel
from simulator.market.customers.after_choice import AfterChoice
from simulator.market.customers.choice_luck import Weighed, crowded, uncrowded
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.customers.effective_price import EffectivePrices, effective_prices
from simulator.market.customers.pair_views import VisitView, offer_view, shopper_view
from simulator.market.state.utility_columns import ColumnView
from simulator.market.state.utility_terms import BARRIERS, WITH_UTILITY
from simulator.mechanisms.choice.utility import disconfirmed, summed
from simulator.mechanisms.choice.willingness_to_pay import willingness_to_pay


@dataclass(frozen=True)
class WeighedOffers:
    """Offers seen by some customers, weighed."""

    looking: ConsiderationSet

    @cached_property
    def prices(self) -> EffectivePrices:
        """Return what is asked of each customer for each offer seen."""
        return effective_prices(self.looking)

    def utility(self, away: int = 0, pairs: Integers | None = None) -> list[Floats]:
        """Return benefits, price, taste and trust of offers seen, all or some, as `Customer.utility` [utils].

        *away* says which barriers are thought away (`BARRIERS`).
        """
        looking = self.looking
        row = looking.seen.row if pairs is None else looking.seen.row.take(pairs)
        if not len(row):
            return [np.zeros(0) for _ in WITH_UTILITY]
        place = looking.place if pairs is None else looking.place.take(pairs)
        shopper = shopper_view(looking, row)
        offer = self._offers if pairs is None else offer_view(looking, self.prices, pairs)
        offers = looking.seen.offer if pairs is None else looking.seen.offer.take(pairs)
        visit, terms = self.visit_at(row, looking.run_tables.product_of.take(offers)), looking.tables.terms
        parts = []
        for reason in WITH_UTILITY:
            table = looking.tables.utility.get(reason)
            start = None if table is None else table[away].ravel().take(place)
            own = terms.of(reason, "customer")
            worth = summed(own, shopper, offer, visit, start=start, without=BARRIERS[away])
            parts.append(worth if isinstance(worth, np.ndarray) else np.full(len(row), worth))
        return parts

    def visit_at(self, row: Integers, product: Integers) -> VisitView:
        """Return the visits in which products are weighed, as columns over pairs in some rows."""
        return VisitView(self.looking, self._offers, row, product)

    def after_choice(self, had: Integers | slice) -> AfterChoice:
        """Return what of the utility of offers that can be had is other when they are had."""
        terms, looking = self.looking.tables.terms, self.looking
        if not len(looking.seen.row):
            return AfterChoice()
        fleeting, option = (
            summed(some, *self.views())[had] if some else None for some in (terms.fleeting, terms.options)
        )
        table, own = looking.tables.disconfirmation, terms.promising["customer"]
        found = None if table is None else table.ravel().take(looking.place)
        if own:
            found = disconfirmed(own, *self.views(), start=found)
        return AfterChoice(fleeting, None if found is None else found[had], option)

    def views(self) -> tuple[ColumnView, ColumnView, VisitView]:
        """Return shopper, offer and visit of each offer seen, as terms of utility are handed them."""
        looking, row = self.looking, self.looking.seen.row
        product = looking.run_tables.product_of.take(looking.seen.offer)
        return shopper_view(looking, row), self._offers, self.visit_at(row, product)

    @cached_property
    def _offers(self) -> ColumnView:
        return offer_view(self.looking, self.prices)

    @property
    def crowds(self) -> bool:
        """Say whether the luck of an offer hangs on what else is weighed."""
        return self.looking.run_tables.nests.offers.nests.crowding > 0.0

    @cached_property
    def uncrowded_luck(self) -> Floats:
        """Return the luck of all offers seen as if nothing crowded them [utils]."""
        looking, nests = self.looking, self.looking.run_tables.nests.offers.nests
        return uncrowded(nests, looking.shocks[0]) * looking.shock.take(looking.seen.row)

    def luck(self, *sets: tuple[Floats, Integers | slice]) -> list[Floats]:
        """Return the luck of offers seen, set by set: the V of each without it, and which they are [utils].

        What crowding takes hangs on the value of all that is weighed together, which is one set.
        """
        return self.luck_and_worths(*sets)[0]

    def luck_and_worths(self, *sets: tuple[Floats, Integers | slice]) -> tuple[list[Floats], Weighed | None]:
        """Return the same, and what the nests are worth [units of luck], if it had to be worked out."""
        looking, seen = self.looking, self.looking.seen
        nests, rows = looking.run_tables.nests.offers.nests, len(looking.who)
        if not self.crowds:
            return [self.uncrowded_luck[at] for _, at in sets], None
        scale = np.concatenate([looking.shock.take(seen.row[at]) for _, at in sets])
        own = [np.concatenate([shock[at] for _, at in sets]) for shock in looking.shocks[0]]
        row = np.concatenate([seen.row[at] + number * rows for number, (_, at) in enumerate(sets)])
        offer = np.concatenate([seen.offer[at] for _, at in sets])
        value = np.concatenate([value for value, _ in sets]) / scale
        luck, worth = crowded(nests, own, row, offer, np.tile(looking.cell, len(sets)), value)
        return parts(luck * scale, [len(value) for value, _ in sets]), worth

    def not_buying(self) -> tuple[Floats, Floats]:
        """Weigh going without, as `Customer.not_buying`: what is forgone, and this week's luck with it."""
        key = stable_key("nothing", self.looking.run_tables.categories[self.looking.category])
        return self._forgone(), self.looking.shock * gumbel(uniform(self.looking.luck("choice", key)))

    def _forgone(self) -> Floats:
        forgone = np.zeros(len(self.looking.who))
        for cell, drawn in enumerate(self.looking.run_tables.worths):
            rows = np.flatnonzero(self.looking.cell == cell) if drawn is not None else ()
            if drawn is not None and len(rows):
                rank = uniform(self.looking.luck("worth", 0, np.asarray(rows)))
                value = willingness_to_pay(drawn.shape, drawn.scale, drawn.elasticity or 0.0, rank)
                forgone[rows] = -(self.looking.price_sensitivity.take(rows) * value)
        return forgone
