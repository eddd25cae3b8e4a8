"""Derived demand: the demand that a supplier faces is what is left of customers' when all below mark up.

Customers are asked p. Whoever sells to them marks up by the seller's μ₁ = −q/q′, so pays p₁ = p − μ₁. The
next one up sells Q(p) at p₁: its own best markup is −Q / (dQ/dp₁) = μ · dp₁/dp. So, tier by tier,

    p₁ = p − μ₁,      p_{k+1} = p_k − μ · dp_k/dp,      μ = −Q/Q′ of all sellers together

p_k is what the sellers' k-th supplier is asked when customers pay p. A supplier of cost c with k tiers
below asks p_k at the p where p_{k+1} = c: *strategic*. Who takes the markups below, m, as fixed asks the w
at which w − c = μ(w + m): *vertical Nash*; and who forgets them, as if m = 0: *naive*. Where
markups below are straight lines in the price (linear, exponential, constant elasticity), the naive and the
strategic supplier ask the same; not with logit demand.

Assumes: everybody below is alike, sets the price that is best for itself, and pays nothing else a unit.
Source: Spengler (1950), Journal of Political Economy 58(4); Bresnahan & Reiss (1985), RAND Journal of
Economics 16(2), for slopes of the derived demand.
"""

from collections.abc import Callable

from simulator.base.derivatives import Jet

type Markups = Callable[[Jet], Jet]
"""A markup along prices."""

CLOSE_ENOUGH = 1e-13
MOST_DOUBLINGS, MOST_STEPS = 30, 200


def price_paid(price: Jet, seller: Markups, market: Markups, tiers: int) -> Jet:
    """Return the price of the supplier *tiers* above customers when customers pay a price.

    The answer has a derivative less for each tier above the first.

    >>> def left(price: Jet) -> Jet:
    ...     return price.constant(100.0) - price
    >>> [price_paid(Jet.variable(80.0, tiers), left, left, tiers).value for tiers in (0, 1, 2)]
    [80.0, 60.0, 20.0]
    """
    if not tiers:
        return price
    paid, everybody = price - seller(price), market(price)
    for _ in range(tiers - 1):
        paid = paid - everybody * paid.derivative()
    return paid


def strategic_price(
    cost: float, start: float, seller: Markups, market: Markups, tiers_below: int
) -> float | None:
    """Return the best price for a supplier that foresees all markups below; none if there is none.

    *start* is a price that customers might pay.
    """

    def gap(price: float) -> Jet:
        above = price_paid(Jet.variable(price, tiers_below + 1), seller, market, tiers_below + 1)
        return above - above.constant(cost)

    retail = root(gap, cost, start)
    if retail is None:
        return None
    return price_paid(Jet.variable(retail, tiers_below), seller, market, tiers_below).value


def price_on_margin(cost: float, below: float, start: float, market: Markups) -> float | None:
    """Return the price that is best for a supplier when *below* is always added to it; none if none is."""

    def gap(price: float) -> Jet:
        asked = Jet.variable(price, 1)
        return asked - asked.constant(cost) - market(asked + asked.constant(below))

    return root(gap, cost, start)


def root(gap: Callable[[float], Jet], low: float, start: float, close: float = CLOSE_ENOUGH) -> float | None:
    """Return the root of a rising function above *low*: Newton's steps, kept in a bracket.

    None where it stays below zero or does not rise where it should. *close* is how small the last step is
    [share of the price].
    """
    high = max(start, low, CLOSE_ENOUGH)
    for _ in range(MOST_DOUBLINGS):
        if gap(high).value >= 0:
            break
        low, high = high, 2.0 * high
    else:
        return None
    at = high
    for _ in range(MOST_STEPS):
        here = gap(at)
        if here.value >= 0:
            high = at
        else:
            low = at
        step = at - here.value / here.slope if here.slope > 0 else low
        closer = step if low < step < high else low + (high - low) / 2.0
        if abs(closer - at) <= close * high:
            return closer
        at = closer
    return at
