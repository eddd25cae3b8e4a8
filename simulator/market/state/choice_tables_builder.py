"""Opening: the window of a week, joined from what outlets offer and what people know and believe.

appeal = product's appeal + Σ_b value_b · b'(outlet) + habit of the format + service
         − weight · (1 − fit) − effort of looking behind a marketplace's box
"""

from typing import TYPE_CHECKING

import numpy as np

from simulator.base.arrays import Floats, Words
from simulator.base.keyed_random import threshold
from simulator.domain.channel.channel import Member, members_of
from simulator.domain.people.segments import Segment
from simulator.domain.product.product import BENEFITS, Product
from simulator.domain.product.service_requirements import asked, given
from simulator.market.state.choice_tables import WeekTables
from simulator.market.state.promotions import promotional_prices_of
from simulator.market.state.waiting_time import waiting_costs
from simulator.mechanisms.choice.channel_fit import shortfall
from simulator.mechanisms.choice.season import WEEKS_PER_YEAR, seasonal_factor
from simulator.mechanisms.communication.belief_updating import told

if TYPE_CHECKING:
    from simulator.market.market import Market


class ChoiceTablesBuilder:
    """Opens the window week by week; holds the tables that segments and outlets fix for good."""

    def __init__(self, market: "Market") -> None:
        scenario, run_tables = market.given, market.run_tables
        outlets = [member for member in members_of(market.channel) if member.format is not None]
        segments = [scenario.segments[cell.segment] for cell in run_tables.cells]
        values = [[s.values.get(b, 0.0) for b in BENEFITS] for s in segments]
        self.values = np.array(values, dtype=np.float64).reshape(len(segments), len(BENEFITS))
        self.at_outlet = np.array(
            [[s.habits.get(o.format or "", 0.0) + o.service for o in outlets] for s in segments]
        ).reshape(len(segments), len(outlets))
        products = [scenario.products[name] for name in run_tables.products]
        self.product_appeal = np.array([product.appeal for product in products])
        self.misfit = misfit(segments, outlets, products)
        shape = (len(run_tables.cells), len(run_tables.outlets), len(run_tables.products))
        self.unfit = np.zeros(shape) if self.misfit is None else self.misfit
        uncertainty = np.array([product.uncertainty for product in products])
        need = np.array([segment.information_need for segment in segments])
        self.doubt = need[:, None] * uncertainty[None, :]
        self.advice = self._advice(market, uncertainty, need)

    def _advice(self, market: "Market", uncertainty: Floats, need: Floats) -> Floats:
        """Return what going to each outlet for advice is worth to each cell [Q, C, O]."""
        scenario, run_tables = market.given, market.run_tables
        effort = np.array([scenario.segments[cell.segment].advice_effort for cell in run_tables.cells])
        advice = np.full(
            (len(run_tables.categories), len(run_tables.cells), len(run_tables.outlets)), -np.inf
        )
        for category, products in enumerate(run_tables.products_of):
            worth = need * max(uncertainty[list(products)])
            gain = worth[:, None] * run_tables.expertise[None, :] - effort[:, None]
            gives = (run_tables.expertise[None, :] > 0) & (worth[:, None] > 0)
            advice[category] = np.where(gives, gain, -np.inf)
        return advice

    def open(self, market: "Market") -> WeekTables:
        """Return the window of the market's week."""
        stalls, step = market.offer_table, np.float64(market.given.units.money_step)
        believed = self._believed(market)
        return WeekTables(
            week=market.week,
            need=self._need(market),
            aware=market.brand_knowledge.aware(),
            appeal=self._appeal(market, believed),
            unsaid=self._unsaid(market, believed),
            unfit=self.unfit,
            salience=market.brand_knowledge.salience(),
            doubt=self.doubt,
            advice=self.advice,
            price=stalls.price * step,
            floor=stalls.floor * step,
            territory=stalls.territory.copy(),
            margin=stalls.margin.astype(np.float64),
            stock=stalls.stock.copy(),
            carried=stalls.carried.copy(),
            tariffs=promotional_prices_of(market),
            wait=waiting_costs(market),
        )

    def _believed(self, market: "Market") -> list[Floats]:
        """Return, benefit by benefit, what is believed of each offer as its outlet tells it [C, O, P]."""
        stalls, belief = market.offer_table, market.brand_knowledge.belief
        return [
            told(
                belief[:, None, :, benefit],
                stalls.claim[None, :, :, benefit],
                stalls.weight[None, :, :, benefit],
            )
            for benefit in range(len(BENEFITS))
        ]

    def _unsaid(self, market: "Market", believed: list[Floats]) -> Floats:
        """Return the utility of what products deliver beyond what is believed of them [C, O, P]."""
        unsaid = np.zeros_like(believed[0])
        for benefit, seen in enumerate(believed):
            more = np.maximum(market.brand_knowledge.truth[None, None, :, benefit] - seen, 0.0)
            unsaid = unsaid + self.values[:, benefit, None, None] * more
        return unsaid

    def _appeal(self, market: "Market", believed: list[Floats]) -> Floats:
        stalls = market.offer_table
        appeal: Floats = self.product_appeal[None, None, :] + self.at_outlet[:, :, None]
        if self.misfit is not None:
            appeal = appeal - self.misfit
        for benefit, seen in enumerate(believed):
            appeal = appeal + self.values[:, benefit, None, None] * seen
        if stalls.behind.any():
            appeal = appeal - stalls.behind[None]
        return appeal

    def _need(self, market: "Market") -> Words:
        scenario, run_tables = market.given, market.run_tables
        chance = np.zeros((len(run_tables.categories), len(run_tables.cells)))
        for row, cell in enumerate(run_tables.cells):
            for name, need in scenario.segments[cell.segment].needs.items():
                factor = seasonal_factor(market.week, need.season, need.peak_week)
                chance[run_tables.categories.index(name), row] = need.per_year / WEEKS_PER_YEAR * factor
        return threshold(np.clip(chance, 0.0, 1.0))


def misfit(segments: list[Segment], outlets: list[Member], products: list[Product]) -> Floats | None:
    """Return the utility lost where an outlet lacks what a product asks for [C, O, P]; none if none asks."""
    if not outlets or not segments or all(product.needs is None for product in products):
        return None
    short = shortfall(
        np.array([segment.fit.shares() for segment in segments]),
        np.array([asked(product.needs) for product in products]),
        np.array([given(outlet.capabilities) for outlet in outlets]),
    )
    weight = np.array([segment.fit.weight for segment in segments])
    return weight[:, None, None] * short
