"""Looking again: which open needs weigh offers this week, since what they could see may now be worth it.

At each visit that finds nothing it is noted what the best offer seen lacks to be better than going without.
From then on changes are added up by cell, each week's greatest (`WeekChanges`), and a need looks again once
they may have made up for what is lacking. It looks, too, in its first and its last week, with new luck, when
its search finds another outlet, when an outlet at hand has an offer that was not there, when a product may
have become known, when its customer knows one, or does not, by what media have shown to it itself, for as
long as it believes or has in the ear something by that, when it remembers another purchase, when outlets
change, and for as long as it wants what is sold out. Where advice is had or alike offers crowd each other,
what runs out, comes in or is forgotten counts besides. Nothing else can change what it finds: who does not
look would have bought nothing, and all entries but visits are those of a run in which everybody looks in
every week.

Where a term of utility of customers does not say that it is `steady`, everybody looks in every week.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.keyed_random import happens
from simulator.market.customers.customer_columns import CustomerColumns
from simulator.market.customers.longer_search import searched
from simulator.market.customers.week_changes import WeekChanges, largest
from simulator.market.state.choice_tables import RunTables, WeekTables
from simulator.market.state.utility_terms import UtilityTerms

UNSEEN = -1
ROUNDING = 1e-9
"""Below which share of what is added up two utilities are not told apart here."""


@dataclass
class Sums:
    """Changes of each category and cell, added up over the weeks [Q, C]."""

    gain: Floats
    """Most by which offers became better, their prices apart [utils]."""
    relief: Floats
    """Most by which less was felt of a price [currency]."""
    sway: Floats
    """Most by which luck and all of an offer may have risen where offers crowd each other [utils]."""
    sway_of_price: Floats
    """The same by prices [currency]."""
    learnt: Floats
    """Most by which more is known of a product [of 2^32]."""
    forgotten: Floats
    """Most by which less is known of a product [of 2^32]."""

    @classmethod
    def none(cls, tables: RunTables) -> "Sums":
        """Return sums of nothing yet."""
        return cls(*(np.zeros(tables.needs.lasts.shape) for _ in cls.__dataclass_fields__))

    def add(self, changes: WeekChanges, crowds: bool) -> None:
        """Add up a week's changes."""
        self.gain += changes.better
        self.relief += changes.cheaper
        self.learnt += changes.learnt
        self.forgotten += changes.forgotten
        if crowds:
            rise, fall = changes.better + changes.sooner, changes.worse + changes.later
            self.sway += 2.0 * rise + fall
            self.sway_of_price += 2.0 * changes.cheaper + changes.dearer


