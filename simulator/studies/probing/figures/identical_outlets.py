"""Identical outlets: what 2, 4 and 12 outlets alike sell, over what one sells.

The channel is drawn as always. Of the outlets with the focal manufacturer's products one a region is left, of
the kind that most are of, at hand for everybody and with plenty of stock; it is copied with its contracts.
Nothing is new in a copy: at the list price what it adds is luck alone, by the outlets' own rules rivalry too.
"""

from collections.abc import Mapping

from simulator.domain.registries import PRICING
from simulator.scenario.schema import Scenario
from simulator.studies.probing.channel_changes import IdenticalOutlets, cloneable
from simulator.studies.probing.figure import (
    UNITS,
    CannotTellError,
    Figure,
    Published,
    Variant,
    ratio,
    refuse_no_customers,
    series,
)
from simulator.studies.probing.worlds import built, focal_products
from simulator.studies.runs.runs import Runs
from simulator.studies.runs.statistics import Estimate, interval

COUNTS = (2, 4, 12)
MOST = max(COUNTS)
HELD, FREE = "at the list price", "by their own pricing"
CANDIDATES = 64
"""How many outlets a customer may have at hand, so that all copies are [outlets]."""


def variants(scenario: Scenario) -> list[Variant]:
    """Return the world with one outlet a region, and with copies; CannotTellError if none can be."""
    refuse_no_customers(scenario)
    products = focal_products(scenario)
    if not cloneable(built(scenario), products):
        raise CannotTellError(
            "no outlet with the focal manufacturer's products is there all the time and supplies no other"
        )
    bare = scenario.changed(candidates=CANDIDATES, events=[], promotions=[], backorders=[], returns=[])
    held = PRICING.get("list_price")()
    return [
        *(Variant(_label(n, HELD), bare, IdenticalOutlets(products, n, held)) for n in (1, *COUNTS)),
        *(Variant(_label(n, FREE), bare, IdenticalOutlets(products, n)) for n in (1, MOST)),
    ]


def values(scenario: Scenario, runs: Runs) -> Mapping[str, Estimate]:
    """Return what so many sell over what one sells, seed by seed."""
    del scenario
    asked = [*((count, HELD) for count in COUNTS), (MOST, FREE)]
    return {f"{count} over 1 {prices}": _multiple(runs, count, prices) for count, prices in asked}


def _multiple(runs: Runs, count: int, prices: str) -> Estimate:
    many, alone = (series(runs, _label(n, prices), UNITS.metric) for n in (count, 1))
    return interval([ratio(*pair) for pair in zip(many, alone, strict=True)])


def _label(count: int, prices: str) -> str:
    return f"{count} identical outlet{'s' * (count > 1)} a region {prices}"


FIGURES = (
    Figure(
        "sales of identical outlets",
        "multiple",
        "one outlet a region of the commonest kind with the focal manufacturer's products, at hand for "
        "everybody and never short, and copies of it, all at the list price or all by their own pricing; "
        "the others with these products, events, promotions, customers' orders and returns are left out",
        Published("no published range; copies that are nothing new would sell 1"),
        variants,
        values,
        (UNITS,),
    ),
)
