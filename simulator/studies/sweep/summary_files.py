"""Summary files: manifest and tables of a sweep, written anew at every start and every end."""

import io
import json
import math
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from simulator.studies.experiment.experiment import Experiment
from simulator.studies.runs.csv_text import csv_text
from simulator.studies.runs.model_version import model_version
from simulator.studies.sweep.folder import FORMAT, MANIFEST, SweepFolder
from simulator.studies.sweep.results import Sweep

PACKAGES = ("mesa", "networkx", "numba", "numpy", "pandas", "pyarrow", "pydantic", "scipy")
RESULTS, SUMMARY = "results", "summary.csv"


def write_request(folder: SweepFolder, experiment: Experiment) -> None:
    """Write the manifest of the sweep before it is played."""
    _put_json(folder, MANIFEST, _manifest(experiment) | {"is_finished": False})


def write_results(folder: SweepFolder, sweep: Sweep) -> None:
    """Write the tables and the manifest after all runs."""
    table = sweep.table()
    folder.put(f"{RESULTS}.csv", csv_text(table))
    parquet = io.BytesIO()
    levels = {f.name: "string" for f in sweep.experiment.factors if not f.is_numeric}
    table.astype(levels).to_parquet(parquet, index=False)
    folder.put(f"{RESULTS}.parquet", parquet.getvalue())
    folder.put(SUMMARY, csv_text(sweep.summary()))
    came = {
        "is_finished": True,
        "runs": {"ended": len(sweep.runs.ended), "failed": len(sweep.runs.failures)},
        "failures": [{"point": f.scenario, "seed": f.seed, "why": f.why} for f in sweep.failures],
        "verdict": verdict_content(sweep),
    }
    _put_json(folder, MANIFEST, _manifest(sweep.experiment) | came)


def verdict_content(sweep: Sweep) -> dict[str, Any] | None:
    """Return the verdict on the prediction as plain content; none if there is no prediction."""
    verdict = sweep.verdict()
    if not verdict.checks:
        return None
    return {
        "prediction": verdict.says.strip(),
        "verdict": verdict.word,
        "checks": [
            {
                "check": check.text,
                "unit": check.unit,
                "verdict": check.word,
                "findings": [
                    {
                        "what": one.text,
                        "verdict": one.word,
                        **{
                            name: _plain(getattr(one.estimate, name)) for name in ("mean", "low", "high", "n")
                        },
                    }
                    for one in check.findings
                ],
            }
            for check in verdict.checks
        ],
    }


def _plain(number: float) -> float | str | None:
    """Return a number that JSON can hold: infinity as a word, what is not known as null."""
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return None if math.isnan(number) else number


def _manifest(experiment: Experiment) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "experiment": experiment.name,
        "question": experiment.question,
        "design": experiment.method,
        "versions": {"model": model_version(), "python": platform.python_version(), **_versions()},
        "seeds": list(experiment.seeds),
        "metrics": [str(question) for question in experiment.questions],
        "factors": {
            factor.name: {"unit": factor.unit, "levels": [level.value for level in factor.levels]}
            for factor in experiment.factors
        },
        "points": [
            {
                "point": point.label,
                "hash": point.hash,
                "levels": {name: level.value for name, level in point.levels.items()},
            }
            for point in experiment.points
        ],
        "scenarios": {label: base.model_dump(mode="json") for label, base in experiment.bases.items()},
    }


def _versions() -> dict[str, str]:
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _put_json(folder: SweepFolder, name: str, content: dict[str, Any]) -> None:
    folder.put(name, json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n")
