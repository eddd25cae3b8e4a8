"""Advertising: how units answer to the budgets of the focal manufacturer's campaigns.

    ε = ln(units with 1.25 of all weekly budgets / units) / ln 1.25

over the weeks measured: short-run effects and what of long-run ones falls into them.
"""

from collections.abc import Mapping

from simulator.scenario.schema import Scenario
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
from simulator.studies.probing.worlds import PLENTIFUL, focal_products, plentiful, with_plenty
from simulator.studies.runs.runs import Runs
from simulator.studies.runs.statistics import Estimate, interval

TIMES = 1.25
MORE = f"campaign budgets × {TIMES}"

PUBLISHED = Published(
    ".09 or .12 in the short run to .24 in the long",
    "Henningsen, Heuke & Clement (2011), BuR 4(2); Sethuraman, Tellis & Briesch (2011), Journal of Marketing "
    "Research 48(3)",
    0.09,
    0.24,
)


def variants(scenario: Scenario) -> list[Variant]:
    """Return the world, and the world with larger budgets; CannotTellError where nothing is spent."""
    refuse_no_customers(scenario)
    about = {None, *focal_products(scenario)}
    spent = [one.product in about and one.weekly_budget > 0 for one in scenario.campaigns]
    if not any(spent):
        raise CannotTellError(
            "no campaign is about the focal manufacturer's products, so none can spend more"
        )
    campaigns = [
        one.model_copy(update={"weekly_budget": one.weekly_budget * (TIMES if is_ours else 1.0)})
        for one, is_ours in zip(scenario.campaigns, spent, strict=True)
    ]
    return [plentiful(scenario), with_plenty(MORE, scenario, scenario.changed(campaigns=campaigns))]


def values(scenario: Scenario, runs: Runs) -> Mapping[str, Estimate]:
    """Return the elasticity, paired seed by seed."""
    del scenario
    pairs = zip(series(runs, PLENTIFUL, UNITS.metric), series(runs, MORE, UNITS.metric), strict=True)
    return {"": interval([elasticity(before, after, TIMES) for before, after in pairs])}


FIGURES = (
    Figure(
        "advertising elasticity",
        "",
        "weekly budgets of campaigns about the focal manufacturer's products × 1.25; twenty times the "
        "opening stock",
        PUBLISHED,
        variants,
        values,
        (UNITS,),
    ),
)
