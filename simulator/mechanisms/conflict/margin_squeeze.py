"""Margin squeeze: what a member earns less on a unit than on its opening terms, because others changed them.

    spread     S = l (1 − κ) − w                  what the terms leave of a unit
    shortfall  = min(S₀ − S, m₀ − m)₊             so far as the margin m in fact is smaller, too
    of which   the manufacturer's    (l₀ − l)(1 − κ₀)₊        its list price l fell
               the host's            l (κ − κ₀)₊              it keeps a larger share κ of a sale
               the supplier's        (w − w₀)₊                it asks more, w

each in proportion. The three add up to S₀ − S where none is below zero. A margin that the member gave away by
its own price is none: then S is what it was. A dearer supply that the member passes on is none: then m is.
Source: price squeeze, OECD (2009), Margin Squeeze, Policy Roundtables; the bound by m and the split are ours.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class UnitTerms:
    """On what terms a member sells a unit, and what that leaves it [money steps]."""

    list_price: float
    """What the manufacturer would have asked of customers."""
    price: float
    """What the supplier asks."""
    commission: float
    """What a host keeps of a sale [share]."""
    margin: float
    """What the member earns on a unit, at the price that it asks."""

    @property
    def spread(self) -> float:
        """Return what the terms leave of a unit, were the list price asked."""
        return self.list_price - self.list_price * self.commission - self.price


@dataclass(frozen=True)
class SoldOnTerms:
    """What a member sold of a product in a week, on which terms, and where they come from."""

    outlet: int
    """The member, as a party."""
    product: int
    units: int
    """Units sold [steps]."""
    sources: tuple[int, int, int]
    """Manufacturer, host and supplier, as parties."""
    opening: UnitTerms
    now: UnitTerms


def squeezed(opening: UnitTerms, now: UnitTerms) -> tuple[float, float, float]:
    """Return how much less is earned on a unit because of manufacturer, host and supplier [money steps].

    >>> opening = UnitTerms(list_price=100, price=70, commission=0.0, margin=30)
    >>> squeezed(opening, UnitTerms(list_price=100, price=80, commission=0.0, margin=20))
    (0.0, 0.0, 10.0)
    >>> squeezed(opening, UnitTerms(list_price=100, price=70, commission=0.0, margin=20))
    (0.0, 0.0, 0.0)
    >>> squeezed(opening, UnitTerms(list_price=90, price=80, commission=0.0, margin=15))
    (7.5, 0.0, 7.5)
    """
    shortfall = min(opening.spread - now.spread, opening.margin - now.margin)
    parts = (
        max(0.0, (opening.list_price - now.list_price) * (1.0 - opening.commission)),
        max(0.0, now.list_price * (now.commission - opening.commission)),
        max(0.0, now.price - opening.price),
    )
    whole = parts[0] + parts[1] + parts[2]
    if shortfall <= 0.0 or whole <= 0.0:
        return 0.0, 0.0, 0.0
    first, second, third = (shortfall * part / whole for part in parts)
    return first, second, third
