"""Own price: how units answer to the focal manufacturer's list prices.

    ε = ln(units at 1.05 of the list prices / units at 0.95) / ln(1.05 / 0.95)

The elasticity of a manufacturer, not of an outlet: all its list prices move together, rivals' stay, and
prices in the channel follow as its contracts and pricing rules make them.
"""

from collections.abc import Mapping

from simulator.scenario.schema import Scenario
from simulator.studies.probing.figure import (
    UNITS,
    Figure,
    Published,
    Variant,
    elasticity,
    series,
)
from simulator.studies.probing.worlds import focal_products, with_plenty
from simulator.studies.runs.runs import Runs
from simulator.studies.runs.statistics import Estimate, interval

STEP = 0.05
DEARER, CHEAPER = f"list prices × {1 + STEP:.2f}", f"list prices × {1 - STEP:.2f}"

PUBLISHED = Published(
    "−1 to −5, −2.62 in the mean of 1,851 estimates",
    "Bijmolt, van Heerde & Pieters (2005), Journal of Marketing Research 42(2)",
    -5.0,
    -1.0,
)


def repriced(scenario: Scenario, times: float) -> Scenario:
    """Return the scenario with the list prices of the focal manufacturer's products multiplied."""
    focal = focal_products(scenario)
    products = {
        name: product.model_copy(
            update={"list_price": product.list_price * times if name in focal else product.list_price}
        )
        for name, product in scenario.products.items()
    }
    return scenario.changed(products=products)


def variants(scenario: Scenario) -> list[Variant]:
    """Return the world with dearer and with cheaper products."""
    return [
        with_plenty(label, scenario, repriced(scenario, times))
        for label, times in ((DEARER, 1 + STEP), (CHEAPER, 1 - STEP))
    ]


def values(scenario: Scenario, runs: Runs) -> Mapping[str, Estimate]:
    """Return the elasticity, paired seed by seed."""
    del scenario
    pairs = zip(series(runs, CHEAPER, UNITS.metric), series(runs, DEARER, UNITS.metric), strict=True)
    times = (1 + STEP) / (1 - STEP)
    return {"": interval([elasticity(cheap, dear, times) for cheap, dear in pairs])}


FIGURES = (
    Figure(
        "own-price elasticity",
        "",
        "all list prices of the focal manufacturer ± 5 %, the channel's prices following by its rules, "
        "rivals' list prices as they are; twenty times the opening stock",
        PUBLISHED,
        variants,
        values,
        (UNITS,),
    ),
)
