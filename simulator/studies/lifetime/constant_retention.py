"""Constant retention: lifetime value of a customer that stays each period with one and the same chance.

    LTV = m (1 + i) / (1 + i − r)    the first margin now
    LTV = m r / (1 + i − r)          the first margin next period, of who stays

Assumes that all customers are alike: with chances of their own the mean value is higher than that of the mean
chance (Jensen), so chances are never pooled before (`shifted_beta_geometric.py`).
Source: Gupta and Lehmann (2003), Journal of Interactive Marketing 17(1), 9–24.
"""


def value_at_constant_retention(
    margin: float, retention: float, discount: float, *, first_now: bool = True
) -> float:
    """Return the lifetime value at a margin, a retention and a discount per period.

    >>> [round(value_at_constant_retention(100, 0.8, 0.1, first_now=now), 4) for now in (True, False)]
    [366.6667, 266.6667]
    """
    return margin * ((1.0 + discount) if first_now else retention) / (1.0 + discount - retention)
