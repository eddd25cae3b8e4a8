"""Promote: campaigns run, and products are seen at outlets.

Reads: campaigns and interventions, media, who attends to what, what outlets carried last week.
Writes: touchpoint, earned_contact; payments for campaigns; contacts in effect; adstock, belief and talk of
the cells.
"""

import numpy as np

from simulator.base.arrays import Floats
from simulator.domain.ledger_entries import OUTSIDE
from simulator.market.communication.campaigns import campaign_parts
from simulator.market.communication.placements import Placement, placement_of, room_for
from simulator.market.market import Market
from simulator.market.state.media_in_effect import Said


def promote(market: Market) -> None:
    """Let everything be heard and seen that is said and shown this week."""
    market.brand_knowledge.pass_shelves(market.offer_table.carried, market.offer_table.price_emphasis)
    placements = [one for talk in campaign_parts(market) if (one := placement_of(market, talk))]
    room = room_for(market, placements)
    for placement in placements:
        run_campaign(market, placement, room[placement.campaign.medium])
    for said, contacts in market.media_in_effect.heard(market.week):
        hear(market, said, contacts)


def run_campaign(market: Market, placement: Placement, room: Floats) -> None:
    """Run a campaign about one product for a week, with room for a share of what it wants [C]."""
    campaign, product = placement.campaign, placement.product
    medium = market.given.media[campaign.medium]
    contacts = placement.shown(room)
    earned = np.rint(medium.earned(placement.audience, contacts))
    said = Said(campaign.medium, market.product_number[product], campaign.message)
    per_head = (contacts + earned) / np.maximum(market.run_tables.sizes, 1)
    if medium.responds:
        market.media_in_effect.show(said, per_head)
    else:
        hear(market, said, per_head)
    paid = market.given.units.money(placement.cost(room))
    market.payments.pay(market.given.products[product].maker, OUTSIDE, paid, "campaign")
    record_contacts(market, "touchpoint", said, contacts)
    record_contacts(market, "earned_contact", said, earned)


def record_contacts(market: Market, kind: str, said: Said, contacts: Floats) -> None:
    """Record the contacts of each cell with a message about a product [C]."""
    reached = np.flatnonzero(contacts)
    market.ledger.record(
        kind,
        week=market.week,
        cell=reached,
        product=said.product,
        medium=said.medium,
        message=said.message,
        contacts=contacts[reached].astype(np.int64),
    )


def hear(market: Market, said: Said, contacts: Floats) -> None:
    """Let people hear a message about a product, so many contacts per head [C]."""
    credibility = market.given.media[said.medium].credibility
    message = market.given.messages.named(said.message)
    market.brand_knowledge.hear(said.product, message, credibility, contacts)
