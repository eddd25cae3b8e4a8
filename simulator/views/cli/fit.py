"""Fit: the verb that matches settings of a world to what is known of its market."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from simulator.base.input_error import InputError
from simulator.views.cli.fit_options import Again, Enlarged, Settings, Targets, Tolerance
from simulator.views.cli.jobs import jobs_for
from simulator.views.cli.kept_work import earlier_told, kept_told
from simulator.views.cli.options import (
    Files,
    Formats,
    Jobs,
    Out,
    Seed,
    Seeds,
    Set,
    Write,
    loaded,
    seeds_given,
    writable,
)
from simulator.views.cli.progress import bar
from simulator.views.output.csv_json import as_csv, as_json, records
from simulator.views.output.exit_codes import FAILED, BadInputError, answering, end_by, put, say
from simulator.views.output.format import Format

if TYPE_CHECKING:
    from simulator.scenario.finding_blocks import KnownTargets
    from simulator.scenario.schema import Scenario
    from simulator.studies.fitting.fit_findings import Fit
    from simulator.studies.runs.journal import Journal

DEFAULT_TOLERANCE, DEFAULT_SEEDS = 0.01, 10
MORE = "more follow until all targets are reached"
UNFINISHED = ".fit.unfinished.jsonl"
VARIANTS, POINTS = 3, 10
"""How many versions of a world are played to measure the usual targets once, and how often that is done."""


@dataclass(frozen=True)
class Task:
    """What is to be fitted in one file."""

    file: str
    """The file that is played."""
    scenario: "Scenario"
    targets: Mapping[str, float]
    settings: Sequence[str] | None
    seeds: tuple[int, ...]
    tolerance: float
    times: int = 1
    """How many times as large the market is played [multiple]."""
    kept_in: str | None = None
    """The file that keeps the fit that is played again."""


@answering
def fit_scenario(
    scenarios: Files,
    settings: Settings = None,
    targets: Targets = None,
    tolerance: Tolerance = None,
    enlarged: Enlarged = None,
    again: Again = False,
    write: Write = False,
    seeds: Seeds = None,
    seed: Seed = None,
    changes: Set = None,
    jobs: Jobs = None,
    form: Formats = Format.TABLE,
    out: Out = None,
) -> None:
    """Match settings of a world to what is known of its market, such as units, shares and elasticities.

    With --write, what is stopped goes on from its finished runs.
    """
    from simulator.views.output.results_folder import new_folder, write_fits  # noqa: PLC0415 - slow to import

    writable(scenarios if write else [])
    if write and changes:
        raise BadInputError(
            "--write: what is fitted with --set is another world than the file's; leave --set out"
        )
    if again:
        if settings or targets or changes:
            raise BadInputError(
                "--again: settings and targets are those in the files; leave them and --set out"
            )
        tasks = list(_kept_tasks(scenarios, seeds, seed, tolerance, enlarged))
    else:
        tasks = [_task(scenarios, settings, targets, changes, seeds, seed, tolerance, enlarged)]
    with nullcontext() if out is None else new_folder(out) as folder:
        found, refused = _fitted(tasks, jobs, write, is_alone=not again)
        if folder is not None:
            write_fits(folder, found, _csv(found))
    put_fits(found, form)
    _end(found, refused)


def _task(
    files: Sequence[str],
    settings: Sequence[str] | None,
    targets: Sequence[str] | None,
    changes: Sequence[str] | None,
    seeds: str | None,
    seed: int | None,
    tolerance: float | None,
    enlarged: int | None,
) -> Task:
    if len(files) > 1:
        raise BadInputError("fit: give one scenario file; several are fitted anew with --again")
    (file,) = files
    stated = None if targets else _stated(file)
    (scenario,) = loaded(files, changes)
    if stated is None:
        near = DEFAULT_TOLERANCE if tolerance is None else tolerance
        chosen = seeds_given(seed, seeds, DEFAULT_SEEDS)
        return Task(file, scenario, _values(targets or ()), settings, chosen, near, enlarged or 1)
    near = (stated.tolerance or DEFAULT_TOLERANCE) if tolerance is None else tolerance
    chosen = seeds_given(seed, seeds, stated.seeds or DEFAULT_SEEDS)
    times = enlarged or stated.enlarged or 1
    return Task(file, scenario, dict(stated.targets), settings or stated.settings, chosen, near, times)


def _stated(file: str) -> "KnownTargets":
    """Return what a file says under 'fit' is to be reached; BadInputError if it says nothing."""
    from simulator.scenario.kept.read_kept import known_in  # noqa: PLC0415

    stated = known_in(file)
    if stated is None:
        raise BadInputError(
            "--target: name what is to be reached, such as --target units_a_year=800 --target "
            "market_share=0.3 --target own_price_elasticity=-2.6, or say it in the file under 'fit'; "
            "or --again for what is kept in the file"
        )
    return stated


def _values(targets: Sequence[str]) -> dict[str, float]:
    values: dict[str, float] = {}
    for raw in targets:
        name, equals, told = raw.rpartition("=")
        try:
            value = float(told)
        except ValueError:
            equals = ""
        if not equals or not name.strip():
            raise BadInputError(f"--target {raw[:80]}: should be 'name=number'")
        if name.strip() in values:
            raise BadInputError(f"--target {name.strip()[:80]}: is given twice")
        values[name.strip()] = value
    return values


def _kept_tasks(
    files: Sequence[str], seeds: str | None, seed: int | None, tolerance: float | None, enlarged: int | None
) -> Iterator[Task]:
    """Yield what the files say under 'fitted', a base before what extends it."""
    from simulator.scenario.kept.read_kept import depth, fitted_in, played_file  # noqa: PLC0415

    kept = {file: block for file in sorted(dict.fromkeys(files), key=depth) if (block := fitted_in(file))}
    if not kept:
        raise BadInputError("--again: none of these files says under 'fitted' what to fit")
    for file in files:
        if file not in kept:
            say(f"{file}: nothing is fitted in it")
    for file, block in kept.items():
        played = played_file(file, block)
        settings = [
            f"{key}={one.ends[0]!r}..{one.ends[1]!r}" if one.ends else key
            for key, one in block.settings.items()
        ]
        (scenario,) = loaded([played], None)
        yield Task(
            played,
            scenario,
            {name: one.target for name, one in block.targets.items()},
            settings,
            tuple(block.seeds) if seeds is None and seed is None else seeds_given(seed, seeds, DEFAULT_SEEDS),
            block.tolerance if tolerance is None else tolerance,
            enlarged or block.enlarged or 1,
            kept_in=file,
        )


def _fitted(
    tasks: Sequence[Task], jobs: int | None, write: bool, *, is_alone: bool
) -> "tuple[dict[str, Fit], list[str]]":
    """Fit each, and write what reached its targets; return them by file played, and what was refused."""
    found: dict[str, Fit] = {}
    refused: list[str] = []
    for task in tasks:
        try:
            found[task.file] = _one_fitted(task, jobs, write)
        except InputError as wrong:
            if is_alone:
                raise
            refused.append(f"{task.file}: {wrong}")
            say(refused[-1])
    return found, refused


def _one_fitted(task: Task, jobs: int | None, write: bool) -> "Fit":
    from simulator.scenario.yaml.file_references import resolved  # noqa: PLC0415
    from simulator.studies.fitting.fit import fit  # noqa: PLC0415 - slow to import
    from simulator.studies.fitting.free_setting import free_setting  # noqa: PLC0415
    from simulator.studies.fitting.write_fit import file_of_settings  # noqa: PLC0415

    if write and task.settings:
        stands = file_of_settings(task.file, [free_setting(task.scenario, one) for one in task.settings])
        if task.kept_in is not None and resolved(stands) != resolved(task.kept_in):
            raise BadInputError(f"--write: the numbers stand in {stands}, their fit in {task.kept_in}")
    workers = jobs_for([task.scenario] * VARIANTS * POINTS, len(task.seeds), jobs)
    journal = _journal(task.file) if write else None
    with kept_told(journal), bar("runs", MORE) as progress:
        found = fit(
            task.scenario,
            task.targets,
            task.settings,
            task.seeds,
            tolerance=task.tolerance,
            times=task.times,
            journal=journal,
            jobs=workers,
            progress=progress,
        )
    if write and (not found.is_reached or found.failures):
        say(f"{task.file}: nothing is written: a target was not reached, or a run failed")
    elif write:
        say(_written(found, task.file))
    if journal is not None:
        journal.remove()
    return found


def _journal(file: str) -> "Journal":
    """Return what keeps the runs of a fit until it is written, beside its file; say what an earlier left."""
    from simulator.studies.runs.journal import Journal  # noqa: PLC0415 - slow to import

    journal = Journal(Path(file).with_suffix(UNFINISHED))
    earlier_told(journal)
    return journal


def _written(found: "Fit", file: str) -> str:
    """Write a fit, and say where, and which settings an earlier fit there kept that this one does not."""
    from simulator.scenario.kept.read_kept import fitted_in  # noqa: PLC0415
    from simulator.studies.fitting.write_fit import file_of_settings, write_fit  # noqa: PLC0415

    before = fitted_in(file_of_settings(file, [one.setting for one in found.settings]))
    gone = set() if before is None else set(before.settings) - {one.key for one in found.settings}
    told = f"; it no longer keeps the fit of {', '.join(sorted(gone))}" if gone else ""
    return f"written: {write_fit(found, file)}{told}"


def put_fits(found: "Mapping[str, Fit]", form: Format) -> None:
    """Put fits: a page each, or one tidy table."""
    if form is Format.CSV:
        put(_csv(found))
    elif form is Format.JSON:
        put(as_json({"fits": [_content(file, one) for file, one in found.items()]}))
    else:
        from simulator.views.terminal.fit import show_fit  # noqa: PLC0415 - nothing is drawn otherwise

        for one in found.values():
            show_fit(one)


def _csv(found: "Mapping[str, Fit]") -> str:
    import pandas as pd  # noqa: PLC0415 - a second to import

    tables = [one.table().assign(file=file) for file, one in found.items()]
    return as_csv(pd.concat(tables) if tables else pd.DataFrame())


def _content(file: str, found: "Fit") -> dict[str, object]:
    failures = [failure._asdict() for failure in found.failures]
    told = {"scenario": found.scenario.name, "file": file, "seeds": found.seeds, "failures": failures}
    return told | {"rows": records(found.table())}


def _end(found: "Mapping[str, Fit]", refused: Sequence[str]) -> None:
    """End by runs that failed, else as a failure where a target was out of reach or a fit was refused."""
    end_by(failure for one in found.values() for failure in one.failures)
    if refused or not all(one.is_reached for one in found.values()):
        raise typer.Exit(FAILED)
