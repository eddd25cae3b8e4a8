"""Size checks of a file: how many customers are played, one for so many people, and the tables they take."""

from collections.abc import Iterator
from typing import Any

from simulator.domain.channel.size_limits import MOST_PLACES, MOST_SIZE_LIMIT, times, too_large
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.checks.unvalidated import number_in

TYPICAL_CUSTOMERS = 4000
"""Size of the population where a scenario does not say."""
TYPICAL_CANDIDATES = 16
"""Outlets at hand at most, where a scenario does not say."""
MOST_PLAYED = 10_000_000
"""Customers that are played at most, however large the market."""


def check_size(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Complain of samples that are too large, of none, and of too many places for outlets at hand."""
    yield from _sample(given)
    yield from _places(given)


def played_customers(given: dict[str, Any]) -> float | None:
    """Return the number of customers played: one for so many people of the market."""
    customers = number_in(given, "customers") if "customers" in given else TYPICAL_CUSTOMERS
    people = number_in(given, "people_per_customer") if "people_per_customer" in given else 1
    return customers / people if customers is not None and people and people >= 1 else None


def _sample(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Complain of more customers than are played one by one, and of a sample of none."""
    played, customers = played_customers(given), number_in(given, "customers")
    if played is None or customers is None:
        return
    if played > MOST_PLAYED:
        people = -(-customers // MOST_PLAYED)
        told = f"{played:,.0f} would be played, and the limit is {MOST_PLAYED:,}"
        less = f"let each stand for more people, as people_per_customer: {people:.0f} does"
        yield ("customers",), f"{told}; {less}"
    elif played < 1 and number_in(given, "people_per_customer") != 1:
        told = "there are no customers" if not customers else f"there are only {customers:,.0f} customers"
        yield ("people_per_customer",), f"{told}, so that none can stand for so many"


def _places(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Complain of more customers × outlets at hand than the tables of a common machine hold."""
    customers = played_customers(given)
    at_hand = number_in(given, "candidates") if "candidates" in given else TYPICAL_CANDIDATES
    lifted = number_in(given, "size_limit") if "size_limit" in given else 1.0
    if not (customers and at_hand and lifted and 0 < lifted <= MOST_SIZE_LIMIT) or customers > MOST_PLAYED:
        return  # complained of elsewhere
    places, most = customers * at_hand, times(lifted, MOST_PLACES)
    if places > most:
        counted = f"{customers:,.0f} customers × {at_hand:.0f} candidates come to {places:,.0f} places"
        why = "each is a number in several tables"
        yield (
            ("customers",),
            too_large(counted, most, why, "fewer of either, or more people_per_customer"),
        )
