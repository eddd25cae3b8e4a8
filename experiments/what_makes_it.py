"""What makes it: the README's difference, split into reach, price, message, service and luck.

Situation  Open resale with a message about price sells more than authorized dealers with one about craft.
Question   Which part of the marketing mix makes that, and which works against it?
Look for   Levers that outweigh each other, in units and in what is left to the maker.

    uv run python experiments/what_makes_it.py
"""

from functools import cache
from pathlib import Path

from simulator import load
from simulator.studies.comparison.lever_split import LeverSplit, split_by_levers
from simulator.studies.runs.runs import Line

SEEDS = 10
nothing = [0.0] * SEEDS
FILES = ("espresso_dealers_craft.yaml", "espresso_resale_deal.yaml")


@cache
def found(jobs: int = 1) -> LeverSplit:
    """Return the split between the two shipped ways to market."""
    here = Path("scenarios") if Path("scenarios").is_dir() else Path("../scenarios")
    dealers, resale = (load(here / name) for name in FILES)
    return split_by_levers(dealers, resale, SEEDS, jobs=jobs)


def parts_of(split: LeverSplit, metric: str) -> dict[str, list[float]]:
    """Return each part of a metric's difference, seed by seed."""
    return {name: part.tolist() for name, part in split.series(Line(metric, "", "", None)).items()}


if __name__ == "__main__":
    print(found(jobs=2).table()[["metric", "part", "effect", "low", "high"]].to_string(index=False))
