"""Worlds with disputes: seeds, conditions and horizons, listed before any of these worlds was played.

They are asked what conflict foretells (`experiments/what_conflict_foretells.py`). Each lies around the
shipped one (`experiments/validation/_worlds.py`): what people value, how sensitive they are to price, list
prices, dealers' reach and margin are drawn. In every region are six dealers, alike but for what they sell:
three have the focal maker's machine alone and depend on it for all they earn, three have the rival's as
well, from the rival, at the same discount. In one or two regions, drawn, resellers undercut each other, have
a rent to pay, and leave at a loss. With a chance of two thirds the dealers were promised their regions. Some
week of the first year the maker opens a web store below the list price. All outlets put effort where the
margin is, and take disputes up and down the ladder, by its defaults.

Conditions and sizes were tried on four worlds of another draw (1), by the number of disputes, of relations
that ended and of departures, by the effort of one world, and by the time that a run takes, so that there is
something to be foretold; nothing else of these worlds was looked at, and none of them is listed.
"""

from typing import Any

import networkx as nx
import numpy as np

from experiments.validation._worlds import scenario, world
from simulator import Scenario
from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import add_contract
from simulator.domain.channel.contract import Contract
from simulator.market.setup.build_channel import build_channel

DRAW = 1812
"""Which draw of worlds."""
WORLDS = tuple(range(1, 41))
"""Which of them; the number is also the seed that a world is played with."""
WEEKS, CUSTOMERS = 104, 5000
HORIZON = 12
"""How far is looked back and ahead: three reviews of conflict, about a quarter [weeks]."""
ASKED = tuple(range(2 * HORIZON, WEEKS - HORIZON + 1, HORIZON))
"""The weeks up to which something is known, and after which something happens: 24, 36 … 84 [weeks]."""
CUT = 0.1
"""By how much less effort is a cut, in the mean of the horizon after against that before [of the usual]."""
BEFORE_ANY_STORE, YEAR = 16, 52
"""The last week in which no world has a store, and the last of the year after which a pair is judged."""
TERMS = 20
"""How many times weights in [½, 1] and half intensities in [.05, .2] are drawn."""
LADDER = {"policy": "ladder"}


def listed(number: int) -> Scenario:
    """Return a world of the list."""
    return in_dispute((DRAW, number))


def in_dispute(place: tuple[int, int]) -> Scenario:
    """Return dealers and resellers that take disputes further, and a maker that opens a store below them."""
    base, draw = world(place), np.random.default_rng((*place, 1))
    dealers = base["distribution"][0]
    own = {"escalation": LADDER, "effort": {"policy": "follows_margin", "usual_margin": dealers["margin"]}}
    where = draw.choice(list(base["regions"]), int(draw.integers(1, 3)), replace=False)
    resale: dict[str, Any] = {
        "model": "open_resale",
        "regions": [str(region) for region in where],
        "wholesalers": 1,
        "resellers": 2,
        "marketplace_sellers": 0,
        "reach": dealers["reach"],
        "opening_stock": 20,
        "wholesale_stock": 500,
        "rivalry": {"step": 0.02},
        "running_cost": float(draw.uniform(15, 90)),
        "entry_exit": {"policy": "profit_threshold", "exit_weeks": 26},
        **own,
    }
    ways = [{**dealers, "dealers_per_region": 6, "territory": bool(draw.integers(3)), **own}, resale]
    store = {"model": "direct_automated", "price": float(draw.uniform(0.7, 0.95)), "opening_stock": 500}
    opening = {"week": int(draw.integers(BEFORE_ANY_STORE + 1, YEAR + 1)), "do": {"open_channel": store}}
    terms = {"weeks": WEEKS, "customers": CUSTOMERS, "events": [opening]}
    return scenario(base, distribution=ways, **terms)


def with_two_brands(given: Scenario, dice: KeyedRandom) -> nx.DiGraph:
    """Return the channel, in which every second dealer has a contract with the rival as well."""
    channel, focal = build_channel(given, dice), given.focal_maker
    own, others = (
        {name: one.list_price for name, one in given.products.items() if (one.maker == focal) is is_own}
        for is_own in (True, False)
    )
    (rival,) = {given.products[name].maker for name in others}
    for name in [one for one in channel if is_dealer(one) and int(one.split()[-1]) % 2 == 0]:
        (terms,) = channel.edges[focal, name]["contracts"]
        (share,) = {price / own[product] for product, price in terms.prices.items()}
        prices = {product: share * price for product, price in others.items()}
        weeks = terms.lead_time_weeks
        add_contract(channel, Contract(supplier=rival, buyer=name, prices=prices, lead_time_weeks=weeks))
    return channel


def is_dealer(member: str) -> bool:
    """Say whether a member of such a world is a dealer."""
    return " dealer " in member
