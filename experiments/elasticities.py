"""Elasticities: how does the espresso world respond to price and to advertising?

Question    Is the world on which everything is compared as price-sensitive, and as sensitive to
            advertising, as measured markets are?
Prediction  Own-price elasticity near −2.6 (the mean of 1,851 estimates: Bijmolt, van Heerde & Pieters
            2005; estimates range from −1 to −5), short-run advertising elasticity near .12
            (Sethuraman, Tellis & Briesch 2011).
How         Units of the focal product sold when its list price is 5 % higher and lower, and when its
            campaigns have 25 % more to spend, against the same customers with the same luck; the mean
            over seeds with its 95 % interval. Stock is plentiful, so that demand is what is measured.
Verdict     Printed below the table. The response settings of the world were chosen with these two
            targets in mind, so meeting them is no validation.

Run it: uv run python experiments/elasticities.py [--seeds N]
"""

import json
from math import log
from typing import Annotated, Any

import numpy as np
import typer
from scipy import stats

from simulator import Scenario, load, measure, simulate

SCENARIOS = ("dealers_craft", "dealers_deal", "resale_craft", "resale_deal", "direct_craft", "hybrid_craft")
PRICE_TARGET, ADVERTISING_TARGET = -2.6, 0.12
STEP, MORE = 0.05, 1.25


def plain(name: str) -> dict[str, Any]:
    """Return a scenario in plain values, with more customers, budgets to match, and plenty of stock."""
    whole: dict[str, Any] = load(f"scenarios/espresso_{name}.yaml").model_dump(mode="json")
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


def units(whole: dict[str, Any], seed: int) -> float:
    """Return units of the focal products sold to customers."""
    sold = measure(simulate(Scenario.model_validate_json(json.dumps(whole)), seed), "units_sold")
    assert isinstance(sold, float)
    return sold


def elasticities(name: str, seeds: range) -> dict[str, tuple[float, float]]:
    """Return mean and half-width of the 95 % interval of each elasticity."""
    whole = plain(name)
    drawn: dict[str, list[float]] = {"price": [], "advertising": []}
    for seed in seeds:
        up, down = units(repriced(whole, 1 + STEP), seed), units(repriced(whole, 1 - STEP), seed)
        drawn["price"].append(log(up / down) / log((1 + STEP) / (1 - STEP)))
        lift = units(advertised(whole, MORE), seed) / units(whole, seed)
        drawn["advertising"].append(log(lift) / log(MORE))
    width = stats.t.ppf(0.975, len(seeds) - 1) / np.sqrt(len(seeds))
    return {key: (float(np.mean(v)), float(np.std(v, ddof=1) * width)) for key, v in drawn.items()}


def main(seeds: Annotated[int, typer.Option(min=2, help="How many seeds.")] = 5) -> None:
    """Measure, print, and say what came of the prediction."""
    print(f"{'scenario':<14} {'price':>16} {'advertising':>18}")
    found = {name: elasticities(name, range(1, seeds + 1)) for name in SCENARIOS}
    for name, answer in found.items():
        price, advertising = answer["price"], answer["advertising"]
        print(
            f"{name:<14} {price[0]:>8.2f} ± {price[1]:<5.2f} {advertising[0]:>10.3f} ± {advertising[1]:<5.3f}"
        )
    means = {key: float(np.mean([a[key][0] for a in found.values()])) for key in ("price", "advertising")}
    print(
        f"mean over scenarios: price {means['price']:.2f} (target {PRICE_TARGET}), "
        f"advertising {means['advertising']:.3f} (target {ADVERTISING_TARGET})"
    )


if __name__ == "__main__":
    typer.run(main)
