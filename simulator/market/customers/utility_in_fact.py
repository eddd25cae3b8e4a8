"""Utility in fact: what customers that look again find, with the luck that their need has.

What a need refused at its first visit it refuses again; so what a later visit adds to harm and surplus is
counted as it happens, not expected anew over the whole set.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.numerics.ragged import highest
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.state.choice_tables import RunTables
from simulator.mechanisms.conflict.considered import Considered
from simulator.mechanisms.conflict.harm import Booked, harm, joined
from simulator.mechanisms.conflict.harm_in_fact import harm_in_fact


@dataclass(frozen=True)
class UtilityInFact:
    """Offers considered by customers, some of which look again, with utility that includes luck."""

    looking: "Looking | ConsiderationSet"
    row: Integers
    total: Floats
    """Utility of each pair [utils]."""
    nothing: Floats
    """[rows] utility of going without [utils]."""
    fleeting: Floats | None = None
    """What of the utility of each pair moves the choice alone; none: nothing of any [utils]."""

    @cached_property
    def _best(self) -> tuple[Integers, Floats]:
        """Return the best pair of each row, and what it is worth more than going without [utils]."""
        best, most = highest(self.row, self.total, len(self.nothing))
        return best, np.maximum(most - self.nothing, 0.0)

    @property
    def takes(self) -> Flags:
        """Say which rows choose something."""
        return self._best[1] > 0.0

    @property
    def gain(self) -> Floats:
        """Return what each gains over going without, by what it chooses [units of luck].

        What is refused gains nothing, though it be only for what is fleeting; a loss is counted as nothing.
        """
        best, gain = self._best
        if self.fleeting is not None:
            gain, taken = gain.copy(), np.flatnonzero(gain > 0.0)
            gain[taken] = np.maximum(gain[taken] - self.fleeting.take(best.take(taken)), 0.0)
        return gain / self.looking.shock

    def experienced(self, difference: Floats | None) -> Floats:
        """Return what each gains once it has what it chose [units of luck].

        *difference* is what each pair is worth more then than when it is chosen; none: nothing [utils].
        """
        best, gain = self._best
        if difference is not None:
            gain, taken = gain.copy(), np.flatnonzero(gain > 0.0)
            gain[taken] += difference.take(best.take(taken))
        return gain / self.looking.shock


@dataclass(frozen=True)
class Looking:
    """Customers that were asked one by one: whether each looks again, and the scale of its luck."""

    is_again: Flags
    is_first: Flags
    """Whether it looks for the first time with its need."""
    shock: Floats


def harm_of_visits(considered: Considered, tables: RunTables, again: UtilityInFact | None) -> Booked:
    """Return the harm of visits: expected at a need's first, in fact at each further one.

    Customers whose choice is no logit are left out.
    """
    logit = tables.logit.take(considered.cell).take(considered.row)
    if again is None:
        seen = considered if logit.all() else considered.some(logit)
        return harm(seen, tables.tolerance, tables.nests.alike, tables.issues.presence)
    is_again = np.asarray(again.looking.is_again).take(considered.row)
    first, later = logit & ~is_again, logit & is_again
    scale = again.looking.shock
    total, nothing = (again.total / scale.take(again.row))[later], again.nothing / scale
    return joined(
        [
            harm(considered.some(first), tables.tolerance, tables.nests.alike, tables.issues.presence),
            harm_in_fact(considered.some(later), total, nothing, tables.tolerance, tables.issues.presence),
        ]
    )
