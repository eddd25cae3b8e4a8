"""Repair book: which units will fail, which wait to be repaired, which are in work.

They are known by what they are and where they come from, and by whose they are.
"""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.domain.offers.warranty_terms import WarrantyTerms
from simulator.market.state.choice_tables import NONE, RunTables
from simulator.scenario.schema import Scenario


@dataclass(frozen=True)
class Failures:
    """Units that fail, one a row."""

    customer: Integers
    cell: Integers
    offer: Integers
    bought: Integers
    """Week in which they were taken home [week]."""
    need: Integers
    """The same, with the number of the need within it (`week_of_need`)."""

    @classmethod
    def of(cls, some: "list[Failures]") -> "Failures":
        """Return several lists of them as one, by what they are and when they were bought."""
        nothing = np.zeros(0, dtype=np.int64)
        columns = ([nothing, *(getattr(one, f.name) for one in some)] for f in fields(cls))
        found = cls(*map(np.concatenate, columns))
        return found.where(np.lexsort((found.bought, found.cell, found.offer)))

    def __len__(self) -> int:
        return len(self.offer)

    def where(self, chosen: Flags | Integers) -> "Failures":
        """Return the units that are chosen."""
        return Failures(*(getattr(self, f.name)[chosen] for f in fields(self)))


class Job(NamedTuple):
    """Units of an offer, bought in one week, that came to be repaired in another from customers of a cell."""

    offer: int
    cell: int
    bought: int
    claimed: int
    customers: tuple[int, ...]
    """Owner of each unit."""
    weeks_left: tuple[int, ...]
    """For how long it will be of use when it is repaired; 0: it does not last [weeks]."""

    @property
    def units(self) -> int:
        """Return how many units there are [steps]."""
        return len(self.customers)

    def of(self, first: int, last: int) -> "Job":
        """Return some of its units, by their places."""
        return self._replace(customers=self.customers[first:last], weeks_left=self.weeks_left[first:last])


type Workshop = tuple[int, str]
"""Place among the terms, and the repairer."""


class RepairBook:
    """Units that fail, wait for repair, and are repaired."""

    def __init__(self, given: Scenario, run_tables: RunTables) -> None:
        self.terms: tuple[WarrantyTerms, ...] = tuple(given.warranties)
        products = [given.products[name] for name in run_tables.products]
        self.failures = run_tables.lasting.failures
        self.repairers = [
            (self.terms[number].repaired_by if number != NONE else None) or product.maker
            for number, product in zip(self.failures.terms_of.tolist(), products, strict=True)
        ]
        """The repairer of each product."""
        self.coming: defaultdict[int, list[Failures]] = defaultdict(list)
        """Units that fail, by week."""
        self.waiting: defaultdict[Workshop, deque[Job]] = defaultdict(deque)
        """What waits to be repaired, first come, first served."""
        self.in_work: defaultdict[int, list[tuple[Workshop, Job]]] = defaultdict(list)
        """What is being repaired, by the week in which it is with its customers again."""

    @property
    def is_on(self) -> bool:
        """Say whether units of any product fail."""
        return self.failures.any_fail

    def due(self, week: int) -> Failures:
        """Return the units that fail in a week, and forget them."""
        return Failures.of(self.coming.pop(week, []))

    def workshop(self, product: int) -> Workshop:
        """Return where a product is repaired."""
        return int(self.failures.terms_of[product]), self.repairers[product]

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
