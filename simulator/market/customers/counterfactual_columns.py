"""Counterfactual columns: offers of counterfactual markets, weighed by customers in columns.

As `CounterfactualCustomer` weighs them for one customer.
"""

from dataclasses import dataclass, replace
from functools import cached_property, reduce

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.market.customers.consideration import ConsiderationSet, Seen
from simulator.market.customers.counterfactual_offers import CounterfactualOffers
from simulator.market.customers.effective_price import EffectivePrices, effective_prices
from simulator.market.customers.pair_views import VisitView
from simulator.market.customers.shocks_drawn import Lot, shocks
from simulator.market.customers.weighed_offers import WeighedOffers
from simulator.market.state.choice_tables import NONE
from simulator.market.state.utility_terms import AS_IT_IS, INFORMED, SERVED


@dataclass(frozen=True)
class CounterfactuallyWeighed(WeighedOffers):
    """Offers of counterfactual markets, weighed as in the visits that found something else."""

    occasion: WeighedOffers
    """What the visits saw."""
    at_remembered: bool = False
    """Whether nothing costs more than is remembered."""

    @cached_property
    def prices(self) -> EffectivePrices:
        """Return what is asked of each customer for each offer."""
        asked = effective_prices(self.looking)
        if not self.at_remembered:
            return asked
        felt, paid = at_most_remembered(self.looking, asked)
        return replace(asked, felt=felt, price=paid)

    def visit_at(self, row: Integers, product: Integers) -> VisitView:
        """Return the visits in which offers were weighed."""
        return VisitView(self.occasion.looking, self.occasion.views()[1], row, product)


def at_most_remembered(looking: ConsiderationSet, asked: EffectivePrices) -> tuple[Floats, Floats]:
    """Return the price of offers as it is felt and paid, where it is more than remembered that one."""
    tables, cell = looking.tables, looking.cell.take(looking.seen.row)
    remembered = tables.reference_price[cell, looking.run_tables.product_of.take(looking.seen.offer)]
    felt = remembered * looking.salience.take(looking.seen.row)
    dearer = asked.felt > felt
    return np.where(dearer, felt, asked.felt), np.where(dearer, remembered, asked.price)


def counterfactuals(looking: ConsiderationSet, adviser: Integers | None) -> CounterfactualOffers:
    """Return the offers of counterfactual markets; *adviser*: the adviser of each, if known."""
    if adviser is not None:
        looking.__dict__["adviser"] = adviser  # cached there: it need not be found again
    row, offer, at_hand = _pairs(looking)
    again = _seeing(looking, Seen(row, offer, looking.tables.stock.ravel().take(offer) > 0))
    occasion = WeighedOffers(_occasion(looking, again))
    weighed, product = CounterfactuallyWeighed(again, occasion), looking.run_tables.product_of.take(offer)
    ours = looking.run_tables.focal.take(product)
    value, message, fit = _by_price(weighed, ours)
    forgone, luck = weighed.not_buying()
    tables = looking.run_tables
    lot = Lot(tables.nests.offers, row, offer, tables.offer_keys.ravel().take(offer))
    return CounterfactualOffers(
        row=row,
        offer=offer,
        ours=ours,
        known=looking.known[row, product],
        at_hand=at_hand,
        in_stock=again.seen.in_stock,
        wait=np.full(len(row), -np.inf) if again.wait is None else again.wait,
        value=value,
        message=message,
        fit=fit,
        shocks=shocks(again, lot)[0],
        cell=looking.cell,
        scale=looking.shock,
        nothing=forgone + luck,
    )


def _by_price(weighed: CounterfactuallyWeighed, ours: Flags) -> tuple[Floats, Floats, Floats]:
    """Return what offers are worth, and what is missing by message and by fit, as priced and remembered."""
    found = _worths(weighed, ours)
    felt, _ = at_most_remembered(weighed.looking, weighed.prices)
    if bool((ours & (felt < weighed.prices.felt)).any()):
        at_remembered = _worths(replace(weighed, at_remembered=True), ours)
    else:
        at_remembered = found
    value, message, fit = (np.stack(pair) for pair in zip(found, at_remembered, strict=True))
    value[1, ~ours] = value[0, ~ours]
    return value, message, fit


