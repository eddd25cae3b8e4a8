"""Eligibility: which markets can be played in columns.

Those in which members do nothing but keep stock by their rules, under terms that stay as they are,
and no week has been played yet. Whoever sells to customers, comes, goes, chooses what to list, is told to act
otherwise by an event, prices anew from week to week, or is an agent with a head of its own, is asked one by
one.

A rule without a formula for columns is asked row by row; one with a formula says so in `order_many`,
`units_many` or `allocate_many`, held to the bit by `tests/contracts/test_columns.py`.
"""

from mesa import Agent

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.market.members.buyers import DemandBuyer
from simulator.market.members.manufacturer import Manufacturer
from simulator.market.members.stocking_member import StockingMember
from simulator.market.state.protocols import GoodsState


def fits_columns(state: GoodsState) -> bool:
    """Say whether a market that has just opened can be played all shelves at once, to the same ledger."""
    given = state.given
    return (
        given.crowd == "columns"
        and not _is_retail(state)
        and not given.events
        and not any(product.digital for product in given.products.values())
        and not state.week
        and all(_keeps_still(contract) for contract in state.routes.contracts())
        and all(_opens_with_its_supplier(state, contract) for contract in state.routes.contracts())
        and all(_has_one_source(state, agent.member) for agent in state.members.values())
        and all(_keeps_to_rules(state, agent) for agent in state.members.values())
    )


def _is_retail(state: GoodsState) -> bool:
    return bool(state.given.customers) or any(a.member.format is not None for a in state.members.values())


def _keeps_still(contract: Contract) -> bool:
    return contract.pricing is None and not contract.rebates


def _opens_with_its_supplier(state: GoodsState, contract: Contract) -> bool:
    """Say whether what is owed and in transit comes from the suppliers that the buyer orders from."""
    return all(state.routes.supply(contract.buyer, product) is contract for product in contract.opening)


def _keeps_to_rules(state: GoodsState, agent: Agent) -> bool:
    kind, member = type(agent), agent.member
    orders = DemandBuyer.reorder if member.uses is not None else StockingMember.reorder
    return (
        getattr(kind, "reorder", orders) is orders
        and getattr(kind, "make", Manufacturer.make) is Manufacturer.make
        and _stays(member)
        and not any(state.routes.supply(member.name, product) for product in _made_by(state, member.name))
    )


def _has_one_source(state: GoodsState, member: Member) -> bool:
    """Say whether a member orders each product from the same supplier every week."""
    is_fixed = member.sourcing is None or member.sourcing.is_fixed
    return is_fixed or all(len(state.routes.supplies(member.name, p)) < 2 for p in state.given.products)


def _stays(member: Member) -> bool:
    return (
        member.opens == 0
        and member.closes is None
        and member.entry_exit is None
        and member.listing is None
        and member.hosted_by is None
    )


def _made_by(state: GoodsState, name: str) -> list[str]:
    return [product for product, noun in state.given.products.items() if noun.maker == name]
