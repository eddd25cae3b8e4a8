"""Worlds of broken price floors: outlets want little above cost, and believe that it sells far more.

So they advertise below floors set at the list price; some weeks of that are noticed and paid for.
"""

from typing import Any

from hypothesis import strategies as st

from simulator.scenario.schema import Scenario
from tests.worlds.random_worlds import worlds_with_a_marketplace

SELLERS = {"believed_elasticity": 8.0}
CHEAP = {"pricing": {"policy": "cost_plus", "markup": 0.05}}
FLOOR = {"price_floor": {"floor": 1.0, "detection": 0.5, "penalty": 0.29}}
DEARER = {"price_floor": {"floor": 0.99, "penalty": 0.75}}


def breaching_worlds() -> st.SearchStrategy[Scenario]:
    """Draw worlds with a floor everywhere that hardly any outlet keeps; for a time a breach costs more."""
    return worlds_with_a_marketplace(weeks=8).map(breaching)


def breaching(scenario: Scenario) -> Scenario:
    """Return a scenario with such floors under all its products."""
    events: list[dict[str, Any]] = []
    for maker in scenario.manufacturers:
        events += [
            {"week": 1, "who": maker, "do": CHEAP},
            {"week": 2, "who": maker, "do": FLOOR},
            {"week": 4, "lasts": 2, "where": {"region": ["north"]}, "who": maker, "do": DEARER},
        ]
    return scenario.changed(sellers=SELLERS, events=events)
