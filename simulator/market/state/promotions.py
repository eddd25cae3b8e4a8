"""Promotions of a run, and the promotional prices of a week: at which outlets, and open to which customers.

A promotion that leaks is two prices at the same amount: one for the audience, one for all others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.keyed_random import stable_key, threshold
from simulator.domain.channel.member import Member
from simulator.domain.offers.promotions import Promotion
from simulator.domain.people.group_roles import deciders
from simulator.domain.units import share_of
from simulator.market.state.choice_tables import PromotionalPrice, RunTables
from simulator.market.state.offers import OfferTable
from simulator.market.state.supply_routes import SupplyRoutes
from simulator.mechanisms.choice.instalments import expected_loss, perceived_share
from simulator.scenario.schema import Scenario


@dataclass(frozen=True)
class RunPromotion:
    """One promotion, with all that does not change during a run."""

    said: Promotion
    number: int
    """Its place among the promotions of the scenario."""
    name: str
    product: int
    outlets: Flags
    """[O] whether it is a promotion of the outlet."""
    cells: Flags
    """[C] whether the cell belongs to the audience."""
    relief: Floats
    """[C] how much of the price is felt [share]."""
    lost: float
    """Part of the price that is expected not to come in [share]."""


def run_promotions_of(
    given: Scenario, run_tables: RunTables, outlets: list[Member]
) -> tuple[RunPromotion, ...]:
    """Return the promotions of a scenario, in order; *outlets* in the order of the run's tables."""
    ease = [one.instalment_ease for one in deciders(given.segments, run_tables.cells)]
    found = []
    for number, said in enumerate(given.promotions):
        wanted = said.audience.segment if said.audience else None
        count = said.pay.instalments if said.pay else 1
        found.append(
            RunPromotion(
                said=said,
                number=number,
                name=said.name or (said.code.name if said.code else f"offer {number + 1}"),
                product=run_tables.products.index(said.product),
                outlets=np.array([said.at.selects(outlet) for outlet in outlets], dtype=bool),
                cells=np.array([wanted is None or c.segment in wanted for c in run_tables.cells], dtype=bool),
                relief=perceived_share(np.array(ease, dtype=np.float64), count),
                lost=expected_loss(said.pay.default_rate, count) if said.pay else 0.0,
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class Promotions:
    """The promotions of a run, and what the prices of a week follow from."""

    all: tuple[RunPromotion, ...]
    given: Scenario
    run_tables: RunTables
    offers: OfferTable
    routes: SupplyRoutes

    def prices(self, week: int) -> tuple[PromotionalPrice, ...]:
        """Return the promotional prices of a week."""
        standing = [promotion for promotion in self.all if promotion.said.stands_in(week)]
        return tuple(price for promotion in standing for price in self._prices_of(promotion))

    def _prices_of(self, promotion: RunPromotion) -> Iterator[PromotionalPrice]:
        said, step = promotion.said, np.float64(self.given.units.money_step)
        stands = promotion.outlets & self.offers.carried[:, promotion.product]
        each = np.zeros(len(stands), dtype=np.int64)
        margin = np.zeros(len(stands), dtype=np.int64)
        for outlet in np.flatnonzero(stands).tolist():
            each[outlet] = self._price(promotion, self.offers.price[outlet, promotion.product].item())
            margin[outlet] = self._margin(promotion, outlet, int(each[outlet]))
        customer = said.audience.customer if said.audience else None
        meant = PromotionalPrice(
            offer=promotion.name,
            number=promotion.number,
            product=promotion.product,
            leaked=False,
            had={"new": False, "returning": True, None: None}[customer],
            cells=promotion.cells,
            code=stable_key(said.code.name) if said.code else 0,
            chance=threshold(said.code.reaches) if said.code else 0,
            stands=stands,
            each=each,
            price=each * step,
            margin=margin.astype(np.float64),
            relief=promotion.relief,
            plan=said.pay,
            has_returns=said.returns is not None,
        )
        yield meant
        if said.code and said.code.leaks > 0:
            yield replace(meant, leaked=True, chance=threshold(said.code.leaks))

    def _price(self, promotion: RunPromotion, asked: int) -> int:
        """Return what one unit costs under a promotion, from the price asked of everybody [money steps]."""
        said, units = promotion.said, self.given.units
        if said.off is not None:
            return asked - share_of(asked, said.off)
        if said.of_list is not None:
            return units.price(said.of_list * self.given.products[said.product].list_price)
        return asked if said.price is None else units.price(said.price)

    def _margin(self, promotion: RunPromotion, outlet: int, each: int) -> int:
        """Return what a sale at a price leaves the outlet, after fee and expected defaults [money steps]."""
        name = self.run_tables.outlets[outlet]
        cost = self.offers.cost[outlet, promotion.product].item()
        fee = share_of(each, promotion.said.pay.fee) if promotion.said.pay else 0
        commission = share_of(each, self.routes.commission(name))
        handling = self.given.units.price(self.routes.handling(name))
        return int(each - cost - commission - handling - fee - share_of(each, promotion.lost))


def promotional_prices_paid(
    promotions: tuple[PromotionalPrice, ...], promotion: Integers, outlet: Integers, asked: Integers
) -> Integers:
    """Return what was paid for each of some sales [money steps]; *asked* is the price asked of everybody."""
    paid = asked.copy()
    for number, one in enumerate(promotions):
        under = np.flatnonzero(promotion == number)
        paid[under] = one.each.take(outlet.take(under))
    return paid


def margins_earned(
    promotions: tuple[PromotionalPrice, ...], promotion: Integers, outlet: Integers, margin: Integers
) -> Integers:
    """Return what each of some sales left its outlet [money steps]; *margin* is at the price asked of all."""
    earned = margin.copy()
    for number, one in enumerate(promotions):
        under = promotion == number
        earned[under] = one.margin[outlet[under]].astype(np.int64)
    return earned
