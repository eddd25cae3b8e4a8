"""Reached one by one: customers are asked in turn what they meet of what aims at them, and remember.

Whom a budget pays for, and how many there are, is the columns' own.
"""

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.market.customers.crowd import column
from simulator.market.customers.customer import Customer
from simulator.market.customers.customer_states import OfList
from simulator.market.customers.homes_one_by_one import HomesOneByOne
from simulator.market.customers.visit import Visit
from simulator.market.state.ad import Ad
from simulator.market.state.shown import Shown


class ReachedOneByOne(HomesOneByOne):
    """Customers as agents that media aim at."""

    def note_visits(self, asked: list[tuple[Customer, Visit]], is_first: Flags) -> None:
        """Ask customers that look for something first to remember it, and whether they join lists."""
        if not self.states.media:
            return
        first = [one for one, is_so in zip(asked, is_first.tolist(), strict=True) if is_so]
        seen = [(customer, [(o.outlet, o.product) for o in visit.offers]) for customer, visit in first]
        for (customer, visit), (_, offers) in zip(first, seen, strict=True):
            customer.remembers_visit(
                visit.category, [outlet for outlet, _ in offers], self.taking_home.tables.week
            )
        self._let_join(seen, is_buyer=False)

    def join_as_buyers(self, who: Integers, offer: Integers) -> None:
        """Ask customers that bought or ordered offers whether they join lists."""
        pairs = np.stack(np.divmod(offer, len(self.run_tables.products)), axis=1).tolist()
        bought = [
            (self.customers[row], [(outlet, product)])
            for row, (outlet, product) in zip(who.tolist(), pairs, strict=True)
        ]
        self._let_join(bought, is_buyer=True)

    def _let_join(self, seen: list[tuple[Customer, list[tuple[int, int]]]], is_buyer: bool) -> None:
        for of in self.states.lists:
            for customer, offers in seen:
                if customer.joins(of, offers, is_buyer):
                    customer.lists[of] = True
                    self.states.put_on_list(of, column([customer.row]))

    def meeting(self, ad: Ad, week: int) -> Integers:
        """Ask everybody whether it would meet a campaign this week."""
        number, stages = self.states.place[ad.campaign.medium], self.stages_of(ad).tolist()
        asked = zip(self.customers, stages, strict=True)
        return column(one.row for one, stage in asked if one.meets(ad, number, week, stage))

    def hear_themselves(self, ad: Ad, who: Integers, contact: Shown) -> None:
        """Let customers remember what they are shown, and believe it."""
        super().hear_themselves(ad, who, contact)
        for row in who.tolist():
            customer = self.customers[row]
            contacts = contact.contacts[customer.cell].item()
            customer.is_shown(ad.product, contacts)
            if contact.of_price is not None:
                customer.is_told_of_price(contacts, contact.of_price)
            weights, beyond = (part[customer.cell].tolist() for part in (contact.weight, contact.beyond))
            customer.is_persuaded(ad.product, weights, beyond)

    def follow_cells(self, unmoved: Floats) -> None:
        """Let what moves cells leave so much of what customers believe beyond them [C, P, B]."""
        super().follow_cells(unmoved)
        for customer in self.customers:
            customer.hears_others(unmoved[customer.cell])

    def leaving(self, ad: Ad, who: Integers, week: int) -> list[tuple[OfList, Integers]]:
        """Ask customers that met a campaign whether they leave the list by which they did."""
        number = self.states.place[ad.campaign.medium]
        asked = [self.customers[row] for row in who.tolist()]
        leaves = column(one.row for one in asked if one.unsubscribes(ad, number, week))
        return [((number, int(self.run_tables.maker[ad.product])), leaves)] if len(leaves) else []

    def leave_list(self, of: OfList, who: Integers) -> None:
        """Let customers leave a list, unless they just have."""
        super().leave_list(of, who)
        for row in who.tolist():
            self.customers[row].lists[of] = False

    def forget_themselves(self, retention: float) -> None:
        """Let what customers have heard themselves fade for a week."""
        super().forget_themselves(retention)
        for customer in self.customers:
            customer.forgets(retention)
