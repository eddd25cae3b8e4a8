"""Grievance book: what outlets with a policy of escalation know, feel and do about others.

Of each: its own books on each manufacturer's products, what it saw and heard, its grievances by the other and
the issue, its trust in suppliers, and the steps of its disputes; beside them what follows from these steps
until the next review. Parties, also the others, are codes of the ledger. Where no outlet has a policy the
book is empty, and nothing is kept.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.domain.channel.member import Member
from simulator.domain.decisions.escalation import EscalationPolicy

type Seen = tuple[str, int, int, bool]
"""Issue, source as party, manufacturer of the product by number, and whether it broke a promise."""


@dataclass
class Aggrieved:
    """An outlet that feels: amounts by manufacturer [M], of a week in money steps."""

    name: str
    row: int
    rule: EscalationPolicy
    usual: Floats
    """What it usually earns a week."""
    usual_sales: Floats
    """What it usually sells a week [steps]."""
    earned: Floats
    """What it has earned since the last review."""
    sales: Floats
    """What it has sold since then [steps]."""
    weeks: int = 0
    """Weeks of selling before the last review, over which it has found out what is usual."""
    in_review: int = 0
    """Weeks of selling since the last review."""
    seen: Counter[Seen] = field(default_factory=Counter)
    """In how many weeks since the last review it saw or heard of what."""
    hearsay: defaultdict[int, set[Seen]] = field(default_factory=lambda: defaultdict(set))
    """What it will hear of, by week."""
    promised: set[tuple[str, int]] = field(default_factory=set)
    """Over which issues it had a promise since the last review, by manufacturer."""
    grievance: dict[tuple[int, str], float] = field(default_factory=dict)
    """By the other and the issue."""
    trust: dict[int, float] = field(default_factory=dict)
    """By supplier."""
    steps: dict[int, int] = field(default_factory=dict)
    """Step of the dispute with each other [1 … 5]."""
    taken_over: dict[int, str] = field(default_factory=dict)
    """For which issue the last step up was taken, by the other."""

    def note_week(self, earned: Floats, sales: Floats) -> None:
        """Enter a week of selling [M]."""
        self.earned, self.sales, self.in_review = self.earned + earned, self.sales + sales, self.in_review + 1

    def hear(self, week: int) -> None:
        """Take note of what it hears this week."""
        self.seen.update(self.hearsay.pop(week, ()))

    def begin_review(self) -> None:
        """Begin to count anew."""
        self.weeks, self.in_review = self.weeks + self.in_review, 0
        self.earned, self.sales = np.zeros_like(self.earned), np.zeros_like(self.sales)
        self.seen.clear()
        self.promised.clear()


class GrievanceBook:
    """Outlets that feel, and what they do until the next review."""

    def __init__(self, outlets: Sequence[Member], makers: int) -> None:
        self.aggrieved: dict[int, Aggrieved] = {}
        """By outlet."""
        for row, outlet in enumerate(outlets):
            if outlet.feels and outlet.escalation is not None:
                books = np.zeros((4, makers))
                self.aggrieved[row] = Aggrieved(outlet.name, row, outlet.escalation, *books)
        self.feels: Flags = np.isin(np.arange(len(outlets)), list(self.aggrieved))
        """[O] whether the outlet feels what others do to it."""
        self.on_hold: set[tuple[str, str]] = set()
        """Buyers and suppliers between which no orders are placed."""
        self.resented: dict[int, Integers] = {}
        """Of each outlet that retaliates by price, by number: the outlets with prices that it meets."""
        self.leaving: list[tuple[str, str]] = []
        """Buyers and suppliers with a relation that ends before next week."""
