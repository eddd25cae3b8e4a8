"""Lever split: a difference between two ways to market, by reach, price, message, service and luck.

With y(S) what is measured in the first scenario with the levers S of the second, on the same seeds, the part
of lever g is its Shapley value, what exchanging it makes on average over all orders of exchanging them:

    part(g) = Σ over S not with g of |S|! (k − |S| − 1)! / k! · [y(S + g) − y(S)]

Parts sum to the difference, in every seed. Outlets of other names have other draws (who has them at hand, who
happens to like them); what that alone makes is told as luck and taken from reach, which names outlets:

    luck = ½ [y(∅ under the second's draws) − y(∅) + y(all) − y(all under the first's draws)]

On average it is nothing; its interval says how much of the difference so few seeds leave to it. What settings
that bear no lever make is told apart, last.
Source: Shapley (1953); for decompositions, Shorrocks (2013), Journal of Economic Inequality 11(1).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial
from typing import Unpack

import numpy as np

from simulator.domain.lever import Lever
from simulator.scenario.errors.arguments import A_SCENARIO, argument_error, of_type
from simulator.scenario.schema import Scenario
from simulator.studies.comparison.comparable import refuse_incomparable
from simulator.studies.comparison.lever_corners import PlayCorners
from simulator.studies.comparison.lever_design import LeverDesign, lever_design
from simulator.studies.comparison.parts import OTHER_SETTINGS, TOTAL, PartsOfDifference, Series
from simulator.studies.runs.labels import labels_of
from simulator.studies.runs.questions import Question
from simulator.studies.runs.runner import PlayOptions, Runner
from simulator.studies.runs.runs import Line

LUCK = "luck"
SPLIT = ("units_sold", "contribution")
"""The differences that are split where nothing else is asked."""


@dataclass(frozen=True)
class LeverSplit(PartsOfDifference):
    """A difference between two scenarios, split into levers of the marketing mix."""

    design: LeverDesign

    def __repr__(self) -> str:
        """Name the levers that were exchanged; the numbers are in `table`."""
        return f"<LeverSplit by {', '.join(self.design.levers) or 'nothing'}: see .table()>"

    def series(self, line: Line) -> dict[str, Series]:
        """Return the part of each lever, of luck, of other settings, and the total, seed by seed."""
        design, y = self.design, self._values(line)
        start, whole = y[design.one], y[design.whole]
        found = {str(lever): self._shapley(lever, y) for lever in Lever}
        found[LUCK] = np.zeros_like(start)
        if design.redrawn:
            first, last = (y[label] for label in design.redrawn)
            found[LUCK] = (first - start + whole - last) / 2
            found[Lever.REACH] = found[Lever.REACH] - found[LUCK]
        if not design.is_complete:
            found[OTHER_SETTINGS] = y[design.other] - whole
        return {**found, TOTAL: y[design.other] - start}

    def _shapley(self, lever: Lever, y: dict[str, Series]) -> Series:
        """Return what a lever makes on average over all orders of exchanging levers."""
        corners, levers = self.design.corners, self.design.levers
        part = np.zeros_like(y[self.design.one])
        others = [other for other in levers if other is not lever]
        for size in range(len(levers) if lever in levers else 0):
            weight = factorial(size) * factorial(len(levers) - size - 1) / factorial(len(levers))
            for some in combinations(others, size):
                without = frozenset(some)
                part += weight * (y[corners[without | {lever}]] - y[corners[without]])
        return part


def split_by_levers(
    one: Scenario,
    other: Scenario,
    seeds: int | Sequence[int] = 10,
    *,
    metrics: Iterable[str | Question] | None = SPLIT,
    **options: Unpack[PlayOptions],
) -> LeverSplit:
    """Split the difference between two scenarios into reach, price, message, service and luck.

    Plays up to nineteen runs a seed. Raises LeversError for levers that do not fit into the other scenario.
    For *options* see `Runner`; a play of one's own cannot exchange parts of a channel, and is refused.
    """
    of_type("one", one, Scenario, A_SCENARIO)
    of_type("other", other, Scenario, A_SCENARIO)
    labels = labels_of([one.name, other.name])
    refuse_incomparable(dict(zip(labels, (one, other), strict=True)), labels[0])
    return played_split(lever_design(labels, (one, other)), seeds, metrics, **options)


def played_split(
    design: LeverDesign,
    seeds: int | Sequence[int],
    metrics: Iterable[str | Question] | None = SPLIT,
    **options: Unpack[PlayOptions],
) -> LeverSplit:
    """Play the corners of a design, and split."""
    if "play" in options:
        told = "levers are exchanged while a channel is built, which only the simulator's own play does"
        raise argument_error("play", told)
    scenarios = {label: corner.scenario for label, corner in design.played.items()}
    options["play"] = PlayCorners(design.played)
    return LeverSplit(design, Runner.of(seeds, metrics, **options).run(scenarios))
