"""Diverted sales: what an owner of several offers adds to a price, since a sale lost to its own is not lost.

    s_j (1 − φ) + (p_j (1 − φ) − c_j) ∂s_j/∂p_j + Σ_k m_k ∂s_k/∂p_j = 0        k the owner's other offers

    p_j = c_j / (1 − φ) + μ_j + Σ_k D_jk m_k / (1 − φ),      μ_j = −s_j / s_j′,      D_jk = −s_k′ / s_j′

φ is a marketplace's commission, m_k what a unit of the other offer leaves its owner, D_jk the diversion by
price: how many of the sales that a higher price loses go to it. Without other offers it is p = c + μ.

Others' prices and margins stay. Where owners solve it offer by offer, week by week, all rest where every
condition holds at once: the Bertrand–Nash equilibrium of owners of several offers.
Source: Anderson, de Palma & Thisse (1992), Discrete Choice Theory of Product Differentiation, ch. 7;
Farrell & Shapiro (2010), B.E. Journal of Theoretical Economics 10(1), for diversion as an opportunity cost.
"""

from collections.abc import Callable

from simulator.base.derivatives import Jet
from simulator.mechanisms.pricing.derived_demand import root

FAR, CLOSE = 1e300, 1e-10

type Demand = Callable[[Jet], tuple[Jet, Jet]]
"""Along the price of an offer, what is sold of it, and what its owner earns with its other offers."""


def own_best_price(
    cost: float, commission: float, lowest_margin: float, demand: Demand, start: float
) -> float | None:
    """Return the price of an offer that earns its owner most with all its offers; none if there is none.

    *lowest_margin* is the lowest of the other offers, which may lose; *start* a price that it might ask.
    """
    kept = 1.0 - commission

    def gap(price: float) -> Jet:
        at = Jet.variable(price, 2)
        sold, elsewhere = demand(at)
        slope = sold.derivative()
        if slope.value >= 0.0:  # all buy it, as far as numbers can tell: the best price is higher
            return at.constant(-FAR)
        return at - at.constant(cost / kept) + (sold + elsewhere.derivative().scaled(1.0 / kept)) / slope

    return root(gap, max(0.0, (cost + min(0.0, lowest_margin)) / kept), start, CLOSE)
