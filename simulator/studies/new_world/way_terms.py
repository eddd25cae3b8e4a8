"""Way terms: what each way to market is like in a new world, in proportion to its price, sales and people.

Distribution models have defaults in currency and in units that were chosen for one machine in one market.
Here each has a basis:

    amounts per unit, customer or case   as large a share of the list price as where they were chosen
    packing and sending a unit           what a parcel costs, whatever is in it, and of the rest such a share
    amounts per week                     a tenth of what an outlet sells in the mean
    discounts and margins of trade       as there, no larger a share of the maker's gross margin
    opening stocks                       six weeks of sales over all members, each its usual part
    numbers and reach of outlets         by the dealers there are, and the people that have one at hand
    reach of sellers on a platform       by the people that shop on marketplaces

None of it names a distribution model: a setting of one of the names below means the same in each.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydantic.fields import FieldInfo

from simulator.domain.channel.distribution_model import DistributionModel
from simulator.domain.channel.member import Member
from simulator.domain.channel.reseller_model import Rivalry
from simulator.domain.extent import unit_of
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.market.setup.notes.currency_defaults import CHOSEN_FOR, defaults_in_currency
from simulator.market.setup.notes.idle_settings import is_idle
from simulator.studies.new_world.known_market import OF_PARCELS, PARCEL, KnownMarket

WEEKS_IN_STOCK = 6.0
"""For how many weeks the goods last that members of a way open with, all together; a choice [weeks]."""
SLOW, COVERED_WEEKS, SAFETY = 0.5, 3.0, 1.64
"""Below how many units a week an outlet sells slowly; for how many weeks of twice that it keeps goods then,
and how many standard deviations of its luck, by which 95 % of weeks are covered; choices."""
OF_SALES = 0.1
"""What an outlet's amounts per week are of its sales at the list price, a choice [share]."""
OF_TRADE, USUAL_GROSS_MARGIN = ("margin", "discount"), 1.0 - 170.0 / 449.0
"""How settings end that say what is left to trade, and the gross margin they were chosen for [share]."""
OF_PRICE, SPARE_HOURS, HOURS_A_WEEK = 80.0 / 449.0, 1.25, 30.0
"""What the hours of a sale cost, as two at 40 for a machine of 449, a choice [share of the list price]; how
many times more hours there are [multiple]; hours of a representative in a week."""
FEWEST_HOURS, MOST_HOURS = 0.001, 1000.0

type Terms = dict[str, Any]


class Seller(NamedTuple):
    """A maker of goods, their price, and how many of them are sold in a week."""

    maker: str
    price: float
    units_a_week: float
    parcel: float
    """What packing and sending a unit costs, which usual amounts have in them as 5 [currency per unit]."""


def sending(usual: float, price: float, parcel: float) -> float:
    """Return what selling and sending a unit costs: a parcel, and what it takes beside, a share of the price.

    >>> sending(12.0, 449.0, 5.0), sending(12.0, 4.49, 5.0)
    (12.0, 5.07)
    """
    beside = max(0.0, usual - PARCEL)
    return round(parcel + beside * price / CHOSEN_FOR, 10)


def _hours(market: KnownMarket) -> float:
    """Return the hours that representatives need in a week to sell as much as is sold today."""
    return SPARE_HOURS * _hours_per_sale(market) * market.units_a_week


def _hours_per_sale(market: KnownMarket) -> float:
    """Return for how many hours a sale may be worked on: dear goods bear more of them."""
    hours = rounded(OF_PRICE * market.price / market.wage) if market.wage else MOST_HOURS
    return min(MOST_HOURS, max(FEWEST_HOURS, hours))


def _reps(market: KnownMarket) -> int:
    return min(10_000, max(1, math.ceil(_hours(market) / HOURS_A_WEEK)))


OF_SHOPS = ("resellers", "shops")
"""Settings that say how many shops sell it where anybody may."""
SIZES: Mapping[str, Callable[[KnownMarket], float]] = {
    "dealers_per_region": lambda market: market.dealers,
    "retailers": lambda market: market.dealers,
    **dict.fromkeys(OF_SHOPS, lambda market: market.shops),
    "reps": _reps,
    "wage": lambda market: market.wage,
    "hours_per_sale": _hours_per_sale,
    "hours_per_week": lambda market: rounded(min(HOURS_A_WEEK, max(1.0, _hours(market)))),
}
"""Settings that follow from the market, by name."""
COUNTS = ("dealers_per_region", "retailers", "resellers", "shops")
"""Which of them say how many outlets of one kind there are; each then has the reach of a dealer."""
ALONE = "territory"
"""Setting of ways whose outlets have regions to themselves: where they are not counted, there is one in each,
at hand to as many people as all dealers are."""
ON_PLATFORMS = (("sellers", "reach"), ("marketplace_sellers", "marketplace_reach"))
"""Settings that say how many sell on a platform, and which share of the people shops there."""


def rounded(amount: float, digits: int = 2) -> float:
    """Return a number to so many significant digits.

    >>> rounded(0.01336), rounded(1234.0)
    (0.013, 1200.0)
    """
    return float(f"{amount:.{digits}g}")


def reach_of_one(together: float, outlets: int) -> float:
    """Return the share of the people that have one of *outlets* at hand: alike and apart, 1 − (1 − R)^(1/n).

    >>> reach_of_one(0.75, 2)
    0.5
    """
    return rounded(1.0 - (1.0 - together) ** (1.0 / outlets), 3)


