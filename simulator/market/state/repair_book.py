"""Repair book: which units will fail within their warranty, which wait to be repaired, which are in work.

They are known by what they are and where they come from, and by whose they are.
"""

from collections import defaultdict, deque
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from simulator.domain.offers.warranty_terms import WarrantyTerms
from simulator.market.state.choice_tables import NONE, RunTables
from simulator.scenario.schema import Scenario


class Failing(NamedTuple):
    """Units of an offer that customers of a cell took home in a week."""

    offer: int
    cell: int
    bought: int


class Job(NamedTuple):
    """Units of an offer that came to be repaired in a week from customers of a cell."""

    offer: int
    cell: int
    claimed: int
    customers: tuple[int, ...]
    """Whose each unit is."""

    @property
    def units(self) -> int:
        """Return how many units there are [steps]."""
        return len(self.customers)

    def of(self, first: int, last: int) -> "Job":
        """Return some of its units, by their places."""
        return self._replace(customers=self.customers[first:last])


type Workshop = tuple[int, str]
"""Place among the terms, and the repairer."""


class RepairBook:
    """Units that fail, wait for repair, and are repaired."""

    def __init__(self, given: Scenario, run_tables: RunTables) -> None:
        self.terms: tuple[WarrantyTerms, ...] = tuple(given.warranties)
        products = [given.products[name] for name in run_tables.products]
        self.terms_of = np.full(len(products), NONE, dtype=np.int64)
        """[P] place among the terms, or NONE."""
        for number, said in enumerate(self.terms):
            for at, (name, product) in enumerate(zip(run_tables.products, products, strict=True)):
                if said.product in (None, name) and not product.digital:
                    self.terms_of[at] = number
        self.failure_rate = np.array([product.failure_rate for product in products], dtype=np.float64)
        """[P] chance in each week that a unit fails [share per week]."""
        self.within = np.array([0, *(said.weeks for said in self.terms)])[1 + self.terms_of]
        """[P] for how long units are repaired [weeks]."""
        self.repairers = [
            (self.terms[number].repaired_by if number != NONE else None) or product.maker
            for number, product in zip(self.terms_of.tolist(), products, strict=True)
        ]
        """The repairer of each product."""
        self.coming: defaultdict[int, dict[Failing, list[int]]] = defaultdict(dict)
        """Customers whose units fail, one a unit, by week."""
        self.waiting: defaultdict[Workshop, deque[Job]] = defaultdict(deque)
        """What waits to be repaired, first come, first served."""
        self.in_work: defaultdict[int, list[tuple[Workshop, Job]]] = defaultdict(list)
        """What is being repaired, by the week in which it is with its customers again."""

    @property
    def is_on(self) -> bool:
        """Say whether a scenario has warranties."""
        return bool(self.terms)

    def workshop(self, product: int) -> Workshop:
        """Return where a product is repaired."""
        return int(self.terms_of[product]), self.repairers[product]

    def jobs(self) -> Iterator[tuple[Workshop, Job, bool]]:
        """Yield all that is to be repaired, and whether it waits still."""
        for workshop, queue in sorted(self.waiting.items()):
            yield from ((workshop, job, True) for job in queue)
        for _, begun in sorted(self.in_work.items()):
            yield from ((*one, False) for one in begun)

    def leave(self, repairer: str) -> list[Job]:
        """Return all that a repairer has, and forget it."""
        found = [job for (_, name), job, _ in self.jobs() if name == repairer]
        for workshop in [one for one in self.waiting if one[1] == repairer]:
            del self.waiting[workshop]
        for begun in self.in_work.values():
            begun[:] = [one for one in begun if one[0][1] != repairer]
        return found
