"""Law of payments: each is due, and all that is due is paid, to the last money step, week by week.

What is due follows from all other entries, the channel as it was drawn and the scenario; nothing here reads
a payment, or asks the market for an amount. A penalty hangs on a week's luck, which is drawn again from the
seed. One amount cannot be told: the loan for a sale under one of two promotions of the same name, product,
outlet, price and audience that are paid otherwise; such a week of that outlet is passed over.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simulator.ledger.ledger import Ledger
from tests.laws.amounts_due.book import UNTOLD, Book, Payment
from tests.laws.amounts_due.campaigns import due_for_campaigns, due_for_lists
from tests.laws.amounts_due.compensation import due_for_compensation
from tests.laws.amounts_due.contracts import due_for_breaches, due_for_delay, due_for_rebates
from tests.laws.amounts_due.credit import due_for_credit, loans_of
from tests.laws.amounts_due.goods import (
    due_for_consumption,
    due_for_production,
    due_for_sales,
    due_for_shipments,
    due_for_storage,
)
from tests.laws.amounts_due.instalments import due_for_instalments
from tests.laws.amounts_due.repairs import due_for_repairs
from tests.laws.amounts_due.returns import due_for_returns
from tests.laws.amounts_due.running import due_for_running
from tests.laws.amounts_due.support import due_for_support
from tests.laws.amounts_due.terms import Terms

type Amounts = Counter[tuple[int, int, int, str]]
"""Money steps by week, payer, payee and reason; none of them zero."""


@dataclass(frozen=True)
class Due:
    """What is due in a run."""

    amounts: Amounts
    untold: frozenset[tuple[int, int, int, str]]
    """Of which payments no entry tells what they come to."""


def amounts_due(ledger: Ledger) -> Due:
    """Return what is due in a run, from all that its ledger says but for its payments."""
    book = Book(ledger)
    due = list(all_due(book, Terms(book)))
    untold = frozenset(payment[:4] for payment in due if payment[4] == UNTOLD)
    return Due(added_up(due), untold)


def all_due(book: Book, terms: Terms) -> Iterator[Payment]:
    """Yield all that is due, in parts."""
    yield from due_for_sales(book, terms)
    yield from due_for_returns(book, terms)
    yield from due_for_repairs(book)
    yield from due_for_support(book)
    yield from due_for_shipments(book)
    yield from due_for_production(book)
    yield from due_for_storage(book)
    yield from due_for_consumption(book)
    yield from due_for_rebates(book)
    yield from due_for_delay(book)
    yield from due_for_breaches(book, terms)
    yield from due_for_compensation(book)
    yield from due_for_campaigns(book, terms)
    loans = loans_of(book)
    yield from due_for_credit(loans)
    yield from due_for_instalments(book, loans)
    yield from due_for_running(book)
    yield from due_for_lists(book)


def amounts_paid(ledger: Ledger) -> Amounts:
    """Return what the payments of a ledger say."""
    paid = ledger.columns("payment")
    columns = (paid[name].tolist() for name in ("week", "payer", "payee", "reason", "amount"))
    return added_up(
        (week, payer, payee, ledger.words[reason], amount)
        for week, payer, payee, reason, amount in zip(*columns, strict=True)
    )


def added_up(payments: Iterable[Payment]) -> Amounts:
    """Add up payments between the same two for the same reason in the same week."""
    amounts: Amounts = Counter()
    for week, payer, payee, reason, amount in payments:
        if amount:
            amounts[week, payer, payee, reason] += amount
    return amounts


def wrong_payments(due: Due, ledger: Ledger) -> list[str]:
    """Return a line for each payment that differs from what is due, or has nothing due behind it."""
    paid = amounts_paid(ledger)
    if paid == due.amounts:
        return []
    names = ledger.header.parties
    return [
        f"payments for {key[3]}: week {key[0]}, {names[key[1]]} pays {names[key[2]]} {paid[key]}, "
        f"{due.amounts[key]} due"
        for key in sorted({*paid, *due.amounts} - due.untold)
        if paid[key] != due.amounts[key]
    ]
