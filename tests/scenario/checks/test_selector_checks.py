"""A supplier's rule that puts a tag first: a tag that no buyer has is a mistake, told with its place."""

from pathlib import Path

import pytest

from simulator.domain.channel.channel import ChannelError
from simulator.market.setup.build_channel import channel_faults
from simulator.market.simulate import simulate
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from tests.worlds.small import small_scenario, small_world, written

GOLD = {"policy": "priority", "tag": "gold"}


def test_it_is_told_where_a_file_names_it(tmp_path: Path) -> None:
    """The maker's, and a wholesaler's; each once, and by the place of the rule."""
    makers = small_world()["manufacturers"]
    file = written(
        tmp_path / "world.yaml",
        manufacturers={**makers, "acme": {"allocation": GOLD}},
        distribution={"model": "open_resale", "wholesalers": 1, "allocation": GOLD},
    )
    with pytest.raises(ScenarioError) as caught:
        load(file, also=channel_faults)
    told = [str(complaint).split(": ", 1)[1] for complaint in caught.value.complaints]

    assert told == [
        "manufacturers.acme.allocation: no buyer of acme is tagged 'gold'; there are: none",
        "distribution: no buyer of any wholesaler is tagged 'gold'; there are: none",
    ]


@pytest.mark.parametrize("seed", range(1, 7))
def test_whose_buyer_a_tagged_reseller_is_may_be_luck(seed: int) -> None:
    """One gold reseller, two wholesalers that put gold first: one of them has no such buyer."""
    way = {"model": "open_resale", "wholesalers": 2, "resellers": 2, "allocation": GOLD}
    tagged = [{"name": "Goldsmith", "role": "retailer", "region": "north", "tags": ["gold"]}]
    ledger = simulate(small_scenario(distribution=way, members=tagged, weeks=2, events=[]), seed)

    assert any("gold" in member.tags for member in ledger.header.members)


def test_a_market_does_not_open_on_it() -> None:
    """Whoever builds the scenario in Python hears it, too."""
    scenario = small_scenario(manufacturers={"acme": {"allocation": GOLD}, "rival": {}})
    with pytest.raises(ChannelError, match="no buyer of acme is tagged 'gold'"):
        simulate(scenario)
