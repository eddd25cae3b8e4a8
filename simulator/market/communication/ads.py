"""Ads: what campaigns show to customers as they look for something, and what comes of it.

All ads of a week on a medium for products of one category stand beside each other: the medium says how each
is met and what a contact costs, cell by cell. Contacts are paid once customers have looked.
"""

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.base.keyed_random import stable_key, threshold
from simulator.base.shared_out import shared_out
from simulator.base.summation import left_to_right, total
from simulator.domain.communication.medium import Audience, Bid, Medium, Met
from simulator.market.communication.campaigns import CampaignPart
from simulator.market.communication.heard import show
from simulator.market.communication.placements import audience_of, weights_by_cell
from simulator.market.state.ad import Ad
from simulator.market.state.media_in_effect import Said
from simulator.market.state.protocols import MediaState, MessageState


def ads_of(state: MessageState, talks: Sequence[CampaignPart]) -> tuple[Ad, ...]:
    """Return the ads of campaigns on media that customers meet as they look for something."""
    tables = state.run_tables

    def beside(talk: CampaignPart) -> tuple[str, int]:
        return talk.campaign.medium, int(tables.category_of[state.product_number[talk.product]])

    found: list[Ad] = []
    for (name, _), some in groupby(sorted(talks, key=beside), key=beside):
        together, medium = list(some), state.given.media[name]
        audience = audience_of(state, name, state.product_number[together[0].product])
        bids = [bid_of(state, talk, audience) for talk in together]
        for talk, met in zip(together, medium.met_looking(audience, bids) or (), strict=False):
            found.append(_ad(state, talk, met, audience))
    return tuple(found)


def bid_of(state: MessageState, talk: CampaignPart, audience: Audience) -> Bid:
    """Return what a part of a campaign bids, how good its ad is to each cell, and where it runs."""
    campaign, knowledge = talk.campaign, state.brand_knowledge
    medium = state.given.media[campaign.medium]
    said = knowledge.emphasis(state.given.messages.named(campaign.message))
    bid = medium.cost_per_contact if campaign.bid is None else campaign.bid
    return Bid(bid, left_to_right(knowledge.tells * said), where_it_runs(talk, audience), ad_key(talk))


def where_it_runs(talk: CampaignPart, audience: Audience) -> Flags:
    """Say in which cells a part of a campaign runs [C]."""
    runs = weights_by_cell(np.ones(len(audience.people)), talk.campaign, audience) > 0.0
    return runs if talk.cells is None else runs & talk.cells


def budget_of(talk: CampaignPart, audience: Audience) -> float:
    """Return what a part of a campaign may cost this week, shared among cells by their people [currency]."""
    budget = talk.campaign.weekly_budget / talk.parts
    if talk.cells is not None:
        there = weights_by_cell(audience.people, talk.campaign, audience)
        budget *= there[talk.cells].sum() / max(there.sum(), 1.0)
    return budget


def ad_key(talk: CampaignPart) -> int:
    """Return the key of what a part of a campaign shows, the same for all that say the same of a product."""
    return stable_key("ad", talk.campaign.medium, talk.campaign.message, talk.product)


def _ad(state: MessageState, talk: CampaignPart, met: Met, audience: Audience) -> Ad:
    campaign = talk.campaign
    return Ad(
        campaign,
        state.product_number[talk.product],
        threshold(met.chance),
        ad_key(talk),
        met.price,
        budget_of(talk, audience),
        _outlets_at(state, state.given.media[campaign.medium]),
    )


def _outlets_at(state: MessageState, medium: Medium) -> Flags | None:
    """Return at which outlets a medium is met, or none if it is wherever people look."""
    formats = medium.met_at()
    if formats is None:
        return None
    members = (state.header.member(name) for name in state.run_tables.outlets)
    return np.array([member.format in formats for member in members], dtype=bool)


def bill(state: MediaState, ad: Ad, contacts: Integers) -> None:
    """Let an ad that so many needs have met be paid for, rounded once, and be heard [C]."""
    maker = state.given.products[state.run_tables.products[ad.product]].maker
    costs = contacts * ad.price
    paid = state.given.units.money(float(total(costs.tolist())))
    state.payments.pay(maker, state.given.media[ad.campaign.medium].payee, paid, "campaign")
    said = Said(ad.campaign.medium, ad.product, ad.campaign.message)
    show(state, said, contacts.astype(np.float64), shared_out(paid, costs), np.zeros(len(contacts)))
