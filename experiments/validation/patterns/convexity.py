"""1: share rises faster than distribution."""

from simulator.market.simulate import simulate
from simulator.scenario.load import load
from simulator.studies.validation.empirical_patterns import Pattern
from simulator.studies.validation.share_vs_distribution import curve, share_against_distribution

from ._shipped import SCENARIOS


def is_convex(seed: int) -> dict[str, float]:
    """Say whether share is convex in distribution in the second year of a run."""
    scenario = load(SCENARIOS / "espresso_shelves.yaml", set=["warm_up=52"])
    found = curve(share_against_distribution([simulate(scenario, seed)]))
    return {"share of categories (here: runs) with a convex curve": float(found.sag.mean > 0)}


PATTERNS = (
    Pattern(
        1,
        "share of market is convex in distribution in about 86 % of 37 categories",
        "Wilbur & Farris (2014), Journal of Retailing 90(2)",
        counts=True,
        remark="one category with six products; runs differ by luck, categories by much more",
        shown="espresso_shelves, second year",
        published={"share of categories (here: runs) with a convex curve": 0.86},
        play=is_convex,
        seeds=12,
    ),
)
