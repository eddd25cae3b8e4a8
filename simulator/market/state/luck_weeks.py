"""Luck weeks: weeks that key the luck of needs and units, with the number of the need and of the unit.

    luck week = week + ORDINAL · number of the need within the week + UNIT · number of the unit of the need
                + ONSET · week in which it arose, of needs that add up

That of the first unit of a week's first need is the week itself. For a number and for a column.
"""

from typing import Any

ORDINAL = 1 << 16
"""Luck of the k-th further need of a week is keyed by the week + k times this; no run has so many weeks."""
SUGGESTED = 255
"""Number of a need of the week that arises by a suggestion; needs that arise by themselves have lower ones
(`MOST_NEEDS`), so that its luck is its own."""
RENEWED = 254
"""Number of the luck that needs that add up have anew, all of a customer's one, since others may arise that
week; needs that arise by themselves have lower ones."""
UNIT = 1 << 24
"""The k-th further unit of a need is told by k times this; all units of a need have its luck."""
ONSET = UNIT << 7
"""A need that may add up with others has the week in which it arose times this on top, as units of needs of
several weeks may be taken in one. No need has 128 units (`Need.units`, `Pantry.most_units`)."""
LUCK = UNIT - 1
"""What of the luck of a need its units share."""


def week_of_need(week: Any, luck_week: Any) -> Any:
    """Return a week with the number of the need within its own: draws of that week differ by need.

    >>> week_of_need(9, 7 + 2 * ORDINAL + 3 * UNIT) == 9 + 2 * ORDINAL
    True
    """
    return week_of_unit(week, luck_week & LUCK)


def week_of_unit(week: Any, luck_week: Any) -> Any:
    """Return a week with the numbers of need and unit: draws of that week differ by unit.

    >>> week_of_unit(9, 7 + 2 * ORDINAL + 3 * UNIT) == 9 + 2 * ORDINAL + 3 * UNIT
    True
    """
    return week + luck_week // ORDINAL * ORDINAL


def number_of_unit(luck_week: Any) -> Any:
    """Return the number of a need within its week and 256 times that of its unit.

    >>> number_of_unit(7 + 2 * ORDINAL + 3 * UNIT + 7 * ONSET) == 2 + 256 * 3
    True
    """
    return luck_week % ONSET // ORDINAL


def is_first_unit(luck_week: Any) -> Any:
    """Say whether a luck week is that of the first unit of a need.

    >>> is_first_unit(7 + 2 * ORDINAL + 7 * ONSET), is_first_unit(7 + UNIT)
    (True, False)
    """
    return luck_week % ONSET < UNIT
