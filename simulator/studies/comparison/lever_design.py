"""Lever design: the corners to play so that a difference can be split into levers of the marketing mix.

A corner has some levers (reach, price, message, service) of one scenario and the others of another. Levers
in which the two do not differ are not exchanged, so at most sixteen corners are played. Two more tell luck:
either end with the draws of the other's outlets, where they have other names.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from simulator.domain.channel.channel import contracts_of, members_of
from simulator.domain.lever import Lever
from simulator.scenario.save import fingerprint
from simulator.scenario.schema import Scenario
from simulator.studies.comparison.lever_corners import (
    Corner,
    Levers,
    corner_of,
    events_of,
    mixed,
    names_exchanged,
    settings_of,
)
from simulator.studies.runs.labels import labels_of

EVERY: Levers = frozenset(Lever)


@dataclass(frozen=True)
class LeverDesign:
    """Corners by label, and which of them have which levers of the other scenario."""

    one: str
    other: str
    levers: tuple[Lever, ...]
    """The levers in which the two differ."""
    corners: dict[Levers, str]
    redrawn: tuple[str, ...]
    """Either end under the other's draws; none where their outlets have the same names."""
    played: dict[str, Corner]

    @property
    def whole(self) -> str:
        """Return the label of the corner with all levers of the other scenario."""
        return self.corners[frozenset(self.levers)]

    @property
    def is_complete(self) -> bool:
        """Say whether the two differ in nothing but levers."""
        return self.whole == self.other


def lever_design(labels: Sequence[str], pair: Sequence[Scenario]) -> LeverDesign:
    """Return the corners between two scenarios. Raises LeversError for levers that do not fit."""
    one, other = pair
    whole = mixed(one, other, EVERY)
    ends, levers = [Corner(one), Corner(other)], tuple(_differing(one, whole))
    subsets = [frozenset(), *_subsets(levers)]
    inner = [corner_of(one, whole, some) for some in subsets[1:-1]]
    # at the far end stands the other scenario, or, where the worlds differ too, its levers in the first's
    far = [] if fingerprint(whole) == fingerprint(other) else [Corner(whole)]
    redrawn = [Corner(one, names_of=whole), Corner(whole, names_of=one)]
    if not levers or not names_exchanged(ends[0], Corner(whole)):
        redrawn = []
    every = [*ends, *inner, *far, *redrawn]
    said = [
        f"{labels[0]} with {' + '.join(lever for lever in Lever if lever in some)}" for some in subsets[1:-1]
    ]
    said += [f"{labels[0]} with all of {labels[1]}"] * len(far)
    said += [f"{label} under other draws" for label in labels[: len(redrawn)]]
    named = labels_of([*labels, *said])
    for corner in inner:
        corner.channel()  # what makes no channel is told before anything is played
    corners = dict(zip(subsets, [named[0], *named[2 : 2 + len(inner)]], strict=False))
    corners[frozenset(levers)] = named[2 + len(inner)] if far else named[1]
    played = {label: corner.called(label) for label, corner in zip(named, every, strict=True)}
    return LeverDesign(labels[0], labels[1], levers, corners, named[len(named) - len(redrawn) :], played)


def _subsets(levers: Sequence[Lever]) -> Iterator[Levers]:
    """Yield all subsets but the empty one, small ones first."""
    for size in range(1, len(levers) + 1):
        yield from map(frozenset, combinations(levers, size))


def _differing(one: Scenario, other: Scenario) -> Iterator[Lever]:
    """Yield the levers in which two scenarios differ, in their settings or in their channels as built."""
    ends = [_content(Corner(one)), _content(Corner(other))]
    for lever in Lever:
        rest = _content(corner_of(one, other, EVERY - {lever}))
        if lever is Lever.REACH:  # its settings name a whole channel: only what is built of it tells
            differs = rest != ends[1] or events_of(one, lever) != events_of(other, lever)
        else:
            alone = _content(corner_of(one, other, frozenset([lever])))
            differs = [alone, rest] != ends or settings_of(one, lever) != settings_of(other, lever)
        if differs:
            yield lever


def _content(corner: Corner) -> Any:
    channel = corner.channel()
    return members_of(channel), contracts_of(channel)
