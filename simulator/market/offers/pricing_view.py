"""Pricing view: what an outlet sees of a product when it sets a price, and the margin it expects.

An outlet sees last week's prices in its own region and of outlets that serve all regions; the latter see each
other. A pricing rule goes on from the price that the outlet asked by itself (`OfferTable.own_price`), never
from a price change laid over it: a multiple would compound week by week, and would not end with its event.
"""

from itertools import zip_longest
from math import isinf

from mesa import Agent

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.decisions.policy_views import PricingView
from simulator.market.offers.other_offers import other_offers
from simulator.market.state.protocols import OfferState


def pricing_view(
    state: OfferState, agent: Agent, product: str, cost: int, lowest_rival: float
) -> PricingView:
    """Return what an outlet sees of a product that costs it so much; infinite: it sees no rival."""
    units, name = state.given.units, agent.member.name
    row, column = state.outlet_number[name], state.product_number[product]
    rule = state.active_interventions.pricing(agent.member, product)
    list_price = state.active_interventions.listed(
        agent.member, product, state.given.products[product].list_price
    )
    return PricingView(
        week=state.week,
        list_price=list_price,
        unit_cost=units.per_unit(cost) + state.routes.handling(name),
        commission=state.routes.commission(name),
        current_price=units.per_unit(state.offer_table.own_price[row, column].item()) or list_price,
        lowest_rival=None if isinf(lowest_rival) else units.per_unit(int(lowest_rival)),
        on_hand=agent.stock.on_hand[product],
        weekly_units=agent.stock.weekly_units(product),
        weeks_seen=len(agent.stock.remembered.get(product, ())),
        demand=tuple(agent.stock.remembered.get(product, ())),
        others=other_offers(state, agent, product) if rule is not None and rule.minds_others else (),
        siblings=sibling_demand(state, agent, product) if rule is not None and rule.minds_siblings else (),
    )


def sibling_demand(state: OfferState, agent: Agent, product: str) -> tuple[int, ...]:
    """Return what was asked of an outlet's other products of the category, week by week, together."""
    products = state.given.products
    seen = [
        tuple(reversed(weeks))
        for other, weeks in agent.stock.remembered.items()
        if other != product and products[other].category == products[product].category
    ]
    return tuple(sum(units) for units in zip_longest(*seen, fillvalue=0))[::-1]


def expected_margin(state: OfferState, agent: Agent, product: str, lowest_rival: float) -> float:
    """Return what one unit would leave an outlet at the price it would ask [currency per unit].

    It expects to keep to the price floor in its contract. Raises LookupError without a contract.
    """
    contract = state.routes.supply(agent.member.name, product)
    if contract is None:
        raise LookupError(f"nobody supplies '{agent.member.name}' with '{product}'")
    view = pricing_view(
        state, agent, product, state.prices_in_force.landed_cost(contract, product), lowest_rival
    )
    _, wish = desired_prices(state, agent, product, view)
    floor = price_floor(state, agent.member, product, contract, view.list_price)
    return max(wish, floor) * (1.0 - view.commission) - view.unit_cost


def desired_prices(state: OfferState, agent: Agent, product: str, view: PricingView) -> tuple[float, float]:
    """Return what an outlet would ask by itself, and under the interventions in force, floors apart."""
    own: float = agent.ask(view, state.active_interventions.pricing(agent.member, product))
    return own, state.active_interventions.asked(agent.member, product, own)


def price_floor(
    state: OfferState, outlet: Member, product: str, contract: Contract | None, list_price: float
) -> float:
    """Return the lowest price that the contract lets the outlet advertise; zero if it says nothing.

    A share of the list price, or of a lower price that the manufacturer itself has granted.
    """
    share = contract.floor_of(product) if contract is not None else 0.0
    if not share:
        return 0.0
    granted = state.active_interventions.granted(outlet, product, list_price)
    return min(list_price, granted) * share
