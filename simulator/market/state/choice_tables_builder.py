"""Choice tables builder: opens the week's tables from what outlets offer and what people know and believe.

Terms of utility that are the same for all customers of a cell are summed here once a week, by purchase
reason; what outlets are to customers is read anew where it has changed.
"""

from typing import Any

import numpy as np

from simulator.base.arrays import Flags, Floats
from simulator.base.summation import total
from simulator.domain.people.segments import Segment
from simulator.domain.product.product import Product
from simulator.market.state.ad import Ad
from simulator.market.state.brand_knowledge import BrandKnowledge
from simulator.market.state.choice_tables import BringsBack, PromotionalPrice, RunTables, WeekTables
from simulator.market.state.offers import OfferTable
from simulator.market.state.outlet_traits import OutletTraits
from simulator.market.state.utility_columns import Column, ColumnView
from simulator.market.state.utility_terms import BARRIERS, NO_VISIT, WITH_UTILITY, UtilityTerms
from simulator.mechanisms.choice.season import WEEKS_PER_YEAR, seasonal_factor
from simulator.mechanisms.choice.utility import disconfirmed, summed
from simulator.mechanisms.communication.belief_updating import updated


class ChoiceTablesBuilder:
    """Opens the tables week by week; keeps what hangs on outlets until an outlet changes."""

    def __init__(
        self,
        run_tables: RunTables,
        segments: list[Segment],
        products: list[Product],
        terms: UtilityTerms,
        traits: OutletTraits,
        brings_back: BringsBack,
    ) -> None:
        self.run_tables, self.segments, self.terms, self.traits = run_tables, segments, terms, traits
        self.brings_back = brings_back if run_tables.takes_returns else None
        self.uncertainty = np.array([product.uncertainty for product in products])
        self.step = np.float64(run_tables.money_step)
        self.effort = np.array([segment.advice_effort for segment in segments])
        self.complexity = np.array([product.complexity for product in products])
        self.questions = np.array([total(one.parameter("questions").values()) for one in segments])
        self._advice: tuple[int, Floats] | None = None

    def open(
        self,
        week: int,
        offers: OfferTable,
        knowledge: BrandKnowledge,
        reference_price: Floats,
        promotions: tuple[PromotionalPrice, ...],
        waiting: tuple[Floats, Flags] | None,
        ads: tuple[Ad, ...],
    ) -> WeekTables:
        """Return the week's tables; *waiting*: weeks told [O, P], and where an order is placed [C, O, P]."""
        shopper, offer = self._views(offers, knowledge)
        return WeekTables(
            week=week,
            mean_need=self._mean_need(week),
            utility=self._utility(shopper, offer),
            disconfirmation=self._disconfirmation(shopper, offer),
            terms=self.terms,
            outlet_columns=self.traits.columns,
            outlets=self.traits.numbers,
            offer=offer,
            expertise=self.traits.expertise_in(self._shape[2]),
            reference_price=reference_price,
            advice=self.advice(),
            price=offers.price * self.step,
            floor=offers.floor * self.step,
            territory=offers.territory.copy(),
            margin=offers.margin.astype(np.float64),
            stock=offers.stock.copy(),
            carried=offers.carried.copy(),
            standing=None if offers.standing is None else offers.standing.copy(),
            promotions=promotions,
            ads=ads,
            brings_back=self.brings_back,
            wait=None if waiting is None else self._wait(shopper, offer, *waiting),
            **_heard(knowledge),
        )

    def _views(self, offers: OfferTable, knowledge: BrandKnowledge) -> tuple[ColumnView, ColumnView]:
        """Return cells as shoppers [C, 1, 1], and outlets and products as offers."""
        ratings = knowledge.ratings
        shopper = ColumnView((self.terms.segment_columns, _by_cell))
        offer = ColumnView(
            (self.traits.columns, _by_outlet),
            (self.terms.product_columns, _by_product),
            benefits=knowledge.benefits,
            believed=self._believed(offers, knowledge),
            unmoved=self._unmoved(offers, knowledge),
            truth=tuple(_by_product(of_benefit) for of_benefit in knowledge.truth.T),
            search_effort=offers.behind[None],
            price=(offers.price * self.step)[None],
            brand_equity=knowledge.equity.level[:, None, :],
            rating=_by_product(ratings.beyond_prior(ratings.of_products)),
            outlet_rating=_by_outlet(ratings.beyond_prior(ratings.of_outlets)),
        )
        return shopper, offer

    def _utility(self, shopper: ColumnView, offer: ColumnView) -> dict[str, tuple[Floats, ...]]:
        """Return the sums of the terms of each reason that are the same for a cell [C, O, P], by barriers."""
        tables: dict[str, tuple[Floats, ...]] = {}
        if 0 in self._shape:
            return tables
        for reason in WITH_UTILITY:
            terms = self.terms.of(reason, "cell")
            stands = {term.barrier for term in terms}
            sums: dict[frozenset[str], Floats] = {}
            for away in BARRIERS if terms else ():
                if away & stands not in sums:
                    table = summed(terms, shopper, offer, NO_VISIT, without=away)
                    sums[away & stands] = np.broadcast_to(table, self._shape).copy()
            if sums:
                tables[reason] = tuple(sums[away & stands] for away in BARRIERS)
        return tables

    def _disconfirmation(self, shopper: ColumnView, offer: ColumnView) -> Floats | None:
        """Return what is found of offers beyond what terms of cells added [C, O, P]; none: nothing."""
        terms = self.terms.promising["cell"]
        if 0 in self._shape or not terms:
            return None
        found = disconfirmed(terms, shopper, offer, NO_VISIT)
        return np.broadcast_to(found, self._shape).copy() if np.any(found) else None

    def _wait(self, shopper: ColumnView, offer: ColumnView, weeks: Floats, placed: Flags) -> Floats:
        """Return the utility that waiting takes away [C, O, P]; minus infinity where no order is placed."""
        if 0 in self._shape:
            return np.zeros(self._shape)
        offer.__dict__["weeks_to_wait"] = weeks[None]
        cost = summed(self.terms.of("waiting", "cell"), shopper, offer, NO_VISIT)
        return np.where(placed, np.broadcast_to(cost, self._shape), -np.inf)

    @property
    def _shape(self) -> tuple[int, int, int]:
        tables = self.run_tables
        return len(tables.cells), len(tables.outlets), len(tables.products)

    def advice(self) -> Floats:
        """Return what going to each outlet for advice is worth to each cell [Q, C, O].

        As to needs to which no question is answered yet.
        """
        if self._advice is None or self._advice[0] != self.traits.version:
            self._advice = self.traits.version, self._advice_anew()
        return self._advice[1]

    def _advice_anew(self) -> Floats:
        tables, expertise = self.run_tables, self.traits.expertise_in(self._shape[2])
        need = np.array([segment.information_need for segment in self.segments])
        advice = np.full((len(tables.categories), len(tables.cells), len(tables.outlets)), -np.inf)
        for category, products in enumerate(tables.products_of):
            some = list(products)
            doubt = need[:, None] * self.uncertainty[some]
            doubt = doubt + self.questions[:, None] * self.complexity[some]
            resolved = (doubt[:, None, :] * expertise[None][:, :, some]).max(axis=2)
            advice[category] = np.where(resolved > 0, resolved - self.effort[:, None], -np.inf)
        return advice

    def _believed(self, offers: OfferTable, knowledge: BrandKnowledge) -> tuple[Floats, ...]:
        """Return, benefit by benefit, what is believed of each offer as its outlet presents it [C, O, P]."""
        return tuple(
            updated(
                knowledge.belief[:, None, :, benefit],
                offers.claim[None, :, :, benefit],
                offers.weight[None, :, :, benefit] * knowledge.owner_talk.trust[:, None, :],
            )
            for benefit in range(len(knowledge.benefits))
        )

    def _unmoved(self, offers: OfferTable, knowledge: BrandKnowledge) -> tuple[Floats, ...]:
        """Return what outlets' messages leave of what customers believe beyond their cells [C, O, P]."""
        if not self.terms.of_told:
            return (np.ones(self._shape),) * len(knowledge.benefits)
        return tuple(
            1.0 - offers.weight[None, :, :, benefit] * knowledge.owner_talk.trust[:, None, :]
            for benefit in range(len(knowledge.benefits))
        )

    def _mean_need(self, week: int) -> Floats:
        tables = self.run_tables
        mean = np.zeros((len(tables.categories), len(tables.cells)))
        for row, segment in enumerate(self.segments):
            for name, need in segment.needs.items():
                factor = seasonal_factor(week, need.season, need.peak_week)
                mean[tables.categories.index(name), row] = need.per_year / WEEKS_PER_YEAR * factor
        return mean


def _heard(knowledge: BrandKnowledge) -> dict[str, Any]:
    """Return what people know and have heard this week, by the names of its tables."""
    return {
        "aware": knowledge.aware(),
        "talk": knowledge.talk_in_ear(),
        "adstock_by_source": knowledge.by_source.parts(),
        "answered": knowledge.questions.of_week(),
    }


def _by_cell(column: Column) -> Column:
    return column.reshape(-1, 1, 1)


def _by_outlet(column: Column) -> Column:
    return column.reshape(1, -1, 1)


def _by_product(column: Column) -> Column:
    return column.reshape(1, 1, -1)
