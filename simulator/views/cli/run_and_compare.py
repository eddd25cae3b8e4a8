"""Run and compare: the verbs that play scenarios."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simulator.studies.robustness import ASSUMPTION_DRAWS
from simulator.views.cli.cluster import Dask, executor_at
from simulator.views.cli.jobs import jobs_for, seconds_for, workers_for
from simulator.views.cli.options import (
    Assumptions,
    Baseline,
    Decomposed,
    Details,
    Files,
    Formats,
    Jobs,
    Levers,
    Metrics,
    OneFile,
    Out,
    Seed,
    Seeds,
    Set,
    comparable,
    decomposable,
    exchangeable,
    labelled,
    loaded,
    place_of,
    questions_given,
    ranked,
    seeds_given,
    several,
)
from simulator.views.cli.output import put_comparison, put_runs
from simulator.views.cli.progress import bar, duration
from simulator.views.output.exit_codes import answering, end_by, say
from simulator.views.output.format import Format

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from simulator.scenario.schema import Scenario
    from simulator.studies.comparison.comparison import Comparison
    from simulator.studies.comparison.decompose import Decomposition
    from simulator.studies.comparison.lever_split import LeverSplit
    from simulator.studies.runs.questions import Question
    from simulator.studies.runs.runner import PlayOptions
    from simulator.studies.runs.runs import Failure
    from simulator.studies.runs.workers import Progress


@answering
def run_scenario(
    scenario: OneFile,
    seed: Seed = None,
    seeds: Seeds = None,
    changes: Set = None,
    metrics: Metrics = None,
    detail: Details = None,
    jobs: Jobs = None,
    dask: Dask = None,
    form: Formats = Format.TABLE,
    out: Out = None,
) -> None:
    """Play one scenario, on one seed or on several, and say what came of it."""
    from simulator.studies.runs.replicate import replicate  # noqa: PLC0415
    from simulator.views.output.results_folder import write_runs  # noqa: PLC0415

    (given,) = loaded([scenario], changes, detail)
    chosen, asked = seeds_given(seed, seeds, 1), questions_given(metrics)
    workers = jobs_for([given], len(chosen), jobs)
    with executor_at(dask) as executor, _results_in(out) as (folder, ledgers):
        with bar("runs") as progress:
            play = _play(workers, executor, progress)
            runs = replicate(given, chosen, metrics=asked, ledgers_to=ledgers, **play)
        if folder is not None:
            write_runs(folder, runs, scenario)
    put_runs(runs, form)
    end_by(runs.failures)


@answering
def compare_scenarios(
    scenarios: Files,
    seeds: Seeds = None,
    seed: Seed = None,
    changes: Set = None,
    baseline: Baseline = None,
    metrics: Metrics = None,
    decomposed: Decomposed = False,
    detail: Details = None,
    jobs: Jobs = None,
    dask: Dask = None,
    form: Formats = Format.TABLE,
    out: Out = None,
    assumptions: Assumptions = ASSUMPTION_DRAWS,
    levers: Levers = 0,
) -> None:
    """Play several scenarios on the same seeds, and compare each with the first or with --baseline."""
    from simulator.studies.comparison.compare import compare  # noqa: PLC0415
    from simulator.studies.runs.questions import questions_of  # noqa: PLC0415

    given, chosen = loaded(several(scenarios), changes, detail), seeds_given(seed, seeds, 10)
    labels, first = _labels_and_baseline(given, scenarios, baseline, changes)
    _refuse_parts(given, first, len(chosen), decomposed=decomposed, levers=levers, draws=assumptions)
    asked, workers = questions_given(metrics), jobs_for(given, len(chosen), jobs)
    with executor_at(dask) as executor, _results_in(out) as (folder, ledgers):
        with bar("runs") as progress:
            play = _play(workers, executor, progress)
            play_all = partial(compare, given, chosen, baseline=first, labels=labels, ledgers_to=ledgers)
            whole = play_all(metrics=_measured(asked, out, given), **play)
            shown = replace(whole, runs=whole.runs.narrowed(questions_of(asked)))
            parts = [shown.decompose(scenario=one, **play) for one in shown.others if decomposed]
            compared = _Compared(whole, shown, parts, shown.splits(levers, **play))
        unread = _put_now(compared, form)
        if folder is not None:
            _write((folder, out), compared, scenarios, assumptions, (jobs, executor))
    end_by(_failures(compared))
    if unread is not None:
        raise unread


class _Compared(NamedTuple):
    """A comparison with every question asked, as it is shown, and the parts of its differences."""

    whole: "Comparison"
    shown: "Comparison"
    parts: "list[Decomposition]"
    splits: "list[LeverSplit]"


def _put_now(compared: _Compared, form: Format) -> BrokenPipeError | None:
    """Put the answer before the work that follows it; return the error of a closed pipe, for the end."""
    try:
        put_comparison(compared.shown, compared.parts, form, compared.splits)
        sys.stdout.flush()
    except BrokenPipeError as gone:
        return gone
    return None


def _write(
    results: "tuple[Path, str | None]",
    compared: _Compared,
    files: list[str],
    assumptions: int,
    play: "tuple[int | None, Executor | None]",
) -> None:
    """Write tables and then the report; *results* are the folder and its place, *play* jobs and executor."""
    from simulator.views.output.results_folder import REPORT, making, write_comparison  # noqa: PLC0415

    (folder, place), (jobs, executor), whole = results, play, compared.whole
    workers = _workers_for_report(whole, assumptions, jobs)
    needs = whole.need_splits(**_play(workers, executor, None))
    write_comparison(folder, compared.shown, compared.parts, files, compared.splits, needs)
    report = partial(whole.report, folder / REPORT, files=files, assumptions=assumptions)
    with making(REPORT, str(place)), bar("runs of the report") as progress:
        report(levers=compared.splits, needs=needs, **_play(workers, executor, progress))


def _workers_for_report(comparison: "Comparison", assumptions: int, jobs: int | None) -> int:
    """Return how many processes play the runs of a report; say how many runs, and about how long."""
    from simulator.studies.comparison.report_runs import most_runs_of_report  # noqa: PLC0415

    more, given = most_runs_of_report(comparison, assumptions), comparison.runs.scenarios.values()
    seconds = more * seconds_for(given, 1) / len(given)
    workers = workers_for(seconds, jobs)
    if more:
        fewer = "; fewer with --assumptions 0" * (assumptions > 0)
        say(
            f"for the report at most {more} more runs follow, about {duration(seconds / workers)} "
            f"with {workers} job{'s' * (workers != 1)}{fewer}"
        )
    return workers


def _measured(
    asked: list[str] | None, out: str | None, given: "Sequence[Scenario]"
) -> "Sequence[str | Question] | None":
    """Return what is measured: what was asked, and what a report tells besides."""
    from simulator.studies.runs.questions import questions_of, reported_of  # noqa: PLC0415

    return asked if out is None else [*questions_of(asked), *reported_of(given)]


def _refuse_parts(
    given: "Sequence[Scenario]", baseline: int, seeds: int, *, decomposed: bool, levers: int, draws: int
) -> None:
    """Refuse to take differences apart that cannot be, and to rank too few draws."""
    ranked(draws)
    decomposable(given, baseline, asked=decomposed)
    exchangeable(given, baseline, levers, seeds)


def _play(jobs: int, executor: "Executor | None", progress: "Progress | None") -> "PlayOptions":
    """Return the options with which runs are played."""
    return {"jobs": jobs, "executor": executor, "progress": progress}


def _failures(compared: _Compared) -> "list[Failure]":
    """Return the failures of all runs."""
    parts, splits = compared.parts, compared.splits
    every = [compared.shown.runs, *(part.runs for part in parts), *(split.runs for split in splits)]
    return [failure for runs in every for failure in runs.failures]


def _labels_and_baseline(
    given: "Sequence[Scenario]",
    files: list[str],
    baseline: str | None,
    changes: list[str] | None,
) -> tuple[list[str], int]:
    """Return the labels and the place of the baseline; refuse what cannot be compared."""
    labels = labelled(given, files)
    first = place_of(baseline, labels, files)
    comparable(dict(zip(labels, given, strict=True)), labels[first], files, changes)
    return labels, first


@contextmanager
def _results_in(out: str | None) -> "Iterator[tuple[Path | None, Path | None]]":
    """Yield the folder of results and its place for ledgers; none of both without a place for them."""
    from simulator.views.output.results_folder import LEDGERS, new_folder  # noqa: PLC0415

    if out is None:
        yield None, None
        return
    with new_folder(out) as folder:
        yield folder, folder / LEDGERS
