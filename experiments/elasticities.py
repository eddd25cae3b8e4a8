"""Elasticities: how do the shipped worlds respond to price and to advertising?

Question    Are the worlds on which everything is compared as price-sensitive, and as sensitive to
            advertising, as measured markets are?
Prediction  Own-price elasticity near −2.6 (the mean of 1,851 estimates: Bijmolt, van Heerde & Pieters
            2005; estimates range from −1 to −5), short-run advertising elasticity near .12
            (Sethuraman, Tellis & Briesch 2011).
How         Units of the focal product sold when its list price is 5 % higher and lower, and when its
            campaigns have 25 % more to spend, against the same customers with the same luck; the mean
            over seeds with its 95 % interval. Stock is plentiful, so that demand is what is measured.
            Beside them the share of needs that end with the focal product, and with any.
Verdict     Printed below the table. The response settings of the worlds were chosen with these two
            targets in mind, so meeting them is no validation.

Run it: uv run python experiments/elasticities.py [FILE… or batteries, software, …] [--seeds N]
"""

import json
from math import log
from typing import Annotated, Any

import numpy as np
import typer
from scipy import stats

from simulator import Scenario, load, measure, simulate
from simulator.ledger.ledger import Ledger

ESPRESSO = ("dealers_craft", "dealers_deal", "resale_craft", "resale_deal", "direct_craft", "hybrid_craft")
PRICE_TARGET, ADVERTISING_TARGET = -2.6, 0.12
STEP, MORE = 0.05, 1.25


def plain(name: str) -> dict[str, Any]:
    """Return a scenario in plain values, with more customers, budgets to match, and plenty of stock."""
    whole: dict[str, Any] = load(name).model_dump(mode="json")
    growth = 5
    whole["customers"] *= growth
    for campaign in whole["campaigns"]:
        campaign["weekly_budget"] *= growth
    for maker in whole["manufacturers"].values():
        maker["opening_stock"] *= 20 * growth
    for way in (*whole["distribution"], *whole["competition"]):
        for stock in ("opening_stock", "wholesale_stock"):
            if stock in way:
                way[stock] *= 20 * growth
    return whole


def focal(whole: dict[str, Any]) -> list[str]:
    """Return the products of the focal manufacturer."""
    return [name for name, product in whole["products"].items() if product["maker"] == whole["focal"]]


def repriced(whole: dict[str, Any], factor: float) -> dict[str, Any]:
    """Return the scenario with the focal products' list prices changed; contracts follow the list price."""
    products = {
        name: {**product, "list_price": product["list_price"] * (factor if name in focal(whole) else 1)}
        for name, product in whole["products"].items()
    }
    return {**whole, "products": products}


def advertised(whole: dict[str, Any], factor: float) -> dict[str, Any]:
    """Return the scenario with the budgets of the focal manufacturer's campaigns changed."""
    campaigns = [
        {**c, "weekly_budget": c["weekly_budget"] * (factor if c["product"] in (None, *focal(whole)) else 1)}
        for c in whole["campaigns"]
    ]
    return {**whole, "campaigns": campaigns}


def played(whole: dict[str, Any], seed: int) -> Ledger:
    """Return the ledger of a run."""
    return simulate(Scenario.model_validate_json(json.dumps(whole)), seed)


def units(whole: dict[str, Any], seed: int) -> float:
    """Return units of the focal products sold to customers."""
    sold = measure(played(whole, seed), "units_sold")
    assert isinstance(sold, float)
    return sold


def shares(whole: dict[str, Any], seed: int) -> tuple[float, float]:
    """Return the shares of needs that end with a focal product, and with any product."""
    ledger = played(whole, seed)
    stages = ledger.table("stage_flow").astype({"stage": str}).groupby("stage")["customers"].sum()
    by_maker = measure(ledger, "units_sold", by="maker")
    return by_maker.get(whole["focal"], 0.0) / stages["need"], by_maker.sum() / stages["need"]


def elasticities(name: str, seeds: range) -> dict[str, tuple[float, float]]:
    """Return mean and half-width of the 95 % interval of each elasticity."""
    whole = plain(name)
    drawn: dict[str, list[float]] = {"price": [], "advertising": [], "focal": [], "any": []}
    for seed in seeds:
        up, down = units(repriced(whole, 1 + STEP), seed), units(repriced(whole, 1 - STEP), seed)
        drawn["price"].append(log(up / down) / log((1 + STEP) / (1 - STEP)))
        lift = units(advertised(whole, MORE), seed) / units(whole, seed)
        drawn["advertising"].append(log(lift) / log(MORE))
        for key, share in zip(("focal", "any"), shares(whole, seed), strict=True):
            drawn[key].append(share)
    width = stats.t.ppf(0.975, len(seeds) - 1) / np.sqrt(len(seeds))
    return {key: (float(np.mean(v)), float(np.std(v, ddof=1) * width)) for key, v in drawn.items()}


def file_of(name: str) -> str:
    """Return a scenario file as it was named: by its path, or as one of the shipped ones."""
    return name if name.endswith(".yaml") else f"scenarios/{name}.yaml"


def main(
    files: Annotated[list[str] | None, typer.Argument(help="Scenarios; left out, the espresso ones.")] = None,
    seeds: Annotated[int, typer.Option(min=2, help="How many seeds.")] = 5,
) -> None:
    """Measure, print, and say what came of the prediction."""
    names = files or [f"espresso_{name}" for name in ESPRESSO]
    width = max(map(len, names))
    print(f"{'scenario':<{width}} {'price':>14} {'advertising':>16} {'focal share':>12} {'any share':>10}")
    found = {name: elasticities(file_of(name), range(1, seeds + 1)) for name in names}
    for name, answer in found.items():
        price, advertising = answer["price"], answer["advertising"]
        print(
            f"{name:<{width}} {price[0]:>7.2f} ± {price[1]:<4.2f}"
            f" {advertising[0]:>8.3f} ± {advertising[1]:<5.3f}"
            f" {answer['focal'][0]:>11.1%} {answer['any'][0]:>10.1%}"
        )
    means = {key: float(np.mean([a[key][0] for a in found.values()])) for key in ("price", "advertising")}
    print(
        f"mean over scenarios: price {means['price']:.2f} (target {PRICE_TARGET}), "
        f"advertising {means['advertising']:.3f} (target {ADVERTISING_TARGET})"
    )


if __name__ == "__main__":
    typer.run(main)
