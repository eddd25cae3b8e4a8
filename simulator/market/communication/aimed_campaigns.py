"""Aimed campaigns: what is shown this week to customers in a state that media aim at, and what comes of it.

Contacts of a week are paid once, together. Customers that met them know more, believe what they say, and have
heard of price what they say of it; the others of their cells do not.
"""

from collections.abc import Sequence

import numpy as np

from simulator.base.keyed_random import threshold
from simulator.base.shared_out import shared_out
from simulator.domain.ledger_entries import OUTSIDE
from simulator.market.communication.ads import ad_key, bill, budget_of, where_it_runs
from simulator.market.communication.campaigns import CampaignPart
from simulator.market.communication.placements import audience_of
from simulator.market.state.ad import Ad
from simulator.market.state.aimed_media import MediumAimed
from simulator.market.state.media_in_effect import Said
from simulator.market.state.protocols import AimedState
from simulator.market.state.questions_told import answers_of, chance_of_answers
from simulator.market.state.shown import Shown


def run_aimed_campaigns(state: AimedState, talks: Sequence[CampaignPart]) -> None:
    """Show campaigns on media that aim to customers in their state, and let them be paid for and heard."""
    aimed = {one.name: one for one in state.aimed_media}
    ads = [_ad(state, talk, aimed[name]) for talk in talks if (name := talk.campaign.medium) in aimed]
    if not ads:
        return
    follow_cells(state)
    shown = [_shown(state, ad) for ad in ads]
    for ad, contacts in zip(ads, state.crowd.be_shown(ads, shown, state.week), strict=True):
        bill(state, ad, contacts)


def follow_cells(state: AimedState) -> None:
    """Let what moved the beliefs of cells move what customers believe beyond them."""
    unmoved = state.brand_knowledge.left_unmoved()
    if state.aimed_media:
        state.crowd.follow_cells(unmoved)


def _shown(state: AimedState, ad: Ad) -> Shown:
    """Return what a contact with a campaign does."""
    knowledge, said = state.brand_knowledge, Said(ad.campaign.medium, ad.product, ad.campaign.message)
    message, medium = state.given.messages.named(said.message), state.given.media[said.medium]
    contacts = state.media_in_effect.of_one_contact(said, state.week)
    weight = knowledge.persuasion(ad.product, message, medium.credibility, contacts)
    answers = chance_of_answers(contacts[:, None] * answers_of(message))
    of_price = message.price_emphasis if knowledge.price_talk_counts else None
    return Shown(contacts, weight, answers, knowledge.beyond_belief(ad.product, message), of_price)


def _ad(state: AimedState, talk: CampaignPart, aimed: MediumAimed) -> Ad:
    audience = audience_of(state, aimed.name, state.product_number[talk.product])
    chance = np.where(where_it_runs(talk, audience), aimed.medium.chance(audience), 0.0)
    return Ad(
        talk.campaign,
        state.product_number[talk.product],
        threshold(chance),
        ad_key(talk),
        np.full(len(chance), aimed.medium.cost_per_contact),
        budget_of(talk, audience),
        None,
    )


def write_lists(state: AimedState) -> None:
    """Record joining and leaving of mailing lists, and pay for what was given for joining."""
    makers = list(state.given.manufacturers)
    for one in state.crowd.lists_of_week():
        maker = makers[one.maker]
        cost = state.given.units.money(one.lead_magnet_cost * int(one.joined.sum()))
        state.payments.pay(maker, OUTSIDE, cost, "lead_magnet")
        cell = np.flatnonzero(one.joined | one.left | one.on_list)
        state.ledger.record(
            "mailing_list",
            week=state.week,
            cell=cell,
            manufacturer=state.header.code(maker),
            medium=one.medium,
            joined=one.joined[cell],
            left=one.left[cell],
            customers=one.on_list[cell],
            cost=shared_out(cost, one.joined.astype(np.float64))[cell],
        )
