"""Demand model: the demand that a seller assumes, laid through what it has itself seen.

`market` returns the markup −q/q′ as a jet along prices (`simulator.base.derivatives`): best responses of
outlets and what suppliers foresee of them both follow from it, for any number of tiers. A model that knows
what offers take from each other says it in `among`: best prices of owners of several offers follow from that.

IMPLEMENT: a class in the registry of demand models with parameters as fields and `market`.
FOR FREE: every pricing and wholesale policy that asks what the best price is.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

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


type ReckonsWith = Literal["none", "own", "all"]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another offer, as it was seen beside the one that is priced."""

    units: float
    """What was sold of it in a week to customers that might buy the other [quantity steps per week]."""
    is_same_product: bool
    """Whether it is the same product at another outlet."""
    margin: float = 0.0
    """What one unit of it leaves the member that prices [currency per unit]; 0: it is another member's."""


class DemandModel(Record):
    """The shape of demand that a seller assumes; its level is what has been sold.

    All answers are markups μ = −q / q′ [currency per unit], as jets in the price that customers pay: the
    markup over its cost that is best for whoever sets that price.
    """

    reckons_with: ClassVar[ReckonsWith] = "none"
    """Which other offers the best price of one hangs on, and `among` is asked about: none, all of the same
    owner, or all. A belief that knows nothing of them prices each offer as if it were alone."""

    @abstractmethod
    def market(self, seen: Seen, price: Jet) -> Jet:
        """Return −Q / Q′ of all sellers together, when all of them ask that price."""

    def seller(self, seen: Seen, price: Jet) -> Jet:
        """Return the markup of one of several equal sellers.

        Unless a belief knows better, each takes the others' quantities as given (Cournot): μ / n.
        """
        return self.market(seen, price).scaled(1.0 / seen.sellers)

    def among(self, seen: Seen, others: Sequence[Alternative], price: Jet) -> tuple[Jet, Jet]:
        """Return the share of an offer at a price, and what others leave its owner at their own.

        Both of all who might buy [share; currency]; only a belief that reckons with others can tell.
        """
        raise NotImplementedError(f"{type(self).__name__} does not know what offers take from each other")


type DemandModelChoice = Annotated[DemandModel, Chosen(DEMAND_MODELS, "demand")]
