"""Compensation book: what suppliers owe buyers for what their own outlets took, and have not paid yet.

Harm is counted in fractions of a money step, money in whole ones: what is short of a whole step stays owed.
"""

from collections import Counter
from collections.abc import Iterable

from simulator.base.counting import HARM_STEPS
from simulator.domain.channel.contract import Contract
from simulator.market.state.payments import Payments


class CompensationBook:
    """What is owed, by supplier and buyer."""

    def __init__(self, contracts: Iterable[Contract]) -> None:
        self.is_agreed = any(one.compensation or one.compensation_per_sale for one in contracts)
        """Whether any contract has it; else there is nothing to keep a book on."""
        self._owed: Counter[tuple[str, str]] = Counter()
        """[steps / HARM_STEPS]"""

    def owe(self, supplier: str, buyer: str, counted: int) -> None:
        """Add to what a supplier owes a buyer [steps / HARM_STEPS]."""
        self._owed[supplier, buyer] += counted

    def settle(self, payments: Payments) -> None:
        """Pay the whole money steps that are owed."""
        for pair, counted in sorted(self._owed.items()):
            due, self._owed[pair] = divmod(counted, HARM_STEPS)
            payments.pay(*pair, due, "compensation")
