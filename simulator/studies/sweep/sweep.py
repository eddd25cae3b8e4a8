"""Sweep: an experiment played at all its points on all its seeds, as far as that was not done before.

A run is known by its key, the hash of its scenario, its seed and the version of the model. What a folder
holds already is read, not played again; what is finished is written before the rest is done; a run that
fails is a row that says why.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Unpack

from simulator.scenario.errors.arguments import callable_value, path_text, truth_value
from simulator.studies.comparison.comparable import varied_notes
from simulator.studies.experiment.experiment import Experiment
from simulator.studies.experiment.load_plan import load_experiment
from simulator.studies.runs.model_version import model_version
from simulator.studies.runs.questions import Answer, refuse_unrecorded
from simulator.studies.runs.runner import PlayOptions, Runner
from simulator.studies.runs.workers import DIED, Outcome, work_through
from simulator.studies.sweep.checkpoint import Checkpoint
from simulator.studies.sweep.folder import SweepFolder, sweep_folder
from simulator.studies.sweep.part_files import FAILED, KeptRun
from simulator.studies.sweep.results import Sweep
from simulator.studies.sweep.summary_files import write_request, write_results
from simulator.studies.sweep.tasks import SweepTask, kept_run, key_of, play_task, runs_of, tasks_of

AHEAD = 256  # runs handed to an executor of the caller's at a time; a cluster keeps what it holds in memory

type SweepOutcome = Outcome[tuple[Answer, ...]]


def sweep(
    experiment: str | os.PathLike[str] | Experiment,
    out: str | os.PathLike[str] | None = None,
    *,
    set: Iterable[str] = (),  # noqa: A002 - as `--set`
    seeds: int | Sequence[int] | None = None,
    retry_failed: bool = False,
    tell: Callable[[str], None] | None = None,
    **options: Unpack[PlayOptions],
) -> Sweep:
    """Play an experiment, from a file or made by `experiment`, and return its runs with their tables.

    Of a file *experiment*, *set* changes settings as ``--set`` does, and *seeds* replaces its seeds.
    *out* is a folder that keeps finished runs, so that the same call goes on where an earlier one was
    ended; it also takes the tables. *tell* is told what was found there. Failed runs there are played again
    only with *retry_failed*. For *options* see `Runner`; results depend on neither ``jobs`` nor ``executor``.
    Raises ScenarioError for a wrong file; NoSweepFolderError and SweepFolderError for the folder.
    """
    callable_value("tell", tell)
    place = None if out is None else Path(path_text("out", out))
    given = experiment
    if not isinstance(given, Experiment):
        given = load_experiment(given, set=set, seeds=seeds)
    runner = Runner(seeds=given.seeds, questions=given.questions, **options)
    runner.refuse_ledgers()
    refuse_unrecorded(given.questions, given.scenarios.values())
    with sweep_folder(place) if place is not None else nullcontext(None) as folder:
        there = dict(folder.kept) if folder is not None else {}
        tasks = tasks_of(given, there, runner.play, retry_failed=truth_value("retry_failed", retry_failed))
        notes = [*_told(given, folder), *_found(given, there, len(tasks))]
        for note in notes if tell is not None else ():
            tell(note)  # type: ignore[misc]
        if folder is not None:
            write_request(folder, given)
        fresh = _played(tasks, runner, folder)
        kept = fresh if folder is None else folder.kept
        found = Sweep(given, runs_of(given, kept), folder.path if folder else None, tuple(notes))
        if folder is not None:
            write_results(folder, found)
    return found


def _played(tasks: Sequence[SweepTask], runner: Runner, folder: SweepFolder | None) -> dict[str, KeptRun]:
    """Play the tasks; each run is kept in the folder soon after it ends."""
    fresh: dict[str, KeptRun] = {}
    with Checkpoint(folder) if folder is not None else nullcontext(None) as keeping:

        def on_result(at: int, answer: SweepOutcome) -> None:
            run = kept_run(tasks[at], answer)
            fresh[run.key] = run
            if keeping is not None and answer.why != DIED:
                keeping.take(run)

        work_through(
            play_task,
            tasks,
            jobs=runner.jobs,
            executor=runner.executor,
            progress=runner.progress or None,
            on_result=on_result,
            ahead=AHEAD,
        )
        # Only now: had no worker lived at all, it would not have been the doing of these runs.
        if keeping is not None:
            for run in fresh.values():
                if run.reason == DIED:
                    keeping.take(run)
    return fresh


def _told(experiment: Experiment, folder: SweepFolder | None) -> list[str]:
    """Return notes on points with numbers of different meaning, and on the folder."""
    notes = varied_notes([point.scenario for point in experiment.points])
    return [*(folder.notes if folder is not None else ()), *notes]


def _found(experiment: Experiment, there: dict[str, KeptRun], todo: int) -> list[str]:
    """Return notes on the runs of a folder: found, failed, of another version, not asked for."""
    if not there:
        return []
    asked = {key_of(point, seed) for point in experiment.points for seed in experiment.seeds}
    found = asked & set(there)
    failed = sum(there[key].status == FAILED for key in found)
    notes = [f"{len(found)} of {len(asked)} runs are there already; {todo} are played"]
    if failed:
        notes.append(f"{failed} of those that are there failed; --retry-failed plays them again")
    return [*notes, *_not_reported([run for key, run in there.items() if key not in asked])]


def _not_reported(others: list[KeptRun]) -> Iterator[str]:
    """Yield why runs of a folder are not reported: another version of the model, or not asked for."""
    now = model_version()
    former = [run.version for run in others if run.version != now]
    if former:
        versions = ", ".join(dict.fromkeys(former))
        yield (
            f"{len(former)} runs in the folder were played by another version of the model ({versions}; now "
            f"{now}), which is other code or other files in it; they are kept and not reported"
        )
    if unasked := len(others) - len(former):
        yield f"{unasked} more runs in the folder are not asked for; they are kept and not reported"
