"""Seasonality: the multiple of the mean need in a week of the year.

    1 + a · T((week − peak)/52),   T a triangle wave: 1 at the peak, −1 half a year from it

Assumes: a year of 52 weeks. A triangle instead of a cosine, because it needs no libm.
"""

WEEKS_PER_YEAR = 52


def seasonal_factor(week: int, swing: float, peak_week: int) -> float:
    """Return the multiple of the mean need in a week.

    >>> seasonal_factor(50, 0.4, 50), seasonal_factor(24, 0.4, 50), seasonal_factor(37, 0.4, 50)
    (1.4, 0.6, 1.0)
    """
    half = WEEKS_PER_YEAR / 2
    away = abs((week - peak_week) % WEEKS_PER_YEAR - half)
    return 1.0 + swing * (2.0 * away / half - 1.0)
