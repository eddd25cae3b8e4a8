"""Parts: where a metric says so they sum to the whole, and every party that could have some is told."""

import math

import pytest

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure, metric_named
from simulator.market.simulate import simulate
from tests.worlds.pool import World

ADDITIVE = [(name, by) for name in METRICS.names() for by in metric_named(name).additive]


def check_parts(ledger: Ledger) -> None:
    """Check each additive metric that the ledger can answer, by each of its slices."""
    wholes = {name: measure(ledger, name) for name in METRICS.names() if is_recorded(ledger, name)}
    for name, by in ADDITIVE:
        if name not in wholes or metric_named(name).lacks(ledger.header.scenario, by):
            continue
        parts, whole = measure(ledger, name, by), wholes[name]
        where = f"{name} by {by}: {parts.to_dict()}, whole {whole}"
        assert parts.index.is_unique, where
        if math.isfinite(whole):
            assert parts.notna().all(), where
            assert math.isclose(parts.sum(), whole, rel_tol=1e-9, abs_tol=1e-6), where
        else:
            assert not parts[parts != 0.0].notna().any() or math.isinf(whole), where


def is_recorded(ledger: Ledger, name: str) -> bool:
    """Say whether the ledger was kept in enough detail."""
    return metric_named(name).lacks(ledger.header.scenario) is None


def check_parties(ledger: Ledger) -> None:
    """Check that units sold name every outlet that is supplied, whether it sold or not."""
    header, told = ledger.header, measure(ledger, "units_sold", "outlet")
    own = {p for p in header.products if header.maker_of(p) == header.scenario.focal_maker}
    supplied = {contract.buyer for contract in header.contracts if own & set(contract.prices)}
    could_sell = {member.name for member in header.members if member.format and member.name in supplied}
    assert could_sell <= set(told.index)
    assert set(measure(ledger, "units_sold", "product").index) == own


@pytest.mark.worlds("any", "waiting", "digital", "marketplace", most=12)
def test_parts_sum_to_the_whole(world: World) -> None:
    """By outlet, tier, week, product, region, cell, reason …, exactly."""
    check_parts(world.ledger)
    check_parties(world.ledger)


@pytest.mark.worlds("tree", most=12)
def test_parts_sum_where_demand_processes_use_goods_up(world: World) -> None:
    """What lives in no cell is a part of its own."""
    check_parts(simulate(world.scenario, world.seed))
