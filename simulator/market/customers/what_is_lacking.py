"""What is lacking: by how much the best that customers see falls short of going without [utils].

Negative where something is better. Twice: as if nothing crowded anything else, which is the least that can be
lacking whatever else is seen; and with crowding, as what is seen stands now, in stock or not.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.base.numerics.ragged import highest
from simulator.market.customers.choice_luck import uncrowded
from simulator.market.customers.crowd import column
from simulator.market.state.choice_tables import RunTables

if TYPE_CHECKING:
    from simulator.market.customers.customer import Customer
    from simulator.market.customers.visit import Visit
    from simulator.market.customers.weighed_offers import WeighedOffers

type Lacks = tuple[Floats, Floats]
"""Of each row: as if nothing were crowded, and as it is [utils]."""


def lacks_of(
    weighed: "WeighedOffers", seen: tuple[Floats, Floats], had: tuple[Integers, Floats], nothing: Floats
) -> Lacks:
    """Return what is lacking to customers in columns; nothing is said where no need lasts.

    *seen* has the utility without luck of each pair seen, and its luck; *had* the row and the utility, luck
    and all, of each that can be had; *nothing* is what going without is worth [rows].
    """
    looking, (value, luck) = weighed.looking, seen
    if looking.weeks_open is None:
        return np.zeros(len(nothing)), np.zeros(len(nothing))
    in_crowd = lacking(looking.seen.row, value + luck, nothing)
    if not weighed.crowds:
        return in_crowd, in_crowd
    in_crowd = np.minimum(in_crowd, lacking(*had, nothing))
    return lacking(looking.seen.row, value + weighed.uncrowded_luck, nothing), in_crowd


def lacks_of_visits(asked: Sequence[tuple["Customer", "Visit"]], tables: RunTables) -> Lacks:
    """Return the same for customers asked one by one."""
    visits, nests = [visit for _, visit in asked], tables.nests.offers.nests
    nothing = np.array([visit.nothing for visit in visits], dtype=np.float64)
    seen = [(row, one) for row, visit in enumerate(visits) for one in visit.weighed]
    had = [(row, one) for row, visit in enumerate(visits) for one in visit.considered]
    shocks = np.array([one.shocks for _, one in seen], dtype=np.float64).reshape(-1, len(nests.branches)).T
    row = column(row for row, _ in seen)
    value = np.array([one.value for _, one in seen], dtype=np.float64)
    scale = np.array([customer.week.shock for customer, _ in asked], dtype=np.float64).take(row)
    in_crowd = np.minimum(
        lacking(row, np.array([one.total for _, one in seen], dtype=np.float64), nothing),
        lacking(
            column(row for row, _ in had), np.array([one.total for _, one in had], dtype=np.float64), nothing
        ),
    )
    if nests.crowding == 0.0:
        return in_crowd, in_crowd
    return lacking(row, value + uncrowded(nests, list(shocks)) * scale, nothing), in_crowd


def lacking(row: Integers, total: Floats, nothing: Floats) -> Floats:
    """Return what the best pair of each row lacks; infinite where there is none."""
    return nothing - highest(row, total, len(nothing))[1]