class LookingAgain:
    """What open needs lacked when they looked last, and what has changed since."""

    def __init__(self, columns: CustomerColumns, terms: UtilityTerms) -> None:
        self.columns, self.tables = columns, columns.run_tables
        shape = (len(self.tables.categories), len(columns.people.key) if self.tables.needs.any_last else 0)
        self.knew: dict[int, NDArray[np.int8]] = {}
        """[N] by product shown to customers themselves: whether each knew it as it looked last, or UNSEEN."""
        self.believed = np.zeros(shape, dtype=bool)
        """[Q, N] whether each believed something of a category beyond its cell as it looked last."""
        self.lacking, self.lacking_in_crowd, self.to_learn, self.to_forget = (
            np.zeros(shape) for _ in range(4)
        )
        self.at_hand = {
            category: columns.people.candidates.copy()
            for category in range(len(self.tables.categories))
            if self.tables.needs.any_last and self.tables.needs.widens(category)
        }
        self.bought, self.had_bought = np.zeros((2, shape[1]), dtype=bool)
        """Which customers took something home since the last shopping began, and in the week before it."""
        of_terms = any(term.remembers or term.remembers_of_products for term in terms.all)
        self.remembers = self.tables.needs.any_last and (of_terms or any(self.tables.lasting.bases))
        """Whether what is bought may make other offers worth more, or of use."""
        self.everybody = not all(term.steady for term in terms.all if term.per == "customer")
        """Whether everybody looks in every week."""
        self.crowds = self.tables.nests.offers.nests.crowding > 0.0
        self.sums = Sums.none(self.tables)
        self.now: WeekTables
        self.changes: WeekChanges | None = None

    def open_week(self, tables: WeekTables) -> None:
        """Take up what has changed since last week."""
        if not self.tables.needs.any_last:
            return
        self.had_bought, self.bought = self.bought, np.zeros_like(self.bought)
        before, self.now = getattr(self, "now", None), tables
        self.size = largest(tables)
        self.changes = None if before is None else WeekChanges(before, tables, self.tables)
        if self.changes is not None:
            self.sums.add(self.changes, self.crowds)

    def widened(self, category: int, who: Integers, weeks: Integers) -> Flags:
        """Search further; return which needs, open for so many weeks, find other outlets than before."""
        terms, cell = self.tables.needs, self._cell(who)
        wider: Flags = (weeks <= 1) | (terms.growth[category].take(cell) > 0.0)
        if self.changes is None or self.changes.of_outlets:
            wider[:] = True
        some = np.flatnonzero(wider)
        found = searched(self.columns, who.take(some), weeks.take(some), category)
        before = self.at_hand[category][who[some]]
        self.at_hand[category][who[some]] = found
        wider[some] = (found != before).any(axis=1)
        return wider

    def _cell(self, who: Integers) -> Integers:
        return self.columns.people.cell.take(who).astype(np.int64)

    def due(self, category: int, who: Integers) -> Flags:
        """Say which of some customers look again, for what has changed in what they could see."""
        if self.everybody or self.changes is None or self.changes.of_outlets:
            return np.ones(len(who), dtype=bool)
        cell = self._cell(who)
        turned = self._at_hand(category, who, self.changes.turned[category])
        due = self._reached(category, who, cell, self.lacking, (self.sums.gain, self.sums.relief))
        forgets = self.sums.forgotten[category].take(cell) >= self.to_forget[category].take(who)
        if self.crowds:
            sways = self.sums.sway, self.sums.sway_of_price
            due &= turned | forgets | self._reached(category, who, cell, self.lacking_in_crowd, sways)
            self.lacking_in_crowd[category, who[turned]] = -np.inf  # it was noted before other offers
        due |= (turned | forgets) & self._advises[category].take(cell)
        due |= self._at_hand(category, who, self.changes.come[category])
        due |= self.sums.learnt[category].take(cell) > self.to_learn[category].take(who)
        due |= self._learns_itself(category, who)
        due |= self.believed[category].take(who) | self._believes_itself(category, who)
        return due | self.had_bought.take(who) | self.bought.take(who) if self.remembers else due

    def note(self, category: int, who: Integers, lacks: tuple[Floats, Floats]) -> None:
        """Note what the best offer lacked, without and with crowding, for customers that may look again."""
        cell = self._cell(who)
        beta = self.columns.price_sensitivity(who, category)
        rounding = ROUNDING * (1.0 + self.size[0].take(cell) + beta * self.size[1].take(cell))
        sums = (self.sums.gain, self.sums.relief), (self.sums.sway, self.sums.sway_of_price)
        for noted, lack, (gain, relief) in zip(
            (self.lacking, self.lacking_in_crowd), lacks, sums, strict=True
        ):
            since = gain[category].take(cell) + beta * relief[category].take(cell)
            noted[category, who] = (1.0 - ROUNDING) * (lack + since) - rounding
        for product in self._shown(category):
            knew = self.knew.setdefault(product, np.full(len(self.columns.people.key), UNSEEN, np.int8))
            knew[who] = self._knows(product, who)
        self.believed[category, who] = self._believes_itself(category, who)
        learn, forget = self._knowledge(category, who, cell)
        self.to_learn[category, who] = learn + self.sums.learnt[category].take(cell)
        self.to_forget[category, who] = forget + self.sums.forgotten[category].take(cell)

    def _reached(
        self, category: int, who: Integers, cell: Integers, noted: Floats, sums: tuple[Floats, Floats]
    ) -> Flags:
        """Say for which customers changes may have made up for what was lacking."""
        apart, of_price = (one[category].take(cell) for one in sums)
        reached: Flags = apart + self.columns.price_sensitivity(who, category) * of_price >= noted[
            category
        ].take(who)
        return reached

    def _at_hand(self, category: int, who: Integers, outlets: Flags) -> Flags:
        """Say of each customer whether one of some outlets is at hand."""
        if not outlets.any():
            return np.zeros(len(who), dtype=bool)
        at_hand: NDArray[np.int32] = self.at_hand.get(category, self.columns.people.candidates)
        found: Flags = np.append(outlets, False)[at_hand[who]].any(axis=1)  # NONE is the last place
        return found

    def _learns_itself(self, category: int, who: Integers) -> Flags:
        """Say which customers know a product, or do not, by what was shown to them since they looked."""
        found = np.zeros(len(who), dtype=bool)
        for product in self._shown(category):
            if product in self.knew:
                found |= self.knew[product].take(who) != self._knows(product, who)
            else:
                found |= self.columns.heard[product].take(who) > 0.0
        return found

    def _believes_itself(self, category: int, who: Integers) -> Flags:
        """Say which customers have heard of price, or believe of a category, something beyond their cells."""
        talk = self.columns.own_talk
        found = np.zeros(len(who), dtype=bool) if talk is None else talk.is_in_ear(who)
        for (product, _), own in self.columns.believes.items():
            if product in self.tables.products_of[category]:
                found |= own.take(who) != 0.0
        return found

    def _shown(self, category: int) -> list[int]:
        """Return the products of a category of which media have shown something to customers themselves."""
        return [product for product in self.tables.products_of[category] if product in self.columns.heard]

    def _knows(self, product: int, who: Integers) -> Flags:
        """Say which customers know a product by what they and their cells have heard."""
        key = self.columns.people.key.take(who)
        words = self.columns.dice.words("aware", -1, key, self.tables.product_keys[product])
        return happens(words, self.columns.aware(self.now.aware, product, who, self._cell(who)))

    def _knowledge(self, category: int, who: Integers, cell: Integers) -> tuple[Floats, Floats]:
        """Return how much more, or less, must be known of products for one to be learnt, or forgotten."""
        key = self.columns.people.key.take(who)
        learn, forget = np.full(len(who), np.inf), np.full(len(who), np.inf)
        for product in self.tables.products_of[category]:
            words = self.columns.dice.words("aware", -1, key, self.tables.product_keys[product]) >> 32
            ahead = words.astype(np.float64) - self.columns.aware(self.now.aware, product, who, cell)
            ahead[self.columns.experience[who, product]] = np.nan
            learn = np.fmin(learn, np.where(ahead >= 0.0, ahead, np.nan))
            forget = np.fmin(forget, np.where(ahead < 0.0, -ahead, np.nan))
        return learn, forget

    @property
    def _advises(self) -> Flags:
        """Return in which categories customers of each cell may have advice [Q, C]."""
        advises: Flags = (self.now.advice > -np.inf).any(axis=2)
        return advises
