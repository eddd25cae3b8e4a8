"""Planning: from an experiment file to its points, or to everything that is wrong with it, in its place."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.errors.arguments import (
    A_SCENARIO,
    ArgumentError,
    entries_of,
    of_type,
    path_text,
    text_value,
)
from simulator.scenario.errors.quoting import shortened
from simulator.scenario.errors.scenario_error import Complaint, ScenarioError
from simulator.scenario.load import settings_of
from simulator.scenario.schema import Scenario
from simulator.scenario.validation.location import locate
from simulator.scenario.yaml.extends import EXTENDS
from simulator.scenario.yaml.file_references import resolved
from simulator.scenario.yaml.nodes import Mapping as Map
from simulator.scenario.yaml.nodes import Place, node_of, plain
from simulator.scenario.yaml.read import read_nodes
from simulator.scenario.yaml.text_file import read_text
from simulator.studies.comparison.comparable import refuse_incomparable
from simulator.studies.experiment.base_scenarios import BaseScenario, base_scenarios, base_scenarios_given
from simulator.studies.experiment.design_points import design_points, factors_of, varied_factors
from simulator.studies.experiment.experiment import Experiment
from simulator.studies.experiment.plan import Plan
from simulator.studies.experiment.plan_checks import plan_faults, unmatched
from simulator.studies.experiment.plan_errors import fields_of_plans, inconsistency_error, plan_read_errors
from simulator.studies.runs.labels import labels_of
from simulator.studies.runs.questions import Question, questions_of
from simulator.studies.runs.seeds import seeds_of

OF_SCENARIOS = ("schema_version", EXTENDS, "distribution")
"""Settings that only scenario files have."""


def load_experiment(
    path: str | os.PathLike[str],
    *,
    set: Iterable[str] = (),  # noqa: A002 - as `--set`
    seeds: int | Sequence[int] | None = None,
) -> Experiment:
    """Return the experiment in a file; *set* changes settings of all its scenarios, *seeds* takes others.

    Raises a `ScenarioError` with everything that is wrong with it, each with file, line and column.
    """
    shown, changes = path_text("path", path), settings_of(set)
    root, complaints = read_nodes(read_text(resolved(shown), shown), shown)
    if not isinstance(root, Map):
        wrong = root.place.complaint("", "is no map; an experiment file holds settings, as 'key: value'")
        raise ScenarioError([*complaints, wrong])
    _refuse_scenario(root)
    plan = _plan(root, complaints)
    return _experiment(plan, root, base_scenarios(root, shown, changes), seeds)


def _refuse_scenario(root: Map) -> None:
    """Refuse a scenario, with the command that plays it, rather than each of its settings."""
    found = next((root.entries[key] for key in OF_SCENARIOS if key in root.entries), None)
    if found is not None and "experiment_version" not in root.entries:
        told = (
            "this file is a scenario, not an experiment; play it by: simulator run "
            f"{shortened(root.place.file)}, or name it in an experiment as 'scenario: …'"
        )
        raise ScenarioError([found.key.complaint("", told)])


def experiment(
    scenario: Scenario | Mapping[str, Scenario],
    factors: Mapping[str, Any] | None = None,
    *,
    name: str = "experiment",
    **settings: Any,
) -> Experiment:
    """Return an experiment made in Python: a scenario, or several by name, and its factors.

    *scenario* is one, or a map of several by the label under which they stand in tables. *factors*, the
    settings that vary, each with its levels, and all other *settings* (seeds, design, metrics, prediction …)
    are as in a file; *name* is what tables and errors call it.
    Raises a `ScenarioError` as for a file.
    """
    given = _bases_given(scenario)
    text_value("name", name)
    if factors is not None:
        of_type("factors", factors, Mapping, "a map of settings and their values")
    labels = labels_of(label.translate(NOT_IN_NAMES) for label in given)
    whole = {"experiment_version": 1, "name": name, "factors": factors or {}, **settings}
    whole["scenario"] = dict.fromkeys(labels, "given in Python")
    root = node_of(json.loads(json.dumps(whole, default=_written)), Place(f"experiment '{name}'"))
    if not isinstance(root, Map):
        raise TypeError("a map of settings makes a map")
    bases = base_scenarios_given(dict(zip(labels, given.values(), strict=True)), root)
    return _experiment(_plan(root, []), root, bases, None)


def _bases_given(scenario: Scenario | Mapping[str, Scenario]) -> dict[str, Scenario]:
    """Return the scenarios of an experiment by their labels."""
    if isinstance(scenario, Scenario):
        return {scenario.name: scenario}
    named = of_type("scenario", scenario, Mapping, "a scenario, as load returns it, or several by name")
    for label, one in named.items():
        of_type(f"scenario[{text_value('scenario', label)!r}]", one, Scenario, A_SCENARIO)
    return dict(named)


NOT_IN_NAMES = str.maketrans(dict.fromkeys(",/|\\\n\r\t", " "))


def _written(value: Any) -> Any:
    """Return values of a notebook as JSON: ranges, arrays, NumPy's numbers."""
    if hasattr(value, "tolist"):
        return value.tolist()
    return list(entries_of("factors and settings", value, "[1, 2, 3]"))


