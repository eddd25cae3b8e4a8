"""Utility: what an offer is worth to a customer, a sum of terms that are said elsewhere, each once.

    V = V_benefits + V_price + V_taste + V_trust + V_waiting,      V_reason = Σ_terms value(shopper, offer,
    visit)

Added left to right in the order of the terms, for numbers (one customer, one offer) as for columns (all
pairs of many customers and offers, or tables of cells and offers), so that both come to the same bits.
Source: McFadden (1974); Train (2009), Discrete Choice Methods with Simulation.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Protocol


class Term(Protocol):
    """A term of utility, as far as summing is concerned."""

    barrier: Any
    """What may stand between a customer and a purchase here, or none."""

    def addends(self, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield what is added."""

    def disconfirmation(self, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield what is found beyond it once the offer is had."""

    def ideal(self, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield what would be added without the barrier."""


def summed(
    terms: Iterable[Term],
    shopper: Any,
    offer: Any,
    visit: Any,
    start: Any = None,
    without: Collection[str] = (),
) -> Any:
    """Return the sum of terms [utils], behind *start* if there is one; zero of no terms.

    *without* names barriers that are thought away.
    """
    worth = start
    for term in terms:
        added = term.ideal if term.barrier in without else term.addends
        for addend in added(shopper, offer, visit):
            worth = addend if worth is None else worth + addend
    return 0.0 if worth is None else worth


def disconfirmed(terms: Iterable[Term], shopper: Any, offer: Any, visit: Any, start: Any = None) -> Any:
    """Return what is found, once an offer is had, beyond what the terms added [utils], behind *start*."""
    found = start
    for term in terms:
        for addend in term.disconfirmation(shopper, offer, visit):
            found = addend if found is None else found + addend
    return 0.0 if found is None else found
