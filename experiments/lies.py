"""Lies: when does it pay over four years to promise more than a product delivers?

Question    A maker of batteries may say what its cells deliver, or as much as can be had of everything. Which
            leaves it more, and its customers?
Prediction  A promise draws first purchases. Whoever has tried knows better, so that it pays less the oftener
            people buy; and where buyers talk, in reviews that others read, it is known to those who have not
            tried. So it pays where needs are rare and few talk, and costs where many do.
How         Dealers that sell batteries, whose cells deliver more than is believed of them: the truth is worth
            saying. People learn from use, owners are believed, trust falls with promises that were not kept,
            and a share of buyers reviews. Needs a year are multiplied, the share of reviewers is varied;
            every cell is played honest and boasting, on the same seeds.
Verdict     Printed. Where ratings weigh as they were measured to, a promise pays on the whole map, the less
            the oftener people buy and the more of them talk. Where people hang on them it costs wherever many
            talk. No sign is built in: look where the line runs.

Run it: uv run python experiments/lies.py [--seeds N]
"""

from itertools import product
from typing import Annotated, Any

import typer

from simulator import Scenario, load, measure, simulate
from simulator.ledger.ledger import Ledger
from simulator.studies.runs.statistics import Estimate, paired

WEEKS, YEAR = 208, 52
TRUTH, BELIEVED = 0.7, 0.4
"""What the cells deliver of what is promised, and what is believed before anybody says anything (choices)."""
REPEATS, TALKERS = (0.25, 1.0, 3.0), (0.0, 0.02, 0.1, 0.5)
"""By what needs a year are multiplied; share of buyers that review."""
PUBLISHED, STRONG = 0.7, 12.0
"""What ratings weigh [utils]: so that a rating higher by a hundredth of itself sells some .4 of a hundredth
more (You, Vadakkepatt & Joshi 2015), and for people who hang on every word (choice)."""
BENEFITS = ("price", "quality", "convenience")


def world(repeat: float, talkers: float, claims: float, weight: float = STRONG) -> Scenario:
    """Return four years in which dealers and campaigns claim so much of each benefit."""
    given = load("scenarios/batteries_dealers_lasting.yaml").model_dump(mode="json")
    for segment in given["segments"].values():
        segment |= {"learns_from_use": 0.25, "product_rating": weight if talkers else 0.0}
        segment["needs"]["batteries"]["per_year"] *= repeat
    pack = given["products"]["pack"]
    pack |= {
        "attributes": dict.fromkeys(BENEFITS, TRUTH),
        "reputation": dict.fromkeys(BENEFITS, BELIEVED),
        "variability": 0.1,
    }
    given["messages"]["ours"] = {
        "says": {"price": 0.2, "quality": 0.5, "convenience": 0.3},
        "claims": dict.fromkeys(BENEFITS, claims),
    }
    given["messages"] |= {"default": "ours", "by_maker": {"dynacell": "lasting"}}
    for campaign in given["campaigns"]:
        campaign["weeks"] = [1, WEEKS]
        if campaign["product"] != "dynacell_pack":
            campaign["message"] = "ours"
    response = {**given["response"], "owners_credibility": 0.5, "trust_halved_at": 0.1}
    if talkers:
        response["reviews"] = {"chance": talkers}
    parts = {part: given[part] for part in ("segments", "products", "messages", "campaigns")}
    return load("scenarios/batteries_dealers_lasting.yaml").changed(
        weeks=WEEKS, cohorts=True, response=response, **parts
    )


def told(ledger: Ledger) -> dict[str, float]:
    """Return what sales, customers and the maker come to."""
    sold = measure(ledger, "units_sold", by="week")
    return {
        "units, year 1": float(sold.iloc[:YEAR].sum()),
        "units, year 4": float(sold.iloc[-YEAR:].sum()),
        "contribution": float(measure(ledger, "contribution")),
        "surplus": float(measure(ledger, "experienced_surplus")),
        "satisfaction": float(measure(ledger, "satisfaction")),
        "rating": float(measure(ledger, "rating", by="product").get("pack", float("nan"))),
        "repeat": float(measure(ledger, "repeat_rate")),
    }


def differences(repeat: float, talkers: float, weight: float, seeds: int) -> dict[str, Estimate]:
    """Return what boasting changes, seed by seed."""
    runs: list[list[dict[str, Any]]] = [
        [told(simulate(world(repeat, talkers, claims, weight), seed)) for seed in range(1, seeds + 1)]
        for claims in (TRUTH, 1.0)
    ]
    return {
        name: paired([run[name] for run in runs[0]], [run[name] for run in runs[1]]).difference
        for name in runs[0][0]
    }


def main(seeds: Annotated[int, typer.Option(help="How many seeds.")] = 3) -> None:
    """Print what a promise of everything changes, by how often people buy and how many of them review."""
    names = ("units, year 1", "units, year 4", "surplus", "satisfaction", "rating", "repeat")
    heads = "".join(f"{name:>15}" for name in names)
    print(f"{'weight':>6} {'needs':>6} {'review':>7} {'contribution, 4 years':>24}{heads}")
    for weight, repeat, talkers in product((PUBLISHED, STRONG), REPEATS, TALKERS):
        if talkers or weight == PUBLISHED:
            by = differences(repeat, talkers, weight, seeds)
            gain = f"{by['contribution'].mean:+,.0f} ± {by['contribution'].half:,.0f}"
            rest = "".join(f"{by[name].mean:>+15,.3g}" for name in names)
            print(f"{weight:>6} {repeat:>5.2f}x {talkers:>7.0%} {gain:>24}{rest}", flush=True)


if __name__ == "__main__":
    typer.run(main)
