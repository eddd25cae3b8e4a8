"""Experiment: points at which scenarios are played, their seeds, and the metrics of each run."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from simulator.scenario.schema import Scenario
from simulator.scenario.yaml.nodes import Node
from simulator.studies.experiment.plan import Prediction
from simulator.studies.runs.questions import Question

SCENARIO = "scenario"
"""The factor with whole scenarios as its levels."""


@dataclass(frozen=True)
class Level:
    """One value of a factor, and the settings by which a scenario takes it."""

    value: Any
    """A number, text, true or false; of a named level, its name."""
    settings: tuple[tuple[str, Node], ...] = ()

    @property
    def is_number(self) -> bool:
        """Say whether it has a place on a scale."""
        return isinstance(self.value, int | float) and not isinstance(self.value, bool)

    def __str__(self) -> str:
        if isinstance(self.value, bool) or self.value is None:
            return {True: "true", False: "false", None: "none"}[self.value]
        return f"{self.value:.6g}" if isinstance(self.value, float) else str(self.value)


@dataclass(frozen=True)
class Factor:
    """Something that is varied."""

    name: str
    """A key path, or a name."""
    levels: tuple[Level, ...]
    """Its levels in the order of the file; in a sampled design of a range, in rising order."""
    unit: str = ""

    @property
    def is_numeric(self) -> bool:
        """Say whether all its levels have a place on a scale."""
        return all(level.is_number for level in self.levels)

    @property
    def in_order(self) -> tuple[Level, ...]:
        """Return its levels in rising order where they are numbers, else as the file has them."""
        return tuple(sorted(self.levels, key=lambda one: one.value)) if self.is_numeric else self.levels


@dataclass(frozen=True)
class Point:
    """One combination of levels, and the scenario that it makes."""

    label: str
    levels: Mapping[str, Level]
    scenario: Scenario
    hash: str
    """Fingerprint of the scenario; points that resolve to the same scenario are the same runs."""

    def matches(self, where: Mapping[str, Any]) -> bool:
        """Say whether the point is at these levels."""
        return all(same(self.levels[name].value, value) for name, value in where.items())


@dataclass(frozen=True)
class Experiment:
    """A question, the factors varied to answer it, and the prediction."""

    name: str
    factors: tuple[Factor, ...]
    points: tuple[Point, ...]
    """In the order of the design; the others are compared with the first."""
    seeds: tuple[int, ...]
    questions: tuple[Question, ...]
    method: str = "grid"
    question: str = ""
    prediction: Prediction | None = None
    notes: str = ""
    bases: Mapping[str, Scenario] = field(default_factory=dict)
    """The scenarios before anything is varied."""

    def __repr__(self) -> str:
        """Say how large it is."""
        return f"<Experiment {self.name!r}: {len(self.points)} points × {len(self.seeds)} seeds>"

    @property
    def is_sampled(self) -> bool:
        """Say whether the points are a sample rather than chosen."""
        return self.method in ("latin_hypercube", "sobol")

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """Return the scenario of each point by its label."""
        return {point.label: point.scenario for point in self.points}

    def factor(self, name: str) -> Factor:
        """Return a factor by its name."""
        return next(factor for factor in self.factors if factor.name == name)

    def at(self, where: Mapping[str, Any]) -> list[Point]:
        """Return the points at these levels."""
        return [point for point in self.points if point.matches(where)]


def same(one: Any, other: Any) -> bool:
    """Say whether two levels are the same; true is not 1, but 1.0 is.

    >>> same(1, 1.0), same(True, 1), same("a", "a")
    (True, False, True)
    """
    one, other = as_level(one), as_level(other)
    if isinstance(one, bool) != isinstance(other, bool):
        return False
    return bool(one == other)


def as_level(value: Any) -> Any:
    """Return a value of a factor as tables show it: structures as JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def short_names(names: Iterable[str]) -> dict[str, str]:
    """Return for each key path its last word, or as many as tell it apart.

    >>> short_names(["distribution.margin", "products.machine.list_price"])
    {'distribution.margin': 'margin', 'products.machine.list_price': 'list_price'}
    >>> short_names(["a.price", "b.price"])
    {'a.price': 'a.price', 'b.price': 'b.price'}
    """
    parts = {name: name.split(".") for name in names}
    short = {}
    for name, words in parts.items():
        for length in range(1, len(words) + 1):
            tail = words[-length:]
            if all(other[-length:] != tail for one, other in parts.items() if one != name):
                break
        short[name] = ".".join(words[-length:])
    return short
