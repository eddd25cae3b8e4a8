"""Overtaken: an overtaken need is lost to what it would have found, and to barriers before."""

import numpy as np
import pytest

from simulator.domain.ledger_entries import LOST_TO
from simulator.market.customers.counterfactual_offers import CounterfactualOffers, Done
from simulator.market.customers.lost_needs import LostNeeds
from simulator.market.state.choice_tables import NONE
from simulator.mechanisms.choice.nests import Branch, Nests

ALONE = np.ones(1)
FLAT = Nests((Branch(0.0, np.arange(2), np.arange(2), ALONE, ALONE, crowds_inside=True),), 0.0)
NOTHING = np.array([NONE])
OVERTAKEN = Done(NOTHING, NOTHING, NOTHING, NOTHING)


def lost(rival: float, known: bool, in_stock: bool = True) -> dict[str, int]:
    """Return to what a need is lost that an own offer worth 1 and a rival's stand before [sixtieths]."""
    nothing_added = np.zeros((2, 2))
    offers = CounterfactualOffers(
        row=np.zeros(2, dtype=np.int64),
        offer=np.arange(2),
        ours=np.array([True, False]),
        known=np.array([known, True]),
        at_hand=np.array([True, True]),
        in_stock=np.array([True, in_stock]),
        wait=np.full(2, -np.inf),
        value=np.array([[1.0, rival]] * 2),
        message=nothing_added,
        fit=nothing_added,
        shocks=[np.zeros(2)],
        cell=np.zeros(1, dtype=np.int64),
        scale=ALONE,
        nothing=np.zeros(1),
    )
    (found,) = LostNeeds(offers, OVERTAKEN, FLAT, are_overtaken=True).reasons().tolist()
    return {reason: part for reason, part in zip(LOST_TO, found, strict=True) if part}


@pytest.mark.parametrize(("rival", "is_better"), [(-1.0, False), (0.5, False), (2.0, True)])
def test_what_it_would_have_found_now_is_the_best_of_all(rival: float, is_better: bool) -> None:
    """An own offer, unless a rival's is better; one that is unknown is lost to that, unless it is."""
    assert lost(rival, known=True) == {"rival" if is_better else "overtaken": 60}
    assert lost(rival, known=False) == {"rival" if is_better else "unaware": 60}
    assert lost(rival, known=True, in_stock=False) == {"overtaken": 60}
