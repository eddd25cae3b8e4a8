"""Customer states: what media that aim look at, in columns; kept only for such media.

Of each medium and category the week of a customer's last visit, of each list whether it is on it. Who has
left a list does not join again.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Flags, Integers, Words
from simulator.base.keyed_random import happens, threshold
from simulator.domain.communication.aimed_medium import NEVER, CustomerState, MailingList
from simulator.market.customers.customer_columns import CustomerColumns
from simulator.market.state.aimed_media import ListOfWeek, MediumAimed

STRANGER, ON_LIST, GONE = range(3)

type OfList = tuple[int, int]
"""A list: the place of its medium among the media that aim, and its manufacturer."""


class CustomerStates:
    """States of all customers."""

    def __init__(self, columns: CustomerColumns, media: tuple[MediumAimed, ...]) -> None:
        self.columns, self.tables, self.media = columns, columns.run_tables, media
        self.place = {one.name: number for number, one in enumerate(media)}
        customers, cells = len(columns.people.key), len(self.tables.cells)
        self.visited: dict[tuple[int, int], NDArray[np.int16]] = {}
        """[N] by medium and category: the week of the last visit, or 0 [week]."""
        self.lists: dict[OfList, NDArray[np.int8]] = {}
        """[N] by list: STRANGER, ON_LIST or GONE."""
        self.terms: dict[OfList, MailingList] = {}
        """How customers join and leave each list."""
        self.joined: dict[OfList, Integers] = {}
        """[C] by list: how many have joined since this was asked last."""
        self.left: dict[OfList, Integers] = {}
        for number, one in enumerate(media):
            for category, products in enumerate(self.tables.products_of):
                if np.isin(self.tables.maker[list(products)], list(one.list_keys)).any():
                    self.visited[number, category] = np.zeros(customers, dtype=np.int16)
            if (terms := one.medium.mailing_list) is None:
                continue
            for maker in one.list_keys:
                self.terms[number, maker] = terms
                self.lists[number, maker] = np.zeros(customers, dtype=np.int8)
                self.joined[number, maker], self.left[number, maker] = np.zeros((2, cells), dtype=np.int64)

    def visit(self, category: int, week: int, who: Integers, offer: Integers) -> None:
        """Remember that customers saw offers of a category, one pair each, as a need first looked for it."""
        outlet = self.tables.outlet_of.take(offer)
        for number, one in enumerate(self.media):
            if (number, category) in self.visited:
                self.visited[number, category][who[one.at.take(outlet)]] = week

    def at_list(self, of: OfList, who: Integers, offer: Integers) -> Integers:
        """Return which customers saw, or bought, the maker's goods where its list is offered, each once."""
        number, maker = of
        there = self.media[number].at.take(self.tables.outlet_of.take(offer))
        there &= self.tables.maker.take(self.tables.product_of.take(offer)) == maker
        return np.unique(who[there])

    def _joining(self, of: OfList, who: Integers) -> Words:
        """Return the words of customers for joining a list, once and for all."""
        key = self.media[of[0]].list_keys[of[1]]
        return self.columns.dice.words("joins list", -1, self.columns.people.key[who], key)

    def join(self, of: OfList, who: Integers, chance: float) -> None:
        """Let some customers join a list, unless they have ever been on it."""
        who = who[self.lists[of][who] == STRANGER]
        self.put_on_list(of, who[happens(self._joining(of, who), threshold(chance))])

    def put_on_list(self, of: OfList, who: Integers) -> None:
        """Let customers be on a list from now on."""
        self.lists[of][who] = ON_LIST
        self.joined[of] += self._by_cell(who)

    def take_off_list(self, of: OfList, who: Integers) -> None:
        """Let customers leave a list."""
        self.lists[of][who] = GONE
        self.left[of] += self._by_cell(who)

    def lists_of_week(self) -> list[ListOfWeek]:
        """Return what became of lists since this was asked last."""
        found = []
        for of in self.lists:
            on_list = self._by_cell(np.flatnonzero(self.lists[of] == ON_LIST))
            counted = self.joined[of].copy(), self.left[of].copy(), on_list
            cost = self.terms[of].lead_magnet_cost
            found.append(ListOfWeek(self.media[of[0]].name, of[1], *counted, cost))
            self.joined[of][:] = self.left[of][:] = 0
        return found

    def state(self, number: int, product: int, week: int, stage: Integers) -> CustomerState:
        """Return the states of all customers as a campaign about a product finds them on a medium.

        *stage*: how far the need of each has come.
        """
        category, maker = int(self.tables.category_of[product]), int(self.tables.maker[product])
        visited, left = self.visited[number, category], self.columns.belongings.left
        nobody: Flags = np.zeros(len(visited), dtype=bool)
        of = number, maker
        return CustomerState(
            weeks_since_visit=np.where(visited > 0, week - visited.astype(np.int32), NEVER),
            is_on_list=self.lists[of] == ON_LIST if of in self.lists else nobody,
            has_had=self.columns.experience[:, product],
            has_left=left[:, category] if left.shape[1] else nobody,
            stage=stage,
        )

    def _by_cell(self, who: Integers) -> Integers:
        cell = self.columns.people.cell.take(who)
        return np.bincount(cell, minlength=len(self.tables.cells)).astype(np.int64)
