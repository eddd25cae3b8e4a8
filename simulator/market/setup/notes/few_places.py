"""Few places notes: more outlets serve a region than its customers can have at hand.

Each customer has at most `candidates` outlets at hand, those that serve all regions first
(`population_draw.py`); one outlet more then takes the place of another, so that a poor one costs a good one
customers.
"""

from collections.abc import Iterator

from simulator.domain.registries import NOTES
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.scenario.checks.inconsistency import Inconsistency


@NOTES.register("few_places")
def few_places_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield the region with most outlets at hand in the mean, if there is no room for them."""
    scenario, members = channel.scenario, channel.members
    outlets = [member for member in members if member.format is not None]
    reached = {
        region: sum(one.reach for one in outlets if one.region in (None, region))
        for region in scenario.regions
    }
    if not outlets or not scenario.customers:
        return
    most = max(reached, key=lambda region: reached[region])
    if reached[most] > scenario.candidates:
        told = (
            f"is less than the {reached[most]:.1f} outlets that reach a customer in '{most}' in the mean: "
            "customers have no more at hand, those that serve all regions first, so that one more takes the "
            "place of another"
        )
        yield ("candidates",), told
