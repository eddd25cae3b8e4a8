"""Scope of an intervention: the members, places and products that it concerns.

Outlets that serve all regions are in none: a pilot in the north does not reach the web store, though
customers in the north buy there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from simulator.base.record import Record
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.units import Name

type Names = Annotated[list[Name], Field(min_length=1, max_length=200)]


class Where(Record):
    """Outlets with all the properties given. An outlet that serves all regions is in none of them."""

    region: Names | None = None
    """The regions they serve; left out, any [names under regions]."""
    format: Names | None = None
    """The kinds of outlet they are; left out, any [formats]."""
    tag: Names | None = None
    """Words of which they are tagged with one; left out, tags do not matter [tags]."""

    def has(self, member: Member) -> bool:
        """Say whether a member is meant."""
        return (
            (self.region is None or member.region in self.region)
            and (self.format is None or member.format in self.format)
            and (self.tag is None or any(tag in self.tag for tag in member.tags))
        )


EVERYWHERE = Where()


@dataclass(frozen=True)
class Deal:
    """A contract as an action meets it."""

    contract: Contract
    buyer: Member
    actor: str
    """Acting party: a manufacturer, or another member."""
    products: frozenset[str]
    """The products of the contract that are meant."""
    is_by_supplier: bool
    """Whether the actor supplies others, or hosts them, as manufacturers do."""
    list_prices: Mapping[str, float]
    """Recommended retail prices [currency per unit]."""

    def priced(self, prices: Mapping[str, float]) -> Contract:
        """Return the contract with other prices for some products [currency per unit]."""
        return self.contract.model_copy(update={"prices": {**self.contract.prices, **prices}})


@dataclass(frozen=True)
class Scope:
    """What an intervention concerns: a member's products or outlets, in some places."""

    actor: str
    """Acting party: a manufacturer, for its products; or a member, for itself or its sellers."""
    is_maker: bool
    products: frozenset[str]
    """The products that are meant."""
    where: Where = EVERYWHERE

    def has_offer(self, outlet: Member, product: str) -> bool:
        """Say whether a product at an outlet is meant."""
        is_its_own = self.is_maker or self.actor in (outlet.name, outlet.hosted_by, outlet.owner)
        is_meant = is_its_own and product in self.products
        return is_meant and outlet.format is not None and self.where.has(outlet)

    def has_outlet(self, outlet: Member) -> bool:
        """Say whether an outlet is meant: of a maker's, its own and independent ones."""
        own = outlet.owner in (None, self.actor)
        is_its_own = own if self.is_maker else self.actor in (outlet.name, outlet.hosted_by, outlet.owner)
        return is_its_own and outlet.format is not None and self.where.has(outlet)

    def traded(self, contract: Contract, buyer: Member) -> frozenset[str]:
        """Return the products of a contract in scope: a maker's own, or the ones a member trades."""
        is_its_own = self.is_maker or self.actor in (contract.supplier, contract.buyer)
        return (
            self.products & frozenset(contract.prices)
            if is_its_own and self.where.has(buyer)
            else frozenset()
        )

    def has_contract(self, contract: Contract, buyer: Member) -> bool:
        """Say whether a contract is meant; one without goods is if it is the actor's own."""
        is_hosting = not contract.prices and self.actor == contract.supplier and self.where.has(buyer)
        return is_hosting or bool(self.traded(contract, buyer))

    def has_region(self, region: str) -> bool:
        """Say whether the people of a region are meant."""
        return self.where.region is None or region in self.where.region

    def widened(self) -> "Scope":
        """Return the same in all regions."""
        return replace(self, where=self.where.model_copy(update={"region": None}))
