"""Member profits: weekly profits of members that may enter or leave.

    profit = received − paid, goods and loans apart − units sold × what a unit costs − loans given up

so stock bought is no loss, stock sold is no windfall, and a sale in parts counts when it is made. Kept only
for groups of members in which somebody has a rule for staying; where nobody has, nothing is counted.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from simulator.base.arrays import Integers
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.market.state.choice_tables import NONE, RunTables
from simulator.market.state.consumer_credit import ConsumerCredit
from simulator.market.state.payments import Payments
from simulator.market.state.prices_in_force import PricesInForce

MEMORY_WEEKS = 104
"""More than any rule looks back."""
GOODS = ("goods", "buy_back", "credit", "instalment")
"""Reasons of payments that change the form of wealth, not its amount."""

type PeerKey = tuple[object, ...]


@dataclass
class PeerGroup:
    """Members that are alike: of one role, format and place, with the same goods to sell."""

    members: list[str] = field(default_factory=list)
    """All of them, open or not, with or without a rule."""
    mean_profits: deque[float] = field(default_factory=lambda: deque(maxlen=MEMORY_WEEKS))
    """What open members earned on average in each past week [currency]; begun anew when none was open."""


class MemberProfits:
    """Weekly profits of members of the kinds in which somebody may come and go."""

    def __init__(self, members: tuple[Member, ...], contracts: tuple[Contract, ...]) -> None:
        supplied: defaultdict[str, set[str]] = defaultdict(set)
        for contract in contracts:
            supplied[contract.buyer].update(contract.prices)
        alike: defaultdict[PeerKey, PeerGroup] = defaultdict(PeerGroup)
        for member in members:
            alike[_likeness(member, supplied[member.name])].members.append(member.name)
        ruled = {member.name for member in members if member.entry_exit is not None}
        self.peer_groups = [group for group in alike.values() if not ruled.isdisjoint(group.members)]
        self.own: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=MEMORY_WEEKS))
        """What each open member earned in each past week [currency]."""

    def close_week(self, profits: Counter[str], are_open: Collection[str], money_step: float) -> None:
        """Remember what the members that were open this week have earned in it [money steps]."""
        for group in self.peer_groups:
            there = [name for name in group.members if name in are_open]
            for name in there:
                self.own[name].append(profits[name] * money_step)
            if there:
                group.mean_profits.append(sum(profits[name] for name in there) * money_step / len(there))
            else:
                group.mean_profits.clear()


def profits_of(
    payments: Payments,
    consumer_credit: ConsumerCredit,
    prices_in_force: PricesInForce,
    run_tables: RunTables,
    got: Integers,
) -> Counter[str]:
    """Return what each member has earned this week before its payments are written [money steps].

    *got*: offers that customers took home, from the shelf or delivered, or NONE.
    """
    profits = payments.received_this_week(but_for=GOODS)
    profits.subtract(consumer_credit.given_up)
    sold = np.bincount(got[got != NONE])
    for offer in np.flatnonzero(sold).tolist():
        outlet, product = divmod(offer, len(run_tables.products))
        name = run_tables.outlets[outlet]
        cost = prices_in_force.cost(name, run_tables.products[product]) or 0
        profits[name] -= cost * sold[offer].item()
    return profits


def _likeness(member: Member, supplied: set[str]) -> PeerKey:
    return member.role, member.format, member.region, member.hosted_by, member.owner, frozenset(supplied)
