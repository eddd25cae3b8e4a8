"""Assortment review: which products each outlet lists, and what follows when that changes.

A product that is listed is ordered; the first order brings it to what the outlet opens with. One that is
no longer listed is not ordered any more, and what was ordered and not shipped is cancelled. Goods left of
it go back where the contract has a buy-back, else they stay on offer until they are sold. So do goods
that were under way.

Reviews come before the week's prices, so that every outlet decides on whole past weeks. What an outlet
expects of a product that it does not list is what independent outlets in sight sell of it, scaled by its
relative size: without the scale a small shop expected a large one's sales of all that it lacked, and changed
its assortment at every review.

More outlets are more: where outlets list at random, each draws for itself, and a product that one lacks may
be found at another: that is what distribution is. Outlets by any other rule draw nothing.
"""

import numpy as np
from mesa import Agent

from simulator.base.keyed_random import stable_key, uniform
from simulator.base.summation import total
from simulator.domain.decisions.assortment import AssortmentPolicy, AssortmentView
from simulator.market.goods.disposal import cancel_orders, sell_back
from simulator.market.offers.pricing_view import expected_margin
from simulator.market.state.choice_tables import NONE
from simulator.market.state.protocols import OfferState


def review_assortments(state: OfferState, agents: list[Agent]) -> None:
    """Review assortments: outlets with a listing rule choose what they list; others list everything."""
    choosing = [a for a in agents if a.member.listing is not None and a.member.format is not None]
    if not choosing:
        return
    sold, weeks = sold_in_sight(state)
    rivals = state.offer_table.lowest_rivals()
    for agent in choosing:
        row = state.outlet_number[agent.member.name]
        seen = {
            product: sold[row, column].item() / weeks[row, column].item()
            for product, column in state.product_number.items()
            if weeks[row, column]
        }
        size = relative_size(state, agent, seen)
        views = [
            assortment_view(state, agent, product, seen.get(product), size, rivals[row, column].item())
            for product, column in state.product_number.items()
            if state.routes.supply(agent.member.name, product) is not None
        ]
        change_assortment(
            state, agent, chosen_products(agent.member.listing, views, agent.member.shelf_space)
        )


def outlets_due(state: OfferState) -> list[Agent]:
    """Return the outlets with a review due: so many weeks of selling after the last."""
    return [
        agent
        for agent in state.members.values()
        if agent.is_open
        and agent.member.listing is not None
        and agent.member.format is not None
        and (sold := state.week - max(1, agent.member.opens or 1)) > 0
        and sold % agent.member.review_weeks == 0
    ]


def chosen_products(rule: AssortmentPolicy, views: list[AssortmentView], room: int | None) -> list[str]:
    """Return what a rule lists of what it sees, as far as there is room."""
    return rule.rank(views)[:room]


def relative_size(state: OfferState, agent: Agent, seen: dict[str, float]) -> float:
    """Return an outlet's relative size: its sales of what it lists over the mean sales of outlets in sight.

    So a small outlet does not expect what it does not list to sell there as in a department store.
    """
    own = [product for product in seen if product in state.assortments.of(agent.member.name)]
    there = total(seen[product] for product in own)
    return total(agent.stock.weekly_units(product) for product in own) / there if there > 0 else 1.0


def assortment_view(
    state: OfferState, agent: Agent, product: str, seen: float | None, size: float, lowest_rival: float
) -> AssortmentView:
    """Return what an outlet sees of a product; *seen* is its velocity in sight, *size* the outlet's own."""
    name = agent.member.name
    remembers = bool(agent.stock.remembered.get(product))
    is_listed = product in state.assortments.of(name)
    velocity = None if seen is None else seen * size
    if remembers and (is_listed or velocity is None):
        velocity = agent.stock.weekly_units(product)
    return AssortmentView(
        product=product,
        margin=expected_margin(state, agent, product, lowest_rival),
        weekly_units=velocity,
        is_listed=is_listed,
        luck=uniform(state.dice.word("listing", -1, stable_key(name), stable_key(product))),
        key=stable_key(product),
    )


def sold_in_sight(state: OfferState) -> tuple[np.ndarray, np.ndarray]:
    """Return of each offer [O, P] the units that outlets in sight remember selling of it, and their weeks.

    Only independent outlets count that had it on their list and on offer last week: what manufacturers sell
    in stores of their own is in no retail panel.
    """
    offers, run_tables = state.offer_table, state.run_tables
    sold, weeks = np.zeros_like(offers.stock), np.zeros_like(offers.stock)
    for outlet, product in zip(*np.nonzero(offers.carried), strict=True):
        name, what = run_tables.outlets[outlet], run_tables.products[product]
        if run_tables.owner[outlet] == NONE and state.assortments.has(name, what):
            own = state.members[name].stock.remembered.get(what, ())
            sold[outlet, product], weeks[outlet, product] = sum(own), len(own)
    of_all = np.zeros_like(sold), np.zeros_like(weeks)
    for mine, among in offers.visible_outlets():
        for table, own in zip(of_all, (sold, weeks), strict=True):
            table[mine] = own[among].sum(axis=0)
    return of_all


def change_assortment(state: OfferState, agent: Agent, products: list[str]) -> None:
    """Put on an outlet's list what it has chosen, take off what it has not, and write down the changes."""
    name = agent.member.name
    before, after = state.assortments.of(name), frozenset(products)
    state.assortments.put(name, after)
    for product in state.run_tables.products:
        if (product in after) is (product in before):
            continue
        state.ledger.record(
            "listing",
            week=state.week,
            outlet=state.header.code(name),
            product=state.product_number[product],
            decision="listed" if product in after else "delisted",
        )
        if product in before:
            cancel_orders(state, name, product)
            sell_back(state, name, product, agent.stock.on_hand[product])
