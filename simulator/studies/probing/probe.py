"""Probe: what a world implies before anything is compared on it.

A world's settings say nothing of its elasticities. It is played in a few variants, on the same customers
with the same luck, and what comes out is set beside what real markets show (`implied_figures`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

import networkx as nx

from simulator.base.input_error import InputError
from simulator.base.keyed_random import KeyedRandom
from simulator.ledger.metric import DETAILS
from simulator.scenario.errors.arguments import A_SCENARIO, of_type
from simulator.scenario.schema import Scenario
from simulator.studies.probing.channel_changes import ChannelChange
from simulator.studies.probing.figure import CannotTellError, Figure, Variant
from simulator.studies.probing.implied_figures import IMPLIED_FIGURES
from simulator.studies.probing.probe_findings import UNKNOWN, Finding, Probe
from simulator.studies.probing.worlds import built
from simulator.studies.runs.runner import Runner
from simulator.studies.runs.runs import Runs
from simulator.studies.runs.seeds import seeds_of
from simulator.studies.runs.statistics import Estimate
from simulator.studies.runs.workers import Progress

if TYPE_CHECKING:
    from simulator.ledger.ledger import Ledger

SEEDS = 5
DETAIL = "sales"
"""Detail that ledgers must keep: which customers buy more than once."""
NOTHING_CAME = "no run gave a value: nothing was sold, or nothing stood to divide by"
RUNS_FAILED = "no run gave a value; some that it may need failed"


class ProbeOptions(TypedDict, total=False):
    """Keyword arguments of a probe; see the fields of `Runner`."""

    jobs: int
    executor: Executor | None
    progress: Progress | Literal[False] | None


def probe(scenario: Scenario, seeds: int | Sequence[int] = SEEDS, **options: Unpack[ProbeOptions]) -> Probe:
    """Play a world, the *scenario*, briefly and tell what it implies, beside published ranges.

    Own-price, advertising and distribution elasticity, needs met, market share, penetration, stock cover,
    gross margins by way to market, sales of identical outlets, and the lowest margin of a best response; each
    with its 95 % interval over so many *seeds*, or the seeds given, or why it cannot be told.
    For *options* see `Runner`. Raises ArgumentError or ChannelError before anything is played, and
    RunsFailedError if not one run came to its end.
    """
    of_type("scenario", scenario, Scenario, A_SCENARIO)
    chosen = seeds_of(seeds)
    runner = _runner(chosen, options)
    built(scenario)
    needed, refused = variants_of(scenario)
    runs = _played(runner, needed)
    findings = [row for figure in IMPLIED_FIGURES for row in _findings(figure, scenario, runs, refused)]
    return Probe(scenario, chosen, tuple(findings), runs.failures)


def variants_of(scenario: Scenario) -> tuple[dict[str, Variant], dict[str, str]]:
    """Return the variants to be played, by label, and of figures that cannot be told why, by name."""
    needed: dict[str, Variant] = {}
    refused: dict[str, str] = {}
    for figure in IMPLIED_FIGURES:
        try:
            needed |= {variant.label: variant for variant in figure.variants(scenario)}
        except CannotTellError as wrong:
            refused[figure.name] = str(wrong)
        except InputError as wrong:
            refused[figure.name] = f"with what it changes this is no world: {wrong}"
    return needed, refused


@dataclass(frozen=True)
class PlayVariant:
    """Play scenarios on channels that are changed after they are drawn, by the scenario's name."""

    changes: Mapping[str, ChannelChange]

    def __call__(self, scenario: Scenario, seed: int) -> "Ledger":
        """Play one run."""
        from simulator.market.setup.build_channel import build_channel  # noqa: PLC0415 - brings Mesa along
        from simulator.market.simulate import simulate  # noqa: PLC0415 - the same

        change: Callable[[nx.DiGraph], nx.DiGraph] = self.changes[scenario.name]

        def build(given: Scenario, dice: KeyedRandom) -> nx.DiGraph:
            return change(build_channel(given, dice))

        return simulate(scenario, seed, build=build)


def _runner(seeds: tuple[int, ...], options: ProbeOptions) -> Runner:
    """Return a runner that measures what the figures ask for."""
    asked = dict.fromkeys(question for figure in IMPLIED_FIGURES for question in figure.questions)
    return Runner.of(seeds, tuple(asked), **options)


def _played(runner: Runner, variants: Mapping[str, Variant]) -> Runs:
    """Play all variants, each under its label, in enough detail."""
    worlds = {label: _named(one.scenario, label) for label, one in variants.items()}
    play = PlayVariant({label: one.change for label, one in variants.items()})
    return replace(runner, play=play).run(worlds)


def _named(scenario: Scenario, label: str) -> Scenario:
    detail = max(scenario.detail, DETAIL, key=DETAILS.index)
    return scenario.model_copy(update={"name": label, "detail": detail})


def _findings(
    figure: Figure, scenario: Scenario, runs: Runs, refused: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield the parts of a figure, or one row that says why there is none."""
    unit = figure.unit.replace("currency", scenario.units.currency)

    def told(part: str, estimate: Estimate, why_not: str = "") -> Finding:
        return Finding(figure.name, part, estimate, unit, figure.published, figure.played, why_not)

    if figure.name in refused:
        yield told("", UNKNOWN, refused[figure.name])
        return
    found, nothing = figure.values(scenario, runs), RUNS_FAILED if runs.failures else NOTHING_CAME
    for part, estimate in found.items():
        yield told(part, estimate, "" if estimate.n else nothing)
    if not found:
        yield told("", UNKNOWN, nothing)
