"""Backorder checks: outlets that accept them exist, carry the product, have no weekly sales capacity.

An order would take hours of a weekly sales capacity; sharing these out among orders and shelves before
customers come is not worked out, so a file that asks for both is refused.
"""

from collections.abc import Iterator

from simulator.base.registry import suggestion
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.channel.selector import fault_of
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario


def backorder_faults(
    scenario: Scenario, members: list[Member], contracts: list[Contract]
) -> Iterator[Inconsistency]:
    """Yield orders at outlets that are not there, never have the product, or have no sales capacity for them.

    An order is a sale that takes its hours; how those are shared out among orders is not modelled, so whoever
    can close so many sales a week only takes none.
    """
    outlets = [member for member in members if member.format is not None]
    for number, said in enumerate(scenario.backorders):
        selected = [outlet for outlet in outlets if said.at.selects(outlet)]
        names = {outlet.name for outlet in selected}
        carried = {product for c in contracts if c.buyer in names for product in c.prices}
        busy = next((outlet for outlet in selected if outlet.weekly_capacity is not None), None)
        if not selected:
            yield fault_of(said.at, ("backorders", number, "at"), outlets)
        elif busy is not None:
            why = f"'{busy.name}' can close so many sales a week only, and takes no orders for later"
            yield ("backorders", number, "at"), why
        elif said.product not in (None, *carried):
            what = suggestion(said.product or "", sorted(carried))
            yield ("backorders", number, "product"), f"none of these outlets has '{said.product}'; {what}"
