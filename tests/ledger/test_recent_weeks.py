"""The last weeks of an open ledger answer what the whole one would; old entries are not even looked at."""

import numpy as np
import pandas as pd
import pytest

from simulator.domain.ledger_entries import KINDS
from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import Metric, MetricValue, measure, metric_named
from simulator.ledger.recent_weeks import longest_lead_time, recent_weeks
from simulator.market.simulate import opened
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.worlds.pool import World

SHIPPED = "scenarios/espresso_hybrid_craft.yaml"


def played(scenario: Scenario, seed: int, weeks: int) -> Ledger:
    """Return the ledger of a run that has come so far, open."""
    market = opened(scenario, seed)
    for _ in range(weeks):
        market.step()
    return market.ledger


def is_same(one: MetricValue, other: MetricValue) -> bool:
    """Say whether two answers are the same, to the last bits of a sum."""
    if isinstance(one, pd.Series) and isinstance(other, pd.Series):
        return one.index.equals(other.index) and np.allclose(one, other, 1e-9, 1e-9, equal_nan=True)
    return bool(np.isclose(one, other, 1e-9, 1e-9, equal_nan=True))


@pytest.mark.by_day(2)
@pytest.mark.worlds("any", most=10)
def test_every_metric_answers_the_last_weeks_as_it_answers_the_whole(world: World) -> None:
    """With old entries left out, and with none; a metric that fails here must say that it `remembers`."""
    scenario, first = world.scenario, int(DRAW.integers(1, 11))
    ledger = played(scenario, world.seed, 10)
    whole = ledger.excerpt(ledger.header.after(first - 1), 0, 10)
    for name in METRICS.names():
        asked = metric_named(name)
        for by in (cut for cut in (None, *asked.by) if asked.lacks(scenario, cut) is None):
            part = recent_weeks(ledger, first, 10, name)
            assert is_same(measure(part, name, by), measure(whole, name, by)), (name, by)


def test_what_remembers_sees_everything() -> None:
    """A metric that needs the past gets it, where others get what can still be under way."""

    def counted(ledger: Ledger) -> int:
        return ledger.count("posting")

    ledger = played(load(SHIPPED, set=["weeks=12", "customers=300"]), 1, 12)
    past = longest_lead_time(ledger.header)
    for remembers in (False, True):
        METRICS.register("counted")(Metric("counted", counted, remembers=remembers))
        try:
            answer = measure(recent_weeks(ledger, 11, 12, "counted"), "counted")
        finally:
            METRICS.forget("counted")
        weeks = ledger.table("posting")["week"]
        assert answer == (len(weeks) if remembers else (weeks >= 11 - 1 - past).sum())
    assert past < 9


def test_looking_changes_nothing() -> None:
    """The open ledger says the same after as before, and can go on being written."""
    ledger = played(load(SHIPPED, set=["weeks=8", "customers=300"]), 1, 8)
    before = {kind: ledger.count(kind) for kind in KINDS}
    part = recent_weeks(ledger, 7, 8, "contribution")
    measure(part, "contribution", "member")

    assert {kind: ledger.count(kind) for kind in KINDS} == before
    assert part.is_closed
    assert not ledger.is_closed
    ledger.record("departure", week=9, member=1, reason="event")
    with pytest.raises(ValueError, match="closed"):
        part.record("departure", week=9, member=1, reason="event")


def test_who_looks_at_what_is_not_there_yet_changes_nothing() -> None:
    """Excerpts of a ledger somebody has looked at while it was written, of kinds without any entry, too."""
    ledger = played(load(SHIPPED, set=["customers=50"]), 2, 2)
    for kind in KINDS:
        ledger.columns(kind)

    part = ledger.excerpt(ledger.header, 0, 2)

    assert part.content_hash() == ledger.content_hash()
