"""Week changes: bounds on how much offers have changed since last week, for needs that may look again.

Bounds over all offers of a category that a cell's customers may have at hand: how much better or worse one
has become [utils], how much cheaper or dearer as it is felt [currency], and how much more or less is known
of a product [of 2^32]. With the change of V of any offer in [−d, u], that of its utility is at most

    u       where the luck of an offer hangs on itself alone
    2u + d  with crowding, since what a nest is worth moves with what is in it, and no further

What a customer remembers may add to V a share s in [0, 1] of what changes, for each term and product its own
(`in_full`). A change a of what is the same for all of a cell, and b of what is added in full, then changes V
by a + s b, which lies between a + min(b, 0) and a + max(b, 0).

Prices are told by what they add to V per unit of price sensitivity, talk of them included (`sensed_prices`).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.base.arrays import Flags, Floats, Words
from simulator.market.customers.sensed_prices import most_risen
from simulator.market.state.choice_tables import RunTables, WeekTables
from simulator.market.state.utility_columns import ColumnView
from simulator.market.state.utility_terms import WITH_UTILITY


@dataclass(frozen=True)
class WeekChanges:
    """What has changed from the tables of a week to the tables of the next."""

    before: WeekTables
    now: WeekTables
    run_tables: RunTables

    @property
    def of_outlets(self) -> bool:
        """Say whether an outlet has become another to customers, or does more: then anything may differ."""
        if self.now.outlet_columns is not self.before.outlet_columns:
            return True
        return not np.array_equal(self.now.expertise, self.before.expertise)

    @cached_property
    def better(self) -> Floats:
        """Return by how much an offer has become better, its price apart [Q, C, utils]."""
        return self._most(_most_risen(self.before, self.now))

    @cached_property
    def worse(self) -> Floats:
        """Return by how much an offer has become worse, its price apart [Q, C, utils]."""
        return self._most(_most_risen(self.now, self.before))

    @cached_property
    def sooner(self) -> Floats:
        """Return by how much waiting for an offer has become less of a burden [Q, C, utils]."""
        return self._wait(self.before, self.now)

    @cached_property
    def later(self) -> Floats:
        """Return by how much waiting for an offer has become more of a burden [Q, C, utils]."""
        return self._wait(self.now, self.before)

    @cached_property
    def cheaper(self) -> Floats:
        """Return by how much less is felt of a price [Q, C, currency]."""
        return self._most(most_risen(self.before, self.now))

    @cached_property
    def dearer(self) -> Floats:
        """Return by how much more is felt of a price [Q, C, currency]."""
        return self._most(most_risen(self.now, self.before))

    @cached_property
    def learnt(self) -> Floats:
        """Return by how much more of 2^32 customers know a product [Q, C]."""
        return self._of_category(_difference(self.before.aware, self.now.aware))

    @cached_property
    def forgotten(self) -> Floats:
        """Return by how much less of 2^32 customers know a product [Q, C]."""
        return self._of_category(_difference(self.now.aware, self.before.aware))

    @cached_property
    def come(self) -> Flags:
        """Return which outlets have an offer that they did not have [Q, O]."""
        return self._at_outlets(self.now.carried & ~self.before.carried)

    @cached_property
    def turned(self) -> Flags:
        """Return at which outlets an offer has come, gone, run out or come in, or can be ordered [Q, O]."""
        before, now = self.before, self.now
        turned = (now.carried != before.carried) | ((now.stock > 0) != (before.stock > 0))
        if before.wait is not None and now.wait is not None:
            turned = turned | ((now.wait > -np.inf) != (before.wait > -np.inf)).any(axis=0)
        return self._at_outlets(turned)

    @cached_property
    def _seen(self) -> Flags:
        """Return which offers stand now as before, where customers may have them at hand [Q, C, O, P]."""
        tables = self.run_tables
        visible = tables.at_home[None] | (tables.needs.elsewhere > 0.0)[:, :, None]
        return visible[:, :, :, None] & (self.before.carried & self.now.carried)[None, None]

    def _wait(self, of: WeekTables, less: WeekTables) -> Floats:
        if of.wait is None or less.wait is None:
            return np.zeros(self.run_tables.needs.lasts.shape)
        told = np.isfinite(of.wait) & np.isfinite(less.wait)
        return self._most(np.where(told, less.wait, 0.0) - np.where(told, of.wait, 0.0))

    def _most(self, change: Floats) -> Floats:
        """Return the most of a change of offers [C, O, P] in each category and cell, at least 0 [Q, C]."""
        found = np.zeros(self.run_tables.needs.lasts.shape)
        for category, products in enumerate(self.run_tables.products_of):
            of = list(products)
            seen = np.where(self._seen[category][:, :, of], change[:, :, of], 0.0)
            found[category] = seen.max(axis=(1, 2), initial=0.0)
        return found

    def _of_category(self, rise: Floats) -> Floats:
        """Return the most of a rise of products [C, P] in each category and cell, at least 0 [Q, C]."""
        return np.array([rise[:, list(of)].max(axis=1, initial=0.0) for of in self.run_tables.products_of])

    def _at_outlets(self, offers: Flags) -> Flags:
        """Return at which outlets it is so of an offer of each category [Q, O]."""
        return np.array([offers[:, list(of)].any(axis=1) for of in self.run_tables.products_of])


def _most_risen(then: WeekTables, since: WeekTables) -> Floats:
    """Return by how much, at most, V has risen for a customer, prices apart [C, O, P, utils]."""
    rise = _worth(since) - _worth(then)
    for before, now in zip(_in_full(then), _in_full(since), strict=True):
        rise += np.maximum(now - before, 0.0)
    return rise


def _in_full(tables: WeekTables) -> list[Floats]:
    """Return what terms of customers add in full, term by term [C, O, P, utils]."""
    shopper = ColumnView((tables.terms.segment_columns, lambda column: column.reshape(-1, 1, 1)))
    offer = ColumnView(
        (tables.terms.product_columns, lambda column: column.reshape(1, 1, -1)),
        believed=tables.offer.believed,
        truth=tables.offer.truth,
    )
    return [np.asarray(term.in_full(shopper, offer)) for term in tables.terms.all if term.per == "customer"]


def _worth(tables: WeekTables) -> Floats:
    """Return what terms that are the same for a cell's customers add up to [C, O, P, utils]."""
    found = np.zeros((len(tables.reference_price), *tables.stock.shape))
    for reason in WITH_UTILITY:
        if reason in tables.utility:
            found += tables.utility[reason][0]
    return found


def largest(tables: WeekTables) -> tuple[Floats, Floats]:
    """Return the largest worth, its price apart, and the largest price felt of an offer in each cell [C]."""
    worth = np.where(tables.carried[None], np.abs(_worth(tables)), 0.0)
    felt = np.where(tables.carried[None], np.abs(tables.felt), 0.0)
    return worth.max(axis=(1, 2), initial=0.0), felt.max(axis=(1, 2), initial=0.0)


def _difference(less: Words, more: Words) -> Floats:
    found: Floats = more.astype(np.float64) - less.astype(np.float64)
    return found
