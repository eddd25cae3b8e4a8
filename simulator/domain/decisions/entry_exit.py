"""Entry and exit rules: the view on which a member decides to enter or leave.

Members of a pool are named and drawn when the run opens and sleep until their rule lets them enter, so
that nobody's luck ever hangs on who is there. Whoever has left does not come back; others enter.

Sleeping members take up places among the outlets at hand: where a pool is large, `candidates` must be. An
entrant pays for its first stock; an outlet that an event opens brings it along.

IMPLEMENT: a class registered as an entry and exit rule, with parameters as fields, `enters` and `leaves`.
FOR FREE: reviews and how many move at one, orders and departures, ledger entries, the JSON Schema, contract
tests.
"""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from simulator.base.record import Chosen, Record
from simulator.domain.registries import ENTRY_EXIT
from simulator.domain.units import Share


@dataclass(frozen=True, slots=True)
class EntryExitView:
    """What a member sees of the trade before the week begins. All amounts in currency."""

    week: int
    profits: tuple[float, ...]
    """What it has earned in each past week, oldest first, after all it cost: of a member that is not there
    yet, what members like it earned on average in the weeks since there have been any."""
    alike: int
    """How many like it are open: of the same kind, place and goods, itself among them."""
    luck: float
    """Its own keyed number, the same for life [0 … 1]."""
    chance: float
    """Its own keyed number of the week [0 … 1]."""


class EntryExitPolicy(Record):
    """A rule by which members of a kind enter the trade and leave it, from review to review."""

    review_weeks: Annotated[int, Field(ge=1, le=104)] = 4
    """How often members look whether it pays to be there [weeks]."""
    most_at_once: Share = 0.1
    """How many may enter, and how many leave, at one review: one at least [share of open members]."""

    @abstractmethod
    def enters(self, view: EntryExitView) -> bool:
        """Say whether a member that is not there wants to enter."""

    @abstractmethod
    def leaves(self, view: EntryExitView) -> bool:
        """Say whether a member that is there wants to leave."""

    def reviews_in(self, week: int) -> bool:
        """Say whether members look in a week."""
        return week % self.review_weeks == 0

    def at_most(self, alike: int) -> int:
        """Return how many of so many that are open may move at one review."""
        return max(1, int(self.most_at_once * alike))


type EntryExitChoice = Annotated[EntryExitPolicy, Chosen(ENTRY_EXIT, "policy")]
