"""Validate findings: the blocks of what was found of a world, and what is wrong with them."""

import json

from pydantic import ValidationError

from simulator.base.record import Record
from simulator.scenario.errors.scenario_error import Complaint
from simulator.scenario.finding_blocks import BLOCKS
from simulator.scenario.validation.location import locate
from simulator.scenario.validation.messages import ValidationIssue, sentence
from simulator.scenario.yaml.nodes import Entry, Mapping, plain


def findings_in(layer: Mapping) -> tuple[dict[str, Record], list[Complaint]]:
    """Return the blocks of a file, by key, and complaints about entries that are none."""
    found: dict[str, Record] = {}
    complaints: list[Complaint] = []
    for key, kind in BLOCKS.items():
        entry = layer.entries.get(key)
        if entry is None:
            continue
        try:
            found[key] = kind.model_validate_json(json.dumps(plain(entry.node)))
        except ValidationError as wrong:
            complaints += _complaints(key, entry, kind, wrong)
    return found, complaints


def _complaints(key: str, entry: Entry, kind: type[Record], wrong: ValidationError) -> list[Complaint]:
    root = Mapping(entry.key, {key: entry})
    said = []
    for error in wrong.errors(include_url=False, include_input=False):
        place = locate(root, (key, *error["loc"]))
        fields = kind.model_json_schema()["properties"] if len(place.keys) == 2 else {}
        issue = ValidationIssue(error["type"], error.get("ctx", {}), error["msg"], place, False, fields)
        at = place.key if error["type"] == "extra_forbidden" and place.key else place.place
        said.append(at.complaint(".".join(place.keys), sentence(issue)))
    return said
