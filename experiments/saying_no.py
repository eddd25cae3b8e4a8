"""Saying no: when does it pay over four years not to sell on a discount marketplace?

Question    Dealers of high image sell a machine at its list price. A marketplace of low image would sell more
            of it, below that. What is that worth to the maker in four years?
Prediction  Sales rise at once. What the name is worth falls for years, and with it what dealers sell. Which
            of both weighs more hangs on how much a name is worth to people, and on how many of them dealers
            do not reach: to those the marketplace sells what nobody sold them, to others what dealers would.
How         The espresso world, dealers that talk of craft, with and without a marketplace beside them, on the
            same seeds. Names change slowly, half of the way in about a year (choice). What a name adds to a
            machine when the run opens is taken from its appeal, so that worlds begin alike, however much
            names are worth.
Verdict     Printed: both signs occur, and neither is built in.

Run it: uv run python experiments/saying_no.py [--seeds N]
"""

from typing import Annotated, Any

import typer

from simulator import Scenario, load, measure, simulate
from simulator.ledger.ledger import Ledger
from simulator.studies.runs.statistics import Estimate, paired

WEEKS, YEAR = 208, 52
SLOW = {
    "from_advertising": 0.006,
    "from_owners": 0.006,
    "from_outlets": 0.006,
    "dilution": 0.01,
    "decay": 0.003,
}
OPENING, DEALERS, DISCOUNTER = 0.7, 0.9, 0.2
"""What the names are worth when the run opens; images of dealers and of the marketplace (choices)."""
MARKETPLACE = {"model": "marketplace", "image": DISCOUNTER}
WORTHS, REACHES = (0.0, 2.0, 4.0), (0.22, 0.5)
"""What a name of full equity is worth [utils]; share of people of its region for whom a dealer is at hand."""


def world(worth: float, reach: float, *more: dict[str, Any]) -> Scenario:
    """Return four years of dealers, and more ways to sell beside them."""
    scenario = load("scenarios/espresso_dealers_craft.yaml", set=[f"weeks={WEEKS}"])
    given = scenario.model_dump(mode="json")
    for segment in given["segments"].values():
        segment["brand_equity"] = worth
    for product in given["products"].values():
        product["initial_equity"] = OPENING
        product["appeal"] -= worth * OPENING
    for campaign in given["campaigns"]:
        campaign["weeks"] = [1, WEEKS]
    dealers = {**given["distribution"][0], "image": DEALERS, "reach": reach}
    parts = {part: given[part] for part in ("segments", "products", "campaigns")}
    response = {**given["response"], "equity": SLOW}
    return scenario.changed(**parts, response=response, distribution=[dealers, *more])


def by_dealers(ledger: Ledger, year: int) -> float:
    """Return how many machines dealers sold in a year."""
    sale = ledger.table("sale").astype({"outlet": str, "product": str})
    is_so = (sale["product"] == "machine") & sale["outlet"].str.contains(" dealer ")
    return float(sale.loc[is_so & ((sale["week"] - 1) // YEAR + 1 == year), "units"].sum())


def told(ledger: Ledger) -> dict[str, float]:
    """Return what the maker is left, what its name is worth in the end, and what was sold in two years."""
    sold = measure(ledger, "units_sold", "week")
    return {
        "contribution": float(measure(ledger, "contribution")),
        "equity": float(measure(ledger, "brand_equity", "week").iloc[-1]),
        "all, year 1": float(sold.iloc[:YEAR].sum()),
        "all, year 4": float(sold.iloc[-YEAR:].sum()),
        "dealers, year 1": by_dealers(ledger, 1),
        "dealers, year 4": by_dealers(ledger, WEEKS // YEAR),
    }


def differences(worth: float, reach: float, seeds: int) -> dict[str, Estimate]:
    """Return what a marketplace changes, seed by seed."""
    without, beside = (
        [told(simulate(world(worth, reach, *more), seed)) for seed in range(1, seeds + 1)]
        for more in ((), (MARKETPLACE,))
    )
    return {
        name: paired([run[name] for run in without], [run[name] for run in beside]).difference
        for name in without[0]
    }


def main(seeds: Annotated[int, typer.Option(help="How many seeds.")] = 4) -> None:
    """Print what the marketplace changes, by how much names are worth and how many dealers reach."""
    units = ("all, year 1", "all, year 4", "dealers, year 1", "dealers, year 4")
    heads = "".join(f"{name:>17}" for name in units)
    print(f"{'name worth':>10} {'at hand':>8} {'contribution, 4 years':>22} {'equity, end':>12}{heads}")
    for reach in REACHES:
        for worth in WORTHS:
            by = differences(worth, reach, seeds)
            gain, sold = by["contribution"], "".join(f"{by[name].mean:>+17,.0f}" for name in units)
            left = f"{gain.mean:+,.0f} ± {gain.half:,.0f}"
            print(f"{worth:>10.1f} {reach:>8.0%} {left:>22} {by['equity'].mean:>+12.2f}{sold}", flush=True)


if __name__ == "__main__":
    typer.run(main)