def left_to_trade(market: KnownMarket) -> float:
    """Return how much of usual discounts and margins of trade a maker's gross margin can bear [multiple]."""
    return min(1.0, (1.0 - market.cost / market.price) / USUAL_GROSS_MARGIN)


def _left_to_trade(fields: Mapping[str, FieldInfo], times: float) -> Terms:
    """Return discounts and margins of a way, which decide much; also how far prices fall, if that is less."""
    found = {name: one.default for name, one in fields.items()}
    terms: Terms = {
        name: rounded(usual * times)
        for name, usual in found.items()
        if name.endswith(OF_TRADE) and isinstance(usual, float)
    }
    lists = {name: usual for name, usual in found.items() if isinstance(usual, Rivalry) and times < 1.0}
    return terms | {
        name: {"least_margin": [rounded(one * times) for one in usual.least_margin]}
        for name, usual in lists.items()
    }


def sizes_of(way: str, market: KnownMarket) -> Terms:
    """Return how many outlets, hands and hours a way to market has, and what part of people each reaches."""
    fields = DISTRIBUTION_MODELS.get(way).model_fields
    terms: Terms = {name: size(market) for name, size in SIZES.items() if name in fields}
    terms |= _left_to_trade(fields, left_to_trade(market))
    if "reach" in fields and any(name in terms for name in COUNTS):
        terms["reach"] = reach_of_one(market.near, market.dealers)
    elif "reach" in fields:
        terms["reach"] = market.near if ALONE in fields else fields["reach"].default
    for sellers, reach in ON_PLATFORMS:
        if sellers in fields and reach in fields:
            terms[sellers] = fields[sellers].default
            terms[reach] = market.marketplace
    return terms


def basis_of(model: DistributionModel, channel: DrawnChannel, seller: Seller, lot: int) -> Terms:
    """Return what a way leaves to defaults in currency and units, as stated here; stocks in lots of units."""
    terms = _amounts(model, channel, seller) | _stocks(model, channel, seller, lot)
    return terms | _slow_sellers_terms(model, channel, seller) if lot == 1 else terms


def outlets_of(channel: DrawnChannel, maker: str) -> dict[str, Member]:
    """Return each outlet that is there when the run opens and sells a maker's products, by name."""
    return {
        one.outlet.name: one.outlet
        for one in channel.supplied
        if channel.product(one.product).maker == maker and not one.outlet.is_potential
    }


def _amounts(model: DistributionModel, channel: DrawnChannel, seller: Seller) -> Terms:
    outlets = len(outlets_of(channel, seller.maker))
    a_week = OF_SALES * seller.units_a_week * seller.price / max(1, outlets)
    terms: Terms = {}
    for key, amount in defaults_in_currency(model):
        if "." in key or is_idle(channel, model, key):
            continue
        is_weekly = unit_of(type(model).model_fields[key].description) == "currency per week"
        if key in OF_PARCELS and amount:
            terms[key] = rounded(sending(amount, seller.price, seller.parcel), 3)
        else:
            terms[key] = rounded(a_week if is_weekly else amount * seller.price / CHOSEN_FOR)
    return terms


def _slow_sellers_terms(model: DistributionModel, channel: DrawnChannel, seller: Seller) -> Terms:
    """Return stock and reorder levels of outlets and wholesalers of which each sells a unit now and then.

    A forecast from one week in which something was sold would fill the channel for years. They open with what
    they keep, and order what was sold: enough for a few weeks of twice the sales, and their luck.
    """
    outlets, fields = outlets_of(channel, seller.maker), type(model).model_fields
    wholesalers = [one for one in channel.members if one.name in _supplied(channel, seller) - outlets.keys()]
    terms: Terms = {}
    for kind, stock, rule in (
        (outlets, "opening_stock", "ordering"),
        (wholesalers, "wholesale_stock", "wholesale_ordering"),
    ):
        a_week = seller.units_a_week / max(1, len(kind))
        if kind and rule in fields and seller.units_a_week < SLOW * len(outlets):
            needed = 2.0 * COVERED_WEEKS * a_week
            level = max(1, math.ceil(needed + SAFETY * math.sqrt(needed)))
            terms |= {
                rule: {"policy": "base_stock", "level": level},
                **({stock: level} if stock in fields else {}),
            }
    return terms


def _supplied(channel: DrawnChannel, seller: Seller) -> set[str]:
    """Return the members that are supplied with goods of a maker, by name."""
    return {
        contract.buyer
        for contract in channel.contracts
        if any(channel.product(name).maker == seller.maker for name in contract.prices)
    }


def _stocks(model: DistributionModel, channel: DrawnChannel, seller: Seller, lot: int) -> Terms:
    supplied = _supplied(channel, seller)
    whole = sum(member.opening_stock for member in channel.members if member.name in supplied)
    times = WEEKS_IN_STOCK * seller.units_a_week / whole if whole else 0.0
    stocks = {
        name: getattr(model, name)
        for name, field in type(model).model_fields.items()
        if unit_of(field.description) == "units"
    }
    return {
        name: lot * round(units * times / lot)
        for name, units in stocks.items()
        if isinstance(units, int) and units and not is_idle(channel, model, name)
    }
