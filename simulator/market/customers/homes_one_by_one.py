"""Homes one by one: what customers have and keep, asked of each in turn."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.market.customers.all_at_once import AllAtOnce
from simulator.market.customers.crowd import column
from simulator.market.customers.customer import Customer
from simulator.market.state.repair_book import Failures


class HomesOneByOne(AllAtOnce):
    """Customers as agents at home."""

    customers: list[Customer]
    """All of them, in their order."""

    def store(self, who: Integers, product: Integers) -> None:
        """Let customers keep a unit for later, each once."""
        for row, what in zip(who.tolist(), product.tolist(), strict=True):
            customer = self.customers[row]
            customer.pantry[what] = customer.pantry.get(what, 0) + 1
            self.columns.belongings.drawn[customer.cell, what] -= 1

    def set_aside(self, who: Integers, product: Integers) -> None:
        """Let customers use no more what they will send back, or what fails, one unit a row."""
        for row, what in zip(who.tolist(), product.tolist(), strict=True):
            customer = self.customers[row]
            self.columns.belongings.drawn[customer.cell, what] += customer.sets_aside(what)

    def send_back(self, who: Integers, offer: Integers, week: int) -> None:
        """Let customers have in use no longer what they send back."""
        super().send_back(who, offer, week)
        products = (offer % len(self.run_tables.products)).tolist()
        for row, product in zip(who.tolist(), products, strict=True):
            self.customers[row].send_back(product, week)

    def fail(self, failed: Failures, week: int, covered: Flags) -> Integers:
        """Let customers see units fail, and perhaps leave; return for how long each would have been used."""
        felt = self.taking_home.satisfaction_when_failed(failed.customer, failed.offer)
        super().fail(failed, week, covered)
        columns = failed.customer, failed.offer, covered, failed.need, felt
        weeks_left = []
        for row, offer, claims, need, content in zip(*(one.tolist() for one in columns), strict=True):
            unit = self.unit(offer, satisfaction=content, week=need, luck_week=0)
            weeks_left.append(self.customers[row].fails(unit, week, claims))
        return column(weeks_left)

    def unit(self, offer: int, **found: Any) -> SimpleNamespace:
        """Return a unit of an offer as its customer has it: what is known of it, and what was found."""
        outlet, product = divmod(offer, len(self.run_tables.products))
        known = {**self.traits.numbers[outlet], **self.terms.products[product]}
        return SimpleNamespace(**known, outlet=outlet, product=product, **found)

    def come_from_repair(self, who: Integers, product: Integers, week: int, weeks_left: Integers) -> None:
        """Let customers have in use again, for so many weeks, what comes back from a repairer; 0: not."""
        super().come_from_repair(who, product, week, weeks_left)
        for row, what, weeks in zip(who.tolist(), product.tolist(), weeks_left.tolist(), strict=True):
            self.customers[row].uses_again(what, week, weeks)

    def wear_out(self, week: int) -> tuple[Integers, Integers, Integers]:
        """Let units wear out after their last week of use; return customers, products and units."""
        super().wear_out(week)
        over = [(c.row, *worn) for c in self.customers for worn in c.wears_out(week).items()]
        who, product, units = (column(row[at] for row in over) for at in range(3))
        return who, product, units

    def units_kept(self, week: int) -> tuple[Integers, Integers]:
        """Return how many units customers have in use at a week's end, and for later, each [C, P]."""
        in_use, stored = np.zeros((2, *self.columns.belongings.drawn.shape), dtype=np.int64)
        for customer in self.customers:
            for product, units in customer.units_in_use.items():
                in_use[customer.cell, product] += units * (customer.in_use[product] >= week)
            for product, units in customer.pantry.items():
                stored[customer.cell, product] += units
        return in_use, stored

    def having(self, in_use: Integers, week: int) -> Integers:
        """Return how many customers are heard of each product [C, P]; *in_use*: how many have it in use."""
        found = super().having(in_use, week)
        for product in np.flatnonzero(self.run_tables.lasting.talk_weeks).tolist():
            cells = column(customer.cell for customer in self.customers if customer.is_heard_of(product))
            found[:, product] = np.bincount(cells, minlength=len(found))
        return found

    def ask_for_help(self, week: int) -> tuple[Integers, Integers]:
        """Ask everybody whether it needs help this week, product by product."""
        del week
        asked = [
            (customer.row, product)
            for product in np.flatnonzero(self.run_tables.help_asked).tolist()
            for customer in self.customers
            if customer.asks_for_help(product)
        ]
        return column(row for row, _ in asked), column(product for _, product in asked)

    def wait_for_help(self, who: Integers, product: Integers) -> None:
        """Let customers have waited a week for help, each with each product once."""
        super().wait_for_help(who, product)
        for row, number in zip(who.tolist(), product.tolist(), strict=True):
            self.customers[row].weeks_unhelped[number] += 1
