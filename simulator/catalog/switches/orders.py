"""Switches of how members order and what they tell each other: the causes of the bullwhip.

Prices themselves stay where they are set: see `price_setting`, `wholesale_pricing` and `events`.
Source: the four causes of Lee, Padmanabhan & Whang (1997), Management Science 43(4).
"""

from simulator.domain.channel.channel import Contract, Member
from simulator.domain.decisions.policies import ordering_rule
from simulator.domain.registries import SWITCHES
from simulator.scenario.switches import Switch, of_contracts, of_members


@SWITCHES.register("demand_signals")
@of_members
def demand_signals(member: Member) -> Member:
    """Nobody forecasts: all order, and make, what was asked for in the week that ends."""
    return (
        member.model_copy(update={"ordering": ordering_rule("chase_demand")}) if member.ordering else member
    )


def _ordering_any_time(member: Member) -> Member:
    return member.model_copy(update={"ordering": member.ordering.unbatched()}) if member.ordering else member


def _in_any_quantity(contract: Contract) -> Contract:
    return contract.model_copy(update={"minimum_order": 0})


SWITCHES.register("batching")(
    Switch(
        "Orders are as small and as frequent as anybody likes: no lots, no minimum, no waiting.",
        member=_ordering_any_time,
        contract=_in_any_quantity,
    )
)


@SWITCHES.register("shortage_gaming")
@of_members
def shortage_gaming(member: Member) -> Member:
    """Nobody orders more than it wants because its supplier is short."""
    return member.model_copy(update={"ordering": member.ordering.honest()}) if member.ordering else member


@SWITCHES.register("lost_orders")
@of_contracts
def lost_orders(contract: Contract) -> Contract:
    """All that a supplier cannot ship waits until it can."""
    return contract.model_copy(update={"backorders": 1.0})


@SWITCHES.register("shared_sales")
@of_contracts
def shared_sales(contract: Contract) -> Contract:
    """Suppliers see orders, and nothing of what their buyers sell."""
    return contract.model_copy(update={"shares_sales": False})


@SWITCHES.register("forward_buying")
@of_members
def forward_buying(member: Member) -> Member:
    """Nobody orders ahead because it is cheap this week."""
    return member.model_copy(update={"ordering": member.ordering.unmoved()}) if member.ordering else member
