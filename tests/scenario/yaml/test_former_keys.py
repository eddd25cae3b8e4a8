"""A setting may still be called by its former key; it is answered, described and saved under today's."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import AliasChoices

from simulator import describe
from simulator.base.record import Record, former_keys
from simulator.domain.registries import REGISTRIES
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.json_schema import full_schema
from simulator.scenario.load import load
from simulator.scenario.save import to_yaml
from simulator.scenario.schema import Scenario
from tests.worlds.small import small_scenario, small_world, written

LINE = {"model": "supply_line", "demand": {"process": "constant", "mean": 2.0}}
RESALE = {"model": "open_resale", "reseller_pool": 1, "entry_exit": {"policy": "profit_threshold"}}
PRICED = {
    **RESALE,
    "wholesale_pricing": {"policy": "naive", "demand_model": {"demand": "linear", "slope": 1.0}},
}
SEGMENT = {
    "share": 1.0,
    "values": {},
    "price_sensitivity": 0.1,
    "needs": {"light": {"per_year": 5}},
    "willingness_to_pay": {"shape": "uniform", "scale": 90.0},
}
OFFER = {"product": "lamp", "at": {"role": "retailer"}, "off": 0.1}
BEST = {"policy": "best_response", "demand_model": {"demand": "linear", "slope": 1.0}}

TODAY: dict[str, dict[str, Any]] = {
    "usual": {"model_defaults": [RESALE]},
    "without": {"switched_off": ["season"]},
    "offers": {"promotions": [OFFER]},
    "staying": {"distribution": RESALE},
    "belief": {"distribution": PRICED},
    "belief in pricing": {"distribution": {"model": "open_resale", "seller_pricing": BEST}},
    "stream": {"distribution": LINE},
    "worth": {"segments": {"all": SEGMENT}},
    "remembering": {"response": {"retention": 0.7}},
    "standing": {"response": {"initial_adstock": 2.0}},
    "known": {"response": {"always_aware": 0.3}},
    "shelf": {"response": {"display": 0.3}},
    "relapse": {"response": {"belief_decay": 0.1}},
}
"""Settings in today's words, by a former key of one of them."""

FORMER = {
    "usual": "model_defaults",
    "without": "switched_off",
    "offers": "promotions",
    "staying": "entry_exit",
    "belief": "demand_model",
    "stream": "process",
    "worth": "willingness_to_pay",
    "remembering": "retention",
    "standing": "initial_adstock",
    "known": "always_aware",
    "shelf": "display",
    "relapse": "belief_decay",
}


def formerly(content: Any, former: str) -> Any:
    """Return plain content with one of today's keys in its former word."""
    if isinstance(content, list):
        return [formerly(part, former) for part in content]
    if not isinstance(content, dict):
        return content
    words = {FORMER[former]: former}
    return {words.get(key, key): formerly(value, former) for key, value in content.items()}


def doubled(content: Any, former: str) -> Any:
    """Return plain content with one of today's keys in both of its words."""
    if isinstance(content, list):
        return [doubled(part, former) for part in content]
    if not isinstance(content, dict):
        return content
    whole = {key: doubled(value, former) for key, value in content.items()}
    return whole | ({former: whole[FORMER[former]]} if FORMER[former] in whole else {})


def records() -> Iterator[type[Record]]:
    """Yield every record there is, those of the registries included."""
    for registry in REGISTRIES.values():
        registry.names()
    waiting: list[type[Record]] = [Record]
    while waiting:
        waiting += waiting[0].__subclasses__()
        yield waiting.pop(0)


def test_every_former_key_is_tried_here() -> None:
    """A key that is renamed gets a line above."""
    named = {former for record in records() for former in former_keys(record)}

    assert named | {"stream"} == set(FORMER) == {word.partition(" ")[0] for word in TODAY}


def test_what_a_field_is_called_is_the_first_of_its_words() -> None:
    """So Python, files and what is saved agree."""
    for record in records():
        for name, field in record.model_fields.items():
            if isinstance(field.validation_alias, AliasChoices):
                assert field.validation_alias.choices[0] == name


@pytest.mark.parametrize("word", TODAY)
def test_a_file_may_say_the_former_key(word: str, tmp_path: Path) -> None:
    """It is the same scenario; what is described and saved says today's word."""
    former = word.partition(" ")[0]
    today = load(written(tmp_path / "today.yaml", **TODAY[word]))
    other = load(written(tmp_path / "former.yaml", **formerly(TODAY[word], former)))

    assert other == today
    assert (describe(other), to_yaml(other)) == (describe(today), to_yaml(today))
    assert f" {former}:" not in to_yaml(other) and f"\n{former}:" not in to_yaml(other)
    assert FORMER[former] in to_yaml(other)


