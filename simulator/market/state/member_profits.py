"""Earnings: what members who may come and go have earned, week by week.

    profit = received − paid, goods and loans apart − units sold × what a unit costs − loans given up

so stock bought is no loss, stock sold is no windfall, and a sale in parts counts when it is made. Kept only
for kinds of members in which somebody has a rule for staying; where nobody has, nothing is counted.
"""

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from simulator.domain.channel.channel import Contract, Member
from simulator.market.state.choice_tables import NONE

if TYPE_CHECKING:
    from simulator.market.market import Market

MEMORY_WEEKS = 104
"""More than any rule looks back."""
GOODS = ("goods", "buy_back", "credit", "instalment")
"""Reasons of payments that change the form of wealth, not its amount."""

type Likeness = tuple[object, ...]


@dataclass
class Kind:
    """Members that are alike: of one role, format and place, with the same goods to sell."""

    members: list[str] = field(default_factory=list)
    """All of them, open or not, those without a rule too."""
    common: deque[float] = field(default_factory=lambda: deque(maxlen=MEMORY_WEEKS))
    """What those that were open earned on average in each past week [currency]; begun anew when none was."""


class MemberProfits:
    """Weekly profits of members of the kinds in which somebody may come and go."""

    def __init__(self, members: tuple[Member, ...], contracts: tuple[Contract, ...]) -> None:
        supplied: defaultdict[str, set[str]] = defaultdict(set)
        for contract in contracts:
            supplied[contract.buyer].update(contract.prices)
        alike: defaultdict[Likeness, Kind] = defaultdict(Kind)
        for member in members:
            alike[_likeness(member, supplied[member.name])].members.append(member.name)
        ruled = {member.name for member in members if member.staying is not None}
        self.kinds = [kind for kind in alike.values() if not ruled.isdisjoint(kind.members)]
        self.own: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=MEMORY_WEEKS))
        """What each open member earned in each past week [currency]."""

    def close_week(self, market: "Market") -> None:
        """Take down what those who were open this week have earned in it."""
        if not self.kinds:
            return
        profits = profits_of(market)
        step = market.given.units.money_step
        for kind in self.kinds:
            there = [name for name in kind.members if market.members[name].is_open]
            for name in there:
                self.own[name].append(profits[name] * step)
            if there:
                kind.common.append(sum(profits[name] for name in there) * step / len(there))
            else:
                kind.common.clear()


def profits_of(market: "Market") -> Counter[str]:
    """Return what each member has earned this week before its payments are written [money steps]."""
    profits = market.payments.received_this_week(but_for=GOODS)
    profits.subtract(market.consumer_credit.given_up)
    got, products = market.shopping.got, len(market.run_tables.products)
    sold = np.bincount(got[got != NONE])
    for offer in np.flatnonzero(sold).tolist():
        outlet, product = (
            market.run_tables.outlets[offer // products],
            market.run_tables.products[offer % products],
        )
        profits[outlet] -= (market.prices_in_force.cost(outlet, product) or 0) * sold[offer].item()
    return profits


def _likeness(member: Member, supplied: set[str]) -> Likeness:
    return member.role, member.format, member.region, member.hosted_by, member.owner, frozenset(supplied)
