"""Targets: exact results that the simulator's own agents must come to, in a configuration that has one.

A target is one file. It draws the parameters of its configuration, says by formula what must come out, and
plays the market. The same draw gives its mutant: a change for which one of the rows must be missed, or the
check would let anything pass.

A target is a file of its own, and `simulator validate` knows none by name; tests play the same files with few
seeds, so that no textbook market is written down twice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.studies.validation.acceptance import Rule

SEEDS = 30
"""Runs behind a stochastic row, unless the case says otherwise."""


@dataclass(frozen=True)
class TargetCase:
    """One configuration: its expected values, and the function that plays it."""

    configuration: str
    """In words, with the parameters that were drawn."""
    expected: Mapping[str, float]
    """What a formula says, by the name of the row."""
    play: Callable[[int], Mapping[str, float]]
    """Play under a seed and measure every row; what else is measured is left aside."""
    rule: Rule = Rule.STOCHASTIC
    """How close is close enough."""
    slack: Mapping[str, float] | float = 0.0
    """What is allowed besides luck, as a share of the expected value, one for all rows or each its own.

    For bounds that are known: a finite population, a rule of adjustment that stops short of its rest.
    """
    seeds: int = SEEDS
    """How many runs are made."""

    def slack_of(self, row: str) -> float:
        """Return the slack of a row [share of the expected value]."""
        return self.slack if isinstance(self.slack, int | float) else self.slack.get(row, 0.0)


type Cases = Callable[[np.random.Generator], Sequence[TargetCase]]
"""Draw parameters and return the configurations to be played."""


@dataclass(frozen=True)
class Mutant:
    """A change for which a row must be missed."""

    what: str
    """What is changed, in words."""
    cases: Cases
    """The cases with the change in them; called with the luck with which the target's own were drawn."""
    fails: str
    """The row that must be missed."""


@dataclass(frozen=True)
class Target:
    """Content of a target file: `TARGET = Target(...)`."""

    title: str
    """Title of the result: its subject, or its author."""
    formula: str
    """What must come out, as the textbook writes it."""
    source: str
    """Where it is published."""
    cases: Cases
    mutants: tuple[Mutant, ...]
    """At least one."""
    reference: str = ""
    """Its number in the list of targets, such as V4."""


@dataclass(frozen=True)
class NotBuilt:
    """A published result that the simulator cannot be asked about."""

    reference: str
    """Its number in the list of targets, such as V3."""
    title: str
    why: str
    """The mechanism that is missing."""
