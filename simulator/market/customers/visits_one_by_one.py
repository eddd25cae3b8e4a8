"""Visits one by one: what customers that were asked in turn find, laid out as surplus and harm read it."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.market.customers.after_choice import AfterChoice
from simulator.market.customers.customer import Customer
from simulator.market.customers.lookers import Lookers
from simulator.market.customers.utility_in_fact import Looking, UtilityInFact
from simulator.market.customers.visit import Visit
from simulator.market.state.utility_terms import UtilityTerms

type Asked = list[tuple[Customer, Visit]]
"""Customers with the visit of each."""


def found_again(asked: Asked, row: Integers, lookers: Lookers, week: int) -> UtilityInFact | None:
    """Return what customers that look again find, luck and all; none if there are none."""
    is_again = lookers.is_again(week)
    if is_again is None:
        return None
    shock = np.array([c.week.shock for c, _ in asked], dtype=np.float64)
    total = np.array([w.total for _, visit in asked for w in visit.considered], dtype=np.float64)
    nothing = np.array([visit.nothing for _, visit in asked], dtype=np.float64)
    return UtilityInFact(Looking(is_again, lookers.is_first, shock), row, total, nothing)


def after_choice_of(asked: Asked, terms: UtilityTerms) -> AfterChoice:
    """Return what of the utility of what is considered is other when it is had."""
    weighed = [w for _, visit in asked for w in visit.considered]
    disconfirmation = np.array([w.disconfirmation for w in weighed], dtype=np.float64)
    fleeting = np.array([w.fleeting for w in weighed], dtype=np.float64) if terms.fleeting else None
    option = np.array([w.option for w in weighed], dtype=np.float64) if terms.options else None
    return AfterChoice(fleeting, disconfirmation, option)
