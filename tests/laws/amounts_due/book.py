"""Book: a ledger's entries other than payments, and its channel, as the law of payments reads them.

Amounts are counted by the rules that the house documents: what one unit, or a week, costs is counted in
money steps, halves to the even step (`Units.price`, `Units.money`); a share of a counted amount is its rate
in whole basis points, rounded once, halves to even. The latter is said here anew, in fractions.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.product.product import Product
from simulator.ledger.ledger import Ledger
from simulator.scenario.switches import as_played

type Payment = tuple[int, int, int, str, int]
"""Week, payer and payee [codes], reason, amount [money steps]."""

OUT = 0
"""Code of the outside world."""
UNTOLD = -(1 << 70)
"""An amount that no entry tells, but that there may be one."""
WHOLE = 10_000
"""Basis points in the whole."""


def basis_points(share: float) -> int:
    """Return a share in whole basis points."""
    return round(share * WHOLE)


def share_of(amount: int, share: float) -> int:
    """Return a share of a counted amount, rounded once.

    >>> share_of(25, 0.1), share_of(35, 0.1), share_of(44_900, 0.12)
    (2, 4, 5388)
    """
    return round(Fraction(amount * basis_points(share), WHOLE))


class Book:
    """What a ledger says apart from its payments."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.header = ledger, ledger.header
        self.given = as_played(self.header.scenario)
        self.units, self.weeks = self.given.units, self.given.weeks
        self._goods: dict[tuple[str, str, str], Contract] = {}
        for one in self.header.contracts:
            for product in one.prices:
                self._goods.setdefault((one.supplier, one.buyer, product), one)
        self.hosting = cache(self._hosting)

    def rows(self, kind: str, *columns: str) -> Iterator[Any]:
        """Yield some columns of all entries of a kind, the week first, in the order of the ledger."""
        told = self.ledger.columns(kind)
        return zip(*(told[name].tolist() for name in ("week", *columns)), strict=True)

    def word(self, code: int) -> str:
        """Return the word of a code."""
        return self.ledger.words[code]

    def member(self, party: int) -> Member:
        """Return the member with a code."""
        return self.header.members[party - 1]

    def product(self, number: int) -> Product:
        """Return the product with a code."""
        return self.given.products[self.header.products[number]]

    def contract(self, supplier: int, buyer: int, product: int) -> Contract:
        """Return the contract under which a buyer has a product from a supplier, as it was drawn."""
        parties = self.header.parties
        return self._goods[parties[supplier], parties[buyer], self.header.products[product]]

    def _hosting(self, outlet: int) -> Contract | None:
        """Return the contract under which an outlet sells on a marketplace; it leaves with either of them."""
        member = self.member(outlet)
        both = [c for c in self.header.contracts if (c.supplier, c.buyer) == (member.hosted_by, member.name)]
        return next((one for one in both if not one.prices), both[0]) if both else None