def _worths(weighed: CounterfactuallyWeighed, ours: Flags) -> tuple[Floats, Floats, Floats]:
    own = np.flatnonzero(ours)
    value = reduce(np.add, weighed.utility(AS_IT_IS))
    message, fit = np.zeros((2, len(ours)))
    for added, without in ((message, INFORMED), (fit, SERVED)):
        added[own] = reduce(np.add, weighed.utility(without, own)) - value.take(own)
    return value, message, fit


def _pairs(looking: ConsiderationSet) -> tuple[Integers, Integers, Flags]:
    """Return customer and offer of all pairs, and whether each is at hand.

    The focal maker's at hand, rivals' seen, and the focal maker's elsewhere where none of its product is at
    hand; nothing elsewhere to customers that go on with what they have.
    """
    tables, seen = looking.run_tables, looking.seen
    row, offer = looking.offers_at_hand
    ours = looking.tables.carried.ravel().take(offer) & tables.focal.take(tables.product_of.take(offer))
    row, offer = row[ours], offer[ours]
    rivals = ~tables.focal.take(tables.product_of.take(seen.offer))
    far_row, far = _elsewhere(looking, row, offer)
    parts = ((row, offer), (seen.row[rivals], seen.offer[rivals]), (far_row, far))
    rows, offers = (np.concatenate(column) for column in zip(*parts, strict=True))
    at_hand = np.ones(len(rows), dtype=bool)
    at_hand[len(rows) - len(far) :] = False
    order = np.argsort(rows, kind="stable")
    rows, offers, at_hand = rows[order], offers[order], at_hand[order]
    used = _of_use(looking, rows, tables.product_of.take(offers))
    return rows[used], offers[used], at_hand[used]


def _elsewhere(looking: ConsiderationSet, row: Integers, offer: Integers) -> tuple[Integers, Integers]:
    """Return the focal maker's offers of products of which none is at hand; *row*, *offer*: what is."""
    tables = looking.run_tables
    own = [product for product in tables.products_of[looking.category] if tables.focal[product]]
    there = np.zeros((len(looking.who), len(tables.products)), dtype=bool)
    there[row, tables.product_of.take(offer)] = True
    if looking.held is not None:
        there[looking.held != NONE] = True
    outlet, at = np.nonzero(looking.tables.carried[:, own])
    product = np.array(own, dtype=np.int64).take(at)
    rows, pair = np.nonzero(~there[:, product])
    return rows, tables.offer(outlet, product).take(pair)


def _of_use(looking: ConsiderationSet, row: Integers, product: Integers) -> Flags:
    """Say of pairs whether the product is of use to the customer, known or not."""
    used = np.ones(len(row), dtype=bool)
    for one in looking.run_tables.products_of[looking.category]:
        if looking.run_tables.lasting.bases[one]:
            usable = looking.columns.belongings.usable(one, looking.tables.week, looking.who)
            used &= (product != one) | usable.take(row)
    return used


def _seeing(looking: ConsiderationSet, seen: Seen) -> ConsiderationSet:
    """Return the same customers seeing other offers, under the advice that they had."""
    again = replace(looking)
    # what is cached is worked out from what is seen, and must be as it was when something else was seen
    again.__dict__.update(seen=seen, adviser=looking.adviser, known=looking.known)
    return again


def _occasion(looking: ConsiderationSet, again: ConsiderationSet) -> ConsiderationSet:
    """Return the visits as they were; of customers that saw nothing, with all their counterfactual offers."""
    saw = np.zeros(len(looking.who), dtype=bool)
    saw[looking.seen.row] = True
    if saw.all():
        return looking
    saw_nothing = ~saw.take(again.seen.row)
    columns = (
        np.concatenate([getattr(looking.seen, name), getattr(again.seen, name)[saw_nothing]])
        for name in ("row", "offer", "in_stock")
    )
    row, offer, in_stock = columns
    order = np.argsort(row, kind="stable")
    return _seeing(looking, Seen(row[order], offer[order], in_stock[order]))
