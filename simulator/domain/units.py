"""Units: in which steps goods and money are counted, and the shares and amounts a scenario may state."""

from collections.abc import Sequence
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from simulator.base.numerics.basis_points import WHOLE, basis_points_of
from simulator.base.record import Record
from simulator.domain.extent import Extent

type Share = Annotated[float, Field(ge=0, le=1)]
type PriceMultiple = Annotated[float, Field(gt=0, le=10)]
"""What is asked against a list price [share of the list price]."""
type Amount = Annotated[float, Field(ge=0, le=1e12)]
type Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\s,/|\\][^,/|\\\n\r\t]*$")]

WEEKS_PER_YEAR = 52


class Units(Record):
    """The steps in which a run counts: every quantity and amount in a ledger is an integer of these."""

    quantity_step: Annotated[float, Field(gt=0, le=1e6), Extent.INTENSIVE] = 1.0
    """Goods: how much one counted step is; customers buy one step at a time [units of the product]."""
    money_step: Annotated[float, Field(ge=1e-6, le=1e6), Extent.INTENSIVE] = 0.01
    """Money: the smallest amount that can be paid [currency]."""
    currency: Annotated[str, Field(min_length=1, max_length=8)] = "EUR"
    """Currency in which all prices and costs are stated [name]."""

    def money(self, amount: float) -> int:
        """Count an amount of currency in money steps, halves to the even step.

        >>> Units().money(0.125), Units().money(449.0)
        (12, 44900)
        """
        return round(amount / self.money_step)

    def price(self, amount: float) -> int:
        """Count what one unit costs as what one quantity step costs, in money steps.

        >>> Units(quantity_step=0.5).price(449.0)
        22450
        """
        return round(amount * self.quantity_step / self.money_step)

    def currency_of(self, steps: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return counted amounts in currency, as one would write them, where whole steps make one of it.

        >>> Units().currency_of(np.array([44990, 7])).tolist()
        [449.9, 0.07]
        """
        each = round(1 / self.money_step)
        whole = each > 0 and self.money_step == 1 / each
        return np.asarray(steps / each if whole else steps * self.money_step, dtype=np.float64)

    def per_unit(self, price: int) -> float:
        """Return what one unit costs at a counted price [currency per unit]."""
        return price * self.money_step / self.quantity_step

    def quantity(self, amount: float) -> int:
        """Count an amount of goods in quantity steps, halves to the even step."""
        return round(amount / self.quantity_step)


def share_of(amount: int, share: float) -> int:
    """Return a share of a counted amount: the rate in basis points, rounded once, half to even.

    >>> share_of(44900, 0.12)
    5388
    """
    return basis_points_of(amount, round(share * WHOLE))


def sum_of_shares(amounts: Sequence[int], shares: Sequence[float]) -> int:
    """Return a share of each of some counted amounts, added up and rounded once, half to even.

    >>> sum_of_shares([50000, 30000], [0.05, 0.1])
    5500
    """
    pairs = zip(amounts, shares, strict=True)
    return basis_points_of(sum(amount * round(share * WHOLE) for amount, share in pairs), 1)
