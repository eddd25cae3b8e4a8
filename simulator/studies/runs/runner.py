"""Runner: seeds, questions and processes of a study, in one bundle.

All studies play through one runner: the results are the same, in the same order, for any number of processes.
Several jobs need a script's own calls to stand under ``if __name__ == "__main__":``.

Mesa's `batch_run` is not used: one failure loses all runs, and parameters are not checked.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self, TypedDict, Unpack

from simulator.scenario.errors.arguments import (
    argument_error,
    callable_value,
    of_type,
    path_text,
    truth_value,
    whole_number,
)
from simulator.scenario.schema import Scenario
from simulator.studies.runs.labels import folders_of
from simulator.studies.runs.notebook_progress import NotebookProgress, in_notebook, silent
from simulator.studies.runs.questions import Question, answers, questions_of, refuse_unrecorded
from simulator.studies.runs.runs import Failure, Run, Runs, measured_weeks
from simulator.studies.runs.seeds import seeds_of
from simulator.studies.runs.workers import Progress, work_through

if TYPE_CHECKING:
    from simulator.ledger.ledger import Ledger

MOST_JOBS = 10_000

type Play = Callable[[Scenario, int], "Ledger"]


class RunsFailedError(RuntimeError):
    """Not one run came to its end; the message says why the first did not."""


class PlayOptions(TypedDict, total=False):
    """Keyword arguments of every study; see the fields of `Runner`."""

    jobs: int
    executor: Executor | None
    progress: Progress | Literal[False] | None
    play: Play


class RunOptions(PlayOptions, total=False):
    """Keyword arguments of studies that can also keep the ledgers of their runs."""

    keep_ledgers: bool
    ledgers_to: Path | None


def simulated(scenario: Scenario, seed: int) -> "Ledger":
    """Play one run; the market is imported by the process that plays, not by one that only asks."""
    from simulator.market.simulate import simulate  # noqa: PLC0415 - brings Mesa along

    return simulate(scenario, seed)


@dataclass(frozen=True, kw_only=True)
class Runner:
    """Settings with which scenarios are played; ArgumentError for fewer than one job or wrong seeds."""

    seeds: tuple[int, ...]
    questions: tuple[Question, ...]
    jobs: int = 1
    """Number of processes."""
    executor: Executor | None = None
    """Any executor of one's own, such as Dask's ``client.get_executor()``, in place of processes."""
    progress: Progress | Literal[False] | None = None
    """Called with the number of runs done and the number of all; left out, notebooks show a bar; False: not
    even they show anything."""
    play: Play = simulated
    """Function that plays one run."""
    keep_ledgers: bool = False
    """Whether the ledgers are handed back with the runs."""
    ledgers_to: Path | None = None
    """Folder in which the ledgers are saved."""

    def __post_init__(self) -> None:
        """Refuse fewer than one job, seeds that are no seeds, and options of another type."""
        taken = {
            "seeds": seeds_of(self.seeds),
            "jobs": whole_number("jobs", self.jobs, 1, MOST_JOBS),
            "keep_ledgers": truth_value("keep_ledgers", self.keep_ledgers),
        }
        if self.ledgers_to is not None:
            taken["ledgers_to"] = Path(path_text("ledgers_to", self.ledgers_to))
        if self.executor is not None:
            of_type("executor", self.executor, Executor, "an executor of concurrent.futures")
        callable_value("progress", None if self.progress is False else self.progress)
        callable_value("play", self.play, may_be_none=False)
        taken["progress"] = self._shown()
        for name, value in taken.items():
            object.__setattr__(self, name, value)

    def _shown(self) -> Progress | None:
        """Return what is told how far runs have come: what was asked for, or a notebook."""
        if self.progress is False:
            return silent
        return NotebookProgress() if self.progress is None and in_notebook() else self.progress

    def refuse_ledgers(self) -> None:
        """Raise ArgumentError if ledgers are to be kept, in a study that could not hand them out."""
        if self.keep_ledgers or self.ledgers_to is not None:
            raise argument_error("keep_ledgers", "ledgers are kept by replicate, compare and decompose only")

    @classmethod
    def of(
        cls,
        seeds: int | Sequence[int],
        metrics: Iterable[str | Question] | None = None,
        **options: Unpack[RunOptions],
    ) -> Self:
        """Read seeds (a number of them, or the seeds themselves) and metrics such as ``conflict:type``."""
        questions = questions_of(metrics)
        if not questions:
            raise argument_error("metrics", "name at least one; see: simulator list metrics")
        return cls(seeds=seeds_of(seeds), questions=questions, **options)

    def run(self, scenarios: Mapping[str, Scenario]) -> Runs:
        """Play every scenario on every seed and question the ledgers.

        Where their lengths differ, sums over weeks are read per week.
        Raises RunsFailedError if not one run came to its end.
        """
        refuse_unrecorded(self.questions, scenarios.values())
        tasks = self._tasks(scenarios)
        outcomes = work_through(
            _carry_out, tasks, jobs=self.jobs, executor=self.executor, progress=self.progress or None
        )
        pairs = list(zip(tasks, outcomes, strict=True))
        ended = tuple(outcome.result for _, outcome in pairs if outcome.result is not None)
        failures = tuple(Failure(t.label, t.seed, o.why, o.trace) for t, o in pairs if o.result is None)
        if failures and not ended:
            error = RunsFailedError(
                f"none of {len(tasks)} runs came to its end; the first: {failures[0].why}"
            )
            error.add_note(failures[0].trace)
            raise error
        per_week = len({measured_weeks(scenario) for scenario in scenarios.values()}) > 1
        return Runs(dict(scenarios), self.seeds, self.questions, ended, failures, per_week, self.ledgers_to)

    def _tasks(self, scenarios: Mapping[str, Scenario]) -> list["RunTask"]:
        folders = folders_of(scenarios)

        def place(label: str, seed: int) -> Path | None:
            return self.ledgers_to / folders[label] / f"seed-{seed}" if self.ledgers_to else None

        return [
            RunTask(label, scenario, seed, self.questions, self.play, self.keep_ledgers, place(label, seed))
            for label, scenario in scenarios.items()
            for seed in self.seeds
        ]


@dataclass(frozen=True)
class RunTask:
    """One run to be played: everything a worker process needs."""

    label: str
    scenario: Scenario
    seed: int
    questions: tuple[Question, ...]
    play: Play
    keep: bool
    save_to: Path | None


def _carry_out(task: RunTask) -> Run:
    ledger = task.play(task.scenario, task.seed)
    told = tuple(answers(ledger, task.questions))
    if task.save_to is not None:
        from simulator.ledger.files import save  # noqa: PLC0415 - brings Arrow along

        task.save_to.parent.mkdir(parents=True, exist_ok=True)
        save(ledger, task.save_to)
    return Run(task.label, task.seed, told, ledger if task.keep else None)
