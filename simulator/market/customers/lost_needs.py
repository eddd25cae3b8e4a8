"""Lost needs: reasons to which needs were lost that the focal manufacturer did not meet.

Each lost need is decided again, with the same luck, in counterfactual markets: with every set of barriers
removed. The offers are the focal manufacturer's at hand, and its offers elsewhere of products that no outlet
at hand carries. Without a barrier what is unknown is known; what is at hand nowhere is at hand; what is gone
is there; what is true of it is believed and no price is talked of (message); nothing that the product asks
for is lacking and no doubt is left (fit); nothing is dearer than remembered, or than its list price where
prices are not kept up with (`reference_prices.py`). If without some set an offer is better than what was done
instead, going without or a rival's, the need is split over the barriers (`barriers_split`). If without none,
it was not worth its price, or a rival's was preferred; so it is, too, where a class of one's own refuses what
it weighs highest. Where no outlet carries any product of the focal manufacturer's, it was not at hand.
Rivals' offers stay as they are, and so do advice and what others take.

A purchase tries two offers: when both are gone by then, so is all that was in stock. What crowds what is
worked out anew in each market; a need that is met without some barriers is met without more.

Assumes: an outlet that is not at hand is as good as it is for those it serves; a second outlet at hand for a
product that one at hand carries is no barrier removed, but more of the same.
Source: Shapley (1953) for the split; lost sales by reason, Farris et al. (2010), Marketing Metrics.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.numerics.ragged import picked_rows, starts_of
from simulator.domain.ledger_entries import LOST_TO
from simulator.market.customers.choice_luck import crowded, uncrowded
from simulator.market.customers.counterfactual_offers import CounterfactualOffers, Done
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

    offers: CounterfactualOffers
    done: Done
    nests: Nests
    are_overtaken: bool = False
    """Whether later needs displaced them, so that this week none of them looked for what it would find."""

    def reasons(self) -> Integers:
        """Return to what each need was lost, by a place in `LOST_TO` [n, reasons; sixtieths of a need]."""
        best, instead = self._as_it_was
        found = np.zeros((len(instead), len(LOST_TO)), dtype=np.int64)
        within_reach = np.flatnonzero(self.within_reach)
        met = np.concatenate([self.met(some) for some in self._lots(within_reach)])
        parts = split(monotone(met))
        found[within_reach, : parts.shape[1]] = parts
        rest = SIXTIETHS - found.sum(axis=1)
        to_rival = instead > self.offers.nothing if self.are_overtaken else self.done.taken != NONE
        found[to_rival, RIVAL], found[~to_rival, NOT_WORTH_IT] = rest[to_rival], rest[~to_rival]
        overtaken = self.are_overtaken & (best > self.bar)
        found[overtaken] = 0
        found[overtaken, OVERTAKEN] = SIXTIETHS
        return found

    @cached_property
    def _as_it_was(self) -> tuple[Floats, Floats]:
        """Return the best own offer, and what was taken instead, with all barriers in place [utils]."""
        needs = np.arange(len(self.offers.nothing))
        return self._best(needs, np.zeros_like(needs))

    @cached_property
    def bar(self) -> Floats:
        """Return what an offer must be better than: going without, and what was taken instead [utils]."""
        return np.maximum(self.offers.nothing, self._as_it_was[1])

    @cached_property
    def within_reach(self) -> Flags:
        """Say of each need whether any offer could pass the bar, if nothing crowded it.

        Crowding takes and never adds, so no other market need be worked out for the rest.
        """
        offers = self.offers
        most = offers.value + np.maximum(offers.message, 0.0) + np.maximum(offers.fit, 0.0)
        luck = uncrowded(self.nests, offers.shocks) * offers.scale.take(offers.row)
        could = most.max(axis=0, initial=-np.inf) + luck > self.bar.take(offers.row) - ROUNDING
        found = np.zeros(len(offers.nothing), dtype=bool)
        found[offers.row[could & offers.ours]] = True
        return found

    @cached_property
    def _barriers(self) -> Integers:
        """Return which barriers stand before any offer of each need, as the number of a set."""
        offers = self.offers
        stands = (
            ~offers.known,
            ~offers.at_hand,
            ~offers.in_stock | self._tried | self._too_late.take(offers.row),
            (offers.message != 0.0).any(axis=0),
            (offers.fit != 0.0).any(axis=0),
            offers.value[0] != offers.value[1],
        )
        found = np.zeros(len(offers.nothing), dtype=np.int64)
        for bit, before in enumerate(stands):
            found[offers.row[before & offers.ours]] |= 1 << bit
        return found

    @cached_property
    def _tried(self) -> Flags:
        """Say which offers were tried, and gone by then."""
        done, row, offer = self.done, self.offers.row, self.offers.offer
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
        pairs = np.bincount(self.offers.row, minlength=len(self.offers.nothing)).take(needs)
        weighed = np.cumsum(pairs << np.bitwise_count(self._barriers.take(needs)))
        return np.split(needs, np.flatnonzero(np.diff(weighed // WEIGHED_AT_ONCE)) + 1)

    def met(self, needs: Integers) -> Flags:
        """Return whether an own offer would have been taken without each set of barriers [needs, 64].

        The first set is empty: so it was, and no need was met, unless another took its place, or its
        customer is of a class that does not take what it weighs highest.
        """
        stands = self._barriers.take(needs)
        sets = np.arange(SETS)[None]
        at, number = np.nonzero(((sets & ~stands[:, None]) == 0) & (sets > 0))
        found = np.zeros((len(needs), SETS), dtype=bool)
        found[:, 0] = self._as_it_was[0].take(needs) > self.bar.take(needs)
        best, _ = self._best(np.asarray(needs.take(at)), np.asarray(number))
        found[at, number] = best > self.bar.take(needs.take(at))
        # a barrier that does not stand before a need changes nothing: other sets are told by what they share
        return np.take_along_axis(found, sets & stands[:, None], axis=1)

    def _best(self, need: Integers, number: Integers) -> tuple[Floats, Floats]:
        """Return the best own offer without a set of barriers, and what was taken instead.

        One value a need and a set; luck and all, minus infinity for nothing [utils]. Needs that are overtaken
        took nothing, and would have taken the best that rivals offer.
        """
        offers, row = self.offers, self.offers.row
        starts = starts_of(row, len(offers.nothing))
        at, pair = picked_rows(starts, need)
        there = np.flatnonzero(self._can_be_weighed(number.take(at), pair))
        at, pair = at.take(there), pair.take(there)
        sets, ours = number.take(at), offers.ours.take(pair)
        stocked = ours & ((sets & GONE) > 0)
        value = self._value(sets, pair) + np.where(stocked, 0.0, self._cost.take(pair))
        scale, cell = offers.scale.take(row.take(pair)), offers.cell.take(need)
        shocks = [shock.take(pair) for shock in offers.shocks]
        luck, _ = crowded(self.nests, shocks, at, offers.offer.take(pair), cell, value / scale)
        total = value + luck * scale + np.where(stocked, 0.0, self._later.take(pair))
        best, rival = np.full((2, len(need)), -np.inf)
        won = np.flatnonzero(ours)
        np.maximum.at(best, at.take(won), total.take(won))
        is_taken = offers.offer.take(pair) == self.done.taken.take(row.take(pair))
        taken = np.flatnonzero(~ours & (is_taken | self.are_overtaken))
        np.maximum.at(rival, at.take(taken), total.take(taken))
        return best, rival

    def _can_be_weighed(self, sets: Integers, pair: Integers) -> Flags:
        """Say which pairs, each without a set of barriers, can be weighed."""
        offers, ours = self.offers, self.offers.ours.take(pair)

        def there(of: Flags, barrier: int) -> Flags:
            found: Flags = of.take(pair) | (ours & ((sets & barrier) > 0))
            return found

        had = offers.in_stock | (offers.wait > -np.inf)
        return there(offers.known, UNKNOWN) & there(offers.at_hand, ELSEWHERE) & there(had, GONE)

    def _value(self, sets: Integers, pair: Integers) -> Floats:
        """Return the utility of pairs, each without a set of barriers, luck and waiting apart [utils]."""
        offers = self.offers
        price = ((sets & DEARER) > 0).astype(np.int64)
        value: Floats = offers.value[price, pair]
        for barrier, added in ((MESSAGE, offers.message), (FIT, offers.fit)):
            value = value + np.where((sets & barrier) > 0, added[price, pair], 0.0)
        return value

    @cached_property
    def _cost(self) -> Floats:
        """Return what waiting takes away of each pair as it is weighed [utils]."""
        return np.where(self.offers.in_stock, 0.0, self.offers.wait)

    @cached_property
    def _later(self) -> Floats:
        """Return what is taken from each pair beyond that by being gone at the customer's turn [utils]."""
        offers = self.offers
        late = np.where(self._too_late.take(offers.row) & offers.in_stock, -np.inf, 0.0)
        return np.where(self._tried, np.where(offers.in_stock, offers.wait, 0.0), late)
