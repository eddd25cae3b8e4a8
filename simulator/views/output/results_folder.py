"""Results folder: the results of a command, in one new folder that appears whole or not at all.

It is never written over: a folder that already holds something is refused before anything is played.
What is under way stands beside its place, hidden, and is renamed when all is done.
"""

import os
import platform
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from simulator.ledger.files import open_ledger
from simulator.ledger.queries.choices import choices
from simulator.ledger.queries.transactions import transactions
from simulator.scenario.save import fingerprint
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.comparison.decompose import Decomposition
from simulator.studies.comparison.lever_split import LeverSplit
from simulator.studies.fitting.fit_findings import Fit
from simulator.studies.need_split.need_split import NeedSplit
from simulator.studies.probing.probe_findings import Probe
from simulator.studies.runs.labels import folders_of
from simulator.studies.runs.runs import Runs
from simulator.views.output.csv_json import as_csv, as_json, flows_table, needs_table, parts_table
from simulator.views.output.exit_codes import BadInputError, PartFailedError

if TYPE_CHECKING:
    import pandas as pd

LEDGERS = "ledgers"
TABLES = {"transactions": (transactions, ("sales", "journeys")), "choices": (choices, ("journeys",))}
"""Tables of each run that are written beside its ledger, and in which detail."""
MANIFEST = "manifest.json"
REPORT = "report.html"
PACKAGES = (
    "channel-simulator",
    "mesa",
    "networkx",
    "numba",
    "numpy",
    "pandas",
    "pyarrow",
    "pydantic",
    "scipy",
)


@contextmanager
def making(part: str, place: str | Path) -> Iterator[None]:
    """Say of a part that fails which one it is, and that all else is in its place.

    Raises PartFailedError, which `new_folder` lets pass: the folder is kept.
    """
    try:
        yield
    except Exception as wrong:
        kept = f"the tables and what else was played are in {place}"
        error = PartFailedError(f"{part} could not be made: {type(wrong).__name__}: {wrong}; {kept}")
        raise error from wrong


@contextmanager
def new_folder(asked: str, over: Iterable[str] = ()) -> Iterator[Path]:
    """Yield a folder to write to; it takes the place asked for when all went well, else it is gone.

    A part that fails in `making` is told, and what is there already takes its place all the same.

    A folder that holds nothing but files called *over* is written over.
    Raises BadInputError, before anything is written, if something is there already.
    """
    place = Path(asked)
    fresh = _beside(place, over)
    try:
        try:
            yield fresh
        except PartFailedError:
            _put_in_place(fresh, place, over)
            raise
        _put_in_place(fresh, place, over)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _put_in_place(fresh: Path, place: Path, over: Iterable[str]) -> None:
    """Move a folder of results to the place that was asked for."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.is_dir():
        for name in over:
            (place / name).unlink(missing_ok=True)
        place.rmdir()  # empty, or it fails
    fresh.rename(place)


def _beside(place: Path, over: Iterable[str]) -> Path:
    """Make the hidden folder in which results are gathered, on the same disk as their place."""
    try:
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            raise BadInputError(f"--out: {place} is no folder")
        if place.is_dir() and any(file.name not in over for file in place.iterdir()):
            raise BadInputError(f"--out: {place} is there already and holds something; give a new folder")
        if place.is_dir() and (place.is_mount() or not os.access(place, os.W_OK)):
            raise BadInputError(f"--out: {place} cannot be replaced; give another folder")
        ground = next(parent for parent in place.absolute().parents if parent.exists())
        fresh = ground / f".{place.name or 'results'}.{uuid4().hex[:8]}.unfinished"
        fresh.mkdir()
    except (OSError, ValueError) as wrong:
        if isinstance(wrong, BadInputError):
            raise
        told = getattr(wrong, "strerror", None) or wrong
        raise BadInputError(f"--out: {place}: {told}; give another folder") from None
    return fresh


def write_runs(folder: Path, runs: Runs, path: str) -> None:
    """Write the results of one scenario."""
    files = dict.fromkeys(runs.scenarios, Path(path).name)
    _write(folder, runs, {}, _manifest("run", runs, files))


def write_comparison(
    folder: Path,
    comparison: Comparison,
    parts: Sequence[Decomposition],
    paths: Sequence[str],
    splits: Sequence[LeverSplit] = (),
    needs: Sequence[NeedSplit] = (),
) -> None:
    """Write the results of a comparison, of its decompositions, of its levers, and of splits by need."""
    files = {label: Path(path).name for label, path in zip(comparison.labels, paths, strict=True)}
    tables = {"comparison": comparison.table()}
    if parts:
        tables["decomposition"] = parts_table(parts)
    if splits:
        tables["levers"] = parts_table(splits)
    if needs:
        tables |= {"need_split": needs_table(needs), "need_flows": flows_table(needs)}
    said = {"baseline": comparison.baseline, "verdict": comparison.verdict()}
    _write(folder, comparison.runs, tables, _manifest("compare", comparison.runs, files) | said)


def write_probe_folder(folder: Path, probe: Probe, path: str) -> None:
    """Write what a world implies, and what it was: the table and a manifest with the world's hash."""
    (folder / "probe.csv").write_text(as_csv(probe.table()), encoding="utf-8")
    manifest = {
        "command": "probe",
        "versions": {"python": platform.python_version(), **_versions(PACKAGES)},
        "seeds": list(probe.seeds),
        "scenario": {
            "file": Path(path).name,
            "hash": fingerprint(probe.scenario),
            "resolved": probe.scenario.model_dump(mode="json"),
        },
        "failures": [{"scenario": f.scenario, "seed": f.seed, "why": f.why} for f in probe.failures],
    }
    (folder / MANIFEST).write_text(as_json(manifest), encoding="utf-8")