def _plan(root: Map, complaints: list[Complaint]) -> Plan:
    """Return the plan that nodes describe, if nothing had to be complained of."""
    try:
        plan = Plan.model_validate_json(json.dumps(plain(root)))
    except ValidationError as wrong:
        fields, taken = fields_of_plans(), {(one.line, one.column) for one in complaints if one.line}
        found = [plan_read_errors(root, error, fields) for error in wrong.errors(include_url=False)]
        _refuse([*complaints, *(one for one in found if (one.line, one.column) not in taken)])
        raise AssertionError("unreachable") from wrong
    _refuse([*complaints, *_complaints(root, plan_faults(plan))])
    return plan


def _experiment(
    plan: Plan, root: Map, bases: Mapping[str, BaseScenario], seeds: int | Sequence[int] | None
) -> Experiment:
    what = varied_factors(plan, root, bases)
    points = design_points(plan, bases, what)
    found = Experiment(
        name=plan.name,
        factors=factors_of(what, points, bases),
        points=points,
        seeds=seeds_of(plan.seeds if seeds is None else seeds),
        questions=_questions(plan),
        method=plan.design.method,
        question=plan.question,
        prediction=plan.prediction,
        notes=plan.notes,
        bases={label: base.scenario for label, base in bases.items()},
    )
    _refuse([*_complaints(root, unmatched(found)), *_incomparable(found, root, bases)])
    return found


def _incomparable(experiment: Experiment, root: Map, bases: Mapping[str, BaseScenario]) -> list[Complaint]:
    """Return complaints about scenarios and points that cannot be compared, where they are stated."""

    def place_of(label: str, key: str) -> Place:
        if label in bases:
            return locate(bases[label].root, tuple(key.split("."))).place
        return locate(root, ("factors", key)).place

    points = {point.label: point.scenario for point in experiment.points}
    found: list[Complaint] = []
    for scenarios in ({label: base.scenario for label, base in bases.items()}, points):
        try:
            refuse_incomparable(scenarios, next(iter(scenarios)), place_of)
        except ArgumentError as wrong:
            found += [] if found else wrong.complaints[:1]
    return found


def _questions(plan: Plan) -> tuple[Question, ...]:
    """Return the questions that the file lists, and all that its prediction needs."""
    checks = plan.prediction.checks if plan.prediction else []
    return questions_of([*questions_of(plan.metrics), *(check.metric for check in checks)])


def _complaints(root: Map, found: Sequence[Inconsistency]) -> list[Complaint]:
    return [inconsistency_error(root, wrong) for wrong in found]


def _refuse(complaints: Sequence[Complaint]) -> None:
    if complaints:
        raise ScenarioError(sorted(complaints, key=lambda one: (one.line, one.column)))
