"""Aims: for which customers a campaign is meant, by what they are to its maker and where their need stands.

Each customer is one audience alone, the last of these that fits:

    stranger    has not yet looked at an outlet of the medium's formats with a need of the category
    visitor     has
    on_list     is on the list that the medium has of the maker
    owner       has had the product
    lapsed      has left its category

and stands at one stage: that of its open need of the category, `ordered` where none is open and an order is
waited for, or `no_need`. Media that aim at customers one by one can tell them apart; of others a campaign can
choose segments and regions, which are cells. What is not meant is neither shown nor paid.

Assumes: a maker knows how far a need has come by what its customer has looked at.
Source: audiences as media sell them; stages as of hierarchy of effects, Lavidge & Steiner (1961).
"""

from typing import Any, Literal

import numpy as np

from simulator.domain.communication.aimed_medium import NEVER, CustomerState
from simulator.domain.journey_entries import STANDS_AT

type AudienceName = Literal["stranger", "visitor", "on_list", "owner", "lapsed"]
type StageName = Literal["no_need", "unaware", "aware", "considering", "deciding", "ordered"]

NEED_STAGES = ("no_need", *STANDS_AT)
"""Stages by number: no need is open, or where it stands."""


def is_meant(
    audiences: list[AudienceName] | None, stages: list[StageName] | None, state: CustomerState
) -> Any:
    """Say whether a customer in a state is meant; of many, of each. None means any audience, or stage."""
    meant: Any = True
    if audiences is not None:
        meant = np.logical_or.reduce([_is_of(name, state) for name in audiences])
    if stages is not None:
        meant = meant & np.logical_or.reduce([state.stage == NEED_STAGES.index(name) for name in stages])
    return meant


def _is_of(audience: AudienceName, state: CustomerState) -> Any:
    """Say whether a customer is of an audience."""
    has_visited = np.less(state.weeks_since_visit, NEVER)
    fits = {
        "stranger": True,
        "visitor": has_visited,
        "on_list": state.is_on_list,
        "owner": state.has_had,
        "lapsed": state.has_left,
    }
    names = list(fits)
    later = [fits[name] for name in names[names.index(audience) + 1 :]]
    found = np.asarray(fits[audience], dtype=bool)
    for other in later:
        found = found & np.logical_not(other)
    return found
