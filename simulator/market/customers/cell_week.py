"""Cell week: a week as customers of one cell find it, in plain numbers under plain names.

What `Customer` reads: `week.need[category]`, `week.heard_of_price`, `week.offer(outlet, product)` … An offer
is made when a customer of the cell first sees it in a week.
"""

from typing import Any

import numpy as np

from simulator.market.customers.offer import Offer
from simulator.market.state.choice_tables import RunTables, WeekTables
from simulator.market.state.terms_of_return import numbers_of
from simulator.market.state.utility_terms import BARRIERS, NO_VISIT, WITH_UTILITY, plain
from simulator.mechanisms.choice.utility import disconfirmed, summed


class CellWeek:
    """What customers of a cell meet in a week."""

    def __init__(self, cell: int, tables: WeekTables, run_tables: RunTables) -> None:
        self.cell, self.tables, self.run_tables = cell, tables, run_tables
        self.number = tables.week
        week, run = tables.lists, run_tables.lists
        self.need: list[int] = [row[cell] for row in week["need"]]
        """Threshold under which a customer's word means a need, by category."""
        self.mean_need: list[float] = [row[cell] for row in week["mean_need"]]
        """Mean needs of this week of a customer with nothing in use, by category [needs per week]."""
        self.aware: list[int] = week["aware"][cell]
        """Threshold under which a customer's own word means that a product is known, by product."""
        self.heard_of_price: float = week["heard_of_price"][cell]
        """How far people of the cell heard of price [share]."""
        self.shock: float = run["shock"][cell]
        """Scale of the luck in every choice [utils]."""
        self.advice: list[list[float]] = [row[cell] for row in week["advice"]]
        """Utility of advice by category and outlet; minus infinity where none is given [utils]."""
        self.expertise: list[list[float]] = week["expertise"]
        """How much of a customer's uncertainty advice resolves, by outlet and product [share]."""
        self.carried: list[list[bool]] = week["carried"]
        """Whether an offer stands this week, by outlet and product."""
        self.product_keys: list[int] = run["product_keys"]
        self.outlet_keys: list[int] = run["outlet_keys"]
        self._offers: dict[tuple[int, int], Offer] = {}

    def offer(self, outlet: int, product: int) -> Offer:
        """Return a product at an outlet as customers of the cell see it."""
        found = self._offers.get((outlet, product))
        if found is None:
            found = self._offers[outlet, product] = self._make(outlet, product)
        return found

    def brings_back(self, offer: Offer, promotion: int, paid: float) -> float:
        """Return what sending an offer back brings, *paid* for under a promotion, or NONE [currency].

        Refund less shipping and trouble; NaN where it can't be sent back.
        """
        found = self.tables.brings_back
        if found is None:
            return float("nan")
        number = self.run_tables.offer(offer.outlet, offer.product)
        under = numbers_of(self.tables.promotions, np.array([promotion]))
        return found(np.array([number]), under, np.array([paid]), np.array([self.cell])).item()

    def _make(self, outlet: int, product: int) -> Offer:
        tables, lists, cell = self.tables, self.tables.lists, self.cell
        known = plain({**tables.outlets[outlet], **tables.terms.products[product]})
        waiting = float("-inf") if lists["wait"] is None else lists["wait"][cell][outlet][product]
        offer = Offer(
            **known.__dict__,
            outlet=outlet,
            product=product,
            price=lists["price"][outlet][product],
            reference_price=lists["reference_price"][cell][product],
            heard_of_price=self.heard_of_price,
            in_stock=lists["stock"][outlet][product] > 0,
            cost_of_waiting=None if waiting == float("-inf") else waiting,
            is_focal=self.run_tables.lists["focal"][product],
            key=self.run_tables.lists["offer_keys"][outlet][product],
            promotions=[
                (number, promotion)
                for number, promotion in enumerate(tables.promotions)
                if promotion.product == product and promotion.lists["stands"][outlet]
            ],
            benefits=tables.offer.benefits,
            believed=tuple(table[cell, outlet, product].item() for table in tables.offer.believed),
            truth=tuple(table[0, 0, product].item() for table in tables.offer.truth),
            unmoved=tuple(table[cell, outlet, product].item() for table in tables.offer.unmoved),
            brand_equity=tables.offer.brand_equity[cell, 0, product].item(),
            rating=tables.offer.rating[0, 0, product].item(),
            outlet_rating=tables.offer.outlet_rating[0, outlet, 0].item(),
            search_effort=tables.offer.search_effort[0, outlet, product].item(),
            weeks_to_wait=0.0
            if lists["wait"] is None
            else tables.offer.weeks_to_wait[0, outlet, product].item(),
        )
        shopper = plain(tables.terms.segments[cell])
        offer.same_for_cell = self._same_for_cell(shopper, offer)
        offer.disconfirmation = disconfirmed(tables.terms.promising["cell"], shopper, offer, NO_VISIT)
        return offer

    def _same_for_cell(self, shopper: Any, offer: Offer) -> dict[str, tuple[float, ...]]:
        found = {}
        for reason in WITH_UTILITY:
            terms = self.tables.terms.of(reason, "cell")
            if terms:
                sums = [summed(terms, shopper, offer, NO_VISIT, without=away) for away in BARRIERS]
                found[reason] = tuple(float(worth) for worth in sums)
        return found
