"""Online habit: what ordering online is worth where some share of the people would rather do so.

    share = E[ logistic((h + s z) / λ) ],  z standard normal

Among offers of one product in a shop and online, at one price, with own tastes for what is remote that differ
by s and luck of scale λ. So a firm says a share that it knows of its market, and no utils.
"""

REMOTE_TASTE = 0.9
"""How much own tastes for remote outlets differ in a new world [utils]."""
LUCK_OF_OFFERS = 0.6
"""Scale of the luck of offers of one product, as scenarios have it that say nothing [dissimilarity]."""
MOST = 50.0
"""The largest habit that a scenario may state [utils]."""
NODES = 41


def online_habit(share: float) -> float:
    """Return the habit at which such a share would rather order online, all else equal [utils]."""
    import numpy as np  # noqa: PLC0415 - asked of one number, once
    from scipy.optimize import brentq  # noqa: PLC0415 - a second to import
    from scipy.special import expit  # noqa: PLC0415

    tastes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    weights = weights / weights.sum()

    def too_many(habit: float) -> float:
        return float(weights @ expit((habit + REMOTE_TASTE * tastes) / LUCK_OF_OFFERS)) - share

    return float(brentq(too_many, -MOST, MOST))
