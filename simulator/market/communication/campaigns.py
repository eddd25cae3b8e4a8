"""Speaking: which campaigns run this week, about what and where, under the interventions in force.

A campaign is taken apart by product and region only where a layer meets it, and each part spends the share
of the budget that it would have spent anyway: what a layer does not reach is left exactly as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Flags
from simulator.domain.communication.message import Campaign
from simulator.market.market import Market
from simulator.market.state.active_interventions import ActiveIntervention


@dataclass(frozen=True)
class Talk:
    """A campaign about one product, in part of the cells."""

    campaign: Campaign
    product: str
    parts: int
    """Into how many products the campaign's budget is divided."""
    cells: Flags | None = None
    """[C] the cells of this part; none: all of them."""


def talks(market: Market) -> Iterator[Talk]:
    """Yield all that is said on media this week."""
    layers = list(market.active_interventions.active.values())
    for campaign in market.given.campaigns:
        if campaign.runs_in(market.week):
            products = [campaign.product] if campaign.product else focal_products(market)
            for product in products:
                yield from _parted(market, Talk(campaign, product, len(products)), layers)
    for layer in layers:
        for talk in _added(market, layer):
            yield from _parted(market, talk, [other for other in layers if other is not layer])


def _meets(market: Market, layer: ActiveIntervention, product: str) -> bool:
    """Say whether a layer is about a manufacturer's talk of a product."""
    scope = layer.scope
    return (
        scope.is_maker and product in scope.products and market.given.products[product].maker == scope.actor
    )


def _parted(market: Market, talk: Talk, layers: list[ActiveIntervention]) -> Iterator[Talk]:
    """Yield a talk as the layers leave it, regions that are left alike together."""
    meeting = [layer for layer in layers if _meets(market, layer, talk.product)]
    if not meeting:
        yield talk
        return
    versions: list[tuple[Campaign, list[str]]] = []
    for region in market.given.regions:
        version = _version(talk.campaign, [x for x in meeting if x.scope.has_region(region)])
        alike = next((regions for other, regions in versions if other == version), None)
        if alike is not None:
            alike.append(region)
        elif version is not None:
            versions.append((version, [region]))
    for version, regions in versions:
        yield Talk(version, talk.product, talk.parts, _cells(market, regions))


def _version(campaign: Campaign, layers: list[ActiveIntervention]) -> Campaign | None:
    """Return a campaign as some layers leave it; none if one of them stops it."""
    for layer in layers:
        after = layer.action.runs(campaign)
        if after is None:
            return None
        campaign = after
    return campaign


def _added(market: Market, layer: ActiveIntervention) -> Iterator[Talk]:
    """Yield what a layer adds: about each of its products, in its regions."""
    products = [name for name in market.given.products if _meets(market, layer, name)]
    for campaign in layer.action.adds():
        there = [region for region in market.given.regions if layer.scope.has_region(region)]
        for product in products:
            yield Talk(campaign.model_copy(update={"regions": there}), product, len(products))


def _cells(market: Market, regions: list[str]) -> Flags:
    return np.array([cell.region in regions for cell in market.run_tables.cells], dtype=bool)


def focal_products(market: Market) -> list[str]:
    """Return the products of the focal manufacturer."""
    return [n for n, product in market.given.products.items() if product.maker == market.given.focal_maker]
