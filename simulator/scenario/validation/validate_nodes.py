"""Validate nodes: turn them into a scenario, or report all errors in them, each with its place."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pydantic import ValidationError

from simulator.scenario.checks.cross_checks import inconsistencies
from simulator.scenario.checks.inconsistency import INCONSISTENCY, KEY, Keys
from simulator.scenario.errors.quoting import meant
from simulator.scenario.errors.scenario_error import MOST_COMPLAINTS, Complaint, ScenarioError
from simulator.scenario.schema import Scenario
from simulator.scenario.validation.barred_names import told_of_bars
from simulator.scenario.validation.known_fields import Fields
from simulator.scenario.validation.location import Location, locate, locate_choice
from simulator.scenario.validation.messages import MAP_KINDS, ValidationIssue, sentence
from simulator.scenario.yaml.nodes import Mapping, Place, plain

COUNTED = {name: field.default for name, field in Scenario.model_fields.items() if type(field.default) is int}
"""What the lengths of a run are where a file does not say."""
LEVELS_OF_ENTRIES, FEW_SETTINGS, MISTYPED = 2, 2, "mistyped"
"""Entries stand under a part of the file and their name; so many settings are missing of a mistyped one."""


@dataclass(frozen=True, slots=True)
class _Problem:
    """Error of the validator or of a consistency check, and the node that its location leads to."""

    kind: str
    location: Keys
    context: dict[str, Any]
    message: str
    found: Location

    @property
    def is_key(self) -> bool:
        return self.location[-1:] == (KEY,)

    @property
    def place(self) -> Place:
        is_at_key = self.is_key or self.kind == "extra_forbidden"
        return self.found.key if is_at_key and self.found.key else self.found.place


def validate_nodes(root: Mapping, passed_over: Iterable[Complaint]) -> Scenario:
    """Return the scenario that the nodes describe.

    Raises a `ScenarioError` with all there is to complain of, in the order in which the files have it:
    what was passed over when the nodes were made, what is no scenario, and what contradicts itself.
    """
    earlier = list(passed_over)
    given = plain(root)
    problems: list[_Problem] = []
    try:
        scenario = Scenario.model_validate_json(json.dumps(given))
    except ValidationError as wrong:
        problems = _problems(root, given, wrong)
    if not earlier and not problems:
        return scenario
    places = {(wrong.file, wrong.line, wrong.column) for wrong in earlier if wrong.line}
    fresh = [one for one in problems if (one.place.file, one.place.line, one.place.column) not in places]
    fresh.sort(key=lambda problem: _order(problem.place, root))
    fields = Fields()
    said = earlier + _once([_complaint(problem, root, fields) for problem in fresh[:MOST_COMPLAINTS]])
    said.sort(key=lambda wrong: _order(wrong, root))
    raise ScenarioError(said, unsaid=max(0, len(fresh) - MOST_COMPLAINTS))


def _once(complaints: list[Complaint]) -> list[Complaint]:
    """Return the complaints, each once: what is usual and wrong is wrong again in every way laid over it."""
    once: dict[tuple[object, ...], Complaint] = {}
    for wrong in complaints:
        once.setdefault((wrong.file, wrong.line, wrong.column, wrong.text, wrong.line or wrong.key), wrong)
    return list(once.values())


def _problems(root: Mapping, given: dict[str, Any], wrong: ValidationError) -> list[_Problem]:
    """Return all errors; inconsistencies only about parts without other errors."""
    problems = [
        _located(root, error["type"], error["loc"], error.get("ctx", {}), error["msg"])
        for error in wrong.errors(include_url=False, include_input=False)
    ]
    problems = _mistyped_names(root, given, problems)
    if not any(problem.kind == INCONSISTENCY for problem in problems):
        taken = {problem.place for problem in problems}
        more = [
            _located(root, INCONSISTENCY, keys, {}, text)
            for keys, text in islice(inconsistencies({**COUNTED, **given}), MOST_COMPLAINTS)
        ]
        problems += [problem for problem in more if problem.place not in taken]
    return problems


def _mistyped_names(root: Mapping, given: dict[str, Any], problems: list[_Problem]) -> list[_Problem]:
    """Return the problems, and one in place of all that is missing of an entry called nearly as another.

    Who extends a file and mistypes the name of a product makes a new one, of which nearly all is missing.
    """
    lacking: dict[Keys, list[_Problem]] = {}
    for problem in problems:
        if problem.kind == "missing" and len(problem.location) == LEVELS_OF_ENTRIES + 1:
            lacking.setdefault(problem.location[:-1], []).append(problem)
    for (part, name), missing in lacking.items():
        entries = given.get(str(part))
        others = [other for other in entries if other != name] if isinstance(entries, dict) else []
        close = meant(str(name), others)
        if close and len(missing) >= FEW_SETTINGS:
            problems = [one for one in problems if one not in missing]
            told = f"is a new name, of which {len(missing)} settings are missing{close}"
            problems.append(_located(root, MISTYPED, (part, name, KEY), {}, told))
    return problems


def _located(root: Mapping, kind: str, keys: Keys, context: dict[str, Any], text: str) -> _Problem:
    found = locate(root, keys)
    if kind == "choice_unknown":
        found = locate_choice(found, context["tag"])
    return _Problem(kind, keys, context, text, found)


def complaint_at(root: Mapping, keys: Keys, text: str) -> Complaint:
    """Return a complaint about the node under some keys, with its place in the files."""
    return _complaint(_located(root, INCONSISTENCY, keys, {}, text), root, Fields())


def _complaint(problem: _Problem, root: Mapping, fields: Fields) -> Complaint:
    found = problem.found
    settings = fields.at(root, found.keys[:-1])
    known = problem.kind == "extra_forbidden" and found.keys
    elsewhere = tuple(fields.places_of(found.keys[-1])) if known else ()
    issue = ValidationIssue(
        problem.kind,
        problem.context,
        problem.message,
        found,
        problem.is_key,
        settings,
        elsewhere,
        within=fields.at(root, found.keys) if problem.kind in MAP_KINDS else {},
        described=fields.said_of(root, found.keys) or fields.said_of(root, found.keys[:-1]),
    )
    text = told_of_bars(found, root) or sentence(issue)
    return problem.place.complaint(".".join(found.keys), text)


def _order(place: Place | Complaint, root: Mapping) -> tuple[bool, bool, str, int, int]:
    """Order by file: the given file, its bases, then settings of the command line; within a file by line."""
    is_setting = place.line == 0
    return (is_setting, place.file != root.place.file, place.file, place.line, place.column)
