"""Switches of ordering rules: the causes of the bullwhip.

Prices themselves stay where they are set: see `price_setting`, `wholesale_pricing` and `events`.
Source: the four causes of Lee, Padmanabhan & Whang (1997), Management Science 43(4).
"""

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.decisions.policies import ordering_rule
from simulator.domain.registries import SWITCHES
from simulator.scenario.switches import Switch, of_members


@SWITCHES.register("demand_signals")
@of_members
def demand_signals(member: Member) -> Member:
    """Members do not forecast: they order, and make, what was asked for in the week that ends."""
    return (
        member.model_copy(update={"ordering": ordering_rule("chase_demand")}) if member.ordering else member
    )


def _ordering_any_time(member: Member) -> Member:
    return member.model_copy(update={"ordering": member.ordering.unbatched()}) if member.ordering else member


def _in_any_quantity(contract: Contract) -> Contract:
    return contract.model_copy(update={"minimum_order": 0})


SWITCHES.register("batching")(
    Switch(
        "Orders may be of any size in any week: no lots, no minimum, no waiting.",
        member=_ordering_any_time,
        contract=_in_any_quantity,
    )
)


@SWITCHES.register("shortage_gaming")
@of_members
def shortage_gaming(member: Member) -> Member:
    """Members order no more than they want when a supplier is short."""
    return member.model_copy(update={"ordering": member.ordering.honest()}) if member.ordering else member


@SWITCHES.register("forward_buying")
@of_members
def forward_buying(member: Member) -> Member:
    """Members do not order ahead because a price is low this week."""
    return member.model_copy(update={"ordering": member.ordering.unmoved()}) if member.ordering else member
