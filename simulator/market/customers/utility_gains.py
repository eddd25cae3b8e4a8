"""Utility gains: what each offer considered gains its customer over going without, for harm and surplus."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.base.counting import MOST_UTILITY
from simulator.base.numerics.portable import exp
from simulator.market.customers.choice_luck import Weighed
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.customers.utility_in_fact import UtilityInFact
from simulator.market.state.choice_tables import RunTables
from simulator.mechanisms.choice.consumer_surplus import added_up, counted_surpluses, inclusive_values
from simulator.mechanisms.choice.nests import copies, log_denominator, worths

type Pairs = tuple[Integers, Integers, Floats, Floats]
"""Row, offer, gain and weight of offers considered."""


@dataclass(frozen=True)
class UtilityGains:
    """What customers consider, pair by pair, as in `Customer.gains`."""

    looking: ConsiderationSet
    row: Integers
    offer: Integers
    value: Floats
    """Utility without luck [utils]."""
    forgone: Floats
    """[rows] utility of going without [utils]."""
    nests: Weighed | None = None
    """What the nests of these pairs are worth, if it is known; told from V, not from the gain."""

    @property
    def is_over_nothing(self) -> bool:
        """Say whether going without is worth something of its own."""
        return any(drawn is not None for drawn in self.looking.run_tables.worths)

    @cached_property
    def gain(self) -> Floats:
        """Return (V − V_0) / σ [units of luck]."""
        value = self.value
        if self.is_over_nothing:
            value = value - self.forgone.take(self.row)
        gain: Floats = value / self.looking.shock.take(self.row)
        return gain

    @cached_property
    def weight(self) -> Floats:
        """Return e to the gain."""
        return weights_of(self.gain)


def weights_of(gain: Floats) -> Floats:
    """Return e to the gain, held where a product with any margin stays finite."""
    return exp(np.minimum(gain, MOST_UTILITY))


def surplus_over(
    gains: UtilityGains, again: UtilityInFact | None, fleeting: Floats | None = None
) -> list[tuple[int, int]]:
    """Return of each cell how many needs have a surplus that is defined, and its counted sum.

    *again*: what customers find that look again; their needs are counted already. *fleeting*: what of the
    utility of each pair is left out [utils].
    """
    looking = gains.looking
    needs = looking.cell, looking.sensitivity()
    pairs = gains.row, gains.offer, gains.gain, gains.weight
    known = None if gains.nests is None or gains.is_over_nothing else log_denominator(*gains.nests)
    known = None if known is None else known[len(known) - len(looking.who) :]
    if fleeting is not None:
        pairs, again, known = *lasting(pairs, again, fleeting, looking.shock), None
    return surplus_by_cell(pairs, needs, looking.run_tables, known, again)


def lasting(
    pairs: Pairs, again: UtilityInFact | None, fleeting: Floats, shock: Floats
) -> tuple[Pairs, UtilityInFact | None]:
    """Return row, offer, gain and weight of pairs, and what is found again, without what is *fleeting*."""
    row, offer, gain, _ = pairs
    gain = gain - fleeting / shock.take(row)
    found = None if again is None else replace(again, fleeting=fleeting)
    return (row, offer, gain, weights_of(gain)), found


def surplus_by_cell(
    pairs: Pairs,
    needs: tuple[Integers, Floats],
    tables: RunTables,
    known: Floats | None = None,
    again: UtilityInFact | None = None,
) -> list[tuple[int, int]]:
    """Return the same from row, offer, gain and weight of pairs; cell and price sensitivity of each need.

    *known* are the inclusive values, if they have been worked out; *again* what those gain that look again.
    """
    (row, offer, gain, weight), (cell, sensitivity) = pairs, needs
    nests = tables.nests.alike
    if known is not None and nests is not None:
        value = known
    elif nests is None:
        value = inclusive_values(row, gain, weight, len(cell))
    else:
        tree = copies(nests, row, offer, cell)
        value = log_denominator(tree, worths(tree, gain, nests.crowding))
    if again is None:
        return added_up(cell, counted_surpluses(value, sensitivity, tables.money_step), len(tables.cells))
    is_again = np.asarray(again.looking.is_again)
    counted = counted_surpluses(np.where(is_again, again.gain, value), sensitivity, tables.money_step)
    first, later = (
        added_up(cell[which], counted[which], len(tables.cells)) for which in (~is_again, is_again)
    )
    return [(needs, amount + more) for (needs, amount), (_, more) in zip(first, later, strict=True)]
