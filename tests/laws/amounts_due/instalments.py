"""What is due from customers who pay in parts: each part of a loan in its week, from debtors who still pay.

Each time a part is due some debtors stop for good. A ledger tells how many at an outlet, and what they owed
together, loan by loan; so much of a debt leaves with them. Where loans could be mistaken for one another,
what comes back follows from what the outlet is owed at the end of each week:

    paid back = owed before + lent − given up − owed now                   [money steps, per outlet and week]
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from simulator.domain.offers.promotions import Plan
from tests.laws.amounts_due.book import OUT, UNTOLD, Book, Payment
from tests.laws.amounts_due.credit import Loan

type Debts = Counter[tuple[Plan, tuple[int, ...]]]
"""Debtors, by plan and the parts that each still has to pay [money steps]."""


def due_for_instalments(book: Book, loans: list[Loan]) -> Iterator[Payment]:
    """Yield what customers pay back, outlet by outlet and week by week."""
    owed = by_outlet_and_week(book, "receivable")
    stopped: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for week, outlet, amount, customers in book.rows("default", "member", "amount", "customers"):
        stopped[week, outlet].append((amount, customers))
    for outlet in sorted({loan.outlet for loan in loans}):
        own: dict[int, list[Loan]] = defaultdict(list)
        for loan in loans:
            if loan.outlet == outlet:
                own[loan.week].append(loan)
        due: dict[int, Debts] | None = defaultdict(Counter)
        for week in range(1, book.weeks + 1):
            gone = stopped[week, outlet]
            due = told(due, week, own[week], gone)
            if due is not None:
                back = collected(due, week)
            elif any(loan.plan is None for loan in own[week]):
                back = UNTOLD
            else:
                lent = sum(sum(loan.later()) * loan.units for loan in own[week])
                given_up = sum(amount for amount, _ in gone)
                back = owed[week - 1, outlet] + lent - given_up - owed[week, outlet]
            yield week, OUT, outlet, "instalment", back


def by_outlet_and_week(book: Book, kind: str) -> Counter[tuple[int, int]]:
    """Return the amounts of a kind of entry, by week and member."""
    amounts: Counter[tuple[int, int]] = Counter()
    for week, member, amount in book.rows(kind, "member", "amount"):
        amounts[week, member] += amount
    return amounts


def told(
    due: dict[int, Debts] | None, week: int, loans: list[Loan], gone: list[tuple[int, int]]
) -> dict[int, Debts] | None:
    """Return debts by week after some debtors are gone and loans are made; none: they are not told apart."""
    if due is None or any(loan.plan is None for loan in loans):
        return None
    for amount, customers in gone:
        may_be = [
            debt
            for debt, debtors in due[week].items()
            if debt[0].default_rate > 0 and debtors >= customers and sum(debt[1]) * customers == amount
        ]
        if len(may_be) != 1:
            return None
        due[week][may_be[0]] -= customers
    for loan in loans:
        if loan.plan is not None:
            due[week + loan.plan.every_weeks][loan.plan, loan.later()] += loan.units
    return due


def collected(due: dict[int, Debts], week: int) -> int:
    """Return what is paid in a week, and put off what is not due yet [money steps]."""
    back = 0
    for (plan, (part, *rest)), debtors in due.pop(week, Counter()).items():
        back += part * debtors
        if rest:
            due[week + plan.every_weeks][plan, tuple(rest)] += debtors
    return back
