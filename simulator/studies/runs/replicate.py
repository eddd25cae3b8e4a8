"""Replicate: one scenario on many seeds, to separate the effect of the scenario from luck."""

from collections.abc import Iterable, Sequence
from typing import Unpack

from simulator.scenario.errors.arguments import A_SCENARIO, of_type
from simulator.scenario.schema import Scenario
from simulator.studies.runs.questions import Question
from simulator.studies.runs.runner import Runner, RunOptions
from simulator.studies.runs.runs import Runs


def replicate(
    scenario: Scenario,
    seeds: int | Sequence[int] = 10,
    *,
    metrics: Iterable[str | Question] | None = None,
    **options: Unpack[RunOptions],
) -> Runs:
    """Play a scenario on so many seeds, counted from 1, or on the seeds given; measure each run.

    *scenario* is as `load` returns it; *seeds* is the number of seeds, or the seeds themselves. *metrics* are
    what to measure, such as ``conflict`` or ``conflict:type``; left out, the headlines.
    *options* are ``jobs``, ``executor``, ``progress``, ``play``, ``keep_ledgers`` and ``ledgers_to``;
    `Runner` says what each means. The results are the same, in the same order, for any number of jobs.
    """
    of_type("scenario", scenario, Scenario, A_SCENARIO)
    return Runner.of(seeds, metrics, **options).run({scenario.name: scenario})