@pytest.mark.parametrize("word", TODAY)
def test_python_may_say_it_too(word: str) -> None:
    """In what replaces a part of a scenario, and in what a ledger kept of one."""
    former = word.partition(" ")[0]
    today, other = small_world(**TODAY[word]), small_world(**formerly(TODAY[word], former))

    assert Scenario.model_validate_json(json.dumps(other)) == Scenario.model_validate_json(json.dumps(today))
    assert small_scenario().changed(**formerly(TODAY[word], former)) == small_scenario(**TODAY[word])


def test_a_model_may_be_used_with_a_former_key() -> None:
    """Also over defaults that say today's."""
    here = small_scenario(model_defaults=[RESALE])
    (used,) = here.using("open_resale", staying=None, reseller_pool=0).distribution

    assert used == here.using("open_resale", entry_exit=None, reseller_pool=0).distribution[0]
    assert used.entry_exit is None


def test_layers_meet_under_todays_word(tmp_path: Path) -> None:
    """A file that extends, a setting and a default may each use another word."""
    written(tmp_path / "below.yaml", usual=[RESALE], distribution=RESALE)
    rule = {"policy": "profit_threshold", "exit_weeks": 3}
    above = {"extends": "below.yaml", "distribution": {"staying": rule}, "response": {"standing": 1.0}}
    (tmp_path / "above.yaml").write_text(json.dumps(above), encoding="utf-8")
    settings = ["usual.0.staying.exit_weeks=7", "response.standing=2", "without=[season]"]
    given = load(tmp_path / "above.yaml", set=settings)

    assert given.distribution[0].entry_exit.exit_weeks == 3
    assert given.model_defaults[0].model_dump()["entry_exit"]["exit_weeks"] == 7
    assert (given.response.initial_adstock, given.switched_off) == (2.0, ["season"])
    assert (
        load(tmp_path / "above.yaml", set=["distribution.staying.exit_weeks=9"]).distribution[0]
        == (load(tmp_path / "above.yaml", set=["distribution.entry_exit.exit_weeks=9"]).distribution[0])
    )


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"response": {"remembering": 7}}, "response.retention: must be at most 1, is 7"),
        ({"usual": [{"model": "exclusiv"}]}, "model_defaults.0.model: no distribution model called"),
        ({"without": ["seasn"]}, "switched_off.0: no switch called 'seasn'"),
        ({"distribution": {**LINE, "demand": {"stream": "listd"}}}, "distribution.demand.process: no demand"),
        ({"offers": [{**OFFER, "product": "lmap"}]}, "promotions.0.product: no product called 'lmap'"),
    ],
)
def test_what_is_wrong_under_a_former_key_is_said_under_todays(
    changes: dict[str, Any], place: str, tmp_path: Path
) -> None:
    """With the line and column in which it was written."""
    with pytest.raises(ScenarioError) as wrong:
        load(written(tmp_path / "world.yaml", **changes))
    (said,) = wrong.value.complaints

    assert place in str(said)
    assert said.line > 0
    assert said.column > 1


@pytest.mark.parametrize("word", TODAY)
def test_two_words_for_one_setting_are_refused(word: str, tmp_path: Path) -> None:
    """In a file where the former one stands, and in Python."""
    former = word.partition(" ")[0]
    both = doubled(TODAY[word], former)
    with pytest.raises(
        ScenarioError, match=f":1:[0-9]+: .*{former}: is the former name of '{FORMER[former]}'"
    ):
        load(written(tmp_path / "world.yaml", **both))
    with pytest.raises(ValueError, match=r"Extra inputs|should be a mapping"):
        Scenario.model_validate_json(json.dumps(small_world(**both)))


def test_two_words_in_a_setting_of_the_command_line_are_refused(tmp_path: Path) -> None:
    """As in a file."""
    with pytest.raises(ScenarioError, match="is the former name of 'retention'"):
        load(written(tmp_path / "right.yaml"), set=["response={retention: 0.5, remembering: 0.5}"])


def test_the_schema_marks_former_keys_as_deprecated() -> None:
    """An editor takes the old word and says which is new."""
    settings = full_schema()["properties"]

    assert settings["usual"]["deprecated"] is True
    assert settings["usual"]["description"] == "Former name of 'model_defaults'."
    assert "deprecated" not in settings["model_defaults"]


@pytest.mark.nightly
def test_the_schema_takes_either_word() -> None:
    """As the reader does."""
    checker = pytest.importorskip("jsonschema").Draft202012Validator(full_schema())
    for word, today in TODAY.items():
        former = word.partition(" ")[0]
        assert checker.is_valid(small_world(**today)), word
        assert checker.is_valid(small_world(**formerly(today, former))), word
