"""Scale: 50, 500 and 5,000 members before 100,000 customers, for a year of 52 weeks.

Seconds on the wall of setting a market up and of playing its year, one run each in turn; and how many
times what 50 members cost is what more of them cost, against how many times as many there are: below one
means less than in proportion.
"""

import warnings
from time import perf_counter
from typing import Any

from simulator import Scenario, load
from simulator.ledger.metric import measure
from simulator.market.simulate import opened

CUSTOMERS, WEEKS, REGIONS = 100_000, 52, 20
SIZES = (50, 500, 5_000)


def scenario(members: int) -> Scenario:
    """Return open resale in twenty regions with about so many members."""
    world = load("scenarios/espresso_resale_deal.yaml", set=[f"customers={CUSTOMERS}", f"weeks={WEEKS}"])
    regions = {f"region {number}": {"share": 1.0 / REGIONS} for number in range(1, REGIONS + 1)}
    resellers = max(1, round((members - 10) / REGIONS))
    model = {"model": "open_resale", "wholesalers": max(2, members // 200), "resellers": resellers}
    return world.changed(regions=regions, competition=[], distribution=model)


def played(members: int) -> tuple[int, float, float, float]:
    """Return how many members there were, the seconds of setting up and of the year, and units sold."""
    given = scenario(members)
    start = perf_counter()
    market = opened(given, 1)
    ready = perf_counter()
    for _ in range(WEEKS):
        market.step()
    ended = perf_counter()
    units = measure(market.ledger.close(), "units_sold")
    if not isinstance(units, float) or not units:
        raise AssertionError("nothing was sold: there is nothing to time")
    return len(market.members), ready - start, ended - ready, units


def measured() -> dict[str, Any]:
    """Return seconds and ratios for each size."""
    figures: dict[str, Any] = {"customers": CUSTOMERS, "weeks": WEEKS}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        runs = [played(size) for size in SIZES]
    first_members, first_setup, first_year, _ = runs[0]
    for members, setup, year, units in runs:
        figures[f"{members} members: set up [s]"] = round(setup, 1)
        figures[f"{members} members: year [s]"] = round(year, 1)
        figures[f"{members} members: units sold"] = units
        growth = (setup + year) / (first_setup + first_year)
        figures[f"{members} members: cost per member, to the fewest [×]"] = round(
            growth * first_members / members, 3
        )
    (_, _, middle_year, _), (_, _, last_year, _) = runs[1], runs[2]
    more = runs[2][0] / runs[1][0]
    figures["year, the most to the middle, per member [×]"] = round(last_year / middle_year / more, 2)
    return figures
