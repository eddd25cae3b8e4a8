"""Plan errors: errors of the validator in an experiment file, each with its place."""

from collections.abc import Mapping
from typing import Any

from simulator.scenario.checks.inconsistency import KEY, Inconsistency
from simulator.scenario.errors.scenario_error import Complaint
from simulator.scenario.validation.known_fields import Fields
from simulator.scenario.validation.location import locate
from simulator.scenario.validation.messages import ValidationIssue, sentence
from simulator.scenario.yaml.nodes import Mapping as Node
from simulator.studies.experiment.plan import BRANCH, plan_schema


def plan_read_errors(root: Node, error: Mapping[str, Any], fields: Fields) -> Complaint:
    """Return one of the validator's errors as a complaint."""
    keys = tuple(part for part in error["loc"] if not str(part).startswith(BRANCH))
    found, is_key = locate(root, keys), keys[-1:] == (KEY,)
    settings = fields.at(root, found.keys[:-1])
    said = fields.said_of(root, found.keys) or fields.said_of(root, found.keys[:-1])
    issue = ValidationIssue(
        error["type"], error.get("ctx", {}), error["msg"], found, is_key, settings, described=said
    )
    text = sentence(issue)
    is_at_key = is_key or error["type"] == "extra_forbidden"
    place = found.key if is_at_key and found.key else found.place
    return place.complaint(".".join(found.keys), text)


def inconsistency_error(root: Node, wrong: Inconsistency) -> Complaint:
    """Return an inconsistency between parts of the file as a complaint."""
    keys, text = wrong
    found = locate(root, keys)
    place = found.key if keys[-1:] == (KEY,) and found.key else found.place
    return place.complaint(".".join(found.keys), text)


def fields_of_plans() -> Fields:
    """Return the settings that there are in experiment files."""
    return Fields(plan_schema)
