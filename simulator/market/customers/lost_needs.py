"""Lost needs: to what needs were lost that the focal manufacturer did not meet, by thinking barriers away.

Each customer thinks again, with the same luck, of the focal manufacturer's offers: those at hand, and those
elsewhere of its products that no outlet at hand carries. Barriers are thought away in all sets: what is
unknown is known; what is at hand nowhere is at hand; what is gone is there; what is true of it is believed
and no price is talked of (message); nothing that the product asks for is lacking and no doubt is left (fit);
nothing is dearer than remembered, or than its list price where prices are not kept up with
(`reference_prices.py`). If without some set an offer is better than what was done instead, going without or a
rival's, the need is split over the barriers (`barriers_split`). If without none, it was not worth its price,
or a rival's was preferred; so it is, too, where a class of one's own refuses what it weighs highest.
Rivals' offers stay as they are, and so do advice and what others take.

A purchase tries two offers: when both are gone by then, so is all that was in stock. What crowds what is
worked out anew in each set; once a need is met without some barriers, it is met without more.

Assumes: an outlet that is not at hand is as good as it is for those it serves; a second outlet at hand for a
product that one at hand carries is no barrier taken away, but more of the same; where no outlet carries any
of its products, there is none to think of, and no barrier.
Source: Shapley (1953) for the split; lost sales by reason, Farris et al. (2010), Marketing Metrics.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.numerics.ragged import picked_rows, starts_of
from simulator.domain.ledger_entries import LOST_TO
from simulator.market.customers.choice_luck import crowded, uncrowded
from simulator.market.customers.offers_thought_of import Done, OffersThoughtOf
from simulator.market.state.choice_tables import NONE
from simulator.mechanisms.choice.barriers_split import SIXTIETHS, monotone, split
from simulator.mechanisms.choice.nests import Nests

UNKNOWN, ELSEWHERE, GONE, MESSAGE, FIT, DEARER = (1 << bit for bit in range(6))
"""Barriers, as bits of the number of a set."""
SETS = 1 << 6
NOT_WORTH_IT, RIVAL, OVERTAKEN = (LOST_TO.index(word) for word in ("not_worth_it", "rival", "overtaken"))
ROUNDING = 1e-9
"""What sums in another order may differ by, many times over [utils]."""
WEIGHED_AT_ONCE = 1 << 18
"""How many pairs, each set by set, are weighed at once, so that many outlets take no more memory."""


@dataclass(frozen=True)
class LostNeeds:
    """Needs that the focal manufacturer did not meet, with all that their customers think of."""

    thought: OffersThoughtOf
    done: Done
    nests: Nests
    are_overtaken: bool = False
    """Whether later needs took their place, so that this week nobody asked what they would find."""

    def reasons(self) -> Integers:
        """Return to what each need was lost, by a place in `LOST_TO` [n, reasons; sixtieths of a need]."""
        found = np.zeros((len(self.thought.nothing), len(LOST_TO)), dtype=np.int64)
        within_reach = np.flatnonzero(self.within_reach)
        met = np.concatenate([self.met(some) for some in self._lots(within_reach)])
        overtaken = within_reach[met[:, 0] & self.are_overtaken]
        met = monotone(met)
        parts = split(met)
        found[within_reach, : parts.shape[1]] = parts
        rival = self._rival_found
        rest = SIXTIETHS - found.sum(axis=1)
        found[rival, RIVAL], found[~rival, NOT_WORTH_IT] = rest[rival], rest[~rival]
        found[overtaken] = 0
        found[overtaken, OVERTAKEN] = SIXTIETHS
        return found

    @cached_property
    def _rival_found(self) -> Flags:
        """Say which needs a rival met, or would have met now, had no other taken their place."""
        found: Flags = self.done.taken != NONE
        if self.are_overtaken:
            needs = np.arange(len(found))
            found = self._best(needs, np.zeros_like(needs))[1] > self.thought.nothing
        return found

    @cached_property
    def within_reach(self) -> Flags:
        """Say of each need whether any offer could be better than going without, if nothing crowded it."""
        thought = self.thought
        best = thought.value + np.maximum(thought.message, 0.0) + np.maximum(thought.fit, 0.0)
        luck = uncrowded(self.nests, thought.shocks) * thought.scale.take(thought.row)
        could = best.max(axis=0, initial=-np.inf) + luck > thought.nothing.take(thought.row) - ROUNDING
        found = np.zeros(len(thought.nothing), dtype=bool)
        found[thought.row[could & thought.ours]] = True
        return found

    @cached_property
    def _barriers(self) -> Integers:
        """Return which barriers stand before any offer of each need, as the number of a set."""
        thought = self.thought
        stands = (
            ~thought.known,
            ~thought.at_hand,
            ~thought.in_stock | self._tried | self._too_late.take(thought.row),
            (thought.message != 0.0).any(axis=0),
            (thought.fit != 0.0).any(axis=0),
            thought.value[0] != thought.value[1],
        )
        found = np.zeros(len(thought.nothing), dtype=np.int64)
        for bit, before in enumerate(stands):
            found[thought.row[before & thought.ours]] |= 1 << bit
        return found

    @cached_property
    def _tried(self) -> Flags:
        """Say which offers were tried, and gone by then."""
        done, row, offer = self.done, self.thought.row, self.thought.offer
        first, second = done.first != done.got, (done.first != done.got) & (done.second != done.got)
        tried: Flags = (first.take(row) & (offer == done.first.take(row))) | (
            second.take(row) & (offer == done.second.take(row))
        )
        return tried

    @cached_property
    def _too_late(self) -> Flags:
        """Say which customers found both offers that they tried gone."""
        done = self.done
        late: Flags = (done.got == NONE) & (done.first != NONE) & (done.second != NONE)
        return late

    def _lots(self, needs: Integers) -> list[Integers]:
        """Return needs in lots, each of about as many pairs, set by set, as are weighed at once."""
        pairs = np.bincount(self.thought.row, minlength=len(self.thought.nothing)).take(needs)
        weighed = np.cumsum(pairs << np.bitwise_count(self._barriers.take(needs)))
        return np.split(needs, np.flatnonzero(np.diff(weighed // WEIGHED_AT_ONCE)) + 1)

    def met(self, needs: Integers) -> Flags:
        """Return whether an offer of the focal maker would have been taken without each set [needs, 64].

        The first set is empty: so it was, and no need was met, unless another took its place, or its
        customer is of a class that does not take what it weighs highest.
        """
        stands = self._barriers.take(needs)
        at, number = np.nonzero((np.arange(SETS)[None] & ~stands[:, None]) == 0)
        found = np.zeros((len(needs), SETS), dtype=bool)
        best, rival = self._best(np.asarray(needs.take(at)), np.asarray(number))
        bar = np.maximum(self.thought.nothing.take(needs), rival[number == 0])
        found[at, number] = best > bar.take(at)
        rest = np.arange(SETS)[None] & stands[:, None]
        return np.take_along_axis(found, rest, axis=1)

    def _best(self, need: Integers, number: Integers) -> tuple[Floats, Floats]:
        """Return the best that the focal maker offers without a set of barriers, and what was taken instead.

        One value a need and a set; luck and all, minus infinity for nothing [utils]. Needs that are overtaken
        took nothing, and would have taken the best that rivals offer.
        """
        thought, row = self.thought, self.thought.row
        starts = starts_of(row, len(thought.nothing))
        at, pair = picked_rows(starts, need)
        gone = self._stands_not(number.take(at), pair)
        there = np.flatnonzero(gone)
        at, pair = at.take(there), pair.take(there)
        sets, ours = number.take(at), thought.ours.take(pair)
        stocked = ours & ((sets & GONE) > 0)
        value = self._value(sets, pair) + np.where(stocked, 0.0, self._cost.take(pair))
        scale, cell = thought.scale.take(row.take(pair)), thought.cell.take(need)
        shocks = [shock.take(pair) for shock in thought.shocks]
        luck, _ = crowded(self.nests, shocks, at, thought.offer.take(pair), cell, value / scale)
        total = value + luck * scale + np.where(stocked, 0.0, self._later.take(pair))
        best, rival = np.full((2, len(need)), -np.inf)
        won = np.flatnonzero(ours)
        np.maximum.at(best, at.take(won), total.take(won))
        is_taken = thought.offer.take(pair) == self.done.taken.take(row.take(pair))
        taken = np.flatnonzero(~ours & (is_taken | self.are_overtaken))
        np.maximum.at(rival, at.take(taken), total.take(taken))
        return best, rival

    def _stands_not(self, sets: Integers, pair: Integers) -> Flags:
        """Say of pairs, each without a set of barriers, which can be weighed."""
        thought, ours = self.thought, self.thought.ours.take(pair)

        def there(of: Flags, barrier: int) -> Flags:
            found: Flags = of.take(pair) | (ours & ((sets & barrier) > 0))
            return found

        had = thought.in_stock | (thought.wait > -np.inf)
        return there(thought.known, UNKNOWN) & there(thought.at_hand, ELSEWHERE) & there(had, GONE)

    def _value(self, sets: Integers, pair: Integers) -> Floats:
        """Return the utility of pairs, each without a set of barriers, luck and waiting apart [utils]."""
        thought = self.thought
        price = ((sets & DEARER) > 0).astype(np.int64)
        value: Floats = thought.value[price, pair]
        for barrier, added in ((MESSAGE, thought.message), (FIT, thought.fit)):
            value = value + np.where((sets & barrier) > 0, added[price, pair], 0.0)
        return value

    @cached_property
    def _cost(self) -> Floats:
        """Return what waiting takes away of each pair as it is weighed [utils]."""
        return np.where(self.thought.in_stock, 0.0, self.thought.wait)

    @cached_property
    def _later(self) -> Floats:
        """Return what is taken from each pair beyond that by being gone at the customer's turn [utils]."""
        thought = self.thought
        late = np.where(self._too_late.take(thought.row) & thought.in_stock, -np.inf, 0.0)
        return np.where(self._tried, np.where(thought.in_stock, thought.wait, 0.0), late)
