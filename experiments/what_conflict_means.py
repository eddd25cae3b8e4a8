"""What conflict means: which share of their margin outlets lose at a value of the index.

Question    The index levels off: how much does an outlet lose at which value, in shares and in money?
Prediction  By the index's own equation, where one issue counts and as much is lost in every period:
            importance · (1 − 2^−(share lost / half_intensity)). Played, a web store at the list price beside
            dealers comes out near it, and below where losses come and go.
How         The equation at the defaults of `conflict`, for each importance that an issue has by default. And
            the shipped dealers for a year, which is thirteen reviews of four weeks, with a web store at the
            list price that is at hand for more and more customers: the only issue is that it is there. Share
            and money are net of compensation, of which there is none. What members do about it, complaints
            and exits, is a line more of `FIGURES` each.
Verdict     experiments/what_conflict_means/table.csv, and as Markdown beside it.

Run it: uv run python experiments/what_conflict_means.py [--seeds N] [--jobs N] [--out FOLDER]
"""

from collections.abc import Iterator
from math import log2
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from experiments.published_table import lines, publish
from simulator import Scenario, load, measure, simulate
from simulator.domain.conflict.conflict_terms import ConflictTerms
from simulator.domain.registries import CONFLICT_ISSUES
from simulator.mechanisms.conflict.conflict_index import of_steady_loss
from simulator.studies.runs.workers import work_through

SHARES = (0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5)
REACHES = (0.02, 0.05, 0.1, 0.25, 0.5, 1.0)
DEALERS = "scenarios/espresso_dealers_craft.yaml"
STORE = {"model": "direct_automated", "price": 1.0}
FIGURES = {"share lost": "margin_lost", "harm": "gross_harm", "conflict": "conflict"}
"""What is measured of each run, by the heads of the table; of amounts, in all."""
PERIOD = 1000.0
"""What an outlet could earn in a review, for a line in money [currency]."""
HEADING = """# What a value of conflict means

The index where outlets lose a share of what they could earn over one issue, the same in each review period
of four weeks, at `half_intensity: {half:g}`, by the issue's importance; whatever the horizon. A period in
which less than {material:g} % is lost is quiet. Written by `experiments/what_conflict_means.py`.

"""
PLAYED = """

## Played

The shipped dealers for {weeks} weeks, and a web store at the list price that is at hand for a part of all
customers; {seeds} seeds. By the equation: the index at that share of margin lost.

"""


def steady() -> Iterator[dict[str, Any]]:
    """Yield the index at each share lost and each importance that issues have by default."""
    terms = ConflictTerms()
    for share in SHARES:
        for importance in sorted({issue.importance for _, issue in CONFLICT_ISSUES.items()} | {1.0}):
            index = of_steady_loss(share, importance, terms.half_intensity)
            quiet = share < terms.materiality
            yield {"share lost": share, "importance": importance, "conflict": 0.0 if quiet else index}


def share_lost(conflict: float, importance: float, half_intensity: float = 0.10) -> float:
    """Return the share of margin lost at a value of the index: the equation turned round."""
    return -half_intensity * log2(1.0 - conflict / importance)


def beside_a_store(reach: float) -> Scenario:
    """Return the dealers with a web store at hand for a share of customers."""
    dealers = load(DEALERS)
    ways = dealers.model_dump(mode="json")["distribution"]
    return dealers.changed(distribution=[*ways, {**STORE, "reach": reach}])


def answered(task: tuple[float, int]) -> dict[str, float]:
    """Play one run and return its figures, harm in the mean of the outlets that have a stake."""
    ledger = simulate(beside_a_store(task[0]), task[1])
    told = {name: float(measure(ledger, metric)) for name, metric in FIGURES.items()}
    outlets = len(pd.Series(measure(ledger, "margin_lost", "member")))
    return {"reach": task[0], **told, "harm": told["harm"] / max(1, outlets)}


def played(seeds: int, jobs: int) -> pd.DataFrame:
    """Return the figures of each reach, in the mean over seeds."""
    tasks = [(reach, seed) for reach in REACHES for seed in range(1, seeds + 1)]
    done = work_through(answered, tasks, jobs=jobs)
    failed = [one.trace for one in done if one.result is None]
    if failed:
        raise RuntimeError(failed[0])
    return pd.DataFrame([one.result for one in done]).groupby("reach", as_index=False).mean()


def markdown(table: pd.DataFrame, runs: pd.DataFrame, seeds: int) -> str:
    """Return both tables with their headings."""
    terms, dealers = ConflictTerms(), load(DEALERS)
    wide = table.pivot(index="share lost", columns="importance", values="conflict")
    heads = ["share lost", f"of {PERIOD:,.0f} a period", *(f"importance {one:g}" for one in wide.columns)]
    rows = [
        [f"{100 * share:g} %", f"{PERIOD * share:,.0f}", *(f"{value:.3f}" for value in wide.loc[share])]
        for share in wide.index
    ]
    first = HEADING.format(half=terms.half_intensity, material=100 * terms.materiality) + lines(heads, rows)
    weight, money = terms.importance["direct_cannibal"], dealers.units.currency
    names = ["at hand for", "share lost", f"lost by a dealer [{money}]", "conflict", "by the equation"]
    cells = [
        [
            f"{100 * one['reach']:g} %",
            f"{100 * one['share lost']:.1f} %",
            f"{one['harm']:,.0f}",
            f"{one['conflict']:.3f}",
            f"{of_steady_loss(one['share lost'], weight, terms.half_intensity):.3f}",
        ]
        for one in runs.to_dict("records")
    ]
    return first + PLAYED.format(weeks=dealers.weeks, seeds=seeds) + lines(names, cells) + "\n"


def main(
    seeds: Annotated[int, typer.Option(min=1)] = 4,
    jobs: Annotated[int, typer.Option(min=1)] = 1,
    out: Path = Path("experiments/what_conflict_means"),
) -> None:
    """Work the equation out, play the dealers beside the store, and write the table."""
    table, runs = pd.DataFrame(steady()), played(seeds, jobs)
    both = pd.concat([table.assign(way="equation"), runs.assign(way="played")], ignore_index=True)
    text = markdown(table, runs, seeds)
    publish(both.round(4), text, out)
    typer.echo(text)


if __name__ == "__main__":
    typer.run(main)
