"""Ads: what campaigns show to those that look for something, and what comes of it.

can be shown to ⌊budget / cost per contact⌋ needs;  is paid by contact, cell by cell, once they have looked
"""

from math import floor

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.keyed_random import stable_key, threshold
from simulator.domain.ledger_entries import OUTSIDE
from simulator.market.communication.campaigns import CampaignPart
from simulator.market.communication.heard import show
from simulator.market.communication.placements import audience_of, weights_by_cell
from simulator.market.state.ad import Ad
from simulator.market.state.media_in_effect import Said
from simulator.market.state.protocols import MediaState, MessageState


def ad_of(state: MessageState, talk: CampaignPart) -> Ad | None:
    """Return the ad of a part of a campaign; none where its medium is not met by those that look."""
    campaign = talk.campaign
    medium, product = state.given.media[campaign.medium], state.product_number[talk.product]
    audience = audience_of(state, campaign.medium, product)
    met = medium.met_looking(audience)
    if met is None:
        return None
    people, chance = (weights_by_cell(one, campaign, audience) for one in (audience.people, met))
    budget = campaign.weekly_budget / talk.parts
    if talk.cells is not None:
        budget *= people[talk.cells].sum() / max(people.sum(), 1.0)
        chance = np.where(talk.cells, chance, 0.0)
    key = stable_key("ad", campaign.medium, campaign.message, talk.product)
    return Ad(campaign, product, threshold(chance), key, floor(budget / medium.cost_per_contact + 1e-9))


def bill(state: MediaState, ad: Ad, contacts: Integers) -> None:
    """Let an ad that so many needs have met be paid for, and be heard [C]."""
    medium = state.given.media[ad.campaign.medium]
    maker = state.given.products[state.run_tables.products[ad.product]].maker
    money = state.given.units.money
    cost = np.array([money(medium.cost_per_contact * number) for number in contacts.tolist()], dtype=np.int64)
    state.payments.pay(maker, OUTSIDE, int(cost.sum()), "campaign")
    said = Said(ad.campaign.medium, ad.product, ad.campaign.message)
    show(state, said, contacts.astype(np.float64), cost, np.zeros(len(contacts)))
