"""Replicate: the same scenario on many seeds, to tell what of it is the scenario and what was luck.

Seed 7 is the same customers with the same luck in every scenario, whoever plays it, in any order.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.scenario.schema import Scenario
from simulator.studies.runs.questions import Question, answers, questions_of, refuse_unrecorded
from simulator.studies.runs.runs import Failure, Run, Runs
from simulator.studies.runs.workers import Progress, work_through

if TYPE_CHECKING:
    from simulator.ledger.ledger import Ledger

type Play = Callable[[Scenario, int], "Ledger"]

MAXIMUM_SEED = 2**63 - 1
MAXIMUM_RUNS = 100_000


class RunsFailedError(RuntimeError):
    """Not one run came to its end; the message says why the first did not."""


def simulated(scenario: Scenario, seed: int) -> "Ledger":
    """Play one run; the engine is imported by whoever plays, not by whoever only asks for it."""
    from simulator.market.simulate import simulate  # noqa: PLC0415 - brings Mesa along

    return simulate(scenario, seed)


def replicate(
    scenario: Scenario,
    seeds: int | Sequence[int] = 10,
    *,
    metrics: Iterable[str] | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
    play: Play = simulated,
    keep_ledgers: bool = False,
    ledgers_to: Path | None = None,
) -> Runs:
    """Play a scenario on so many seeds, counted from 1, or on the seeds given; measure each run.

    The answers are the same, in the same order, for any number of *jobs* (processes). Several jobs
    need a script's own calls to stand under ``if __name__ == "__main__":``.
    """
    return play_all(
        {scenario.name: scenario},
        seeds_of(seeds),
        questions_of(metrics),
        jobs=jobs,
        executor=executor,
        progress=progress,
        play=play,
        keep_ledgers=keep_ledgers,
        ledgers_to=ledgers_to,
    )


@dataclass(frozen=True)
class Task:
    """One run to be played: everything a worker needs to know."""

    label: str
    scenario: Scenario
    seed: int
    questions: tuple[Question, ...]
    play: Play
    keep: bool
    save_to: Path | None


def play_all(
    scenarios: Mapping[str, Scenario],
    seeds: tuple[int, ...],
    questions: tuple[Question, ...],
    *,
    jobs: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
    play: Play = simulated,
    keep_ledgers: bool = False,
    ledgers_to: Path | None = None,
) -> Runs:
    """Play every scenario on every seed and question the ledgers; the answers depend on no number of jobs.

    Raises RunsFailedError if not one run came to its end.
    """
    if jobs < 1:
        raise ValueError(f"jobs must be at least 1, not {jobs}")
    refuse_unrecorded(questions, scenarios.values())
    folders = folders_of(scenarios)

    def place(label: str, seed: int) -> Path | None:
        return ledgers_to / folders[label] / f"seed-{seed}" if ledgers_to else None

    tasks = [
        Task(label, scenario, seed, questions, play, keep_ledgers, place(label, seed))
        for label, scenario in scenarios.items()
        for seed in seeds
    ]
    outcomes = work_through(_carry_out, tasks, jobs=jobs, executor=executor, progress=progress)
    pairs = list(zip(tasks, outcomes, strict=True))
    ended = tuple(outcome.result for _, outcome in pairs if outcome.result is not None)
    failures = tuple(Failure(t.label, t.seed, o.why, o.trace) for t, o in pairs if o.result is None)
    if failures and not ended:
        error = RunsFailedError(f"none of {len(tasks)} runs came to its end; the first: {failures[0].why}")
        error.add_note(failures[0].trace)
        raise error
    return Runs(dict(scenarios), seeds, questions, ended, failures)


def _carry_out(task: Task) -> Run:
    ledger = task.play(task.scenario, task.seed)
    told = tuple(answers(ledger, task.questions))
    if task.save_to is not None:
        from simulator.ledger.files import save  # noqa: PLC0415 - brings Arrow along

        task.save_to.parent.mkdir(parents=True, exist_ok=True)
        save(ledger, task.save_to)
    return Run(task.label, task.seed, told, ledger if task.keep else None)


def seeds_of(seeds: int | Sequence[int]) -> tuple[int, ...]:
    """Read seeds: a number of them, counted from 1, or the seeds themselves.

    >>> seeds_of(3), seeds_of([7, 11])
    ((1, 2, 3), (7, 11))
    """
    if isinstance(seeds, int):
        if not 1 <= seeds <= MAXIMUM_RUNS:
            raise ValueError(f"the number of seeds must be from 1 to {MAXIMUM_RUNS}, not {seeds}")
        return tuple(range(1, seeds + 1))
    chosen = tuple(int(seed) for seed in seeds)
    if not chosen:
        raise ValueError("there must be at least one seed")
    if len(set(chosen)) < len(chosen):
        raise ValueError("the same seed twice is the same run twice; give different seeds")
    if min(chosen) < 0 or max(chosen) > MAXIMUM_SEED:
        raise ValueError(f"a seed must be from 0 to {MAXIMUM_SEED}")
    return chosen


def folders_of(labels: Iterable[str]) -> dict[str, str]:
    """Return a plain folder name for each label, numbered in their order.

    >>> folders_of(["Dealers, craft", "résumé"])
    {'Dealers, craft': '1-dealers-craft', 'résumé': '2-r-sum'}
    """
    return {
        label: f"{at}-{re.sub('[^a-z0-9]+', '-', label.lower()).strip('-')[:60]}".rstrip("-")
        for at, label in enumerate(labels, start=1)
    }


def labels_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return a label for each name; equal ones are told apart by numbers.

    >>> labels_of(["resale", "dealers", "resale"])
    ('resale', 'dealers', 'resale (2)')
    """
    labels: list[str] = []
    for name in names:
        label, number = name, 1
        while label in labels:
            number += 1
            label = f"{name} ({number})"
        labels.append(label)
    return tuple(labels)
