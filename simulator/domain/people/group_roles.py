"""Group roles: a segment as it searches and as it decides, where its customers buy in groups."""

from collections.abc import Iterable, Mapping
from typing import Any

from simulator.domain.people.segments import Cell, Segment

SEARCHING = ("media", "information_need", "advice_effort", "questions")
"""What a researcher brings of its own segment."""
OF_THE_GROUP = ("share", "needs", "media", "buying_group")
"""What stays the group's, for any decider."""


def researchers(segments: Mapping[str, Segment], cells: Iterable[Cell]) -> list[Segment]:
    """Return the segments of cells as they search."""
    return [as_researcher(segments, cell.segment) for cell in cells]


def deciders(segments: Mapping[str, Segment], cells: Iterable[Cell]) -> list[Segment]:
    """Return the segments of cells as they decide."""
    return [as_decider(segments, cell.segment) for cell in cells]


def as_researcher(segments: Mapping[str, Segment], name: str) -> Segment:
    """Return a segment as it searches: itself, or with what another one brings of its own."""
    own = segments[name]
    if own.buying_group is None or own.buying_group.researcher is None:
        return own
    other = segments[own.buying_group.researcher]
    return own.model_copy(update={field: other.parameter(field) for field in SEARCHING})


def as_decider(segments: Mapping[str, Segment], name: str) -> Segment:
    """Return a segment as it decides: itself, or another one with its needs."""
    own = segments[name]
    if own.buying_group is None or own.buying_group.decider is None:
        return own
    other = segments[own.buying_group.decider]
    kept: dict[str, Any] = {field: own.parameter(field) for field in OF_THE_GROUP}
    kept["needs"] = {
        category: need.model_copy(update={"price_weight": other.needs[category].price_weight})
        if category in other.needs
        else need
        for category, need in own.needs.items()
    }
    return other.model_copy(update=kept)
