"""Campaigns: which run this week, about what and where, under the interventions in force.

A campaign is taken apart by product and region only where a layer meets it, and each part spends the share
of the budget that it would have spent anyway: what a layer does not reach is left exactly as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Flags
from simulator.domain.communication.message import Campaign
from simulator.market.state.active_interventions import ActiveIntervention
from simulator.market.state.protocols import MessageState


@dataclass(frozen=True)
class CampaignPart:
    """A campaign about one product, in part of the cells."""

    campaign: Campaign
    product: str
    parts: int
    """Into how many products the campaign's budget is divided."""
    cells: Flags | None = None
    """[C] the cells of this part; none: all of them."""


def campaign_parts(state: MessageState) -> Iterator[CampaignPart]:
    """Yield all that is said on media this week."""
    layers = list(state.active_interventions.active.values())
    for campaign in state.given.campaigns:
        if campaign.runs_in(state.week):
            products = [campaign.product] if campaign.product else focal_products(state)
            for product in products:
                yield from _parted(state, CampaignPart(campaign, product, len(products)), layers)
    for layer in layers:
        for talk in _added(state, layer):
            yield from _parted(state, talk, [other for other in layers if other is not layer])


def _meets(state: MessageState, layer: ActiveIntervention, product: str) -> bool:
    """Say whether a layer is about a manufacturer's talk of a product."""
    scope = layer.scope
    return scope.is_maker and product in scope.products and state.given.products[product].maker == scope.actor


def _parted(
    state: MessageState, talk: CampaignPart, layers: list[ActiveIntervention]
) -> Iterator[CampaignPart]:
    """Yield a talk as the layers leave it, regions that are left alike together."""
    meeting = [layer for layer in layers if _meets(state, layer, talk.product)]
    if not meeting:
        yield talk
        return
    versions: list[tuple[Campaign, list[str]]] = []
    for region in state.given.regions:
        version = _version(talk.campaign, [x for x in meeting if x.scope.has_region(region)])
        alike = next((regions for other, regions in versions if other == version), None)
        if alike is not None:
            alike.append(region)
        elif version is not None:
            versions.append((version, [region]))
    for version, regions in versions:
        yield CampaignPart(version, talk.product, talk.parts, _cells(state, regions))


def _version(campaign: Campaign, layers: list[ActiveIntervention]) -> Campaign | None:
    """Return a campaign as some layers leave it; none if one of them stops it."""
    for layer in layers:
        after = layer.action.runs(campaign)
        if after is None:
            return None
        campaign = after
    return campaign


def _added(state: MessageState, layer: ActiveIntervention) -> Iterator[CampaignPart]:
    """Yield what a layer adds: about each of its products, in its regions."""
    products = [name for name in state.given.products if _meets(state, layer, name)]
    for campaign in layer.action.adds():
        there = [region for region in state.given.regions if layer.scope.has_region(region)]
        for product in products:
            yield CampaignPart(campaign.model_copy(update={"regions": there}), product, len(products))


def _cells(state: MessageState, regions: list[str]) -> Flags:
    return np.array([cell.region in regions for cell in state.run_tables.cells], dtype=bool)


def focal_products(state: MessageState) -> list[str]:
    """Return the products of the focal manufacturer."""
    return [n for n, product in state.given.products.items() if product.maker == state.given.focal_maker]
