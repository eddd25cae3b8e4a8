"""Promote: outlets decide on their effort, campaigns run, and products are seen at outlets.

Reads: campaigns and interventions, media, who attends to what, what outlets carried last week and their books
on it, whose state media aim at.
Writes: effort, and what it comes to at outlets; the week's ads for those that look for something; touchpoint,
earned_contact; payments for campaigns; contacts in effect; adstock, belief and talk of the cells; what
customers have heard and believe themselves, and who leaves a mailing list.
"""

import numpy as np

from simulator.base.arrays import Floats
from simulator.base.shared_out import shared_out
from simulator.market.communication.ads import ads_of
from simulator.market.communication.aimed_campaigns import follow_cells, run_aimed_campaigns
from simulator.market.communication.campaigns import campaign_parts
from simulator.market.communication.heard import hear, show
from simulator.market.communication.placements import Placement, placement_of, room_for
from simulator.market.market import Market
from simulator.market.offers.decide_effort import decide_effort
from simulator.market.state.media_in_effect import Said


def promote(market: Market) -> None:
    """Let everything be heard and seen that is said and shown this week."""
    decide_effort(market)
    market.brand_knowledge.pass_shelves(market.offer_table.carried, market.offer_table.price_emphasis)
    talks = list(campaign_parts(market))
    market.ads = ads_of(market, talks)
    run_aimed_campaigns(market, talks)
    placements = [one for talk in talks if (one := placement_of(market, talk))]
    room = room_for(market, placements)
    for placement in placements:
        run_campaign(market, placement, room[placement.campaign.medium])
    for said, contacts in market.media_in_effect.heard():
        hear(market, said, contacts)
    follow_cells(market)


def run_campaign(market: Market, placement: Placement, room: Floats) -> None:
    """Run a campaign about one product for a week, with room for a share of what it wants [C]."""
    campaign, product = placement.campaign, placement.product
    medium = market.given.media[campaign.medium]
    contacts = placement.shown(room)
    earned = np.rint(medium.earned(placement.audience, contacts))
    said = Said(campaign.medium, market.product_number[product], campaign.message)
    paid = market.given.units.money(placement.cost(room))
    market.payments.pay(market.given.products[product].maker, medium.payee, paid, "campaign")
    show(market, said, contacts, shared_out(paid, placement.wanted * room), earned)
