"""Taking home: what customers remember of the units that they take, and how content they are with them."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.keyed_random import happens, threshold
from simulator.base.numerics.each_once import each_once
from simulator.base.summation import total
from simulator.market.customers.customer_columns import CustomerColumns
from simulator.market.customers.own_beliefs import own_belief
from simulator.market.customers.own_memory import OwnColumns, unit_luck
from simulator.market.state.choice_tables import RunTables, WeekTables
from simulator.market.state.experienced import (
    CONTENT,
    CUSTOMERS,
    DISAPPOINTED,
    MEMBERS,
    MEMBERS_CONTENT,
    MEMBERS_SHORTFALL,
    RATED,
    REVIEWS,
    SATISFACTION,
    SHORTFALL,
    STEPS,
    Experienced,
)
from simulator.market.state.outlet_traits import OutletTraits
from simulator.market.state.utility_columns import ColumnView
from simulator.market.state.utility_terms import NO_VISIT, TIMES_FAILED, TIMES_HAD, UtilityTerms
from simulator.mechanisms.choice.utility import disconfirmed
from simulator.mechanisms.experience.satisfaction import contentment, satisfaction

DISAPPOINTS = 0.01
"""By how much less than expected, of all that can be had, a unit must deliver to disappoint."""


INDIFFERENT = 0.5
"""Satisfaction where nothing that a unit delivers is cared for."""


@dataclass
class TakingHome:
    """Units that customers take home, in columns."""

    columns: CustomerColumns
    run_tables: RunTables
    terms: UtilityTerms
    traits: OutletTraits
    experienced: Experienced = field(default_factory=Counter)
    """What has been experienced since it was written down last."""
    tables: WeekTables = field(init=False)
    """Tables of the last shopping: deliveries before this week's are held against what was told then."""
    _luck: list[Floats] = field(default_factory=list)
    """What the luck of units is worth, where some may be sent back [utils]."""

    def take(self, who: Integers, offer: Integers, week: Integers, weeks_late: Floats) -> Floats:
        """Let customers find out what their units are, each customer once, and remember it.

        *week*: this one, with the numbers of need and unit (`week_of_unit`).

        Return how satisfied each is [share].
        """
        if not len(who):
            return np.zeros(0)
        shopper, bought = self._views(who, offer, weeks_late)
        felt = self._felt(who, offer, shopper, bought)
        bought.also(satisfaction=felt.satisfaction)
        self._count(who, offer, week, felt)
        if self.run_tables.takes_returns:
            self._luck.append(total(shopper.values) * (bought.unit_luck * bought.variability))
        self._remember(who, bought.product, self.terms.after_purchase(shopper, bought), TIMES_HAD)
        return felt.satisfaction

    def _remember(self, who: Integers, product: Integers, found: dict[str, Any], times: str) -> None:
        """Let customers remember what they found, each customer once, and that it was once more."""
        columns = self.columns
        for name, value in found.items():
            if name in columns.own:
                columns.own[name][who, product] = value
            else:
                columns.memory[name][who] = value
        if times in columns.own:
            columns.own[times][who, product] += 1.0

    def satisfaction(self, who: Integers, offer: Integers, weeks_late: Floats) -> Floats:
        """Return how satisfied customers are with units that they take [share]."""
        if not len(who):
            return np.zeros(0)
        return self._felt(who, offer, *self._views(who, offer, weeks_late)).satisfaction

    def fail(self, who: Integers, offer: Integers, week: int) -> Floats:
        """Let customers find out that units of theirs deliver nothing any more, one unit a row.

        That is an experience of its own beside that of taking them home: what they deliver is 0, what was
        expected is what is believed by now, before any of these. Repair makes no difference to it.

        Return how satisfied each is [share].
        """
        felt = self._when_failed(who, offer)
        self._count(who, offer, np.full(len(who), week), felt, is_failure=True)
        for rows in each_once(who):
            shopper, failed = self._views(who[rows], offer[rows], np.zeros(len(rows)))
            failed.also(satisfaction=felt.satisfaction[rows])
            found = self.terms.after_failure(shopper, failed)
            self._remember(who[rows], failed.product, found, TIMES_FAILED)
        return felt.satisfaction

    def satisfaction_when_failed(self, who: Integers, offer: Integers) -> Floats:
        """Return how satisfied customers are with units that fail [share]."""
        return self._when_failed(who, offer).satisfaction

    def worth_of_use(self, who: Integers, offer: Integers) -> Floats:
        """Return what all that units deliver in the mean is worth to customers, Σ_b v_b truth_b [utils]."""
        shopper, bought = self._views(who, offer, np.zeros(len(who)))
        worth = total(v * truth for v, truth in zip(shopper.values, bought.truth, strict=True))
        return np.asarray(worth, dtype=np.float64)

    def on_delivery(self, who: Integers, offer: Integers, weeks_late: Floats) -> Floats:
        """Return what is found of units by how they are handed over, beyond all that was foreseen [utils]."""
        found: Floats = np.zeros(len(who))
        if len(who) and self.terms.on_delivery:
            views = self._views(who, offer, weeks_late)
            found += disconfirmed(self.terms.on_delivery, *views, NO_VISIT)
        return found

    def unit_luck(self, who: Integers, product: Integers) -> Floats:
        """Return the luck of the units that customers take; none where nothing is remembered of products."""
        columns = self.columns
        if not columns.own:
            return np.zeros(len(who))
        keys = columns.people.key.take(who), self.run_tables.product_keys.take(product)
        return unit_luck(columns.dice, *keys, OwnColumns(columns.own, who)[TIMES_HAD, product])

    def luck_of_units(self) -> Floats:
        """Return what the luck of units is worth that were taken home since this was asked last [utils]."""
        found, self._luck = np.concatenate([np.zeros(0), *self._luck]), []
        return found

    def put_in_order(self, rounds: list[Integers]) -> None:
        """Put the luck of units that were taken in several rounds into the order of their rows."""
        if self.run_tables.takes_returns and len(rounds) > 1:
            luck = np.concatenate(self._luck[-len(rounds) :])
            in_order = np.empty_like(luck)
            in_order[np.concatenate(rounds)] = luck
            self._luck[-len(rounds) :] = [in_order]

    def closed(self) -> Experienced:
        """Return what has been experienced, and begin anew."""
        found, self.experienced = self.experienced, Counter()
        return found

    def _when_failed(self, who: Integers, offer: Integers) -> "Felt":
        """Return what customers find of units that fail: they deliver nothing.

        What is found as a unit arrives was not believed before, so it is taken out of what was expected.
        """
        nothing = np.zeros(len(who))
        shopper, failed = self._views(who, offer, nothing)
        felt = self._felt(who, offer, shopper, failed)
        found: Floats = np.zeros(len(who)) + disconfirmed(self.terms.at_arrival, shopper, failed, NO_VISIT)
        care = np.asarray(total(shopper.values), dtype=np.float64)
        expected = felt.expected + np.divide(found, care, out=np.zeros(len(who)), where=felt.cares)
        weights = self.run_tables.disconfirmation_weights
        level = np.where(felt.cares, satisfaction(nothing, expected, *weights), INDIFFERENT)
        return Felt(felt.cares, nothing, expected, level, contentment(nothing, expected, *weights))

    def _reviews(self, who: Integers, product: Integers, week: Integers, is_failure: bool) -> Flags:
        """Say which customers review their units, each by luck of its own."""
        keys = self.columns.people.key.take(who), self.run_tables.product_keys.take(product)
        dice = self.columns.dice
        words = (
            dice.words("review of failure", week, *keys) if is_failure else dice.words("review", week, *keys)
        )
        return happens(words, threshold(self.run_tables.review_chance))

    def _views(self, who: Integers, offer: Integers, weeks_late: Floats) -> tuple[ColumnView, ColumnView]:
        """Return customers and the offers that they take."""
        columns, tables, cell = self.columns, self.tables, self.columns.people.cell.take(who)
        outlet, product = np.divmod(offer, len(self.run_tables.products))
        place = cell.astype(np.int64) * tables.stock.size + offer
        shopper = ColumnView(
            (columns.memory, lambda column: column.take(who)),
            (self.terms.segment_columns, lambda column: column.take(cell)),
            own=OwnColumns(columns.own, who),
        )
        bought = ColumnView(
            (self.traits.columns, lambda column: column.take(outlet)),
            (self.terms.product_columns, lambda column: column.take(product)),
            ({"believed": tables.offer.believed}, lambda column: column.ravel().take(place)),
            own_belief(columns, tables, who, product, place),
            ({"truth": tables.offer.truth}, lambda column: column.ravel().take(product)),
            outlet=outlet,
            product=product,
            unit_luck=self.unit_luck(who, product),
            weeks_late=weeks_late,
        )
        return shopper, bought

    def _felt(self, who: Integers, offer: Integers, shopper: Any, bought: Any) -> "Felt":
        """Return what customers find; caring for no benefit, they are neither pleased nor disappointed."""
        cell, tables = self.columns.people.cell.take(who).astype(np.int64), self.tables
        care: Floats = np.asarray(total(shopper.values), dtype=np.float64)
        delivered = total(v * truth for v, truth in zip(shopper.values, bought.truth, strict=True))
        table = tables.disconfirmation
        found = None if table is None else table.ravel().take(cell * tables.stock.size + offer)
        known = self.terms.promising["customer"] + self.terms.on_delivery
        beyond = disconfirmed(known, shopper, bought, NO_VISIT, start=found)
        with np.errstate(divide="ignore", invalid="ignore"):
            level, beyond = delivered / care, beyond / care
        luck = bought.unit_luck * bought.variability
        experienced, expected = level + luck, level - beyond
        weights = self.run_tables.disconfirmation_weights
        return Felt(
            care > 0.0,
            experienced,
            expected,
            np.where(care > 0.0, satisfaction(experienced, expected, *weights), INDIFFERENT),
            contentment(experienced, expected, *weights),
        )

    def _count(
        self, who: Integers, offer: Integers, week: Integers, felt: "Felt", is_failure: bool = False
    ) -> None:
        """Note how content customers are with their units, of all that care for what they deliver."""
        cares = np.flatnonzero(felt.cares)
        cell, size = self.columns.people.cell.take(who).astype(np.int64), self.tables.stock.size
        amounts = felt.satisfaction, felt.contentment, felt.expected - felt.experienced
        counted = tuple(np.rint(part[cares] * STEPS) for part in amounts)
        disappoints = (felt.experienced < felt.expected - DISAPPOINTS)[cares]
        columns = {CUSTOMERS: np.ones(len(cares)), DISAPPOINTED: disappoints.astype(np.float64)}
        columns |= dict(zip((SATISFACTION, CONTENT, SHORTFALL), counted, strict=True))
        columns |= self._heard(who[cares], offer[cares], week[cares], counted, is_failure)
        places, at = np.unique(cell[cares] * size + offer[cares], return_inverse=True)
        for what, column in columns.items():
            for place, number in zip(places.tolist(), np.bincount(at, column).tolist(), strict=True):
                self.experienced[place, what] += int(number)

    def _heard(
        self, who: Integers, offer: Integers, week: Integers, counted: tuple[Floats, ...], is_failure: bool
    ) -> dict[int, Floats]:
        """Return what of experiences others read in reviews, and what members of communities tell oftener."""
        columns: dict[int, Floats] = {}
        product = offer % len(self.run_tables.products)
        satisfied, content, shortfall = counted
        if self.run_tables.review_chance > 0.0:
            reviews = self._reviews(who, product, week, is_failure).astype(np.float64)
            columns |= {REVIEWS: reviews, RATED: reviews * satisfied}
        if self.run_tables.communities.any_join:
            member = self.columns.is_member[who, product].astype(np.float64)
            columns |= {MEMBERS: member, MEMBERS_CONTENT: member * content}
            columns |= {MEMBERS_SHORTFALL: member * shortfall}
        return columns


@dataclass(frozen=True)
class Felt:
    """What customers find of units that they take, one row each [shares of all that can be had]."""

    cares: Flags
    """Whether it cares for anything that the unit could deliver."""
    experienced: Floats
    expected: Floats
    satisfaction: Floats
    contentment: Floats
