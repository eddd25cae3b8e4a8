"""Terms of return by offer: the outlet's own, its contract's over them, and a promotion's under it.

A unit that has come back is handled as its outlet handles all of that product, whatever was promised to its
customer: inspected, restocked or thrown away, and credited.
"""

from collections.abc import Sequence

import numpy as np

from simulator.base.arrays import Integers
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.channel.selector import Selector
from simulator.domain.offers.return_terms import ReturnTerms
from simulator.market.state.backorder_book import OrderedPromotion
from simulator.market.state.choice_tables import NONE, PromotionalPrice, RunTables
from simulator.scenario.schema import Scenario


class TermsOfReturn:
    """All terms of a run, each by its place, and which of them hold for which units."""

    def __init__(
        self, given: Scenario, run_tables: RunTables, outlets: list[Member], contracts: Sequence[Contract]
    ) -> None:
        self.all: list[ReturnTerms] = list(given.returns)
        self._usual = usual_terms(given, run_tables, outlets).ravel()
        self._contracted(given, run_tables, contracts)
        self._handled = self._usual.copy()
        self._promoted: dict[int, Integers] = {}
        for number, promotion in enumerate(given.promotions):
            if promotion.returns is None:
                continue
            product = run_tables.products.index(promotion.product)
            selected = np.array([promotion.at.selects(outlet) for outlet in outlets], dtype=bool)
            sold = np.flatnonzero(selected & run_tables.offered[:, product])
            terms = self._promoted[number] = np.full(len(self._usual), NONE, dtype=np.int64)
            for offer in (sold * len(run_tables.products) + product).tolist():
                whole = ReturnTerms.promised(promotion.returns, promotion.at, self._usual_of(offer))
                terms[offer] = self._place(whole)
                if self._handled[offer] == NONE:
                    self._handled[offer] = terms[offer]

    def _contracted(self, given: Scenario, run_tables: RunTables, contracts: Sequence[Contract]) -> None:
        """Note the terms that contracts ask of outlets, over their own; digital goods are not sent back."""
        for contract in contracts:
            for product, promise in contract.returns.items():
                if contract.buyer in run_tables.outlets and not given.products[product].digital:
                    outlet = run_tables.outlets.index(contract.buyer)
                    offer = run_tables.offer(outlet, run_tables.products.index(product))
                    at = Selector(name=contract.buyer)
                    self._usual[offer] = self._place(ReturnTerms.promised(promise, at, self._usual_of(offer)))

    def _usual_of(self, offer: int) -> ReturnTerms | None:
        """Return the terms on which an offer's outlet takes it back from everybody; none if it does not."""
        place = int(self._usual[offer])
        return None if place == NONE else self.all[place]

    def of(self, offer: Integers, promotion: Integers) -> Integers:
        """Return the places of the terms of units, or NONE; *promotion*: its number, or NONE."""
        found = self._usual.take(offer)
        for number, terms in self._promoted.items():
            under = promotion == number
            found[under] = terms.take(offer[under])
        return found

    def handled(self, offer: int) -> ReturnTerms:
        """Return the terms on which units of an offer are inspected, sold again and credited."""
        return self.all[int(self._handled[offer])]

    def _place(self, terms: ReturnTerms) -> int:
        if terms not in self.all:
            self.all.append(terms)
        return self.all.index(terms)


def numbers_of(promotions: Sequence[PromotionalPrice | OrderedPromotion], place: Integers) -> Integers:
    """Return the numbers in the scenario of promotions that units were bought under, by place, or NONE."""
    return np.array([NONE, *(one.number for one in promotions)])[1 + place]


def usual_terms(given: Scenario, run_tables: RunTables, outlets: list[Member]) -> Integers:
    """Return the place of each offer's own terms, or NONE [O, P]; digital goods have none."""
    found = np.full((len(outlets), len(run_tables.products)), NONE, dtype=np.int64)
    for number, terms in enumerate(given.returns):
        about = [
            terms.product in (None, name) and not given.products[name].digital for name in run_tables.products
        ]
        selected = np.array([terms.at.selects(outlet) for outlet in outlets], dtype=bool)
        found[np.outer(selected, np.array(about, dtype=bool)) & run_tables.offered] = number
    return found
