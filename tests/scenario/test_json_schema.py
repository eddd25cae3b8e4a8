"""The published schemas say what the reader accepts, and an independent checker agrees."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for

from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.scenario import json_schema
from simulator.scenario.validation.known_fields import Fields
from simulator.scenario.yaml.nodes import Listing, Mapping, Node, plain
from simulator.scenario.yaml.read import read_nodes
from tests.worlds.small import small_world

pytestmark = pytest.mark.usefixtures("stalls")

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


@cache
def full_schema() -> dict[str, Any]:
    """Return the schema of full files, made once: making it takes a second."""
    return json_schema.full_schema()


@cache
def overlay_schema() -> dict[str, Any]:
    """Return the schema of files that extend others, made once."""
    return json_schema.overlay_schema()


def nodes_of(text: str) -> Node:
    """Return what a text says."""
    return read_nodes(text, "text")[0]


def maps_in(node: Node, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Mapping]]:
    """Yield every map in a node, with the way to it."""
    if isinstance(node, Mapping):
        yield keys, node
        for key, entry in node.entries.items():
            yield from maps_in(entry.node, (*keys, key))
    elif isinstance(node, Listing):
        for at, item in enumerate(node.items):
            yield from maps_in(item, (*keys, str(at)))


def parts_of(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every map in a schema."""
    if isinstance(schema, dict):
        yield schema
        for part in schema.values():
            yield from parts_of(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from parts_of(part)


def settings_of(part: dict[str, Any]) -> dict[str, Any]:
    """Return the settings that a part of a schema lists."""
    settings = part.get("properties", {})
    return settings if all(isinstance(setting, dict) for setting in settings.values()) else {}


def test_every_key_of_a_right_file_is_in_the_schema() -> None:
    """Where the schema lists settings, the file has none that is not listed."""
    root, fields, looked = nodes_of(json.dumps(small_world())), Fields(), 0
    for keys, node in maps_in(root):
        settings = fields.at(root, keys)
        if settings and keys != ("messages",):
            assert set(node.entries) <= set(settings), keys
            looked += 1
    assert looked > 10


def test_settings_are_looked_up_within_models_and_policies() -> None:
    """By the entry that a block names, in a list or alone."""
    fields = Fields()
    alone = nodes_of("distribution: {model: stalls}\nevents: [{open_channel: {model: stalls}}]")
    listed = nodes_of("distribution: [{model: authorized_dealers, pricing: {policy: undercut}}]")
    assert set(fields.at(alone, ("distribution",))) >= {"model", "stalls", "margin", "maker"}
    assert "stalls" in fields.at(alone, ("events", "0", "open_channel"))
    assert "dealers_per_region" in fields.at(listed, ("distribution", "0"))
    assert "step" in fields.at(listed, ("distribution", "0", "pricing"))
    assert fields.at(alone, ("nowhere", "at", "all")) == {}
    assert fields.at(alone, ("events", "7")) == {}


def test_a_full_file_may_not_extend_and_an_overlay_may() -> None:
    """The two schemas differ in what they require, not in what they know."""
    full, overlay = full_schema(), overlay_schema()
    assert "extends" not in full["properties"]
    assert full["additionalProperties"] is False
    assert overlay["properties"]["extends"]["type"] == "string"
    assert overlay["additionalProperties"] is False
    assert set(overlay["properties"]) - {"extends"} == set(full["properties"])
    assert "schema_version" in full["required"]
    assert not [part for part in parts_of(overlay) if isinstance(part.get("required"), list)]
    assert not [part for part in parts_of(overlay) if isinstance(part.get("oneOf"), list)]


def test_models_on_the_shelf_are_in_the_schema_at_that_moment() -> None:
    """No edit elsewhere: what is registered is offered."""
    assert "market stalls" in json.dumps(full_schema(), ensure_ascii=False)
    DISTRIBUTION_MODELS.forget("stalls")
    try:
        assert "market stalls" not in json.dumps(json_schema.full_schema(), ensure_ascii=False)
    finally:
        from tests.scenario.conftest import OfferTable  # noqa: PLC0415 - the one this test took away

        DISTRIBUTION_MODELS.register("stalls")(OfferTable)


def test_distribution_may_be_one_model_or_a_list() -> None:
    """An editor shows neither as a mistake."""
    schema = full_schema()
    reference = schema["properties"]["distribution"]["$ref"].rsplit("/", 1)[-1]
    kinds = [branch["$ref"].rsplit("/", 1)[-1] for branch in schema["$defs"][reference]["anyOf"]]
    assert sorted(kinds) == ["DistributionChoice", "DistributionList"]


def test_every_setting_in_the_schema_is_described() -> None:
    """Editors show the description while one types; entries of shelves bring their own."""
    schema = full_schema()
    of_shelves = [
        part for part in parts_of(schema) if any(_is_tag(setting) for setting in settings_of(part).values())
    ]
    assert len(of_shelves) > len(DISTRIBUTION_MODELS.names())
    brought = [id(inner) for part in of_shelves for inner in parts_of(part)]
    for part in parts_of(schema):
        for name, setting in settings_of(part).items():
            if id(part) not in brought or _is_tag(setting):
                meant = schema["$defs"].get(str(setting.get("$ref", "")).rsplit("/", 1)[-1], setting)
                assert setting.get("description") or meant.get("description"), name


def _is_tag(setting: dict[str, Any]) -> bool:
    return isinstance(setting.get("const"), str)


def test_the_schema_is_json() -> None:
    """It can be written to a file for an editor."""
    assert json.loads(json.dumps(full_schema()))["$schema"].startswith("https://json-schema.org/")


@pytest.mark.parametrize("schema", [pytest.param(full_schema, marks=pytest.mark.nightly), overlay_schema])
def test_a_checker_takes_the_schema_for_one(schema: Callable[[], dict[str, Any]]) -> None:
    """Each is a schema by its own dialect."""
    validator_for(schema()).check_schema(schema())


@cache
def checkers() -> tuple[Validator, Validator]:
    """Return checkers by the full schema and the overlay's."""
    kind = validator_for(full_schema())
    return kind(full_schema()), kind(overlay_schema())


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_a_checker_finds_the_house_in_order(file: Path) -> None:
    """Full files fit the full schema, those that extend the overlay's."""
    full, overlay = checkers()
    said = plain(nodes_of(file.read_text(encoding="utf-8")))

    assert [error.message for error in (overlay if "extends" in said else full).iter_errors(said)] == []
    assert full.is_valid(said) == ("extends" not in said)
    assert not overlay.is_valid({**said, "wekes": 3})


def test_an_editor_reads_little() -> None:
    """What stands at several places is defined once and referred to: under 300 kB, without titles of keys."""
    for schema in (full_schema(), overlay_schema()):
        assert len(json.dumps(schema, ensure_ascii=False).encode()) < 300_000
        settings = [one for part in parts_of(schema) for one in settings_of(part).values()]
        assert not [one for one in settings if "title" in one and "properties" not in one]


WRONG = {
    "a setting of a definition": {"products": {"lamp": {"list_prise": 3}}},
    "a setting of a model": {"distribution": {"model": "authorized_dealers", "margn": 0.3}},
    "a setting of a model in a list": {"distribution": [{"model": "authorized_dealers", "margin": 35}]},
    "a setting of a rule in a model": {
        "distribution": {"model": "open_resale", "pricing": {"policy": "undercut", "stp": 1}}
    },
    "a model that is none": {"distribution": {"model": "authorized_dealer"}},
    "text for a number": {"weeks": "52"},
    "a number for a map": {"segments": 4},
    "another setting of a fixed word": {"detail": "everything"},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_checker_finds_what_is_wrong_behind_references(wrong: dict[str, Any]) -> None:
    """As far down as definitions refer to each other, in overlays, too."""
    full, overlay = checkers()
    right: dict[str, Any] = {"extends": "below.yaml"}

    assert overlay.is_valid(right)
    assert not overlay.is_valid({**right, **wrong})
    assert not full.is_valid({**small_world(), **wrong})
