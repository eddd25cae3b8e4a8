"""Identical outlets: what 2, 4 and 12 outlets alike sell, over what one sells.

The channel is drawn as always. Of the outlets with the focal manufacturer's products one a region is left, of
the kind that most are of, at hand for everybody and with plenty of stock; it is copied with its contracts.
Nothing is new in a copy, so what it adds is luck, and rivalry between them.
"""

from collections.abc import Mapping

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
    bare = scenario.changed(candidates=CANDIDATES, events=[], promotions=[], backorders=[])
    return [Variant(_label(count), bare, IdenticalOutlets(products, count)) for count in (1, *COUNTS)]


def values(scenario: Scenario, runs: Runs) -> Mapping[str, Estimate]:
    """Return what so many sell over what one sells, seed by seed."""
    del scenario
    alone = series(runs, _label(1), UNITS.metric)
    found = {}
    for count in COUNTS:
        many = series(runs, _label(count), UNITS.metric)
        found[f"{count} over 1"] = interval([ratio(*pair) for pair in zip(many, alone, strict=True)])
    return found


def _label(count: int) -> str:
    return f"{count} identical outlet{'s' * (count > 1)} a region"


FIGURES = (
    Figure(
        "sales of identical outlets",
        "multiple",
        "one outlet a region of the commonest kind with the focal manufacturer's products, at hand for "
        "everybody and never short, and copies of it, with prices as their rules make them; the others with "
        "these products, events, promotions and customers' orders are left out",
        Published("no published range; copies that are nothing new would sell 1"),
        variants,
        values,
        (UNITS,),
    ),
)
