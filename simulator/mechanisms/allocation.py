"""Allocation: who gets how much when there is not enough for all?

Proportional: everybody gets the same share of what they asked for; what rounding leaves goes to the
largest remainders, ties to whoever comes first. In turn: everybody gets what those before it leave.

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


def in_turn(available: int, asked: Sequence[int]) -> list[int]:
    """Give everybody what it asked for, one after the other, as long as there is any.

    >>> in_turn(10, [8, 8, 4]), in_turn(99, [8, 4])
    ([8, 2, 0], [8, 4])
    """
    given = []
    for units in asked:
        given.append(min(units, available))
        available -= given[-1]
    return given


def among(places: Sequence[int], given: Sequence[int]) -> list[int]:
    """Put what was given in another order back into the places it belongs to.

    >>> among([2, 0, 1], [7, 5, 6])
    [5, 6, 7]
    """
    put = [0] * len(places)
    for place, units in zip(places, given, strict=True):
        put[place] = units
    return put
