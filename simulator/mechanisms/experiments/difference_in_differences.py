"""Difference in differences: what a pilot changed, by what happened meanwhile where nothing was changed.

    effect = (y₁ / y₀) / (c₁ / c₀) − 1

y is the metric in the pilot's regions, c in the control's, 0 before the pilot and 1 since. Had the pilot's
regions changed as the control's did, they would have come to y₀ · c₁ / c₀; the effect is by what share they
came to more. It is the difference in differences of logarithms, told as a share, so it does not matter that
regions differ in size, nor how many weeks lie before and since, if they are the same weeks for both.

Assumes: without the pilot both would have changed by the same factor (parallel trends in logarithms), and
the pilot leaves the control alone.
Source: Card & Krueger (1994), AER 84(4); Angrist & Pischke (2009), Mostly Harmless Econometrics, §5.2.
"""


def relative_effect(before: float, since: float, control_before: float, control_since: float) -> float:
    """Return the effect as a share of what would have been.

    It is nan where a value before, or a control's, is not positive.

    >>> round(relative_effect(100.0, 130.0, 50.0, 60.0), 4)
    0.0833
    >>> relative_effect(0.0, 130.0, 50.0, 60.0)
    nan
    """
    if not (before > 0.0 and control_before > 0.0 and control_since > 0.0):
        return float("nan")
    return (since * control_before) / (before * control_since) - 1.0
