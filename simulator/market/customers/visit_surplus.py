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
from simulator.mechanisms.choice.choice_shares import (
    crowding_found,
    flat_shares,
    nested_shares,
    shares_of_copies,
)
from simulator.mechanisms.choice.consumer_surplus import (
    NONE,
    counted_disconfirmations,
    counted_surpluses,
    exact_sums,
    experienced_values,
    inclusive_values,
)
from simulator.mechanisms.choice.nests import (
    Copies,
    Nests,
    NestWorths,
    copies,
    log_denominator,
    worths_of_each,
)

type Surplus = list[tuple[int, int, int]]
"""Of each cell: needs with a defined surplus, and its sum as believed and as experienced."""
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
    """What customers find that look again; their needs are counted already."""

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
        if self.again is None:
            return self._foreseen()[:2]
        in_fact, difference = replace(self.again, fleeting=self.after.fleeting), self.after.difference
        asked, is_first = self._asked(in_fact), ~self.is_again
        pairs = np.flatnonzero(asked.take(self.pairs[0]))
        some = self if asked.all() else self._some(asked, pairs)
        foreseen, had, crowding = some._foreseen()
        if difference is not None and crowding is not None:
            difference = difference.copy()
            difference[pairs] += crowding
        believed, experienced = in_fact.gain, in_fact.experienced(difference)
        believed[is_first], experienced[is_first] = foreseen[is_first[asked]], had[is_first[asked]]
        return believed, experienced

    def _asked(self, in_fact: UtilityInFact) -> Flags:
        """Say of which rows it is asked what was to be expected.

        What those find that look again is counted; how crowded what they take is in truth is asked, too.
        """
        alike = self.tables.nests.alike
        if alike is None or alike.crowding == 0.0 or self.after.difference is None:
            return ~self.is_again
        return in_fact.takes | ~self.is_again

    def _some(self, rows: Flags, pairs: Integers) -> "VisitSurplus":
        """Return some rows, and their pairs, as if all looked for the first time."""
        row, offer, gain, weight = self.pairs
        number: Integers = np.cumsum(rows) - 1
        fleeting, disconfirmation = (
            None if column is None else column.take(pairs)
            for column in (self.after.fleeting, self.after.disconfirmation)
        )
        return VisitSurplus(
            pairs=(number.take(row.take(pairs)), offer.take(pairs), gain.take(pairs), weight.take(pairs)),
            cell=self.cell.compress(rows),
            sensitivity=self.sensitivity.compress(rows),
            shock=self.shock.compress(rows),
            tables=self.tables,
            after=AfterChoice(fleeting, disconfirmation),
        )

    def _foreseen(self) -> tuple[Floats, Floats, Floats | None]:
        """Return what may be expected of each row's visit, as believed and as experienced [units of luck].

        And how much more than believed each pair is crowded in truth, if that is asked [utils].
        """
        if self.tables.nests.alike is None:
            return *self._foreseen_apart(), None
        if self.after.difference is None and self.nests is not None:
            value = self._inclusive(*self.nests)
            return value, value, None
        return self._foreseen_alike(self.tables.nests.alike)

    def _foreseen_apart(self) -> tuple[Floats, Floats]:
        """Return the same where offers are alike in nothing."""
        (row, _, gain, weight), rows = self.pairs, len(self.cell)
        fleeting, difference, scale = self.after.fleeting, self.after.difference, self.shock.take(row)
        value = believed = inclusive_values(row, gain, weight, rows)
        if fleeting is not None:
            lasting = gain - fleeting / scale
            believed = inclusive_values(row, lasting, weights_of(lasting), rows)
        if difference is None:
            return believed, value
        share = flat_shares(row, gain, value)
        return believed, experienced_values(value, row, share, difference / scale)

    def _foreseen_alike(self, alike: Nests) -> tuple[Floats, Floats, Floats | None]:
        """Return the same where offers are alike."""
        row, _, gain, _ = self.pairs
        fleeting, difference, scale = self.after.fleeting, self.after.difference, self.shock.take(row)
        found = None if difference is None else difference / scale
        others = [] if fleeting is None else [gain - fleeting / scale]
        is_other = found is not None and alike.crowding > 0.0 and bool(found.any())
        if found is not None and is_other:
            others.append(gain + found)
        tree, worth, more = self._weighed(alike, others)
        value = self._inclusive(tree, worth)
        believed = value if fleeting is None else self._inclusive(tree, more[0])
        if found is None:
            return believed, value, None
        taken, crowding = shares_of_copies(tree, worth, gain, value), None
        if is_other:
            crowding = crowding_found(tree, worth, more[-1], taken)
            found, crowding = found + crowding, crowding * scale
        return believed, experienced_values(value, row, nested_shares(tree, taken), found), crowding

    def _weighed(self, alike: Nests, others: list[Floats]) -> tuple[Copies, NestWorths, list[NestWorths]]:
        """Return what is weighed, and what its nests are worth: as believed, and at other values."""
        row, offer, gain, _ = self.pairs
        if self.nests is None or self.nests[0].rows != len(self.cell):
            tree = copies(alike, row, offer, self.cell)
            worth, *more = worths_of_each(tree, [gain, *others], alike.crowding)
            return tree, worth, more
        tree, worth = self.nests
        return tree, worth, worths_of_each(tree, others, alike.crowding) if others else []

    def _inclusive(self, tree: Copies, worth: NestWorths) -> Floats:
        """Return ln D of each row; the last in the nests are the rows of what can be had."""
        found = log_denominator(tree, worth)
        return found[len(found) - len(self.cell) :]


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
