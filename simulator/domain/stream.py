"""Stream: demand that arrives by a stated distribution, of buyers who have no minds and no choice.

IMPLEMENT: a class on the shelf of demand streams with parameters as fields and `units`.
FOR FREE: `list`, `check`, the JSON Schema, and every model that lets a stream use goods up.
"""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Annotated

from simulator.domain.shelves import STREAMS
from simulator.ground.dice import GOLD, mix64, uniform
from simulator.ground.normal import normal_quantile
from simulator.ground.noun import Chosen, Noun


@dataclass(frozen=True, slots=True)
class StreamView:
    """What a stream may know when it says how much is wanted in a week."""

    week: int
    before: float | None
    """What it answered the week before; none in the first week [units]."""
    word: int
    """The keyed word of who wants, what and in which week."""

    def luck(self, number: int = 0) -> float:
        """Return one of the week's own numbers in (0, 1): as many as a stream needs, each by its number."""
        return uniform(mix64(self.word + number * GOLD) if number else self.word)

    def normal(self, number: int = 0) -> float:
        """Return one of the week's own standard normal numbers."""
        return normal_quantile(self.luck(number))


class DemandStream(Noun):
    """A law by which a member wants goods, week by week."""

    @abstractmethod
    def units(self, view: StreamView) -> float:
        """Return how much is wanted of a product in a week [units]; below nought nothing is."""


type StreamChoice = Annotated[DemandStream, Chosen(STREAMS, "stream")]
