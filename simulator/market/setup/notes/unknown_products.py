"""Unknown product notes: products that no customer can come to know, so that none is ever sold."""

from collections.abc import Iterator

from simulator.domain.registries import NOTES
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.market.setup.people_reached import segments_reached
from simulator.market.setup.said_campaigns import said_campaigns
from simulator.scenario.checks.inconsistency import Inconsistency


@NOTES.register("unknown_products")
def unknown_product_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield products with customers that need them, of which no customer knows or can hear.

    Word of mouth alone makes nothing known: it needs a first buyer, or owners when the run opens.
    """
    scenario, response = channel.scenario, channel.scenario.response
    if not scenario.customers or response.always_aware or response.initial_adstock:
        return
    if "awareness" in scenario.switched_off:
        return
    advertised = _advertised(channel)
    shown = {product for _, product, _ in channel.supplied} if response.display else set()
    for name, product in scenario.products.items():
        owned = product.life is not None and product.life.owned and response.word_of_mouth
        if name in advertised | shown or owned or not _needed(channel, product.category):
            continue
        told = (
            "can be known to no customer, so that none is sold: no campaign for it reaches anybody, and "
            "'always_aware', 'initial_adstock' and 'display' of the response are 0, as is what is heard of "
            "owners; give one of them"
        )
        yield ("products", name), told


def _advertised(channel: DrawnChannel) -> set[str]:
    """Return the products that a campaign tells some customers of."""
    found = set[str]()
    for said in said_campaigns(channel.scenario):
        if said.campaign.weekly_budget and segments_reached(said):
            found |= set(said.products)
    return found


def _needed(channel: DrawnChannel, category: str) -> bool:
    """Say whether any customers need a category."""
    needs = (segment.needs.get(category) for segment in channel.scenario.segments.values())
    return any(need is not None and need.per_year > 0.0 for need in needs)
