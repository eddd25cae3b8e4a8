"""What interventions do to conflict: the sign must be right in 95 of 100 worlds drawn at random.

Each world is played with and without an intervention on the same customers and the same luck; a value is 1
where the sign is right and 0 where it is not. The worlds lie around the shipped one; no mechanism names an
intervention, a distribution model or the index.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.studies.validation.acceptance import Rule
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._worlds import CUSTOMERS, WEEKS, Place, scenario, world

WORLDS, NEEDED = 100, 0.95
TERRITORY = "one exclusive dealer a region instead of three, one of them cheaper: horizontal falls"
RESALE = "open resale instead of dealers at list price: horizontal rises"
DISPERSION = "the same: prices lie further apart"
CUT = "the web store's price cut by a tenth: multichannel rises"
FLOOR = "a price floor that is watched over: undercutting falls"
IDLE = "a floor that nobody watches over, and that it pays to break: prices as without it"
SHORT = "the factory runs short: vertical rises"
ONLY = "the same: nothing else rises"
QUIET = "horizontal, intertype and multichannel, where each region has one dealer"


MANY = 3 * CUSTOMERS
"""Customers where goods run short: enough for every dealer to order [customers]."""


def played(place: Place, *ways: dict[str, Any], **changes: Any) -> Ledger:
    """Play a world with other ways to market of the focal maker."""
    return simulate(scenario(world(place), distribution=list(ways), **changes), seed=place[1])


def kinds(ledger: Ledger) -> Mapping[str, float]:
    """Return conflict by type and, over price, by issue."""
    by_type, by_issue = measure(ledger, "conflict", by="type"), measure(ledger, "conflict", by="issue")
    return {**by_type.to_dict(), "price_undercut": float(by_issue["price_undercut"])}


def asked(ledger: Ledger) -> pd.Series:
    """Return prices by week and outlet."""
    return ledger.table("posting").astype({"outlet": str}).groupby(["week", "outlet"])["price"].mean()


def is_as_free(idle: Ledger, free: Ledger) -> bool:
    """Say whether prices are as without a floor, once an outlet has sold."""
    first = idle.table("sale").astype({"outlet": str}).groupby("outlet")["week"].min()
    one, other = asked(idle), asked(free)
    since = one.index.get_level_values("outlet").map(first).fillna(WEEKS)
    late = one.index.get_level_values("week") > since
    return bool((one[late] == other.reindex(one.index)[late]).all()) and bool(late.any())


def alone(place: Place) -> dict[str, Any]:
    """Return one exclusive dealer a region."""
    base, _ = world(place)["distribution"]
    return {"model": "exclusive", "reach": base["reach"], "margin": base["margin"], "opening_stock": 200}


def single(place: Place) -> dict[str, float]:
    """Return the worst of the types of conflict that such a dealer cannot have."""
    found = kinds(played(place, alone(place)))
    return {QUIET: max(found[kind] for kind in ("horizontal", "intertype", "multichannel"))}


def signs(place: Place) -> dict[str, float]:
    """Play a world in every way, and say which signs are right."""
    base, cheap = world(place)["distribution"]
    resale = {
        "model": "open_resale",
        "reach": base["reach"],
        "resellers": 5,
        "rivalry": {"step": 0.03},
        "opening_stock": 200,
        "wholesale_stock": 2000,
    }
    floor = {"price_floor": 0.98, "floor_penalty": 1e6}
    free, bound = (
        played(place, base, cheap),
        played(place, base, {**cheap, **floor, "floor_detection": 1.0}),
    )
    idle = played(place, base, {**cheap, **floor, "floor_detection": 0.0})
    listed, resold = played(place, base), played(place, resale)
    before, after = kinds(free), kinds(bound)
    right = {
        TERRITORY: kinds(played(place, alone(place)))["horizontal"] < before["horizontal"],
        RESALE: kinds(resold)["horizontal"] > kinds(listed)["horizontal"],
        DISPERSION: measure(resold, "price_dispersion") > measure(listed, "price_dispersion"),
        FLOOR: after["price_undercut"] < before["price_undercut"],
        IDLE: is_as_free(idle, free),
    }
    return {**{row: float(is_so) for row, is_so in right.items()}, **beside_a_store(place)}


def beside_a_store(place: Place, price: float = 0.87) -> dict[str, float]:
    """Say what a web store's price cut does, and what does a factory that runs short."""
    base, _ = world(place)["distribution"]
    store = {"model": "direct_automated", "opening_stock": 500}
    before, after = (kinds(played(place, base, {**store, "price": asked})) for asked in (0.97, price))
    return {CUT: float(after["multichannel"] > before["multichannel"]), **shortage(place)}


def shortage(place: Place) -> dict[str, float]:
    """Say what a factory does that has little and makes more slowly."""
    base, _ = world(place)["distribution"]
    little = {**base, "opening_stock": 2}
    makers = world(place)["manufacturers"]
    focal = next(iter(makers))
    found = [
        kinds(
            played(place, little, customers=MANY, manufacturers={**makers, focal: {**makers[focal], **made}})
        )
        for made in (
            {"opening_stock": 2000, "production_weeks": 0},
            {"opening_stock": 10, "production_weeks": 8},
        )
    ]
    others = ("horizontal", "intertype", "multichannel")
    return {
        SHORT: float(found[1]["vertical"] > found[0]["vertical"]),
        ONLY: float(all(found[1][kind] <= found[0][kind] for kind in others)),
    }


def cases(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Draw the worlds: the signs over them, one a run, and what must be nothing at all."""
    drawn = int(draw.integers(2**31))
    told = f"{WORLDS} worlds (no. {drawn}) around the shipped one, the same customers and luck in every way"
    rows = (TERRITORY, RESALE, DISPERSION, CUT, FLOOR, IDLE, SHORT, ONLY)
    by_itself = f"such a world (no. {drawn}), one exclusive dealer a region, no outlet of the maker's own"
    return [
        TargetCase(
            told,
            dict.fromkeys(rows, NEEDED),
            lambda seed: signs((drawn, seed)),
            rule=Rule.AT_LEAST,
            seeds=WORLDS,
        ),
        TargetCase(by_itself, {QUIET: 0.0}, lambda seed: single((drawn, seed)), rule=Rule.EXACT, seeds=10),
    ]


def dearer(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return such worlds, in which the web store's price is raised instead."""
    drawn = int(draw.integers(2**31))

    def play(seed: int) -> dict[str, float]:
        return beside_a_store((drawn, seed), price=1.07)

    return [TargetCase("a web store beside dealers", {CUT: NEEDED}, play, rule=Rule.AT_LEAST, seeds=10)]


TARGET = Target(
    reference="V12",
    title="Interventions and conflict: signs",
    formula="the sign is right in at least 95 % of worlds; with one dealer a region there is none at all",
    source=(
        "Sa Vinhas & Anderson (2005), Journal of Marketing Research 42(4); Israeli, Anderson & Coughlan "
        "(2016), Marketing Science 35(4), on floors that nobody watches over"
    ),
    cases=cases,
    mutants=(Mutant("the web store's price is raised instead of cut", dearer, CUT),),
)
