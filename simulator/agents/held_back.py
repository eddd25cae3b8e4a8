"""Held back: what kept a customer from buying who had offers at hand and went without."""

from typing import TYPE_CHECKING

from simulator.agents.visit import Visit, Weighing
from simulator.domain.entries import HELD_BACK

if TYPE_CHECKING:
    from simulator.agents.customer import Customer

ABSENT, PRICE, MESSAGE, FIT = range(len(HELD_BACK))


def held_back_by(customer: "Customer", visit: Visit) -> int:
    """Return what kept a customer who went without from what the focal manufacturer offers: `HELD_BACK`.

    It tries again with the same luck: with all believed that the product delivers and no talk of price in
    its ear; then with nothing missing either, of what the product asks of its sellers, and no doubt left.
    """
    own = [w for w in visit.weighed if customer.layout.lists["focal"][w.product]]
    if not own:
        return ABSENT
    nothing = customer.not_buying(visit.category).total
    if any(if_told(customer, w) > nothing for w in own):
        return MESSAGE
    return FIT if any(if_served(customer, w) > nothing for w in own) else PRICE


def if_told(customer: "Customer", w: Weighing) -> float:
    """Return an offer's utility with luck, were all believed that is true of it [utils]."""
    tables, cell = customer.window.lists, customer.cell
    benefits = w.benefits + tables["unsaid"][cell][w.outlet][w.product]
    told: float = benefits + w.price / tables["salience"][cell] + w.taste + w.trust + w.luck
    return told


def if_served(customer: "Customer", w: Weighing) -> float:
    """Return the same, were nothing missing at the outlet and nothing in doubt [utils]."""
    tables, cell = customer.window.lists, customer.cell
    benefits = w.benefits + tables["unsaid"][cell][w.outlet][w.product]
    benefits += tables["unfit"][cell][w.outlet][w.product]
    loyalty = customer.layout.lists["loyalty"][cell] if w.outlet == customer.last_outlet else 0.0
    served: float = benefits + w.price / tables["salience"][cell] + w.taste + loyalty + w.luck
    return served
