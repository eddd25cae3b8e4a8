"""Credit: what customers owe outlets for goods that they pay in parts.

A sale in parts is a sale at its whole price and, at once, a loan of what is not due yet, paid back part by
part. So payments sum to zero, and what a member is still owed is told at the end of every week:

    owed = lent − paid back − given up                                         [money steps, per outlet]

Each time a part is due, some debtors stop paying for good, by their own luck with that purchase; the rest of
what they owe is given up. What is not due when the run ends stays owed. There are as many draws as
purchases, however many outlets.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Words
from simulator.base.keyed_random import KeyedRandom, happens, stable_key, threshold
from simulator.domain.ledger_entries import OUTSIDE
from simulator.domain.offers.promotions import Plan
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.market.state.payments import Payments
from simulator.mechanisms.choice.instalments import parts_of


@dataclass(frozen=True)
class InstalmentDebt:
    """Instalments still owed for the same thing, bought in the same week at the same price."""

    outlet: str
    key: int
    """Key of the purchase: outlet, product and week."""
    plan: Plan
    parts: tuple[int, ...]
    """What each of them still has to pay, part by part [money steps]."""
    debtors: Words
    """Keys of the customers that still pay."""


class ConsumerCredit:
    """All open debts, by the week in which their next part is due."""

    def __init__(self, header: RunHeader, dice: KeyedRandom) -> None:
        self._header, self._dice = header, dice
        self._due: defaultdict[int, list[InstalmentDebt]] = defaultdict(list)
        self.owed: Counter[str] = Counter()
        """What each outlet is owed [money steps]."""
        self.given_up: Counter[str] = Counter()
        """What each outlet has given up this week [money steps]."""

    def lend(
        self, till: Payments, week: int, sold: tuple[str, str], price: int, plan: Plan, who: Words
    ) -> None:
        """Lend customers what is not due yet of a price, for what an outlet sold: (outlet, product)."""
        outlet, product = sold
        later = tuple(parts_of(price, plan.instalments)[1:])
        debt = InstalmentDebt(outlet, stable_key(outlet, product, str(week)), plan, later, who)
        till.pay(outlet, OUTSIDE, sum(later) * len(who), "credit")
        self.owed[outlet] += sum(later) * len(who)
        self._due[week + plan.every_weeks].append(debt)

    def collect(self, till: Payments, ledger: Ledger, week: int) -> None:
        """Take in what is due in a week, and give up what will not be paid."""
        self.given_up.clear()
        for debt in self._due.pop(week, ()):
            words = self._dice.words("default", week, debt.debtors, debt.key)
            stops = happens(words, threshold(debt.plan.default_rate))
            self._give_up(ledger, week, debt, int(np.count_nonzero(stops)))
            paying = debt.debtors[~stops]
            part, *later = debt.parts
            till.pay(OUTSIDE, debt.outlet, part * len(paying), "instalment")
            self.owed[debt.outlet] -= part * len(paying)
            if later and len(paying):
                rest = InstalmentDebt(debt.outlet, debt.key, debt.plan, tuple(later), paying)
                self._due[week + debt.plan.every_weeks].append(rest)

    def _give_up(self, ledger: Ledger, week: int, debt: InstalmentDebt, customers: int) -> None:
        amount = sum(debt.parts) * customers
        if amount:
            self.owed[debt.outlet] -= amount
            self.given_up[debt.outlet] += amount
            member = self._header.code(debt.outlet)
            ledger.record("default", week=week, member=member, amount=amount, customers=customers)

    def write(self, ledger: Ledger, week: int) -> None:
        """Write down what every outlet is owed."""
        owed = [(self._header.code(outlet), amount) for outlet, amount in self.owed.items() if amount]
        ledger.record(
            "receivable", week=week, member=[who for who, _ in owed], amount=[amount for _, amount in owed]
        )
