"""Effort: what an outlet sees of each manufacturer's products when it decides how much it does for them.

Effort is display, advice and recommendation together, as a multiple of what the outlet usually does. It comes
to a *support* of the product there, with which the people to whom it is shown, the doubt that advice resolves
and the force of a recommendation are multiplied; each of these is a share, and at most one.

What an outlet sees is in its own books, nobody else's: what it sold and earned, whom it advised, and how many
of those bought there. What they did elsewhere it does not know.

IMPLEMENT: a class in the registry of effort policies with parameters as fields and `efforts`; `support` as
well if effort does not come to as much support.
FOR FREE: books and reviews, display, advice and recommendation, ledger entries, `list`, `check`, `describe`,
the JSON Schema, contract tests.

Source: sales effort as an agent's choice, Basu, Lal, Srinivasan & Staelin (1985), Marketing Science 4(4).
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from simulator.base.record import Chosen, Record
from simulator.domain.registries import EFFORT


@dataclass(frozen=True, slots=True)
class BrandBooks:
    """What an outlet's books say of one manufacturer's products, smoothed over past weeks."""

    margin: float | None
    """What it earned on them, after what they cost and the fees of a sale, or what they would earn as offered
    while nothing is sold; none: it never had any on offer [share of the price]."""
    turnover: float
    """What it sold of them, had its effort been as usual: only its share counts [money steps]."""
    closing_rate: float | None
    """Closing rate: advised customers that bought them there, had its effort been as usual; none: it advised
    no customer [share]."""
    advised: float
    """How many it advised, in weeks as they still count [customers]."""
    usual_closing_rate: float | None
    """The same when it decided for the first time [share]."""


class EffortPolicy(Record):
    """A rule by which an outlet decides how much it does for each manufacturer's products."""

    @property
    def is_usual(self) -> bool:
        """Say whether effort is what it always was, so that there is nothing to decide or to tell."""
        return False

    @property
    def memory(self) -> float:
        """Return how much of a week still counts in the books a week later [share]."""
        return 1.0

    def reviews_after(self, weeks: int) -> bool:
        """Say whether it decides anew after so many weeks of selling."""
        return weeks == 0

    @abstractmethod
    def efforts(self, brands: Sequence[BrandBooks]) -> list[float]:
        """Return the effort for each product of each manufacturer [multiples of the usual]."""

    def support(self, effort: float) -> float:
        """Return what an effort comes to [multiple of what the usual effort comes to]."""
        return effort


type EffortChoice = Annotated[EffortPolicy, Chosen(EFFORT, "policy")]
