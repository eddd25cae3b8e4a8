"""Visit surplus: value of visits to customers, as they believe when they choose and as they experience it.

Of a need's first visit it is what may be expected (`mechanisms/choice/consumer_surplus.py`); what a later one
adds is counted as it happens.
"""

from dataclasses import dataclass, replace

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.market.customers.after_choice import AfterChoice
from simulator.market.customers.choice_luck import Weighed
from simulator.market.customers.utility_gains import UtilityGains, weights_of
from simulator.market.customers.utility_in_fact import UtilityInFact
from simulator.market.state.choice_tables import RunTables
from simulator.mechanisms.choice.choice_shares import crowding_found, flat_shares, nested_shares
from simulator.mechanisms.choice.consumer_surplus import (
    NONE,
    counted_disconfirmations,
    counted_surpluses,
    exact_sums,
    experienced_values,
    inclusive_values,
)
from simulator.mechanisms.choice.nests import copies, log_denominator, worths

type Surplus = list[tuple[int, int, int]]
"""Of each cell: needs whose surplus is defined, and its sum as believed and as experienced."""
type Pairs = tuple[Integers, Integers, Floats, Floats]
"""Row, offer, gain and weight of offers considered."""


@dataclass(frozen=True)
class VisitSurplus:
    """Visits of some customers, and what they consider, pair by pair."""

    pairs: Pairs
    cell: Integers
    sensitivity: Floats
    """[rows] utility, in units of luck, that a unit of currency costs."""
    shock: Floats
    """[rows] scale of luck [utils]."""
    tables: RunTables
    after: AfterChoice
    nests: Weighed | None = None
    """What the nests of the pairs are worth, last of all in them, if it is known."""
    again: UtilityInFact | None = None
    """What those find that look again; their needs are counted already."""

    def by_cell(self) -> Surplus:
        """Return of each cell needs, surplus as believed and surplus as experienced, counted."""
        believed, experienced = self.values()
        step, cells = self.tables.money_step, len(self.tables.cells)
        counted = counted_surpluses(believed, self.sensitivity, step)
        more = counted_disconfirmations(experienced - believed, counted, self.sensitivity, step)
        defined = np.flatnonzero(counted != NONE)
        cell = self.cell.take(defined)
        needs = np.bincount(cell[self.is_first.take(defined)], minlength=cells).tolist()
        sums = exact_sums(cell, counted.take(defined), cells)
        added = exact_sums(cell, more.take(defined), cells)
        return [(many, own, own + extra) for many, own, extra in zip(needs, sums, added, strict=True)]

    @property
    def is_first(self) -> Flags:
        """Say which customers look for the first time with their need."""
        return np.ones(len(self.cell), bool) if self.again is None else self.again.looking.is_first

    @property
    def is_again(self) -> Flags:
        """Say which customers look again."""
        return (
            np.zeros(len(self.cell), bool) if self.again is None else np.asarray(self.again.looking.is_again)
        )

    def values(self) -> tuple[Floats, Floats]:
        """Return what each row's visit is worth, as believed and as experienced [units of luck]."""
        after, difference = self.after, self.after.difference
        chosen = self._expected(self.pairs, self.nests)
        believed = experienced = chosen[0]
        if after.fleeting is not None:
            believed = self._expected(self._without(after.fleeting), None, chosen[1])[0]
        if difference is not None:
            row = self.pairs[0]
            share = self._shares(*chosen)
            found = difference / self.shock.take(row)
            crowding = self._crowding_found(*chosen, found)
            if crowding is not None:
                found, difference = found + crowding, difference + crowding * self.shock.take(row)
            experienced = experienced_values(chosen[0], row, share, found)
        if self.again is None:
            return believed, experienced
        in_fact = replace(self.again, fleeting=after.fleeting)
        believed = np.where(self.is_again, in_fact.gain, believed)
        return believed, np.where(self.is_again, in_fact.experienced(difference), experienced)

    def _expected(
        self, pairs: Pairs, nests: Weighed | None, like: Weighed | None = None
    ) -> tuple[Floats, Weighed | None]:
        """Return the inclusive value of each row, and what the nests are worth, where offers are alike.

        *like*: nests of the same pairs, or of these and others, at other values.
        """
        (row, offer, gain, weight), alike = pairs, self.tables.nests.alike
        if alike is None:
            return inclusive_values(row, gain, weight, len(self.cell)), None
        if nests is None:
            same = like is not None and like[0].rows == len(self.cell)
            tree = like[0] if like is not None and same else copies(alike, row, offer, self.cell)
            nests = tree, worths(tree, gain, alike.crowding)
        found = log_denominator(*nests)
        return found[len(found) - len(self.cell) :], nests

    def _shares(self, value: Floats, nests: Weighed | None) -> Floats:
        row, _, gain, _ = self.pairs
        if nests is None:
            return flat_shares(row, gain, value)
        return nested_shares(*nests, gain, _of_rows(nests, value))

    def _crowding_found(self, value: Floats, nests: Weighed | None, found: Floats) -> Floats | None:
        """Return by how much crowding is other in truth than as believed [units of luck], if it is."""
        alike, gain = self.tables.nests.alike, self.pairs[2]
        if alike is None or nests is None or alike.crowding == 0.0 or not found.any():
            return None
        return crowding_found(*nests, gain, _of_rows(nests, value), found, alike.crowding)

    def _without(self, fleeting: Floats) -> Pairs:
        row, offer, gain, _ = self.pairs
        gain = gain - fleeting / self.shock.take(row)
        return row, offer, gain, weights_of(gain)


def _of_rows(nests: Weighed, value: Floats) -> Floats:
    """Return inclusive values of all rows of nests: what is seen and not had, and never chosen, is first."""
    return np.concatenate([np.zeros(nests[0].rows - len(value)), value])


def surplus_over(gains: UtilityGains, again: UtilityInFact | None, after: AfterChoice) -> Surplus:
    """Return the surplus of customers in columns."""
    looking = gains.looking
    return VisitSurplus(
        pairs=(gains.row, gains.offer, gains.gain, gains.weight),
        cell=looking.cell,
        sensitivity=looking.sensitivity(),
        shock=looking.shock,
        tables=looking.run_tables,
        after=after,
        nests=None if gains.is_over_nothing else gains.nests,
        again=again,
    ).by_cell()
