"""Promotion checks: outlets named by a promotion must exist and be supplied with its product."""

from collections.abc import Iterator

from simulator.base.registry import suggestion
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.channel.selector import fault_of
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario


def promotion_faults(
    scenario: Scenario, members: list[Member], contracts: list[Contract]
) -> Iterator[Inconsistency]:
    """Yield offers at outlets that are not there, or never have the product."""
    outlets = [member for member in members if member.format is not None]
    for number, said in enumerate(scenario.promotions):
        selected = [outlet.name for outlet in outlets if said.at.selects(outlet)]
        if not selected:
            yield fault_of(said.at, ("promotions", number, "at"), outlets)
            continue
        carried = {product for c in contracts if c.buyer in selected for product in c.prices}
        if said.product not in carried:
            what = suggestion(said.product, sorted(carried))
            yield ("promotions", number, "product"), f"none of these outlets has '{said.product}'; {what}"
