"""Distribution and share: does a product sell more than in proportion to the shops that have it?

Question    On shelves with limited room, is a product's share convex in its distribution, and is it the
            shelves that make it so?
Prediction  Where shops list what sells best, yes: share rises faster than distribution (in 86 % of 37
            categories it does: Reibstein & Farris 1995), and velocity with it. Where the same products are
            as widely distributed, but in shops that drew them at random, no: share is proportional to it.
How         scenarios/espresso_shelves.yaml, all its shops by best sellers, against the same shops by chance,
            each seed with chances from .1 to .8 dealt out anew; same customers, same luck. Per run a
            parabola through its products; its sag (studies/validation/share_vs_distribution.py) over seeds.
Verdict     Printed below the table, from what was measured.

Run it: uv run python experiments/distribution_and_share.py [--seeds N] [--picture FILE.png]
"""

from pathlib import Path
from typing import Annotated, Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import typer

from simulator import Scenario, load, simulate
from simulator.studies.validation.share_vs_distribution import ShareCurve, curve, share_against_distribution

mpl.use("Agg")

FILE = "scenarios/espresso_shelves.yaml"
LEAST, MOST = 0.1, 0.8


def at_random(scenario: Scenario, seed: int) -> Scenario:
    """Return the scenario with shelves filled by chance, as unequally; the room is what was drawn."""
    names = list(scenario.products)
    dealt = np.random.default_rng(seed).permutation(np.linspace(LEAST, MOST, len(names)))
    rule = {"policy": "random", "probabilities": dict(zip(names, dealt.tolist(), strict=True))}
    ways: list[dict[str, Any]] = scenario.model_dump(mode="json")["distribution"]
    for way in ways:
        if "assortment" in way:
            way["assortment"] = {"listing": rule}
    return scenario.changed(name=f"{scenario.name}, at random", distribution=ways)


def told(name: str, found: ShareCurve) -> str:
    """Return one line of the table."""
    sag, power = found.sag, found.elasticity
    verdict = "convex" if found.is_convex else "not convex"
    return f"{name:<14} {sag.mean:>8.3f} ± {sag.half:<6.3f} {power.mean:>8.2f} ± {power.half:<5.2f} {verdict}"


def draw(tables: dict[str, pd.DataFrame], path: Path) -> None:
    """Draw share against distribution, one panel each, with the mean parabola of the runs."""
    import matplotlib.pyplot as plt  # noqa: PLC0415 - only where a picture is asked for

    figure, panels = plt.subplots(1, len(tables), figsize=(10, 4.5), sharex=True, sharey=True)
    for panel, (name, table) in zip(panels, tables.items(), strict=True):
        for product, points in table.groupby("product"):
            panel.scatter(points["numeric_distribution"], points["market_share"], s=14, label=product)
        over = table[table["numeric_distribution"] > 0]
        fit = np.polyfit(over["numeric_distribution"], over["market_share"], 2)
        line = np.linspace(over["numeric_distribution"].min(), over["numeric_distribution"].max(), 50)
        panel.plot(line, np.polyval(fit, line), color="black", linewidth=1)
        panel.set(title=name, xlabel="numeric distribution [share of outlets]", xlim=(0, 1), ylim=(0, None))
    panels[0].set_ylabel("market share [share of units]")
    panels[-1].legend(fontsize=8, frameon=False)
    figure.tight_layout()
    figure.savefig(path, dpi=120)


def main(
    seeds: Annotated[int, typer.Option(min=3, help="How many seeds.")] = 12,
    picture: Annotated[Path | None, typer.Option(help="Where to draw the curves (PNG, SVG or PDF).")] = None,
) -> None:
    """Measure, print, say what came of the prediction, and draw."""
    scenario = load(FILE, set=["warm_up=52"])  # what the shelves have come to, not how
    tables = {
        "best sellers": share_against_distribution(simulate(scenario, s) for s in range(1, seeds + 1)),
        "at random": share_against_distribution(
            simulate(at_random(scenario, s), s) for s in range(1, seeds + 1)
        ),
    }
    means = ["numeric_distribution", "weighted_distribution", "market_share", "velocity"]
    print(tables["best sellers"].groupby("product")[means].mean().sort_values(means[0]).round(3).to_string())
    print(f"\n{'shelves':<14} {'sag':>8}   {'':<6} {'elasticity':>8}")
    found = {name: curve(table) for name, table in tables.items()}
    for name, each in found.items():
        print(told(name, each))
    held = found["best sellers"].is_convex and not found["at random"].is_convex
    print(f"Prediction {'held' if held else 'did not hold'} in {seeds} seeds.")
    if picture is not None:
        draw(tables, picture)


if __name__ == "__main__":
    typer.run(main)
