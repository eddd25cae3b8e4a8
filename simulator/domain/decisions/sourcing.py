"""Sourcing: what a member with several suppliers of a product sees when it decides which to order from.

IMPLEMENT: a class in the registry of sourcing rules with parameters as fields and `rank`; `split` as well
if an order is shared among suppliers.
FOR FREE: `list`, `check`, `describe`, the JSON Schema, contract tests.

Source: single and multiple sourcing in Minner (2003), Multiple-supplier inventory models in supply chain
management: a review, International Journal of Production Economics 81–82.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from simulator.base.record import Chosen, Record
from simulator.domain.registries import SOURCING


@dataclass(frozen=True, slots=True)
class SupplyOffer:
    """One contract under which a member can buy a product, as it stands this week."""

    landed_cost: float
    """What a unit costs until the buyer has it: price in force, and freight if the buyer pays it
    [currency per unit]."""
    weeks: int
    """Weeks from ordering to having the goods, delays apart [weeks]."""
    is_open: bool
    """Whether the supplier is there: not yet to open."""
    luck: float
    """The supplier's own keyed number at this buyer and product [0 … 1]: for ties."""


class SourcingPolicy(Record):
    """A rule by which a member chooses among its suppliers of a product, week by week."""

    is_fixed: ClassVar[bool] = False
    """Whether suppliers always rank as their contracts were drawn, and the first gets every order."""

    @abstractmethod
    def rank(self, offers: Sequence[SupplyOffer]) -> list[int]:
        """Return the places of the offers, best first. There are at least two, as they were drawn."""

    def split(self, units: int, offers: Sequence[SupplyOffer]) -> list[int]:
        """Return what is ordered of each offer, ranked best first [steps]: all of it of the first."""
        return [units, *(0 for _ in offers[1:])]


type SourcingChoice = Annotated[SourcingPolicy, Chosen(SOURCING, "policy")]


def sourcing_rule(name: str) -> SourcingPolicy:
    """Return a sourcing rule by name, as the default of a member without one."""
    rule: SourcingPolicy = SOURCING.get(name)()
    return rule
