"""Played once: of runs that are alike, commands and studies of one file of tests play the first.

The same scenario on the same seed is the same ledger (`tests/laws/test_same_seed.py`), and what reads a
ledger leaves it as it was (`tests/contracts/test_metrics.py`). Tests that play by themselves still play, as
do runs with more than a scenario and a seed, and other processes.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from simulator.ledger.ledger import Ledger
from simulator.market import simulate as engine
from simulator.scenario.schema import Scenario

MOST = 60
"""How many ledgers are held at once; the first goes first."""


def remembering(simulate: Callable[..., Ledger]) -> Callable[..., Ledger]:
    """Return a function that plays as *simulate* does, the same run no second time.

    Scenarios are the same if they are equal: with entries of the same classes, too.
    """
    held: dict[tuple[str, int], tuple[Scenario, Ledger]] = {}
    here = os.getpid()

    def play(scenario: Any, seed: Any = 1, **more: Any) -> Ledger:
        is_plain = isinstance(scenario, Scenario) and type(seed) is int and not more
        if os.getpid() != here or not is_plain:  # a process that was forked holds what this one held
            return simulate(scenario, seed, **more)
        key = (scenario.model_dump_json(), seed)
        if key not in held or held[key][0] != scenario:
            held[key] = scenario, simulate(scenario, seed)
            if len(held) > MOST:
                del held[next(iter(held))]
        return held[key][1]

    return play


@contextmanager
def played_once() -> Iterator[None]:
    """Let commands and studies play each run once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "simulate", remembering(engine.simulate))
        yield
