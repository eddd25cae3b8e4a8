"""Run and compare: the verbs that play scenarios."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.studies.robustness import ASSUMPTION_DRAWS
from simulator.views.cli.cluster import Dask, executor_at
from simulator.views.cli.jobs import jobs_for
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
from simulator.views.cli.progress import bar
from simulator.views.output.exit_codes import answering, end_by
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
    with executor_at(dask) as executor, _at_work(out) as (folder, ledgers, progress):
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
    from simulator.views.output.results_folder import REPORT, making, write_comparison  # noqa: PLC0415

    given, chosen = loaded(several(scenarios), changes, detail), seeds_given(seed, seeds, 10)
    labels, first = _labels_and_baseline(given, scenarios, baseline, changes)
    _refuse_parts(given, first, len(chosen), decomposed=decomposed, levers=levers, draws=assumptions)
    asked = questions_given(metrics)
    with executor_at(dask) as executor, _at_work(out) as (folder, ledgers, told):
        play = _play(jobs_for(given, len(chosen), jobs), executor, told)
        play_all = partial(compare, given, chosen, baseline=first, labels=labels, ledgers_to=ledgers)
        whole = play_all(metrics=_measured(asked, out, given), **play)
        comparison = replace(whole, runs=whole.runs.narrowed(questions_of(asked)))
        parts = [comparison.decompose(scenario=one, **play) for one in comparison.others if decomposed]
        splits = comparison.splits(levers, **play)
        if folder is not None:
            needs = whole.need_splits(**play)
            write_comparison(folder, comparison, parts, scenarios, splits, needs)
            report = partial(whole.report, folder / REPORT, files=scenarios, assumptions=assumptions)
            with making(REPORT, str(out)):
                report(levers=splits, needs=needs, **play)
    put_comparison(comparison, parts, form, splits)
    end_by(_failures(comparison, parts, splits))


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


def _failures(
    comparison: "Comparison", parts: "list[Decomposition]", splits: "list[LeverSplit]"
) -> "list[Failure]":
    """Return the failures of all runs."""
    every = [comparison.runs, *(part.runs for part in parts), *(split.runs for split in splits)]
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
def _at_work(out: str | None) -> "Iterator[tuple[Path | None, Path | None, Progress | None]]":
    """Yield the folder of results, its place for ledgers, and the progress callback; each may be none."""
    from simulator.views.output.results_folder import LEDGERS, new_folder  # noqa: PLC0415

    if out is None:
        with bar("runs") as progress:
            yield None, None, progress
        return
    with new_folder(out) as folder, bar("runs") as progress:
        yield folder, folder / LEDGERS, progress
