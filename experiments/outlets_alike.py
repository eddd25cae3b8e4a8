"""Outlets alike: how much does an outlet more sell, and how sensitive to price is one among many?

Question    Do the defaults of `choice` (dissimilarity λ, crowding κ) answer to what was measured?
Prediction  An outlet's own-price elasticity is near −2 alone and between −6 and −10 beside ten others alike
            (Baye, Gatti, Kattuman & Morgan 2009: shops on a price comparison site; Brynjolfsson, Dick & Smith
            2010: a shopbot for books); and twelve outlets alike sell at most 1.15 times what one sells.
How         The espresso world with dealers that are the same in everything and at hand for everybody, stock
            without limit; one dealer in each region asks 3 % more and 3 % less. With the defaults, and with
            every offer's luck its own (the flat logit).
Verdict     Printed. λ and κ were set by these figures, so meeting them is no validation.

Run it: uv run python experiments/outlets_alike.py [--seeds N]
"""

from math import log
from typing import Annotated, Any

import numpy as np
import typer

from simulator import Scenario, load, measure, simulate

BESIDE, CLONES, STEP = 11, 12, 0.03
PLENTY = 50_000


def dealers(count: int, *, alike: bool, times: float | None = None) -> Scenario:
    """Return the world with so many dealers in each region, the first of which may ask another price."""
    world = load("scenarios/espresso_dealers_craft.yaml", set=["customers=20000", "candidates=64"])
    way = {
        "model": "authorized_dealers",
        "dealers_per_region": count,
        "reach": 1.0,
        "price_floor": None,
        "opening_stock": PLENTY // 10,
    }
    makers: dict[str, Any] = {
        name: {**maker.model_dump(mode="json"), "opening_stock": PLENTY}
        for name, maker in world.manufacturers.items()
    }
    events = [
        {"week": 1, "who": name, "do": {"price_change": {"times": times}}} for name in firsts(world) if times
    ]
    off = [] if alike else ["similarity"]
    return world.changed(distribution=way, manufacturers=makers, events=events, switched_off=off)


def firsts(world: Scenario) -> list[str]:
    """Return the names of the first dealer of each region."""
    return [f"{world.focal_maker} dealer {region} 1" for region in world.regions]


def elasticity(count: int, seeds: int, *, alike: bool) -> float:
    """Return the own-price elasticity of one of so many dealers in each region."""
    sold = []
    for times in (1 - STEP, 1 + STEP):
        worlds = [(dealers(count, alike=alike, times=times), seed) for seed in range(1, seeds + 1)]
        answers = [measure(simulate(*one), "units_sold", by="outlet") for one in worlds]
        sold.append(float(sum(answer[firsts(worlds[0][0])].sum() for answer in answers)))
    return log(sold[1] / sold[0]) / log((1 + STEP) / (1 - STEP))


def clones(seeds: int, *, alike: bool) -> float:
    """Return how many times what one dealer a region sells twelve alike sell."""
    one, many = (
        np.mean(
            [
                measure(simulate(dealers(count, alike=alike), seed), "units_sold")
                for seed in range(1, seeds + 1)
            ]
        )
        for count in (1, CLONES)
    )
    return float(many / one)


def main(seeds: Annotated[int, typer.Option(help="How many seeds.")] = 3) -> None:
    """Print elasticities and what clones sell, with the defaults and in the flat logit."""
    print(f"{'':<12} {'alone':>8} {'beside ten':>12} {'twelve for one':>16}")
    for name, alike in (("defaults", True), ("flat logit", False)):
        found = [elasticity(count, seeds, alike=alike) for count in (1, BESIDE)]
        print(f"{name:<12} {found[0]:>8.2f} {found[1]:>12.2f} {clones(seeds, alike=alike):>15.2f}×")


if __name__ == "__main__":
    typer.run(main)
