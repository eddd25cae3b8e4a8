"""Alternatives: what customers with a need found, in stock or not, kept only where a run records journeys."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.domain.ledger_entries import AVAILABILITY

IN_STOCK, TO_ORDER, OUT_OF_STOCK, ALWAYS = range(len(AVAILABILITY))
"""Places in `AVAILABILITY`."""


@dataclass(frozen=True)
class Alternatives:
    """Alternatives before customers: one row an offer that a customer with a need saw."""

    row: Integers
    """Row of the need."""
    offer: Integers
    availability: Integers
    """Whether it could be had when the week opened: a place in `AVAILABILITY`."""
    promotion: Integers
    """Under which promotional price the customer would take it, or NONE."""
    attributes: dict[str, Floats]
    """What terms of utility weigh of each, by name; a name that is missing is zero everywhere."""

    @property
    def considered(self) -> Integers:
        """Return the places of the offers that could be had."""
        return np.flatnonzero(self.availability != OUT_OF_STOCK)


def no_alternatives() -> Alternatives:
    """Return alternatives of a run that does not keep them."""
    none = np.zeros(0, dtype=np.int64)
    return Alternatives(none, none, none, none, {})


def joined(parts: Sequence[Alternatives], needs: Sequence[int]) -> Alternatives:
    """Return parts as one, each behind the rows of the parts before it; *needs* has each part's rows."""
    before = np.cumsum([0, *needs])[:-1]
    names = dict.fromkeys(name for part in parts for name in part.attributes)
    return Alternatives(
        row=np.concatenate([part.row + at for part, at in zip(parts, before, strict=True)]),
        offer=np.concatenate([part.offer for part in parts]),
        availability=np.concatenate([part.availability for part in parts]),
        promotion=np.concatenate([part.promotion for part in parts]),
        attributes={
            name: np.concatenate([part.attributes.get(name, np.zeros(len(part.row))) for part in parts])
            for name in names
        },
    )
