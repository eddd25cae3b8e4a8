"""Aggrieved checks: a selector that selects no outlet is told, with its place and what there is."""

import pytest

from simulator.domain.channel.channel import ChannelError
from simulator.market.simulate import opened
from tests.worlds.small import small_scenario


@pytest.mark.parametrize("word", ["acme", "deler"])
def test_a_selector_of_no_outlet_is_refused(word: str) -> None:
    """A manufacturer is no outlet; a wrong word is met with what was probably meant."""
    conflict = {"aggrieved": {"who": [{"format": "dealer"}, {"format": word}]}}
    ways = {"model": "authorized_dealers"}

    with pytest.raises(ChannelError, match=f"nobody has the format '{word}'"):
        opened(small_scenario(distribution=ways, conflict=conflict), 1)
    assert opened(small_scenario(distribution=ways, conflict={"aggrieved": {"who": ["dealer"]}}), 1)
