"""Promote: campaigns speak, and products are seen on shelves.

Reads: campaigns, media, who attends to what, what outlets carried last week.
Writes: touchpoint; payments for campaigns; exposure, belief and talk of the cells.
"""

import numpy as np

from simulator.domain.entries import OUTSIDE
from simulator.domain.message import Campaign
from simulator.domain.window import Floats
from simulator.engine.market import Market


def promote(market: Market) -> None:
    """Let everything be heard and seen that is said and shown this week."""
    market.minds.pass_shelves(market.stalls.carried, market.stalls.price_emphasis)
    for campaign in market.given.campaigns:
        if campaign.runs_in(market.week):
            run(market, campaign)


def run(market: Market, campaign: Campaign) -> None:
    """Run one campaign for a week, in equal parts for each product that it is about."""
    products = [campaign.product] if campaign.product else focal_products(market)
    budget = campaign.weekly_budget / len(products)
    medium = market.given.media[campaign.medium]
    attention = attention_of(market, campaign)
    if not attention.sum() > 0:
        return
    contacts = np.rint(budget / medium.cost_per_contact * (attention / attention.sum())).astype(np.int64)
    message = market.said.named(campaign.message)
    people = np.maximum(market.layout.sizes, 1)
    for product in products:
        number = market.product_number[product]
        market.minds.hear(number, message, medium.credibility, contacts / people)
        market.till.pay(
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


def focal_products(market: Market) -> list[str]:
    """Return the products of the focal manufacturer."""
    return [n for n, product in market.given.products.items() if product.maker == market.given.focal_maker]


def attention_of(market: Market, campaign: Campaign) -> Floats:
    """Return how the contacts of a campaign fall on cells: by people and how much they attend [C]."""
    return np.array(
        [
            cell.customers * market.given.segments[cell.segment].media.get(campaign.medium, 0.0)
            if campaign.regions is None or cell.region in campaign.regions
            else 0.0
            for cell in market.layout.cells
        ]
    )
