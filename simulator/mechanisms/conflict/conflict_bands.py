"""Conflict bands: names for what a value of the index of conflict means, by what outlets lose.

    band        index        what others take of what outlets could earn, over one issue of importance 0.9
    none        below 0.02   less than 0.3 %
    low         to 0.12      up to 2 %
    moderate    to 0.30      up to 6 %
    high        to 0.60      up to 16 %
    severe      above        more than that

Assumes `half_intensity: 0.1`, under which shares and values go together as `of_steady_loss` has them; where a
scenario says otherwise the names stay with the values. Where the bands end is a choice; the table of shares
is in experiments/what_conflict_means.
"""

from bisect import bisect_right

BANDS = ("none", "low", "moderate", "high", "severe")
ENDS = (0.02, 0.12, 0.30, 0.60)
"""Where each band but the last ends [index]."""


def conflict_band(index: float) -> str:
    """Return the name of the band in which a value of the index of conflict lies.

    >>> [conflict_band(index) for index in (0.001, 0.12, 0.182, 0.7)]
    ['none', 'moderate', 'moderate', 'severe']
    """
    return BANDS[bisect_right(ENDS, index)]
