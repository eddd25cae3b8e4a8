"""Heard: contacts with a message on a medium are recorded and come into people's ears."""

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.domain.communication.aimed_medium import AimedMedium
from simulator.market.state.media_in_effect import Said
from simulator.market.state.protocols import MediaState


def show(state: MediaState, said: Said, contacts: Floats, cost: Integers, earned: Floats) -> None:
    """Show a message about a product: contacts in each cell, what they cost, and such at no cost [C]."""
    per_head = (contacts + earned) / np.maximum(state.run_tables.sizes, 1)
    if state.given.media[said.medium].responds:
        state.media_in_effect.show(said, per_head, state.week)
    else:
        hear(state, said, per_head)
    record_contacts(state, "touchpoint", said, contacts=contacts.astype(np.int64), cost=cost)
    record_contacts(state, "earned_contact", said, contacts=earned.astype(np.int64))


def record_contacts(state: MediaState, kind: str, said: Said, **counted: Integers) -> None:
    """Record the contacts of each cell with a message about a product, and what they cost [C]."""
    reached = np.flatnonzero(np.any([*counted.values()], axis=0))
    state.ledger.record(
        kind,
        week=state.week,
        cell=reached,
        product=said.product,
        medium=said.medium,
        message=said.message,
        **{name: column[reached] for name, column in counted.items()},
    )


def hear(state: MediaState, said: Said, contacts: Floats) -> None:
    """Let people hear a message about a product, so many contacts per head [C].

    What is shown to customers themselves they alone have heard (`BeingReached.hear_themselves`).
    """
    medium, knowledge = state.given.media[said.medium], state.brand_knowledge
    if isinstance(medium, AimedMedium):
        return
    message = state.given.messages.named(said.message)
    knowledge.hear(said.product, message, medium.credibility, contacts)
    knowledge.by_source.hear(said.medium, said.product, contacts)
