"""Channel changes: copies are alike in everything but their names, and nothing else moves."""

import networkx as nx
import pytest

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import contracts_of, members_of
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.ledger.metric import measure
from simulator.market.setup.build_channel import build_channel
from simulator.market.simulate import simulate
from simulator.scenario.errors.arguments import ArgumentError
from simulator.studies.probing.channel_changes import (
    IdenticalOutlets,
    PlentifulStock,
    WithoutOutlets,
    cloneable,
    outlets_with,
)
from simulator.studies.probing.worlds import focal_products
from tests.worlds.pool import World
from tests.worlds.small import small_scenario


def terms(channel: nx.DiGraph, buyer: str) -> list[Contract]:
    """Return the contracts of a buyer, without its name."""
    return [one.model_copy(update={"buyer": ""}) for one in contracts_of(channel) if one.buyer == buyer]


def nameless(member: Member) -> Member:
    """Return a member without its name."""
    return member.model_copy(update={"name": ""})


@pytest.mark.worlds("any", "marketplace", "digital", most=8)
@pytest.mark.parametrize("count", [1, 4])
def test_copies_are_alike_and_all_else_stays(world: World, count: int) -> None:
    """Whatever models drew the channel: so many of one kind a region, with the same terms."""
    products = focal_products(world.scenario)
    before = build_channel(world.scenario, KeyedRandom(world.seed))
    firsts = cloneable(before, products)
    if not firsts:
        pytest.skip("nothing to copy")
    after = IdenticalOutlets(products, count)(before)

    assert nx.is_directed_acyclic_graph(after)
    assert len({one.format for one in firsts}) == 1
    assert len({one.region for one in firsts}) == len(firsts)
    for first in firsts:
        names = [name for name in after if name == first.name or name.startswith(f"{first.name} · copy ")]
        assert len(names) == count
        kept = after.nodes[first.name]["member"]
        assert (kept.reach, kept.format, kept.pricing) == (1.0, first.format, first.pricing)
        for name in names:
            assert nameless(after.nodes[name]["member"]) == nameless(kept)
            assert terms(after, name) == terms(before, first.name)
    ours = {one.name for one in outlets_with(before, products)}
    others = [one for one in members_of(before) if one.name not in ours]
    assert [one.name for one in others if one.name in after] == [one.name for one in others]
    assert members_of(before) == members_of(build_channel(world.scenario, KeyedRandom(world.seed)))


@pytest.mark.worlds("any", "marketplace", most=4)
def test_stock_and_reach_are_multiplied(world: World) -> None:
    """Twenty times all opening stocks; reach of outlets with the products only."""
    products = focal_products(world.scenario)
    before = build_channel(world.scenario, KeyedRandom(world.seed))
    ours = {one.name for one in outlets_with(before, products)}
    pairs = zip(members_of(before), members_of(PlentifulStock(products, 0.5)(before)), strict=True)

    for one, other in pairs:
        assert other.opening_stock == 20 * one.opening_stock
        assert other.reach == one.reach * (0.5 if one.name in ours else 1.0)


def test_sellers_on_a_marketplace_are_copied_with_their_place() -> None:
    """A copy sells on the same marketplace, for the same commission; both are played and sell."""
    scenario = small_scenario(
        distribution=[{"model": "marketplace"}], events=[], competition=[], weeks=6, candidates=16
    )
    products = focal_products(scenario)
    before = build_channel(scenario, KeyedRandom(1))
    (first, *_) = cloneable(before, products)
    change = IdenticalOutlets(products, 2)
    after = change(before)
    copy = after.nodes[f"{first.name} · copy 2"]["member"]
    ledger = simulate(scenario, 1, build=lambda given, dice: change(build_channel(given, dice)))

    assert copy.hosted_by == first.hosted_by
    assert {one.commission for one in terms(after, copy.name)} == {
        one.commission for one in terms(before, first.name)
    }
    assert measure(ledger, "units_sold", "outlet").loc[[first.name, copy.name]].sum() > 0


def test_outlets_left_out_are_gone_and_all_else_stays() -> None:
    """With those that an event would open; the channel that was given is as it was."""
    pop_up = {"model": "pop_up_stores", "regions": ["north"]}
    scenario = small_scenario(events=[{"id": "fair", "week": 3, "open_channel": pop_up}])
    before = build_channel(scenario, KeyedRandom(1))
    (opened,) = before.graph["opened_by"]["fair"]
    after = WithoutOutlets((opened, "acme dealer north 1"))(before)

    assert set(before) - set(after) == {opened, "acme dealer north 1"}
    assert after.graph["opened_by"] == {"fair": ()}
    assert before.graph["opened_by"] == {"fair": (opened,)}
    assert [one for one in members_of(before) if one.name in after] == members_of(after)


def test_an_outlet_that_supplies_others_goes_with_them_or_not_at_all() -> None:
    """No member is left without the goods that it is supplied with."""
    channel = build_channel(small_scenario(), KeyedRandom(1))
    channel.add_edge("acme dealer north 1", "acme dealer north 2", contracts=())

    with pytest.raises(ArgumentError, match="supplies 'acme dealer north 2', which could not stay"):
        WithoutOutlets(("acme dealer north 1",))(channel)
    assert len(WithoutOutlets(("acme dealer north 1", "acme dealer north 2"))(channel)) == len(channel) - 2
