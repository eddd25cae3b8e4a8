"""Sourcing of members with several suppliers of a product: their contracts, ranked by the member's rule.

A member without a rule of its own orders from the first. Rules are asked with the prices in force.

More outlets are more: each has suppliers of its own, between which, where they are alike, its draw decides.
"""

from collections.abc import Callable, Sequence

from simulator.base.keyed_random import KeyedRandom, stable_key, uniform
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.decisions.sourcing import SourcingPolicy, SupplyOffer, sourcing_rule
from simulator.market.state.prices_in_force import PricesInForce


class Sourcing:
    """Ranks contracts for one product, and splits an order among them."""

    def __init__(
        self, prices_in_force: PricesInForce, dice: KeyedRandom, is_open: Callable[[str], bool]
    ) -> None:
        self._prices = prices_in_force
        self._dice = dice
        self._is_open = is_open
        self._default = sourcing_rule("first")

    def rule_of(self, buyer: Member) -> SourcingPolicy:
        """Return the rule by which a member chooses among suppliers."""
        return buyer.sourcing or self._default

    def ranked(self, buyer: Member, product: str, contracts: tuple[Contract, ...]) -> tuple[Contract, ...]:
        """Return contracts for a product in the order in which the buyer prefers them."""
        rule = self.rule_of(buyer)
        if rule.is_fixed or len(contracts) < 2:
            return contracts
        return tuple(contracts[at] for at in rule.rank(self._offers(product, contracts)))

    def split(self, buyer: Member, product: str, contracts: tuple[Contract, ...], units: int) -> list[int]:
        """Return what is ordered under each of some ranked contracts [steps]."""
        rule = self.rule_of(buyer)
        if rule.is_fixed or len(contracts) < 2:
            return [units, *(0 for _ in contracts[1:])]
        return rule.split(units, self._offers(product, contracts))

    def _offers(self, product: str, contracts: Sequence[Contract]) -> list[SupplyOffer]:
        return [self._offer(contract, product) for contract in contracts]

    def _offer(self, contract: Contract, product: str) -> SupplyOffer:
        keys = stable_key(contract.buyer, contract.supplier), stable_key(product)
        units = self._prices.units
        return SupplyOffer(
            landed_cost=units.per_unit(self._prices.landed_cost(contract, product)),
            weeks=contract.order_weeks + contract.lead_time_weeks,
            is_open=self._is_open(contract.supplier),
            luck=uniform(self._dice.word("sourcing", -1, *keys)),
        )
