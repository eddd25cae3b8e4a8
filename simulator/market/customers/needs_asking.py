"""Needs asking: which questions about products have been answered to each open need, in columns.

Kept where customers have questions at all (`catalog/utility/open_questions.py`) and needs last: one byte for
each customer and product. What is answered stays so until the need ends; needs that add up ask together.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Floats, Integers
from simulator.base.keyed_random import happens, threshold
from simulator.domain.product.question import QUESTIONS
from simulator.market.customers.customer_columns import CustomerColumns
from simulator.market.customers.lookers import Lookers
from simulator.market.customers.needs_at_stages import NeedsAtStages
from simulator.market.customers.questions_asked import Answers, answered_by_advice, questions_open
from simulator.market.state.ad import Ad
from simulator.market.state.choice_tables import WeekTables
from simulator.market.state.stages_passed import CONSIDERING, Lost


class NeedsAsking(NeedsAtStages):
    """Open needs, with the questions that were answered to each."""

    def __init__(self, columns: CustomerColumns, asks: bool) -> None:
        super().__init__(columns.run_tables, columns.people.cell.astype(np.int64))
        self.columns, self.asks = columns, asks
        shape = (len(self.cell) if asks and self.terms.any_last else 0, len(self.tables.products))
        self.answered: Answers = np.zeros(shape, dtype=np.uint8)
        """[N, P] which questions about a product were answered to the open need."""
        self._before: dict[int, tuple[Integers, Answers]] = {}

    def keeps_answers(self, category: int) -> bool:
        """Say whether answers to needs of a category are kept."""
        return bool(self.answered.size) and self.lasts(category)

    def start(self, category: int, who: Integers, week: int, luck_week: Integers | None = None) -> None:
        """Open a need of some customers; *luck_week*: week of its luck, if not this one."""
        super().start(category, who, week, luck_week)
        if self.keeps_answers(category):
            self._before[category] = who, self.answered[who]
            self.answered[np.ix_(who, self.tables.products_of[category])] = 0

    def overtaken(self, category: int, at_hand: NDArray[np.int32] | None) -> Lookers | None:
        """Return the needs that others overtook as they arose last, with what was answered to them."""
        found = super().overtaken(category, at_hand)
        if found is None or not self.keeps_answers(category):
            return found
        who, answered = self._before[category]
        return replace(found, answered=answered[np.searchsorted(who, found.who)])

    def hear(self, week_tables: WeekTables, category: int, lookers: Lookers) -> Lookers:
        """Let needs that look hear what media answer this week; return them with all that was answered."""
        if not self.asks:
            return lookers
        told = self._told(week_tables, category, lookers.who)
        if self.keeps_answers(category):
            self.answered[lookers.who] |= told
            told = self.answered[lookers.who]
        return replace(lookers, answered=told)

    def _told(self, week_tables: WeekTables, category: int, who: Integers) -> Answers:
        """Return which questions about products of a category media answer to customers this week [n, P]."""
        found, chance = np.zeros((len(who), len(self.tables.products)), dtype=np.uint8), week_tables.answered
        if chance is None:
            return found
        key, cell = self.columns.people.key.take(who), self.cell.take(who)
        for product in self.tables.products_of[category]:
            for number in np.flatnonzero(chance[:, product].any(axis=0)).tolist():
                what = self.tables.product_keys[product]
                words = self.columns.dice.words(f"answer {QUESTIONS[number]}", week_tables.week, key, what)
                is_told = happens(words, threshold(chance[:, product, number]).take(cell))
                found[:, product] |= is_told.astype(np.uint8) << number
        return found

    def be_told(self, ad: Ad, who: Integers, answers: Floats, week: int) -> None:
        """Let open needs of customers be answered by what is shown to them themselves [C, K]."""
        if not self.keeps_answers(int(self.tables.category_of[ad.product])):
            return
        key, cell = self.columns.people.key.take(who), self.cell.take(who)
        for number in np.flatnonzero(answers.any(axis=0)).tolist():
            words = self.columns.dice.words(f"answer {QUESTIONS[number]}", week, key, ad.key)
            is_told = happens(words, threshold(answers[:, number]).take(cell))
            self.answered[who, ad.product] |= is_told.astype(np.uint8) << number

    def lose_asking(
        self,
        week_tables: WeekTables,
        category: int,
        lookers: Lookers,
        stood: tuple[Lost, Integers],
        adviser: Integers | None,
    ) -> None:
        """Count questions open to needs that are lost and saw offers, about all own products that are sold.

        *stood*: where needs stand, and which these are; *adviser*: whose advice was had, none of needs
        that did not look now.
        """
        if not (self.asks and self.tells and len(lookers.who)):
            return
        looking = lookers.setting_out(self.columns, week_tables, category)
        if adviser is not None:
            looking.__dict__["adviser"] = adviser  # cached there: it need not be found again
        every, asks = np.arange(len(lookers.who)), np.ones((len(lookers.who), len(QUESTIONS)), dtype=bool)
        terms = week_tables.terms
        weights = np.stack(terms.segment_columns["question_weights"], axis=1).take(looking.cell, axis=0)
        for product in self.tables.products_of[category]:
            if not (self.tables.focal[product] and week_tables.carried[:, product].any()):
                continue
            complexity = terms.product_columns["complexity"][product]
            are_open = questions_open(looking, every, np.full(len(every), product))
            asks &= (np.stack(are_open, axis=1) > 0.0) & (complexity * weights > 0.0)
        at = stood[0].some(stood[1])
        asks[at.stage < CONSIDERING] = False  # none of them has weighed anything
        self.passed.left_asking(category, looking.cell, at, asks)

    def learn(self, week_tables: WeekTables, category: int, lookers: Lookers, adviser: Integers) -> None:
        """Let needs that looked keep what their advisers answered."""
        if not self.keeps_answers(category):
            return
        looking = lookers.setting_out(self.columns, week_tables, category)
        looking.__dict__["adviser"] = adviser  # cached there: it need not be found again
        every = np.arange(len(lookers.who))
        for product in self.tables.products_of[category]:
            answers = answered_by_advice(looking, every, np.full(len(every), product))
            self.answered[lookers.who, product] |= answers
