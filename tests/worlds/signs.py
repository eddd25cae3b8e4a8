"""Signs: what an intervention must do to conflict, in worlds drawn by seeds that were fixed beforehand.

Each sign plays a world with and without an intervention, with the same customers and luck, and says if it is
right. Worlds are those of `quarrelsome`: their seeds were fixed before issues, compensation or these signs.
Issues are the usual ones. Where free-riding counts, too, dealers that advise ride on each other without any
undercut, and resellers that do not advise quarrel less over that: then the sign of open resale is open.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from tests.worlds.quarrelsome import dealers, quarrelsome, resale, web_store

PLENTY = {"opening_stock": 5000}
WEEKS, WARM_UP = 12, 4
EAGER = {"believed_elasticity": 12.0}
CLOSE = 1e-12
MANY = 360
"""Customers where goods run short: enough for every dealer to order."""
LONG = 32
"""Weeks of open resale. Resellers that are alike go down together, a step a week, and ask the same until some
are at their least margin: in twelve weeks there was often no horizontal conflict at all."""
TYPES = ("horizontal", "intertype", "multichannel", "vertical")


def played(seed: int, *ways: dict[str, Any], **changes: Any) -> Ledger:
    """Play a world with some ways to market; the usual issues count."""
    return simulate(quarrelsome(seed, *ways, **{"weeks": WEEKS, "conflict": {}, **changes}), seed)


def drawn(seed: int) -> np.random.Generator:
    """Return the draw of a world's ways to market."""
    return np.random.default_rng(seed)


def by_type(ledger: Ledger) -> pd.Series:
    """Return the index of conflict by type."""
    return pd.Series(measure(ledger, "conflict", "type"))


def undercut(ledger: Ledger) -> float:
    """Return the part of conflict that is about price."""
    return float(pd.Series(measure(ledger, "conflict", "issue"))["price_undercut"])


def rivals_of_one_format(seed: int, **terms: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return dealers at the list price, and cheaper ones beside them, on terms."""
    draw = drawn(seed)
    plain = {"dealers_per_region": 1, "territory": False, "price_floor": None, **PLENTY}
    cheaper = {"policy": "list_price", "share": draw.uniform(0.85, 0.95)}
    listed = dealers(draw, **plain)
    return listed, {**listed, "label": "discounters", "pricing": cheaper, **terms}


def territory(seed: int) -> bool:
    """Say if horizontal falls where one dealer with a territory stands for two, one of them cheaper."""
    both = rivals_of_one_format(seed)
    kept = {name: both[0][name] for name in ("margin", "reach", "expertise", "opening_stock", "pricing")}
    before, after = played(seed, *both), played(seed, {"model": "exclusive", **kept})
    return bool(by_type(after)["horizontal"] < by_type(before)["horizontal"])


def open_resale(seed: int) -> bool:
    """Say if open resale instead of dealers at the list price raises horizontal conflict."""
    listed, resold = resold_or_not(seed)
    return bool(by_type(resold)["horizontal"] > by_type(listed)["horizontal"])


def dispersion(seed: int) -> bool:
    """Say if it makes prices lie further apart."""
    listed, resold = resold_or_not(seed)
    return float(measure(resold, "price_dispersion")) > float(measure(listed, "price_dispersion"))


def resold_or_not(seed: int) -> tuple[Ledger, Ledger]:
    """Play dealers at the list price, and resellers in their place."""
    draw = drawn(seed)
    way = dealers(draw, dealers_per_region=2, territory=False, **PLENTY)
    other = resale(draw, resellers=3, marketplace_sellers=2, wholesale_stock=5000, **PLENTY)
    return played(seed, way, weeks=LONG), played(seed, other, weeks=LONG)


def price_cut(seed: int) -> bool:
    """Say if multichannel rises where the web store asks a tenth of the list price less."""
    draw = drawn(seed)
    way, asked = dealers(draw, **PLENTY), draw.uniform(0.9, 1.05)
    before, after = (
        played(seed, way, web_store(draw, price=price, **PLENTY)) for price in (asked, asked - 0.1)
    )
    return bool(by_type(after)["multichannel"] > by_type(before)["multichannel"])


def compensation(seed: int) -> bool:
    """Say if direct cannibal is exactly nought where all of it is made good, and was not before."""
    draw = drawn(seed)
    ways = dealers(draw, **PLENTY), web_store(draw, price=1.0, **PLENTY)
    before, after = (
        played(seed, *ways, contracts=[{"to": "dealer", "compensation": share}]) for share in (0.0, 1.0)
    )
    booked, net = (
        pd.Series(measure(ledger, "conflict", "issue"))["direct_cannibal"] for ledger in (before, after)
    )
    return bool(net == 0.0 and booked > 0.0)


def watched_floor(seed: int) -> bool:
    """Say if undercutting falls under a floor whose penalty, if noticed, is more than it brings."""
    free, bound = floored(seed, None), floored(seed, 1.0)
    return undercut(bound) < undercut(free)


def idle_floor(seed: int) -> bool:
    """Say if undercutting is as without a floor where nobody watches over it, once outlets have sold.

    Sellers believe that what is cheap sells much more: else a floor is kept for its own sake.
    """
    free, idle = floored(seed, None), floored(seed, 0.0)
    return abs(undercut(idle) - undercut(free)) < CLOSE


def floored(seed: int, detection: float | None) -> Ledger:
    """Play cheaper dealers under a floor that is noticed with a chance; none: no floor."""
    floor = {"price_floor": 0.98, "floor_detection": detection or 0.0, "floor_penalty": 1e6}
    terms = {} if detection is None else floor
    timed = {"weeks": WEEKS + WARM_UP, "warm_up": WARM_UP, "sellers": EAGER}
    return played(seed, *rivals_of_one_format(seed, **terms), **timed)


def supply_shock(seed: int) -> bool:
    """Say if vertical conflict rises where the maker has little and makes more slowly."""
    plenty, short = supplied(seed)
    return bool(short["vertical"] > plenty["vertical"])


def nothing_else(seed: int) -> bool:
    """Say if no other type rises by it."""
    plenty, short = supplied(seed)
    others = list(TYPES[:3])
    return bool((short[others] <= plenty[others]).all())


def supplied(seed: int) -> tuple[pd.Series, pd.Series]:
    """Return conflict by type where the maker has plenty, and where it runs short.

    With the usual number of customers dealers order so rarely that in some worlds none is served while
    another waits, and what is short for all alike is nobody's doing: vertical conflict stays at zero.
    """
    draw = drawn(seed)
    way = dealers(draw, dealers_per_region=2, territory=False, opening_stock=3, price_floor=None)
    found = [
        by_type(played(seed, way, customers=MANY, manufacturers={"acme": made, "rival": PLENTY}))
        for made in (
            {"opening_stock": 20_000, "production_weeks": 0},
            {"opening_stock": 6, "production_weeks": 8},
        )
    ]
    return found[0], found[1]


def one_dealer(seed: int) -> bool:
    """Say if one exclusive dealer a region, without own outlets, has vertical conflict alone."""
    draw = drawn(seed)
    way = {"model": "exclusive", "margin": draw.uniform(0.2, 0.5), "reach": 1.0, "opening_stock": 30}
    return bool((by_type(played(seed, way, competition=[]))[list(TYPES[:3])] == 0.0).all())


SIGNS: tuple[Callable[[int], bool], ...] = (
    territory, open_resale, dispersion, price_cut, watched_floor, idle_floor, supply_shock, nothing_else,
)  # fmt: skip
EXACT: tuple[Callable[[int], bool], ...] = (compensation, one_dealer)
