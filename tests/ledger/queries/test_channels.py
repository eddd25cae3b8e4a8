"""Channels: groups follow from what a member is, and each way to market has its own."""

from typing import Any

import pytest

from simulator.domain.channel.distribution_model import DistributionModel, Drawing, Setting
from simulator.domain.channel.member import Member
from simulator.domain.ledger_entries import OUTSIDE
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.ledger.metric import measure
from simulator.ledger.queries.channels import channels_of
from simulator.market.setup.build_channel import channel_drawn
from simulator.market.setup.ways_to_market import in_their_channels, role_channel, with_channels
from tests.ledger import by_hand
from tests.studies import fake_runs


def groups(*ways: Any) -> dict[str, str]:
    """Return the channel of each member that some ways to market draw in a small world."""
    world = fake_runs.small(distribution=list(ways))
    return {member.name: str(member.channel) for member in with_channels(channel_drawn(world).members)}


def test_a_marketplace_has_a_platform_and_sellers() -> None:
    """Third parties are no retailers, and what the platform sells itself is the platform's."""
    found = groups({"model": "marketplace", "sellers": 2, "wholesalers": 1})

    assert sorted(set(found.values())) == ["maker", "marketplace sellers", "platform", "wholesalers"]
    assert sum(group == "marketplace sellers" for group in found.values()) == 2
    assert {group for name, group in found.items() if "first party" in name} == {"platform"}


def test_resellers_in_shops_and_on_a_marketplace_are_two_groups() -> None:
    """Under open resale, beside wholesalers and the platform."""
    assert set(groups({"model": "open_resale"}).values()) == {
        "maker", "wholesalers", "resellers", "platform", "marketplace sellers",
    }  # fmt: skip


def test_ways_of_the_makers_own_are_told_apart() -> None:
    """From the maker, from dealers, and from each other."""
    ways = ["authorized_dealers", "direct_automated", "direct_assisted", "pickup_points", "exclusive"]

    assert set(groups(*({"model": way} for way in ways)).values()) == {
        "maker", "authorized dealers", "own web shop", "own team", "own pickup points", "exclusive dealers",
    }  # fmt: skip


@pytest.mark.parametrize("name", DISTRIBUTION_MODELS.names())
def test_every_member_of_every_model_has_a_group(name: str) -> None:
    """In words, without underscores, and none is left without."""
    for group in groups({"model": name}).values():
        assert group
        assert "_" not in group


class HomeParties(DistributionModel):
    """A model of one's own that says nothing of how its outlets are called."""

    def draw(self, setting: Setting) -> Drawing:
        """Draw a host, and one that a kind of agent calls otherwise."""
        names = [f"{setting.maker} host", f"{setting.maker} hub"]
        members = [
            Member(name=names[0], role="retailer", format="host"),
            Member(name=names[1], role="wholesaler"),
        ]
        return Drawing(members=members)


def test_a_model_of_ones_own_has_its_own_group_without_an_edit() -> None:
    """Called as the model is; what sells to no customers is called by its role."""
    DISTRIBUTION_MODELS.register("home_parties")(HomeParties)
    try:
        members = [
            Member(name="host", role="retailer", format="host"),
            Member(name="hub", role="wholesaler"),
            Member(name="kin", role="retailer", format="host", channel="friends"),
        ]
        named = in_their_channels(HomeParties(), Drawing(members=members)).members
        assert [one.channel for one in named] == ["home parties", None, "friends"]
        assert set(groups({"model": "home_parties"}).values()) == {"maker", "home parties", "wholesalers"}
    finally:
        DISTRIBUTION_MODELS.forget("home_parties")


def test_a_role_is_called_by_its_own_file() -> None:
    """By the word that stands on its kind of agent."""
    assert role_channel("manufacturer") == "maker"
    assert role_channel("marketplace") == "platform"


def test_rivals_are_told_apart() -> None:
    """A rival maker with what it owns, and members that never have the focal maker's goods."""
    header = by_hand.run_header()
    told = dict(zip(header.parties, channels_of(header), strict=True))

    assert told["bolt"] == told["stall"] == "rivals"
    assert told[OUTSIDE] is None
    assert told["north"] == "retailer"  # a ledger of before: members are called by their role
    other = header.after(0)
    object.__setattr__(other, "contracts", tuple(c for c in header.contracts if c.supplier == "bolt"))
    assert dict(zip(other.parties, channels_of(other), strict=True))["north"] == "rivals' retailer"


def test_contribution_by_channel_sums_to_that_by_tier() -> None:
    """An own shop is a group of its own; nothing is lost between the two."""
    ledger = by_hand.blank()
    by_hand.sale(ledger, 1, [by_hand.SHOP, by_hand.NORTH], [2, 1])
    by_hand.payment(ledger, 1, 0, by_hand.SHOP, 20000, reason="sale")
    by_hand.payment(ledger, 1, by_hand.SHOP, by_hand.ACME, 8000)
    by_hand.payment(ledger, 1, by_hand.NORTH, by_hand.ACME, 7000)
    by_hand.payment(ledger, 1, by_hand.ACME, 0, 900, reason="campaign")
    channels, tiers = (measure(ledger, "contribution", by) for by in ("channel", "tier"))

    assert channels["web store"] == pytest.approx(120.0)
    assert channels["manufacturer"] == pytest.approx(80.0 + 70.0 - 9.0)
    assert channels.sum() == pytest.approx(tiers.sum())
    assert tiers["manufacturer"] == pytest.approx(channels["web store"] + channels["manufacturer"])
