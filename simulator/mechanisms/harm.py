"""Harm: how much margin did others take from an outlet, and who took which part of it?

Customer n chooses by a logit over the offers k considered, D = 1 + Σ_k e^{V_k}. Outlet i, with margin
m_o on its own offers o, loses to the sources J, all of them removed at once,

    loss_i = Σ_o m_o e^{V_o} · (1/R − 1/D) = Σ_o m_o e^{V_o} · X / (R (R + X))
    D = R + X,      X = Σ_{j∈J} x_j

R is added up from what is left rather than found as D − X, which would cancel where X is nearly all.
x_j is the weight that source j adds to the denominator by what it did:

    price_undercut    x = e^{V_j} − e^{V_j at the reference}         j asks less than i for the same product
    direct_cannibal   x = e^{V_j at the reference, or as it is}      j belongs to the product's manufacturer
    territory         the same                                       i was promised that j would not be there

    reference = max(j's price floor, i's price)

and each lost cent is split once, in proportion to x. That is the Aumann–Shapley share of the loss
(the Shapley value when every source is divided into infinitely small ones): it adds up exactly, a
source that splits in two is blamed as before, and it costs one division a source.

Whatever j takes where i was promised that it would not be, it takes by breaking a rule, the manufacturer's
own outlets as well; elsewhere that part of an undercut which lies below j's own floor,

    x = e^{V_j} − e^{V_j at its floor}

and all the rest is rivalry. i holds a territory for the products that it has to sell this week, and others
who hold it too do not intrude.

Assumes: a logit per customer, whose own tastes carry the heterogeneity.
Source: Aumann & Shapley (1974); Billera & Heath (1982) for the axioms; diversion ratios of the logit.
"""

from simulator.ground.portable import exp

PRICE_UNDERCUT, DIRECT_CANNIBAL, TERRITORY, SUPPLY_SHORT = range(4)
RIVALRY, BREACH = range(2)
MOST_UTILITY = 300.0
"""Utilities above it count as it, so that e^V times any margin is a finite number [utils]."""
HARM_STEPS = 1024
"""One customer's harm is rounded to this fraction of a money step, so that sums are exact."""


def undercuts(price: float, floor: float, mine: float, tolerance: float) -> bool:
    """Say whether a price lies below mine by more than the tolerance, or below its own floor.

    >>> undercuts(90.0, 0.0, 100.0, 0.01), undercuts(99.5, 0.0, 100.0, 0.01)
    (True, False)
    """
    return price < max(floor, mine * (1.0 - tolerance))


def weight_at(weight: float, sensitivity: float, price: float, reference: float) -> float:
    """Return what e^V becomes when the price is moved to a reference."""
    return weight * exp(-(sensitivity * (reference - price)))


def lost_margin(own: float, rest: float, taken: float) -> float:
    """Return the margin lost to sources that add *taken* to what is left, *rest*; *own* is Σ m e^V."""
    return own * (taken / (rest * (rest + taken)))


def beyond_floor(weight: float, sensitivity: float, price: float, floor: float, undercut: float) -> float:
    """Return what of an *undercut*'s weight comes of asking less than one's own floor."""
    if price >= floor:
        return 0.0
    return min(undercut, weight - weight_at(weight, sensitivity, price, floor))


def counted_share(loss: float, part: float, whole: float) -> int:
    """Return one source's part of a loss, counted in fractions of a money step."""
    return round(loss * (part / whole) * HARM_STEPS)
