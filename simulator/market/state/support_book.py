"""Support book: open contacts of customers, the member that answers for each product, and its terms.

A contact is one customer's, since whoever waits is less content; in the ledger they are counts.
"""

from dataclasses import dataclass, fields

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.domain.offers.support_terms import SELLER, SupportTerms, place_of_support
from simulator.ledger.header import NOBODY_CODE, RunHeader
from simulator.market.state.choice_tables import NONE, RunTables
from simulator.scenario.schema import Scenario

FOR_EVER = np.iinfo(np.int64).max
"""Weeks of patience that never end."""


@dataclass(frozen=True)
class Contacts:
    """Contacts of customers with members, one a row, in the order in which they are served."""

    customer: Integers
    cell: Integers
    product: Integers
    outlet: Integers
    """Code of the outlet at which the unit in use was bought, or NONE."""
    answerer: Integers
    """Code of the member that is to answer."""
    asked: Integers
    """Week in which help was asked for [week]."""

    @classmethod
    def none(cls) -> "Contacts":
        """Return no contacts."""
        return cls(*(np.zeros(0, dtype=np.int64) for _ in fields(cls)))

    def __len__(self) -> int:
        return len(self.customer)

    def where(self, chosen: Flags | Integers) -> "Contacts":
        """Return the contacts that are chosen."""
        return Contacts(*(getattr(self, f.name)[chosen] for f in fields(self)))

    def then(self, others: "Contacts") -> "Contacts":
        """Return these contacts and others behind them."""
        return Contacts(
            *(np.concatenate([getattr(self, f.name), getattr(others, f.name)]) for f in fields(self))
        )


class SupportBook:
    """Terms of support, and the contacts that wait."""

    def __init__(self, given: Scenario, run_tables: RunTables, header: RunHeader) -> None:
        self.terms: tuple[SupportTerms, ...] = tuple(given.support)
        places = [place_of_support(self.terms, name) for name in run_tables.products]
        self.terms_of = np.array([NONE if at is None else at for at in places], dtype=np.int64)
        """[P] place among the terms, or NONE."""
        patience = [None if at is None else self.terms[at].patience_weeks for at in places]
        self.patience = np.array([FOR_EVER if weeks is None else weeks for weeks in patience])
        """[P] after how many weeks a customer gives up [weeks]."""
        self.maker = np.array([header.code(header.maker_of(name)) for name in run_tables.products])
        """[P] code of the manufacturer."""
        said = [None if at is None else self.terms[at].answered_by for at in places]
        self.by_seller = np.array([name == SELLER for name in said], dtype=bool)
        """[P] whether the outlet answers at which the unit was bought."""
        code = {name: number for number, name in enumerate(header.parties)}
        by_maker = [name in (None, SELLER) for name in said]
        self.answerer = np.where(by_maker, self.maker, [code.get(str(name), NOBODY_CODE) for name in said])
        """[P] code of the member that answers, if that outlet does not; none if a switch leaves it out."""
        self.waiting = Contacts.none()
        """Contacts that wait, first come, first served."""

    @property
    def is_on(self) -> bool:
        """Say whether a scenario has support."""
        return bool(self.terms)

    def answerers(self, product: Integers, outlet: Integers) -> Integers:
        """Return the members that answer about products bought at outlets, or before the run, by code."""
        return np.where(self.by_seller[product] & (outlet != NONE), outlet, self.answerer[product])
