"""Willingness to pay: value of a need met, drawn by rank u in (0, 1) from a distribution of values.

    uniform        v = h u              of N needs, N (1 − p/h) are worth a price p: linear demand
    pareto         v = h u^(−1/ε)       N (h/p)^ε above h: constant elasticity
    exponential    v = −h log u         N e^(−p/h): exponential demand

h is the scale [currency per need], ε the elasticity. A higher price finds fewer who think it worth that, so
the shape of the spread is the shape of demand.

Going without then costs β v, and offers are weighed as ever. With a taste shock of zero the cheapest offer is
bought if it is worth its price, the demand curve of the textbook; ties are decided by keyed luck of 10⁻⁹
utils.

Source: Tirole (1988), The Theory of Industrial Organization, introduction: demand as a spread of values.
"""

from typing import Any

from simulator.base.numerics.portable import log, power


def willingness_to_pay(shape: str, scale: float, elasticity: float, rank: Any) -> Any:
    """Return the value at a rank, a number or a column [currency per need].

    >>> willingness_to_pay("uniform", 80.0, 0.0, 0.25)
    20.0
    >>> round(willingness_to_pay("pareto", 10.0, 2.0, 0.25), 9)
    20.0
    """
    if shape == "uniform":
        return scale * rank
    if shape == "pareto":
        return scale * power(rank, -1.0 / elasticity)
    return -(scale * log(rank))
