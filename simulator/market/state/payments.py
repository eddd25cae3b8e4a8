"""Payments of the week. The outside world is a party, so all payments sum to zero."""

from collections import Counter

from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.market.state.money_counted import all_paid


class Payments:
    """Payments of the week, added up by payer, payee and reason; balances of the run."""

    def __init__(self, header: RunHeader) -> None:
        self.header = header
        self.balance: Counter[str] = Counter()
        """What everybody has received less what it has paid [money steps]."""
        self._payments: Counter[tuple[str, str, str]] = Counter()
        self._paid = 0

    def pay(self, payer: str, payee: str, amount: int, reason: str) -> None:
        """Move an amount [money steps]; nothing for nothing."""
        if amount:
            self.balance[payer] -= amount
            self.balance[payee] += amount
            self._payments[payer, payee, reason] += amount

    def received_this_week(self, but_for: tuple[str, ...] = ()) -> Counter[str]:
        """Return what each has received this week less what it has paid, some reasons apart [money steps]."""
        received: Counter[str] = Counter()
        for (payer, payee, reason), amount in self._payments.items():
            if reason not in but_for:
                received[payer] -= amount
                received[payee] += amount
        return received

    def of_reason(self, reason: str) -> dict[tuple[str, str], int]:
        """Return what was paid for a reason this week, by payer and payee [money steps]."""
        return {
            (payer, payee): paid for (payer, payee, what), paid in self._payments.items() if what == reason
        }

    def write(self, ledger: Ledger, week: int) -> None:
        """Write the week's payments into the ledger, and begin anew."""
        self._paid = all_paid(self._paid, sum(abs(amount) for amount in self._payments.values()), week)
        rows = [(key, amount) for key, amount in self._payments.items() if amount]
        ledger.record(
            "payment",
            week=week,
            payer=[self.header.code(payer) for (payer, _, _), _ in rows],
            payee=[self.header.code(payee) for (_, payee, _), _ in rows],
            amount=[amount for _, amount in rows],
            reason=[reason for (_, _, reason), _ in rows],
        )
        self._payments.clear()
