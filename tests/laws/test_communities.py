"""Communities: members are owners, and only of what has a community that they join."""

import pytest

from simulator.market.simulate import opened
from tests.worlds.pool import World


@pytest.mark.worlds("communities", "using", "much used", most=6)
def test_members_are_owners(world: World) -> None:
    """In each week, cell and product no more than have it in use; all of them, where all join."""
    ledger, places = world.ledger, ["week", "cell", "product"]
    members, owners = (
        ledger.table(kind, steps=True).astype({"cell": str, "product": str}).set_index(places)["customers"]
        for kind in ("membership", "ownership")
    )
    joins = {
        name: one.community.joins if one.community else 0.0 for name, one in world.scenario.products.items()
    }

    assert (members <= owners.reindex(members.index, fill_value=0)).all()
    assert {joins[product] > 0.0 for _, _, product in members.index} <= {True}
    everybody = owners[[joins[product] == 1.0 for _, _, product in owners.index]]
    assert members.reindex(everybody.index, fill_value=0).equals(everybody)


@pytest.mark.worlds("communities", most=4)
def test_members_are_the_same_whoever_buys_where_and_when(world: World) -> None:
    """By the key of each and of the product: another seed of the same world has others."""
    drawn = [
        opened(world.scenario.changed(crowd="columns"), seed).crowd.columns.is_member
        for seed in (world.seed, world.seed, world.seed + 1)
    ]

    assert (drawn[0] == drawn[1]).all()
    some = [0.0 < one.community.joins < 1.0 for one in world.scenario.products.values() if one.community]
    assert (drawn[0] != drawn[2]).any() == any(some) * bool(len(drawn[0]))
