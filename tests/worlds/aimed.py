"""A small world with one medium that aims at a state of customers, and little else that moves."""

from typing import Any

from simulator.ledger.ledger import Ledger
from simulator.scenario.schema import Scenario
from tests.worlds.small import small_scenario, small_world

COST = 0.5
DEALERS = {"model": "authorized_dealers", "dealers_per_region": 2, "reach": 0.5, "opening_stock": 500}
"""Of both makers, so that visitors see both makers' goods or one of them."""
UNSHAKEN = {"always_aware": 0.4, "display": 0.0, "word_of_mouth": 0.0, "learning": 0.0, "retention": 0.5}
"""What is heard is known, and moves nothing else."""


def aimed(kind: str, medium: dict[str, Any] | None = None, **changes: Any) -> Scenario:
    """Return the world: needs of a week, dealers, and a campaign in every week that all attend to."""
    terms = {
        "kind": kind,
        "cost_per_contact": COST,
        "credibility": 0.3,
        "formats": ["dealer"],
        "noticed": 1.0,
    }
    need = {"light": {"per_year": 9}}
    people = {
        name: {**one, "media": {"place": 1.0}, "needs": need}
        for name, one in small_world()["segments"].items()
    }
    talk = {"medium": "place", "message": "bright", "weeks": [1, 16], "weekly_budget": 1e6}
    given = {
        "weeks": 16,
        "customers": 600,
        "detail": "journeys",
        "segments": people,
        "media": {"place": {**terms, **(medium or {})}},
        "campaigns": [talk],
        "response": UNSHAKEN,
        "distribution": DEALERS,
        "competition": [{**DEALERS, "maker": "rival"}, {"model": "direct_automated", "maker": "rival"}],
        "events": [],
        **changes,
    }
    return small_scenario(**given)


def visitors(ledger: Ledger, product: str | None = None, column: str = "customer") -> list[set[int]]:
    """Return visitors of dealers by week, from week 0 on; or of a certain product there.

    Every need of such a world looks in one week alone.
    """
    seen = ledger.table("choice").astype({"outlet": str, "product": str})
    seen = seen[seen["outlet"].str.contains("dealer")]
    if product is not None:
        seen = seen[seen["product"] == product]
    weeks = range(ledger.header.scenario.weeks + 1)
    return [set(seen[seen["week"] == week][column]) for week in weeks]


def contacts(ledger: Ledger) -> list[int]:
    """Return contacts by week, from week 0 on."""
    told = ledger.table("touchpoint").groupby("week")["contacts"].sum()
    return [int(told.get(week, 0)) for week in range(ledger.header.scenario.weeks + 1)]
