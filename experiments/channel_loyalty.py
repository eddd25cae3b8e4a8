"""Channel loyalty: how many buyers at a web store buy at dealers too, and do people keep to one kind?

Question    How far do lasting tastes for formats (`format_taste_spread`) make people keep to one of them?
Prediction  Of a seller's buyers on the web, between 28 % (Jupiter Research 2005: US online buyers, as told by
            Internet Retailer, 28 December 2005) and 34 % (Shop.org, J.C. Williams Group & BizRate.com 2001:
            at all three channels of sellers with three) buy at another of its channels too. At most 73 % of
            its customers use several, looking included (Sopadjieva, Dholakia & Benjamin 2017: one retailer).
            Without tastes for formats more buy at both; what is at hand keeps others to one even so.
How         A maker of batteries with dealers near everybody and a web store, for a year, with the scenario's
            spread, without any taste for formats, and with twice the spread. φ is the correlation within
            people of the kind bought at (polarization, Sabavala & Morrison 1977): (A − C) / (1 − C), A how
            often two purchases of one person are of one kind, C the same of two people.
Verdict     Printed. The spread was set by the first figure, so meeting it is no validation; published figures
            are of other goods, and lie far apart.

Run it: uv run python experiments/channel_loyalty.py [--seeds N]
"""

from typing import Annotated

import numpy as np
import pandas as pd
import typer

from simulator import Scenario, load, simulate
from simulator.ledger.ledger import Ledger

FILE = "scenarios/batteries_hybrid_lasting.yaml"


def world(times: float) -> Scenario:
    """Return the world with so many times its spread of tastes for formats."""
    scenario = load(FILE, set=["detail=sales"])
    people = scenario.model_dump(mode="json")["segments"]
    for segment in people.values():
        segment["format_taste_spread"] *= times
    return scenario.changed(segments=people)


def purchases(ledger: Ledger) -> pd.DataFrame:
    """Return how many of the maker's units each customer bought at each format [customers × formats]."""
    scenario = ledger.header.scenario
    own = [name for name, made in scenario.products.items() if made.maker == scenario.focal_maker]
    formats = {member.name: member.format for member in ledger.header.members}
    sale = ledger.table("sale").astype({"outlet": str, "product": str})
    sale = sale[sale["product"].isin(own)]
    return sale.groupby(["customer", sale["outlet"].map(formats)]).size().unstack(fill_value=0)


def buys_elsewhere(bought: pd.DataFrame) -> float:
    """Return which share of the web store's buyers buys at another format too."""
    at_web = bought[bought["web_store"] > 0]
    return float((at_web.drop(columns="web_store").sum(axis=1) > 0).mean())


def polarization(bought: pd.DataFrame) -> float:
    """Return φ, the correlation within people of the format bought at, where they bought more than once."""
    units = bought.sum(axis=1)
    often, units = bought[units > 1], units[units > 1]
    within = ((often * (often - 1)).sum(axis=1) / (units * (units - 1))).mean()
    across = ((often.sum() / often.to_numpy().sum()) ** 2).sum()
    return float((within - across) / (1 - across))


def measured(times: float, seeds: int) -> tuple[float, float]:
    """Return both, in the mean of some seeds."""
    runs = [purchases(simulate(world(times), seed)) for seed in range(1, seeds + 1)]
    elsewhere, tells = np.mean([(buys_elsewhere(run), polarization(run)) for run in runs], axis=0)
    return float(elsewhere), float(tells)


def main(seeds: Annotated[int, typer.Option(help="How many seeds.")] = 4) -> None:
    """Print both for no spread, the scenario's and twice the scenario's."""
    print(f"{'spread':<14} {'web buyers who buy elsewhere':>28} {'φ':>6}")
    for name, times in (("none", 0.0), ("the scenario's", 1.0), ("twice that", 2.0)):
        elsewhere, tells = measured(times, seeds)
        print(f"{name:<14} {elsewhere:>28.1%} {tells:>6.2f}")


if __name__ == "__main__":
    typer.run(main)
