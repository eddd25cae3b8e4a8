"""Promote: campaigns run, and products are seen at outlets.

Reads: campaigns and interventions, media, who attends to what, what outlets carried last week.
Writes: touchpoint; payments for campaigns; adstock, belief and talk of the cells.
"""

import numpy as np

from simulator.base.arrays import Floats
from simulator.domain.communication.message import Campaign
from simulator.domain.ledger_entries import OUTSIDE
from simulator.market.communication.campaigns import CampaignPart, campaign_parts
from simulator.market.market import Market


def promote(market: Market) -> None:
    """Let everything be heard and seen that is said and shown this week."""
    market.brand_knowledge.pass_shelves(market.offer_table.carried, market.offer_table.price_emphasis)
    for talk in campaign_parts(market):
        run_campaign(market, talk)


def run_campaign(market: Market, talk: CampaignPart) -> None:
    """Run a campaign about one product for a week."""
    campaign, product = talk.campaign, talk.product
    medium = market.given.media[campaign.medium]
    attention = attention_by_cell(market, campaign)
    if not attention.sum() > 0:
        return
    budget = campaign.weekly_budget / talk.parts
    contacts = np.rint(budget / medium.cost_per_contact * (attention / attention.sum())).astype(np.int64)
    if talk.cells is not None:
        contacts = np.where(talk.cells, contacts, 0)
        budget *= attention[talk.cells].sum() / attention.sum()
    message = market.given.messages.named(campaign.message)
    people = np.maximum(market.run_tables.sizes, 1)
    number = market.product_number[product]
    market.brand_knowledge.hear(number, message, medium.credibility, contacts / people)
    market.payments.pay(
        market.given.products[product].maker, OUTSIDE, market.given.units.money(budget), "campaign"
    )
    reached = np.flatnonzero(contacts)
    market.ledger.record(
        "touchpoint",
        week=market.week,
        cell=reached,
        product=number,
        medium=campaign.medium,
        message=campaign.message,
        contacts=contacts[reached],
    )


def attention_by_cell(market: Market, campaign: Campaign) -> Floats:
    """Return how the contacts of a campaign fall on cells: by people and how much they attend [C]."""
    return np.array(
        [
            cell.customers * market.given.segments[cell.segment].media.get(campaign.medium, 0.0)
            if campaign.regions is None or cell.region in campaign.regions
            else 0.0
            for cell in market.run_tables.cells
        ]
    )
