"""Specials: the scenario's offers as tariffs of a week, and who of the outlets has them.

An offer that leaks is two tariffs at the same price: one for those meant, one for all others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.keyed_random import stable_key, threshold
from simulator.domain.offers.promotions import Promotion
from simulator.domain.units import share_of
from simulator.market.state.choice_tables import PromotionalPrice
from simulator.mechanisms.choice.instalments import expected_loss, perceived_share

if TYPE_CHECKING:
    from simulator.market.market import Market


@dataclass(frozen=True)
class RunPromotion:
    """One offer, with all that does not change during a run."""

    said: Promotion
    name: str
    product: int
    outlets: Flags
    """[O] whether it is an offer of the outlet."""
    cells: Flags
    """[C] whether those of the cell are meant."""
    relief: Floats
    """[C] how much of the price is felt [share]."""
    lost: float
    """Part of the price that is expected not to come in [share]."""


def run_promotions_of(market: "Market") -> tuple[RunPromotion, ...]:
    """Return the offers of a market's scenario, in order."""
    run_tables, segments = market.run_tables, market.given.segments
    members = [market.header.member(name) for name in run_tables.outlets]
    found = []
    for number, said in enumerate(market.given.promotions):
        wanted = said.audience.segment if said.audience else None
        count = said.pay.instalments if said.pay else 1
        ease = [segments[cell.segment].instalment_ease for cell in run_tables.cells]
        found.append(
            RunPromotion(
                said=said,
                name=name_of(said, number),
                product=market.product_number[said.product],
                outlets=np.array([said.at.selects(member) for member in members], dtype=bool),
                cells=np.array([wanted is None or c.segment in wanted for c in run_tables.cells], dtype=bool),
                relief=perceived_share(np.array(ease, dtype=np.float64), count),
                lost=expected_loss(said.pay.default_rate, count) if said.pay else 0.0,
            )
        )
    return tuple(found)


def name_of(said: Promotion, number: int) -> str:
    """Return what an offer is called in ledgers."""
    return said.name or (said.code.name if said.code else f"offer {number + 1}")


def promotional_prices_of(market: "Market") -> tuple[PromotionalPrice, ...]:
    """Return the tariffs of the week."""
    standing = [special for special in market.promotions if special.said.stands_in(market.week)]
    return tuple(tariff for special in standing for tariff in _tariffs(market, special))


def _tariffs(market: "Market", special: RunPromotion) -> Iterator[PromotionalPrice]:
    said, step = special.said, np.float64(market.given.units.money_step)
    stands = special.outlets & market.offer_table.carried[:, special.product]
    each = np.zeros(len(stands), dtype=np.int64)
    margin = np.zeros(len(stands), dtype=np.int64)
    for outlet in np.flatnonzero(stands).tolist():
        each[outlet] = price_of(market, special, market.offer_table.price[outlet, special.product].item())
        margin[outlet] = margin_of(market, special, outlet, int(each[outlet]))
    customer = said.audience.customer if said.audience else None
    meant = PromotionalPrice(
        offer=special.name,
        product=special.product,
        leaked=False,
        had={"new": False, "returning": True, None: None}[customer],
        cells=special.cells,
        code=stable_key(said.code.name) if said.code else 0,
        chance=threshold(said.code.reaches) if said.code else 0,
        stands=stands,
        each=each,
        price=each * step,
        margin=margin.astype(np.float64),
        relief=special.relief,
        plan=said.pay,
    )
    yield meant
    if said.code and said.code.leaks > 0:
        yield replace(meant, leaked=True, chance=threshold(said.code.leaks))


def price_of(market: "Market", special: RunPromotion, asked: int) -> int:
    """Return what one unit costs under an offer, where so much is asked of everybody [money steps]."""
    said, units = special.said, market.given.units
    if said.off is not None:
        return asked - share_of(asked, said.off)
    if said.of_list is not None:
        return units.price(said.of_list * market.given.products[said.product].list_price)
    return asked if said.price is None else units.price(said.price)


def margin_of(market: "Market", special: RunPromotion, outlet: int, each: int) -> int:
    """Return what a sale at a price leaves the outlet, after fee and expected defaults [money steps]."""
    name = market.run_tables.outlets[outlet]
    cost = market.offer_table.cost[outlet, special.product].item()
    fee = share_of(each, special.said.pay.fee) if special.said.pay else 0
    commission = share_of(each, market.routes.commission(name))
    handling = market.given.units.price(market.routes.handling(name))
    return int(each - cost - commission - handling - fee - share_of(each, special.lost))


def promotional_prices_paid(
    tariffs: tuple[PromotionalPrice, ...], tariff: Integers, outlet: Integers, asked: Integers
) -> Integers:
    """Return what was paid for each of some sales [money steps]; *asked* is what was asked of everybody."""
    paid = asked.copy()
    for number, one in enumerate(tariffs):
        under = np.flatnonzero(tariff == number)
        paid[under] = one.each.take(outlet.take(under))
    return paid
