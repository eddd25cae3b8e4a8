"""Suited: which markets can be played all shelves at once.

Those in which members do nothing but keep stock by their rules, under terms that stay as they are,
and nothing has been sent yet. Whoever sells to customers, comes, goes, chooses what to list, is told to act
otherwise by an event, prices anew from week to week, or is an agent with a head of its own, is asked one by
one.
"""

from mesa import Agent

from simulator.domain.channel.channel import Contract, Member, contracts_of
from simulator.market.market import Market
from simulator.market.members.buyers import DemandBuyer
from simulator.market.members.manufacturer import Manufacturer
from simulator.market.members.stocking_member import StockingMember


def fits_columns(market: Market) -> bool:
    """Say whether a market that has just opened can be played all shelves at once, to the same ledger."""
    given = market.given
    return (
        given.crowd == "columns"
        and not market.is_retail
        and not given.events
        and not any(product.digital for product in given.products.values())
        and not market.pipeline.is_busy
        and all(_keeps_still(contract) for contract in contracts_of(market.channel))
        and all(_keeps_to_rules(market, agent) for agent in market.members.values())
    )


def _keeps_still(contract: Contract) -> bool:
    return contract.pricing is None and not contract.rebates


def _keeps_to_rules(market: Market, agent: Agent) -> bool:
    kind, member = type(agent), agent.member
    orders = DemandBuyer.reorder if member.uses is not None else StockingMember.reorder
    return (
        getattr(kind, "reorder", orders) is orders
        and getattr(kind, "make", Manufacturer.make) is Manufacturer.make
        and _stays(member)
        and not any(market.supply(member.name, product) for product in _made_by(market, member.name))
    )


def _stays(member: Member) -> bool:
    return (
        member.opens == 0
        and member.closes is None
        and member.staying is None
        and member.listing is None
        and member.hosted_by is None
    )


def _made_by(market: Market, name: str) -> list[str]:
    return [product for product, noun in market.given.products.items() if noun.maker == name]
