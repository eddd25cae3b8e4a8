"""Longer search: outlets that a need finds in further weeks, beside outlets at hand from the first.

In the k-th further week an outlet of reach r is at hand with

    1 − (1 − r)^(1 + g k)          and one of another region with that of the share e of its reach

by the number that decides whether it is at hand at all, so that a search only ever finds more: C₁ ⊂ C₂ ⊂ …
Of more than a customer can have at hand, what it had at hand before comes first.

More outlets are more: each shop is found by a draw of its own, as each stands in a place of its own; sellers
on one platform are found together.
Assumes: effort grows evenly, and what has been found stays found. Source: sequential consideration, Roberts &
Lattin (1991), J. Marketing Research 28(4), for sets that grow; the form is a choice.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Floats, Integers
from simulator.base.numerics.portable import exp, log
from simulator.market.customers.customer_columns import CustomerColumns
from simulator.market.customers.population_draw import drawn_numbers
from simulator.market.state.choice_tables import NONE

BLOCK = 4096


def searched(columns: CustomerColumns, who: Integers, weeks: Integers, category: int) -> NDArray[np.int32]:
    """Return the outlets at hand of customers after so many further weeks, in the order of outlets [n, K]."""
    found = columns.people.candidates[who].copy()
    again = np.flatnonzero(weeks > 0)
    for start in range(0, len(again), BLOCK):
        some = again[start : start + BLOCK]
        found[some] = _longer(columns, who.take(some), weeks.take(some), category, found[some])
    return found


def grown_reach(reach: Floats, growth: Floats, weeks: Integers) -> Floats:
    """Return what reach grows to in a further week of search [share].

    >>> grown_reach(np.array([0.5, 0.5, 1.0]), np.array([1.0, 0.0, 2.0]), np.array([1, 3, 1])).tolist()
    [0.75, 0.5, 1.0]
    """
    more = growth * weeks
    return np.where(more > 0.0, 1.0 - exp((1.0 + more) * log(1.0 - reach)), reach)


def _longer(
    columns: CustomerColumns, who: Integers, weeks: Integers, category: int, before: NDArray[np.int32]
) -> NDArray[np.int32]:
    tables = columns.run_tables
    cell = columns.people.cell.take(who)
    terms, home = tables.needs, tables.at_home[cell]
    share = np.where(home, 1.0, terms.elsewhere[category].take(cell)[:, None])
    growth = terms.growth[category].take(cell)[:, None]
    reach = grown_reach(share * columns.reach, growth, weeks[:, None])
    keys = columns.people.key.take(who)[:, None]
    drawn, of_place = drawn_numbers(tables, np.arange(len(tables.outlets)), keys, columns.dice)
    had = np.zeros((len(who), len(tables.outlets) + 1), dtype=bool)
    had[np.arange(len(who))[:, None], before] = True  # NONE stands in a last column of its own
    rank = np.where(had[:, :-1], drawn - 1.0, np.where(of_place < reach, drawn, np.inf))
    kept = np.argsort(rank, axis=1, kind="stable")[:, : before.shape[1]]
    is_found = np.isfinite(np.take_along_axis(rank, kept, axis=1))
    outlets = np.sort(np.where(is_found, kept, len(tables.outlets)), axis=1)
    found = np.full_like(before, NONE)
    found[:, : outlets.shape[1]] = np.where(outlets == len(tables.outlets), NONE, outlets)
    return found
