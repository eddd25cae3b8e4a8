"""Forged ledgers: a ledger in which one number is another one, or of which some entries cannot be read."""

import numpy as np

from simulator.ledger.ledger import Ledger


class Forged(Ledger):
    """A ledger in which one number of one entry is another one."""

    def __init__(self, ledger: Ledger, kind: str, column: str, by: int, row: int = 0) -> None:
        vars(self).update(vars(ledger))
        self.forged = kind, column, by, row

    def columns(self, kind: str) -> dict[str, np.ndarray]:
        """Return the columns of a kind, forged if it is the one."""
        found = dict(super().columns(kind))
        if kind == self.forged[0]:
            _, column, by, row = self.forged
            found[column] = found[column].copy()
            found[column][row] += by
        return found


class WithoutPayments(Ledger):
    """A ledger that does not show its payments."""

    def __init__(self, ledger: Ledger) -> None:
        vars(self).update(vars(ledger))

    def columns(self, kind: str) -> dict[str, np.ndarray]:
        """Return the columns of a kind; LookupError for payments."""
        if kind == "payment":
            raise LookupError("payments are not to be read")
        return super().columns(kind)
