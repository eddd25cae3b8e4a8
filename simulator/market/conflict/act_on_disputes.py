"""Acting on disputes: what the steps of disputes do, until the next review, through mechanisms that exist.

    less effort      × `effort_kept` on the products of makers that the supplier sells to the outlet
    retaliation      shelf: the hours so withheld go to the makers with which there is no such dispute, in
                     proportion to what they usually earn; price: the prices that the outlet resents are met
    orders on hold   no order is placed with the supplier
    exit             the relation ends before the next week begins

Each step keeps what the steps before it do. All is worked out anew at every review, so a step that is taken
back leaves nothing.
"""

import numpy as np

from simulator.base.arrays import Floats
from simulator.base.summation import total
from simulator.domain.decisions.escalation import EXIT, LESS_EFFORT, ORDERS_ON_HOLD, RETALIATION
from simulator.market.conflict.relations import makers_from, party
from simulator.market.state.grievance_book import Aggrieved
from simulator.market.state.protocols import FeelingState

MOST = 3.0
"""The most that rivals' products get in retaliation [multiple of the effort for them]."""


def act_on_disputes(state: FeelingState) -> None:
    """Let outlets act, until the next review, as far as their disputes have gone."""
    book = state.grievance_book
    book.on_hold.clear()
    book.resented.clear()
    willing = np.ones_like(state.effort_book.effort)
    for row, one in book.aggrieved.items():
        if not state.members[one.name].is_open:
            continue
        willing[row] = effort_left(state, one)
        against = [other for other, step in one.steps.items() if step >= RETALIATION]
        if one.rule.retaliation == "price" and against:
            book.resented[row] = np.flatnonzero([is_of(state, name, against) for name in state.outlet_number])
        for other, step in one.steps.items():
            if step >= ORDERS_ON_HOLD:
                book.on_hold.add((one.name, party(state, other)))
            if step == EXIT:
                book.leaving.append((one.name, party(state, other)))
    state.effort_book.hold_back(willing)


def effort_left(state: FeelingState, one: Aggrieved) -> Floats:
    """Return what an outlet's disputes make of its effort for each manufacturer [M, multiples]."""
    left = np.ones(len(one.usual))
    usual = np.maximum(one.usual, 0.0).tolist()
    resented, moved = set(), 0.0
    for other, step in sorted(one.steps.items()):
        makers = sorted(makers_from(state, one.name, other)) if step >= LESS_EFFORT else []
        left[makers] *= one.rule.effort_kept
        resented.update(makers)
        if step >= RETALIATION and one.rule.retaliation == "shelf":
            moved += (1.0 - one.rule.effort_kept) * total(usual[maker] for maker in makers)
    others = [maker for maker in range(len(usual)) if maker not in resented]
    there = total(usual[maker] for maker in others)
    if moved > 0.0 and there > 0.0:
        left[others] = min(1.0 + moved / there, MOST)
    return left


def is_of(state: FeelingState, outlet: str, others: list[int]) -> bool:
    """Say whether an outlet is one of some parties, or belongs to one of them."""
    return state.header.code(outlet) in others or state.header.code(state.header.home(outlet)) in others
