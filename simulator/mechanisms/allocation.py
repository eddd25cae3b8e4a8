"""Allocation: who gets how much when there is not enough for all?

Proportional: everybody gets the same share of what they asked for; what rounding leaves goes to the
largest remainders, ties to whoever comes first.

Source: Lee, Padmanabhan & Whang (1997); Hamilton's method for whole units.
"""

from collections.abc import Sequence


def proportional(available: int, asked: Sequence[int]) -> list[int]:
    """Divide what is available over what was asked.

    >>> proportional(10, [8, 8, 4]), proportional(99, [8, 4])
    ([4, 4, 2], [8, 4])
    """
    total = sum(asked)
    if total <= available:
        return list(asked)
    given = [available * units // total for units in asked]
    remainders = [available * units % total for units in asked]
    in_turn = sorted(range(len(asked)), key=lambda at: (-remainders[at], at))
    for at in in_turn[: available - sum(given)]:
        given[at] += 1
    return given
