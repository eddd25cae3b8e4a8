"""Demand model: the demand that a seller assumes, laid through what it has itself seen.

Its one method returns the markup −q/q′ as a jet along prices (`simulator.base.derivatives`): best responses
of outlets and what suppliers foresee of them both follow from it, for any number of tiers.

IMPLEMENT: a class in the registry of demand models with parameters as fields and `market`.
FOR FREE: every pricing and wholesale policy that asks what the best price is.
"""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Annotated

from simulator.base.derivatives import Jet
from simulator.base.record import Chosen, Record
from simulator.domain.registries import DEMAND_MODELS


@dataclass(frozen=True, slots=True)
class Seen:
    """One point of demand as it was seen: so much was sold at that price."""

    price: float
    """What customers were asked [currency per unit]."""
    units: float
    """What was sold of it in a week [quantity steps per week]."""
    sellers: int = 1
    """By how many sellers, taken to be alike [sellers]."""


class DemandModel(Record):
    """The shape of demand that a seller assumes; its level is what has been sold.

    All answers are markups μ = −q / q′ [currency per unit], as jets in the price that customers pay: the
    markup over its cost that is best for whoever sets that price.
    """

    @abstractmethod
    def market(self, seen: Seen, price: Jet) -> Jet:
        """Return −Q / Q′ of all sellers together, when all of them ask that price."""

    def seller(self, seen: Seen, price: Jet) -> Jet:
        """Return the markup of one of several equal sellers.

        Unless a belief knows better, each takes the others' quantities as given (Cournot): μ / n.
        """
        return self.market(seen, price).scaled(1.0 / seen.sellers)


type DemandModelChoice = Annotated[DemandModel, Chosen(DEMAND_MODELS, "demand")]
