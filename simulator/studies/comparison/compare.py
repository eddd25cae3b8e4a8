"""Compare: several distribution models for the same product and customers, on the same seeds."""

from collections.abc import Iterable, Sequence
from typing import Unpack

from simulator.scenario.schema import Scenario
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.runs.labels import labels_of
from simulator.studies.runs.questions import Question
from simulator.studies.runs.runner import Runner, RunOptions


def compare(
    scenarios: Sequence[Scenario],
    seeds: int | Sequence[int] = 10,
    *,
    baseline: int = 0,
    metrics: Iterable[str | Question] | None = None,
    labels: Sequence[str] | None = None,
    **options: Unpack[RunOptions],
) -> Comparison:
    """Play scenarios on the same seeds and compare each with the baseline, seed by seed.

    *seeds* is a number of seeds, counted from 1, or the seeds themselves; *baseline* the place of the
    scenario that the others are compared with. *labels* are what the scenarios are called in tables;
    left out, their names, told apart where they are equal. *options* are ``jobs``, ``executor``,
    ``progress``, ``play``, ``keep_ledgers`` and ``ledgers_to``; `Runner` says what each means.
    """
    if len(scenarios) < 2:
        raise ValueError("a comparison needs at least two scenarios")
    if not 0 <= baseline < len(scenarios):
        raise ValueError(f"baseline must be from 0 to {len(scenarios) - 1}, not {baseline}")
    if labels is not None and len(labels) != len(scenarios):
        raise ValueError(f"{len(scenarios)} scenarios need as many labels, not {len(labels)}")
    names = labels_of(labels or [scenario.name for scenario in scenarios])
    runs = Runner.of(seeds, metrics, **options).run(dict(zip(names, scenarios, strict=True)))
    return Comparison(runs, names[baseline])
