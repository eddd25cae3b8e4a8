"""Sweep: the verb that plays an experiment, and resumes an interrupted one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.views.cli.cluster import Dask, executor_at
from simulator.views.cli.jobs import jobs_for, seconds_for
from simulator.views.cli.options import Formats, Jobs, Seeds, Set, seeds_given
from simulator.views.cli.progress import bar, duration
from simulator.views.output.exit_codes import FAILED, SOME_FAILED, BadInputError, answering, say
from simulator.views.output.format import Format

if TYPE_CHECKING:
    from simulator.studies.experiment.experiment import Experiment
    from simulator.studies.runs.runner import PlayOptions
    from simulator.studies.sweep.results import Sweep

File = Annotated[str, typer.Argument(help="An experiment file.", metavar="EXPERIMENT")]
Kept = Annotated[
    str | None,
    typer.Option(
        help="A folder for runs, tables and plots; a new one, or that of an earlier sweep to go on with.",
        metavar="FOLDER",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only list the points, and say how long they take.")]
Retry = Annotated[
    bool, typer.Option("--retry-failed", help="Play runs again that failed in an earlier sweep.")
]
MOST_FAILURES_TOLD = 20


@answering
def sweep_experiment(
    experiment: File,
    out: Kept = None,
    jobs: Jobs = None,
    dask: Dask = None,
    seeds: Seeds = None,
    changes: Set = None,
    dry_run: DryRun = False,
    retry_failed: Retry = False,
    form: Formats = Format.TABLE,
) -> None:
    """Play an experiment at all its points; what is in --out already is not played again."""
    from simulator.studies.experiment.load_plan import load_experiment  # noqa: PLC0415 - slow to import

    chosen = None if seeds is None else seeds_given(None, seeds, 1)
    given = load_experiment(experiment, set=changes or (), seeds=chosen)
    workers = jobs_for(given.scenarios.values(), len(given.seeds), jobs)
    with _placed():
        if dry_run:
            _list_points(given, out, workers, form)
            return
        with executor_at(dask) as executor:
            play: PlayOptions = {"jobs": workers, "executor": executor}
            found = _played(given, out, play, retry_failed=retry_failed)
    from simulator.views.terminal.sweep import put_sweep  # noqa: PLC0415 - nothing is shown otherwise

    put_sweep(found, form)
    _end(found)


@contextmanager
def _placed() -> Iterator[None]:
    """Say of a folder that is refused which option named it."""
    from simulator.studies.sweep.folder import NoSweepFolderError  # noqa: PLC0415

    try:
        yield
    except NoSweepFolderError as wrong:
        raise BadInputError(f"--out: {wrong}") from None


def _played(given: "Experiment", out: str | None, play: "PlayOptions", *, retry_failed: bool) -> "Sweep":
    """Play, and draw where there is a folder for it; after an interrupt say what is kept."""
    from simulator.studies.sweep.sweep import sweep  # noqa: PLC0415

    if out is None:
        say("nothing is kept without --out: what is interrupted starts from the beginning")
    try:
        with bar("runs") as progress:
            play["progress"] = progress
            found = sweep(given, out, retry_failed=retry_failed, tell=say, **play)
    except KeyboardInterrupt:
        if out is not None:
            say(f"interrupted; finished runs are kept in {out}, and the same command goes on from there")
        raise
    if found.out is not None:
        from simulator.views.output.results_folder import REPORT, making  # noqa: PLC0415
        from simulator.views.pictures.response_plots import draw_responses  # noqa: PLC0415 - brings matplotlib along

        with making("the response plots", found.out):
            draw_responses(found, found.out)
        with making(REPORT, found.out):
            found.report(found.out / REPORT)
    return found


def _list_points(given: "Experiment", out: str | None, workers: int, form: Format) -> None:
    """Say what would be played, and play nothing."""
    from simulator.studies.runs.runner import simulated  # noqa: PLC0415
    from simulator.studies.sweep.folder import runs_in  # noqa: PLC0415
    from simulator.studies.sweep.tasks import tasks_of  # noqa: PLC0415
    from simulator.views.terminal.sweep import put_points  # noqa: PLC0415

    there = runs_in(Path(out)) if out is not None else {}
    tasks = tasks_of(given, there, simulated)
    put_points(given, form)
    seconds = seconds_for([task.scenario for task in tasks], 1) / workers
    all_of = len(given.points) * len(given.seeds)
    say(
        f"{len(given.points)} points × {len(given.seeds)} seeds = {all_of} runs, {len(tasks)} to be played; "
        f"about {duration(seconds)} with {workers} job{'s' * (workers != 1)}"
    )


def _end(found: "Sweep") -> None:
    """Tell which runs failed, and end with the exit code for that."""
    failures = found.failures
    for failure in failures[:MOST_FAILURES_TOLD]:
        say(f"failed: {failure.scenario}, seed {failure.seed}: {failure.why}")
    if len(failures) > MOST_FAILURES_TOLD:
        say(f"… and {len(failures) - MOST_FAILURES_TOLD} more; all are rows of the results")
    if failures and not found.runs.ended:
        say(f"none of {len(failures)} runs came to its end")
        raise typer.Exit(FAILED)
    if failures:
        raise typer.Exit(SOME_FAILED)
