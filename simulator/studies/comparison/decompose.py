"""Decompose: parts of the difference between two scenarios, by blocks of settings (channel, messages).

Blocks of settings are swapped one by one and together, on the same seeds. With y(S) what is measured
in the first scenario with the blocks S of the second, the part of blocks T is

    part(T) = Σ over S ⊆ T of (−1)^(|T| − |S|) · y(S)

for one block what it does alone; for several what they do together beyond their parts. All parts sum
to the difference, and what other settings make of it is told apart.

Source: Möbius inversion; for two blocks the 2² factorial design, Box, Hunter and Hunter (2005), ch. 5.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Unpack

import numpy as np

from simulator.base.input_error import InputError
from simulator.base.registry import suggestion
from simulator.scenario.errors.arguments import A_SCENARIO, entries_of, of_type, text_value
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.save import fingerprint
from simulator.scenario.schema import Scenario
from simulator.studies.comparison.comparable import refuse_incomparable
from simulator.studies.comparison.parts import OTHER_SETTINGS, TOTAL, PartsOfDifference, Series
from simulator.studies.runs.labels import labels_of
from simulator.studies.runs.questions import Question
from simulator.studies.runs.runner import Runner, RunOptions
from simulator.studies.runs.runs import Line

type Blocks = frozenset[str]

TOGETHER = {"messages": ("messages", "campaigns")}
"""Blocks of several settings: what is said at the outlets and in campaigns is one marketing message."""
UNTOLD = {"schema_version", "name", "situation", "detail", "cohorts", "stages", "crowd"}
"""Settings that no measured number depends on."""
MOST_BLOCKS = 6


class BlocksError(InputError, ValueError):
    """Blocks that do not exist, or that do not fit into the other scenario; the message says which."""


@dataclass(frozen=True)
class FactorialDesign:
    """Corners of a factorial design: labels of the first scenario with some blocks of the second."""

    one: str
    other: str
    blocks: tuple[str, ...]
    corners: dict[Blocks, str]
    scenarios: dict[str, Scenario]

    @property
    def is_complete(self) -> bool:
        """Say whether the blocks are all that the two differ in."""
        return self.corners[frozenset(self.blocks)] == self.other


@dataclass(frozen=True)
class Decomposition(PartsOfDifference):
    """A difference between two scenarios, taken apart by blocks of settings."""

    design: FactorialDesign

    def __repr__(self) -> str:
        """Name the swapped blocks; the numbers are in `table`."""
        return f"<Decomposition by {', '.join(self.design.blocks)}: see .table()>"

    def series(self, line: Line) -> dict[str, Series]:
        """Return the part of blocks alone and together, of other settings, and the total, seed by seed."""
        with np.errstate(invalid="ignore"):  # what is infinite in two corners has parts that nobody knows
            return self._parts(self._values(line))

    def _parts(self, values: dict[str, Series]) -> dict[str, Series]:
        design = self.design
        found: dict[str, Series] = {}
        for blocks in _subsets(design.blocks)[1:]:
            effect = sum(
                (-1) ** (len(blocks) - len(some)) * values[design.corners[frozenset(some)]]
                for some in _subsets(blocks)
            )
            found[" × ".join(blocks)] = np.asarray(effect)
        if not design.is_complete:
            found[OTHER_SETTINGS] = values[design.other] - values[design.corners[frozenset(design.blocks)]]
        return {**found, TOTAL: values[design.other] - values[design.one]}


def decompose(
    one: Scenario,
    other: Scenario,
    blocks: Sequence[str] = ("distribution", "messages"),
    seeds: int | Sequence[int] = 10,
    *,
    metrics: Iterable[str | Question] | None = None,
    **options: Unpack[RunOptions],
) -> Decomposition:
    """Attribute the difference between two scenarios to blocks of settings, alone and together.

    *blocks* are settings of the scenario file in which *one* and *other* differ; "messages" takes the
    campaigns along. *seeds* is a number of seeds, counted from 1, or the seeds themselves; *metrics* are what
    to measure, left out, the headlines. Raises BlocksError for a block that does not exist, or that does not
    fit into the other scenario. For *options* see `Runner`.
    """
    of_type("one", one, Scenario, A_SCENARIO)
    of_type("other", other, Scenario, A_SCENARIO)
    labels = labels_of([one.name, other.name])
    refuse_incomparable(dict(zip(labels, (one, other), strict=True)), labels[0])
    design = factorial_design(labels, (one, other), blocks)
    return Decomposition(design, Runner.of(seeds, metrics, **options).run(design.scenarios))


def factorial_design(
    labels: Sequence[str], pair: Sequence[Scenario], blocks: Sequence[str] = ("distribution", "messages")
) -> FactorialDesign:
    """Return the corners of a decomposition; corners that come out the same are one."""
    names, ends = _known(blocks), dict(zip(labels, pair, strict=True))
    (first, one), (second, other) = ends.items()
    twins = {fingerprint(one): first}
    second = twins.setdefault(fingerprint(other), second)
    corners: dict[Blocks, str] = {}
    for swapped in _subsets(names):
        corner = _swapped(one, other, swapped) if swapped else one
        label = f"{first} + {' + '.join(swapped)} of {second}"
        corners[frozenset(swapped)] = twins.setdefault(fingerprint(corner), label)
        ends.setdefault(corners[frozenset(swapped)], corner)
    return FactorialDesign(first, second, names, corners, ends)


def differs_in_both(one: Scenario, other: Scenario) -> bool:
    """Say whether distribution and messages both differ between two scenarios, and can be swapped."""
    try:
        return len(factorial_design(("one", "other"), (one, other)).scenarios) == 4
    except BlocksError:
        return False


def _known(blocks: Sequence[str]) -> tuple[str, ...]:
    given = [blocks] if isinstance(blocks, str) else entries_of("blocks", blocks, "['distribution']")
    asked = tuple(dict.fromkeys(text_value("blocks", block) for block in given))
    if not 1 <= len(asked) <= MOST_BLOCKS:
        raise BlocksError(f"give 1 to {MOST_BLOCKS} blocks of settings to swap, not {len(asked)}")
    hidden = {field for fields in TOGETHER.values() for field in fields} | UNTOLD
    known = sorted({*TOGETHER, *(field for field in Scenario.model_fields if field not in hidden)})
    for block in asked:
        if block not in known:
            raise BlocksError(f"no block of settings called '{block}'; {suggestion(block, known)}")
    return asked


def _subsets(blocks: Sequence[str]) -> list[tuple[str, ...]]:
    """Return all subsets, small ones first."""
    return [some for size in range(len(blocks) + 1) for some in combinations(blocks, size)]


def _swapped(one: Scenario, other: Scenario, blocks: Sequence[str]) -> Scenario:
    settings = other.model_dump(mode="json")
    fields = [field for block in blocks for field in TOGETHER.get(block, (block,))]
    try:
        return one.changed(**{field: settings[field] for field in fields})
    except ScenarioError as misfit:
        faults = "; ".join(f"{fault.key}: {fault.text}" for fault in misfit.complaints)
        names = " and ".join(blocks)
        raise BlocksError(f"the {names} of '{other.name}' do not fit into '{one.name}': {faults}") from None
