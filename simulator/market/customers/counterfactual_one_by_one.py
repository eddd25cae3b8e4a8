"""Counterfactuals one by one: what customers that were asked in turn might have had, laid out as columns."""

import numpy as np

from simulator.market.customers.counterfactual_offers import CounterfactualOffers
from simulator.market.customers.crowd import column
from simulator.market.customers.customer import Customer
from simulator.market.customers.visit import Visit
from simulator.market.state.utility_terms import AS_IT_IS, BARRIERS


def counterfactuals_of(asked: list[tuple[Customer, Visit]]) -> CounterfactualOffers:
    """Lay out what customers that are asked one by one might have had, with the visit of each."""
    each = [c.counterfactuals(visit) for c, visit in asked]
    weighed = [found for one in each for found in one]
    offers = [found.offer for found in weighed]
    branches = len(asked[0][0].run_tables.nests.offers.nests.branches) if asked else 1
    shocks = np.array([t.weighed[AS_IT_IS].shocks for t in weighed], dtype=np.float64)
    values = np.array(
        [[w.value for w in priced] for t in weighed for priced in (t.weighed, t.at_remembered)],
        dtype=np.float64,
    ).reshape(len(weighed), 2, len(BARRIERS))
    value, informed, served = values.transpose(2, 1, 0)
    nothing = [c.not_buying(visit.category).total for c, visit in asked]
    return CounterfactualOffers(
        row=column(row for row, one in enumerate(each) for _ in one),
        offer=column(
            c.run_tables.offer(t.offer.outlet, t.offer.product)
            for (c, _), one in zip(asked, each, strict=True)
            for t in one
        ),
        ours=np.array([offer.is_focal for offer in offers], dtype=bool),
        known=np.array([found.is_known for found in weighed], dtype=bool),
        at_hand=np.array([found.is_at_hand for found in weighed], dtype=bool),
        in_stock=np.array([offer.in_stock for offer in offers], dtype=bool),
        wait=np.array(
            [-np.inf if offer.cost_of_waiting is None else offer.cost_of_waiting for offer in offers],
            dtype=np.float64,
        ),
        value=value,
        message=informed - value,
        fit=served - value,
        shocks=list(shocks.reshape(-1, branches).T),
        cell=column(c.cell for c, _ in asked),
        scale=np.array([c.week.shock for c, _ in asked], dtype=np.float64),
        nothing=np.array(nothing, dtype=np.float64),
    )
