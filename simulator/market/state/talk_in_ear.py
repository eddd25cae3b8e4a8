"""Talk in the ear: what people of each cell have heard, of price and at all, and what it does."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from simulator.base.arrays import Floats
from simulator.mechanisms.communication.price_talk import heard_of_price, salience


@dataclass(frozen=True)
class TalkInEar:
    """Talk of a week, the same for all people of a cell but where media have told one more itself."""

    said: Floats
    """[C] contacts per head with anything said about any product."""
    of_price: Floats
    """[C] the part of them that dwelt on price."""
    weight: float
    """How much more a price weighs where all talk is of it, ψ [share]."""

    @cached_property
    def heard_of_price(self) -> Floats:
        """Return how far people heard of price [C], from 0 to 1."""
        found: Floats = heard_of_price(self.said, self.of_price)
        return found

    @cached_property
    def salience(self) -> Floats:
        """Return how much more price weighs than by itself [multiple, C]."""
        found: Floats = self.weighs(self.heard_of_price)
        return found

    def heard_with(self, cell: Any, said: Any, of_price: Any) -> Any:
        """Return how far customers of cells heard of price, with what media told each, from 0 to 1."""
        return heard_of_price(self.said[cell] + said, self.of_price[cell] + of_price)

    def weighs(self, heard: Any) -> Any:
        """Return how much more price weighs to people that heard of it so far [multiple]."""
        return salience(heard, self.weight)