def write_fits(folder: Path, fits: Mapping[str, Fit], table: str) -> None:
    """Write fits by the file that was played: their table, and a manifest with the worlds' hashes."""
    (folder / "fit.csv").write_text(table, encoding="utf-8")
    manifest = {
        "command": "fit",
        "versions": {"python": platform.python_version(), **_versions(PACKAGES)},
        "fits": [
            {
                "file": Path(file).name,
                "seeds": list(one.seeds),
                "tolerance": one.tolerance,
                "enlarged": one.times,
                "hash": fingerprint(one.scenario),
                "resolved": one.scenario.model_dump(mode="json"),
                "failures": [{"scenario": f.scenario, "seed": f.seed, "why": f.why} for f in one.failures],
            }
            for file, one in fits.items()
        ],
    }
    (folder / MANIFEST).write_text(as_json(manifest), encoding="utf-8")


def _write(folder: Path, runs: Runs, tables: "dict[str, pd.DataFrame]", manifest: dict[str, Any]) -> None:
    for name, table in {"metrics": runs.rows, **tables}.items():
        (folder / f"{name}.csv").write_text(as_csv(table), encoding="utf-8")
    (folder / MANIFEST).write_text(as_json(manifest), encoding="utf-8")
    _write_tables(folder, runs)


def _write_tables(folder: Path, runs: Runs) -> None:
    """Write the tables that runs keep in their detail: ``choices/…/seed-1.csv``, as ledgers are named."""
    folders = folders_of(runs.scenarios)
    for label, scenario in runs.scenarios.items():
        kept = {name: table for name, (table, details) in TABLES.items() if scenario.detail in details}
        places = sorted((folder / LEDGERS / folders[label]).glob("seed-*"))
        for place in places if kept else ():
            ledger = open_ledger(place)
            for name, table in kept.items():
                to = folder / name / folders[label] / f"{place.name}.csv"
                to.parent.mkdir(parents=True, exist_ok=True)
                to.write_text(as_csv(table(ledger)), encoding="utf-8")


def _manifest(command: str, runs: Runs, files: dict[str, str]) -> dict[str, Any]:
    folders = folders_of(runs.scenarios)
    return {
        "command": command,
        "versions": {"python": platform.python_version(), **_versions(PACKAGES)},
        "seeds": list(runs.seeds),
        "metrics": [str(question) for question in runs.questions],
        "scenarios": [
            {
                "label": label,
                "file": files.get(label),
                "ledgers": f"{LEDGERS}/{folders[label]}",
                "hash": fingerprint(scenario),
                "resolved": scenario.model_dump(mode="json"),
            }
            for label, scenario in runs.scenarios.items()
        ],
        "failures": [{"scenario": f.scenario, "seed": f.seed, "why": f.why} for f in runs.failures],
    }


def _versions(packages: Iterable[str]) -> dict[str, str]:
    found = {}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
