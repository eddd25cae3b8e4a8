"""Payments in columns: the week's payments, summed by contract and reason, and with the outside world.

All amounts are zero or more, and the outside world is a party, so payments sum to zero.
"""

import numpy as np

from simulator.base.arrays import Integers
from simulator.market.goods.columns.inventory_rows import InventoryRows
from simulator.market.state.money_counted import all_paid, cost_of
from simulator.market.state.protocols import GoodsState

TO_SUPPLIERS = ("goods",)
TO_BUYERS = ("late_fee",)
TO_OUTSIDE = ("freight", "production", "storage", "running")
FROM_OUTSIDE = ("consumption",)
REASONS = (*TO_SUPPLIERS, *TO_BUYERS, *TO_OUTSIDE, *FROM_OUTSIDE)
OUTSIDE_CODE = 0
ONCE = np.ones(1, dtype=np.int64)
"""What amounts are multiplied by that are whole as they stand."""


class PaymentColumns:
    """Payments of the week: between the two of a contract, and of a party with the outside world."""

    def __init__(self, state: GoodsState, shelves: InventoryRows) -> None:
        self._ledger = state.ledger
        self._paid, self._week = 0.0, 1
        pairs = np.stack([shelves.supplier, shelves.member])
        (self._supplier, self._buyer), self.deal = np.unique(pairs, axis=1, return_inverse=True)
        """The contract that each row is supplied under."""
        parties = len(state.header.parties)
        self._amounts = {
            reason: np.zeros(
                len(self._buyer) if reason in (*TO_SUPPLIERS, *TO_BUYERS) else parties, dtype=np.int64
            )
            for reason in REASONS
        }

    def under_contract(self, reason: str, rows: Integers, price: Integers, units: Integers) -> None:
        """Let the two of each row's contract pay each other, in the direction that the reason has."""
        np.add.at(self._amounts[reason], self.deal[rows], self._counted(price, units))

    def outside(self, reason: str, parties: Integers, price: Integers, units: Integers = ONCE) -> None:
        """Let parties pay the outside world, or be paid by it, as the reason has it."""
        np.add.at(self._amounts[reason], parties, self._counted(price, units))

    def _counted(self, price: Integers, units: Integers) -> Integers:
        """Return price × units, row by row, if all that has been paid can still be counted."""
        cost = cost_of(price, units, self._week)
        self._paid = all_paid(self._paid, float(np.abs(cost).sum(dtype=np.float64)), self._week)
        return cost

    def write(self, week: int) -> None:
        """Write the week's payments into the ledger, and begin anew."""
        for reason, amount in self._amounts.items():
            paid = np.flatnonzero(amount)
            if paid.size:
                payer, payee = self._parties(reason, paid)
                self._ledger.record(
                    "payment", week=week, payer=payer, payee=payee, amount=amount[paid], reason=reason
                )
                amount[:] = 0
        self._week = week + 1

    def _parties(self, reason: str, paid: Integers) -> tuple[Integers | int, Integers | int]:
        """Return payers and payees; one of them may be the same for all."""
        if reason in TO_OUTSIDE:
            return paid, OUTSIDE_CODE
        if reason in FROM_OUTSIDE:
            return OUTSIDE_CODE, paid
        buyer, supplier = self._buyer[paid], self._supplier[paid]
        return (buyer, supplier) if reason in TO_SUPPLIERS else (supplier, buyer)
