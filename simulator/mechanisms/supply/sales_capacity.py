"""Sales capacity: how many sales the hours of a week allow, divided among products.

With capacity for c sales a week, all products together, the whole sales of the t-th week of selling are

    W_t = ⌊c t⌋ − ⌊c (t − 1)⌋

so that hours which do not suffice for a whole sale are not lost, while a whole sale that nobody came for
is. Product p, of which a_p was asked in a week, gets its share of them in whole sales:

    H_p = ⌊A_p + u⌋ − ⌊A_{p−1} + u⌋,     A_p = W (a_1 + … + a_p) / (a_1 + … + a_n)

with u uniform in [0, 1). That is W a_p / Σ a rounded up or down, right on average, and W in all; with the
largest remainder, a team that closes one sale a week would sell the same product for ever. What there are
no goods for goes to the others in the same way.

Source: systematic sampling (Madow 1949). Shares are fractions of whole numbers: nothing is rounded twice.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

BARELY = 1e-9
"""What decimals may lose of a whole sale: 0.29 × 100 is 28.999999999999996 [sales]."""


def whole_sales(capacity: float, week: int) -> int:
    """Return how many sales can be closed in a week of selling, the first of which is 1.

    >>> [whole_sales(0.75, week) for week in (1, 2, 3, 4, 5)]
    [0, 1, 1, 1, 0]
    """
    return floor(capacity * week + BARELY) - floor(capacity * (week - 1) + BARELY)


def shares(whole: int, asked: Sequence[Fraction], luck: Fraction) -> list[int]:
    """Divide whole sales over products in proportion to what was asked of each; alike if nothing was.

    >>> shares(3, [Fraction(4), Fraction(1), Fraction(1)], Fraction(1, 2))
    [2, 1, 0]
    >>> shares(2, [Fraction(0), Fraction(0)], Fraction(0))
    [1, 1]
    """
    weights = list(asked) if any(asked) else [Fraction(1)] * len(asked)
    total, before, edge, given = sum(weights, Fraction(0)), Fraction(0), 0, []
    for weight in weights:
        before += weight
        reached = floor(whole * before / total + luck)
        given.append(reached - edge)
        edge = reached
    return given


def lent(share: Sequence[int], ready: Sequence[int], asked: Sequence[Fraction], luck: Fraction) -> list[int]:
    """Return what can be sold of each product: its share, but hours without goods go to the others.

    >>> lent([2, 2, 2], [0, 9, 3], [Fraction(1)] * 3, Fraction(0))
    [0, 3, 3]
    """
    whole = sum(share)
    sold = [min(pair) for pair in zip(share, ready, strict=True)]
    while (rest := whole - sum(sold)) and (
        room := [at for at, units in enumerate(ready) if units > sold[at]]
    ):
        more = shares(rest, [asked[at] for at in room], luck)
        for at, units in zip(room, more, strict=True):
            sold[at] += min(units, ready[at] - sold[at])
    return sold
