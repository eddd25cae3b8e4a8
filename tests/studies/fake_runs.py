"""Fake runs for the lab's tests: plays that take no time, and metrics with known answers."""

import json
import os
import signal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.metric import metric
from simulator.scenario.schema import Scenario

SMALL = {
    "schema_version": 1,
    "name": "small",
    "weeks": 4,
    "customers": 20,
    "manufacturers": {"alder": {}},
    "products": {
        "p": {
            "maker": "alder",
            "category": "c",
            "unit_cost": 1.0,
            "list_price": 2.0,
            "attributes": {"quality": 0.5},
        }
    },
    "segments": {
        "all": {
            "share": 1.0,
            "values": {"quality": 1.0},
            "price_sensitivity": 0.1,
            "needs": {"c": {"per_year": 26}},
        }
    },
    "regions": {"here": {"share": 1.0}},
    "media": {"social": {"cost_per_contact": 0.1, "credibility": 0.5}},
    "distribution": {"model": "authorized_dealers"},
}


def small(**settings: Any) -> Scenario:
    """Return a small valid scenario."""
    return Scenario.model_validate_json(json.dumps({**SMALL, **settings}))


def fake(scenario: Scenario, seed: int) -> Any:
    """Return a stand-in for a ledger: the seed's luck is the same in every scenario."""
    shelve()
    rng = np.random.default_rng(seed)
    shared, own = rng.normal(), np.random.default_rng([seed, scenario.weeks]).normal()
    message = 1.0 if scenario.messages.default == "craft" else 0.0
    remote = 1.0 if scenario.distribution[0].model_dump().get("price") is not None else 0.0
    effect = 3.0 * remote + 2.0 * message + 0.5 * remote * message + 0.1 * len(scenario.campaigns)
    header = SimpleNamespace(scenario=scenario, seed=seed, people_per_customer=1)
    return SimpleNamespace(header=header, seed=seed, shared=shared, own=own, effect=effect)


def failing(scenario: Scenario, seed: int) -> Any:
    """Fail on seed 2, with an error that does not survive the way between processes."""
    if seed == 2:
        raise OddError("one", "two")
    return fake(scenario, seed)


def hopeless(scenario: Scenario, seed: int) -> Any:
    """Fail on every seed."""
    raise ValueError(f"nothing can be done\nfor {scenario.name} with seed {seed}")


class OddError(Exception):
    """An exception that cannot be unpickled."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} and {two}")


def deadly(scenario: Scenario, seed: int) -> Any:
    """Kill the worker on seed 3."""
    if seed == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return fake(scenario, seed)


def deadly_once(scenario: Scenario, seed: int) -> Any:
    """Kill the worker on seed 3, the first time only; the scenario's situation is a path to remember it."""
    mark = Path(scenario.situation)
    if seed == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return fake(scenario, seed)


def deadly_always(scenario: Scenario, seed: int) -> Any:
    """Kill the worker on every seed."""
    del scenario, seed
    os.kill(os.getpid(), signal.SIGKILL)


def threads(scenario: Scenario, seed: int) -> Any:
    """Measure how many threads the worker's libraries may use."""
    ledger = fake(scenario, seed)
    ledger.effect = float(os.environ.get("OMP_NUM_THREADS", "0"))
    ledger.shared = ledger.own = 0.0
    return ledger


def answer(value: float, by: str | None) -> Any:
    """Return a number, or one for each key of what it is cut by."""
    if by == "week":
        return pd.Series({week: value + week for week in (1, 2)})
    return value if by is None else pd.Series({"a": value, "b": 2 * value})


@metric(by=("kind", "week"))
def fake_units(ledger: Any, by: str | None = None) -> Any:
    """How much is due to shared luck and to what the scenario does?

    Unit: units
    """
    return answer(100 + 10 * ledger.shared + ledger.effect, by)


@metric()
def fake_noise(ledger: Any) -> float:
    """How much is due to luck of each scenario's own?

    Unit: share of noise
    """
    return float(0.5 + 0.1 * ledger.own)


@metric()
def fake_gaps(ledger: Any) -> float:
    """How much is it, but for seed 2?

    Unit: currency
    """
    return float("nan") if ledger.seed == 2 else float(ledger.shared)


@metric()
def fake_same(ledger: Any) -> float:
    """How much is always the same?

    Unit: currency
    """
    return 7.0 + 0.0 * ledger.seed


@metric(detail="journeys")
def fake_journeys(ledger: Any) -> float:
    """How much is told by journeys only?

    Unit: units
    """
    return float(ledger.seed)


FAKES = (fake_units, fake_noise, fake_gaps, fake_same, fake_journeys)


def shelve() -> None:
    """Put the fakes on the shelf, where they are not there yet: in a test, or in a worker of its own."""
    for entry in FAKES:
        if entry.name not in METRICS.names():
            METRICS.register(entry.name)(entry)


def unshelve() -> None:
    """Take the fakes off the shelf again, so that no other test meets them."""
    for entry in FAKES:
        METRICS.forget(entry.name)
