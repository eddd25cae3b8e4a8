"""Channels: cut by way to market, numbers sum to what they sum to by tier and by outlet, in every world."""

import math

import pytest

from simulator.domain.registries import METRICS
from simulator.ledger.metric import measure, metric_named
from tests.worlds.pool import World

CUT = [name for name in METRICS.names() if "tier" in metric_named(name).by]
NO_WHOLES = ("contribution", "cash_tied_up")
"""Sums by way to market that are those by tier, of the whole channel; the one number is the maker's."""


def test_what_is_cut_by_tier_is_cut_by_channel() -> None:
    """And sums by the one where it sums by the other."""
    for name in CUT:
        asked = metric_named(name)
        assert "channel" in asked.by, name
        assert ("tier" in asked.additive) == ("channel" in asked.additive), name


@pytest.mark.worlds("any", "marketplace", "returning", most=6)
def test_channels_sum_to_the_same_as_tiers_and_outlets(world: World) -> None:
    """Every sum by channel is that by tier and by outlet; those of what is no whole, too."""
    ledger = world.ledger
    for name in CUT:
        asked = metric_named(name)
        if asked.lacks(ledger.header.scenario) or not (asked.additive or name in NO_WHOLES):
            continue
        sums = [
            measure(ledger, name, by).sum()
            for by in ("channel", "tier", "outlet")
            if by in asked.additive or (name in NO_WHOLES and by in asked.by)
        ]
        assert all(math.isclose(one, sums[0], rel_tol=1e-9, abs_tol=1e-6) for one in sums), (name, sums)


@pytest.mark.worlds("any", "marketplace", "advertised", most=6)
def test_the_statement_of_the_maker_sums_by_way_and_by_step(world: World) -> None:
    """What it earned through each way to market, and in common, is its contribution; so are the steps."""
    ledger, whole = world.ledger, measure(world.ledger, "contribution")
    for by in ("route", "step", "statement"):
        told = measure(ledger, "contribution", by)
        assert math.isclose(told.sum(), whole, rel_tol=1e-9, abs_tol=1e-6), by
    own = measure(ledger, "contribution", "member")
    header = ledger.header
    groups = {m.in_channel for m in header.members if m.owner == header.scenario.focal_maker}
    route = measure(ledger, "contribution", "route")
    for group in groups:
        mine = [m.name for m in header.members if m.in_channel == group]
        if all(header.member(name).owner == header.scenario.focal_maker for name in mine):
            assert math.isclose(route[group], own[mine].sum(), rel_tol=1e-9, abs_tol=1e-6), group
