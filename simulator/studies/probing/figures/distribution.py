"""Distribution: how units answer to the reach of outlets with the focal manufacturer's products.

    ε = ln(units at 1.25 of every outlet's reach / units) / ln 1.25

Where 1.25 of some reach would be above 1, all are lowered to 0.8 instead.
"""

from collections.abc import Mapping

from simulator.scenario.schema import Scenario
from simulator.studies.probing.channel_changes import PlentifulStock, outlets_with
from simulator.studies.probing.figure import (
    UNITS,
    CannotTellError,
    Figure,
    Published,
    Variant,
    elasticity,
    refuse_no_customers,
    series,
)
from simulator.studies.probing.worlds import PLENTIFUL, built, focal_products, plentiful
from simulator.studies.runs.runs import Runs
from simulator.studies.runs.statistics import Estimate, interval

WIDER, NARROWER = 1.25, 0.8
WIDE, NARROW = f"reach × {WIDER}", f"reach × {NARROWER}"
TIMES = {WIDE: WIDER, NARROW: NARROWER}

PUBLISHED = Published(
    "no published range; .74 in the mean of one study",
    "Ataman, van Heerde & Mela (2010), Journal of Marketing Research 47(5)",
)


def variants(scenario: Scenario) -> list[Variant]:
    """Return the world, and the world with another reach of the outlets that have the products."""
    refuse_no_customers(scenario)
    products = focal_products(scenario)
    widest = max((member.reach for member in outlets_with(built(scenario), products)), default=0.0)
    if not widest:
        raise CannotTellError("no outlet with the focal manufacturer's products is at hand for anybody")
    label = WIDE if widest * WIDER <= 1.0 else NARROW
    return [plentiful(scenario), Variant(label, scenario, PlentifulStock(products, TIMES[label]))]


def values(scenario: Scenario, runs: Runs) -> Mapping[str, Estimate]:
    """Return the elasticity, paired seed by seed."""
    del scenario
    label = next(label for label in TIMES if label in runs.scenarios)
    pairs = zip(series(runs, PLENTIFUL, UNITS.metric), series(runs, label, UNITS.metric), strict=True)
    return {"": interval([elasticity(before, after, TIMES[label]) for before, after in pairs])}


FIGURES = (
    Figure(
        "distribution elasticity",
        "",
        "reach of all outlets with the focal manufacturer's products × 1.25, or × 0.8 where one would be "
        "above 1; twenty times the opening stock",
        PUBLISHED,
        variants,
        values,
        (UNITS,),
    ),
)
