"""Return checks: outlets that take back what they sell exist, carry the product, and sell it for money down.

What is paid in parts is not all paid when it comes back: settling such a debt, some of which is not paid at
all, is not worked out, so a file that asks for both at one outlet is refused.
"""

from collections.abc import Iterator

from simulator.base.registry import suggestion
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.channel.selector import fault_of
from simulator.domain.offers.promotions import Promotion
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario


def return_faults(
    scenario: Scenario, members: list[Member], contracts: list[Contract]
) -> Iterator[Inconsistency]:
    """Yield returns at outlets that are not there, never have the product, or sell it in parts."""
    outlets = [member for member in members if member.format is not None]
    for number, said in enumerate(scenario.returns):
        selected = [outlet for outlet in outlets if said.at.selects(outlet)]
        names = {outlet.name for outlet in selected}
        carried = {product for c in contracts if c.buyer in names for product in c.prices}
        if not selected:
            yield fault_of(said.at, ("returns", number, "at"), outlets)
        elif said.product not in (None, *carried):
            what = suggestion(said.product or "", sorted(carried))
            yield ("returns", number, "product"), f"none of these outlets has '{said.product}'; {what}"
    for number, promotion in enumerate(scenario.promotions):
        where = next(outlets_of_both(scenario, promotion, outlets, contracts), None)
        if where is not None:
            why = f"is paid in parts, and '{where.name}' takes '{promotion.product}' back ('returns')"
            yield ("promotions", number, "pay"), why


def outlets_of_both(
    scenario: Scenario, promotion: Promotion, outlets: list[Member], contracts: list[Contract]
) -> Iterator[Member]:
    """Yield outlets that sell something in parts and take it back."""
    if promotion.pay is None or scenario.products[promotion.product].digital:
        return
    about = [said for said in scenario.returns if said.product in (None, promotion.product)]
    bound = {contract.buyer for contract in contracts if promotion.product in contract.returns}
    for outlet in outlets:
        takes_back = outlet.name in bound or any(said.at.selects(outlet) for said in about)
        if promotion.at.selects(outlet) and takes_back:
            yield outlet
