"""What a file says, with what it extends and what is set, is the scenario; complaints stand in place."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.scenario.errors.scenario_error import Complaint, ScenarioError
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from simulator.scenario.yaml.nodes import plain
from simulator.scenario.yaml.read import read_nodes
from tests.worlds.small import small_scenario, small_world, written

pytestmark = pytest.mark.usefixtures("stalls")

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


def complaints(path: Path, *settings: str) -> list[Complaint]:
    """Return what is wrong with a file."""
    with pytest.raises(ScenarioError) as caught:
        load(path, set=settings)
    return caught.value.complaints


def put(folder: Path, **files: str) -> Path:
    """Write files and return the one called top."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder / "top.yaml"


def values(text: str) -> object:
    """Return what YAML text stands for."""
    node, passed_over = read_nodes(text, "text")
    assert not passed_over
    return plain(node)


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_every_scenario_of_the_house_loads(file: Path) -> None:
    """What is shipped is right."""
    assert load(file).schema_version == 1


def test_a_file_says_what_the_same_values_say_in_python(tmp_path: Path) -> None:
    """Loading adds nothing and loses nothing; a path may be text."""
    assert load(str(written(tmp_path / "world.yaml"))) == small_scenario()


def test_a_byte_order_mark_and_other_line_ends_are_no_harm(tmp_path: Path) -> None:
    """Files from other machines are read as they are meant."""
    path = tmp_path / "world.yaml"
    path.write_bytes(f"\ufeff{json.dumps(small_world(), indent=1)}".replace("\n", "\r\n").encode())
    assert load(path) == small_scenario()


@pytest.mark.parametrize(
    ("word", "value"),
    [("no", "no"), ("on", "on"), ("Yes", "Yes"), ("12:30", "12:30"), ("1e3", 1000.0), ("010", 10),
     ("0o10", 8), ("0x1F", 31), ("1_000", "1_000"), ("+5", 5), ("-.5", -0.5), (".5", 0.5), ("5.", 5.0),
     ("1e", "1e"), (".", "."), ("~", None), ("null", None), ("", None), ("NULL", None), ("nUll", "nUll"),
     ("true", True), ("FALSE", False),
     ("2024-01-02", "2024-01-02"), ("0b1", "0b1"), ("=", "="), ("'1'", "1"), ('"1"', "1"), ("1 2", "1 2")],
)  # fmt: skip
def test_words_are_taken_as_yaml_1_2_takes_them(word: str, value: object) -> None:
    """The traps of YAML 1.1 are gone, whatever version a file claims to be in."""
    assert values(f"key: {word}") == {"key": value}
    assert values(f"%YAML 1.1\n---\nkey: {word}\n") == {"key": value}


def test_a_value_may_be_repeated_by_reference() -> None:
    """Anchors and references are read, as long as they stay small."""
    assert values("a: &half {share: 0.5}\nb: *half\n") == {"a": {"share": 0.5}, "b": {"share": 0.5}}


def test_maps_merge_and_lists_replace(tmp_path: Path) -> None:
    """A file that extends another changes only what it says."""
    base = small_world(
        campaigns=[{"medium": "social", "message": "craft", "weeks": [1, 2], "weekly_budget": 1}] * 3
    )
    over = "extends: base.yaml\nproducts: {lamp: {list_price: 120}}\ncampaigns: []\n"
    scenario = load(put(tmp_path, base=json.dumps(base), top=over))
    assert scenario.products["lamp"].list_price == 120
    assert scenario.products["lamp"].unit_cost == 40
    assert scenario.campaigns == []
    assert scenario.weeks == 12


def test_another_model_replaces_the_block_and_the_same_one_merges(tmp_path: Path) -> None:
    """Parameters of one distribution model or policy mean nothing to another."""
    distribution = {"model": "stalls", "stalls": 4, "margin": 0.5}
    base = json.dumps(small_world(distribution=distribution))
    merged = load(put(tmp_path, base=base, top="extends: base.yaml\ndistribution: {margin: 0.4}"))
    assert merged.distribution[0].model_dump()["stalls"] == 4
    again = load(
        put(tmp_path, base=base, top="extends: base.yaml\ndistribution: {model: stalls, margin: 0.4}")
    )
    assert again == merged
    other = load(
        put(tmp_path, base=base, top="extends: base.yaml\ndistribution: {model: authorized_dealers}")
    )
    assert other == small_scenario(distribution={"model": "authorized_dealers"})
    named = load(put(tmp_path, base=base, top="extends: base.yaml\ndistribution: authorized_dealers"))
    assert named == other


def test_files_extend_files_below_them_in_turn(tmp_path: Path) -> None:
    """The nearest file has the last word; paths are relative to the file that writes them."""
    (tmp_path / "deep" / "deeper").mkdir(parents=True)
    (tmp_path / "deep" / "deeper" / "base.yaml").write_text(json.dumps(small_world()), encoding="utf-8")
    put(tmp_path / "deep", middle="extends: deeper/base.yaml\nweeks: 20\nname: middle\n")
    scenario = load(put(tmp_path, top="extends: ./deep/../deep/middle.yaml\nname: top\n"))
    assert (scenario.name, scenario.weeks, scenario.customers) == ("top", 20, 200)


def test_complaints_stand_in_the_file_that_the_value_came_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Base, overlay and settings each answer for what they said; files are called as the user did."""
    monkeypatch.chdir(tmp_path)
    put(
        tmp_path,
        base=json.dumps(small_world(weeks=0, customers=0)),
        top="extends: base.yaml\ncustomers: -1\n",
    )
    key = "products.lamp.list_prize"
    mistyped = f"{key}=4"
    with pytest.raises(ScenarioError) as caught:
        load("top.yaml", set=["name=3", mistyped])
    column = json.dumps(small_world(weeks=0)).index('"weeks": 0') + 10
    assert str(caught.value).splitlines() == [
        "top.yaml:2:12: customers: must be at least 0, is -1",
        f"base.yaml:1:{column}: weeks: must be at least 1, is 0",
        "--set name=3: name: should be text, is 3; put it in quotes",
        f"--set {mistyped}: {key}: there is no such setting here; did you mean 'list_price'?",
    ]


def test_a_missing_key_is_placed_at_the_map_that_lacks_it(tmp_path: Path) -> None:
    """Also where the map is one distribution model that stands in no list."""
    path = put(
        tmp_path, base=json.dumps(small_world()), top="extends: base.yaml\ndistribution:\n  {model: stalls}\n"
    )
    (missing,) = complaints(path)
    assert (missing.line, missing.column, missing.key) == (3, 3, "distribution.stalls")
    assert missing.text == "is missing: How many stalls there are [stalls]."


def test_a_model_in_a_list_is_told_with_its_number(tmp_path: Path) -> None:
    """The validator's number is the file's where there is a list."""
    ways = "distribution:\n- {model: stalls, stalls: 1}\n- {model: stalls, stalls: 0, marginn: 1}\n"
    path = put(tmp_path, base=json.dumps(small_world()), top="extends: base.yaml\n" + ways)
    assert [str(wrong).removeprefix(f"{path}:") for wrong in complaints(path)] == [
        "4:27: distribution.1.stalls: must be at least 1, is 0",
        "4:30: distribution.1.marginn: there is no such setting here; did you mean 'margin'?",
    ]


def test_of_very_many_complaints_the_first_are_told(tmp_path: Path) -> None:
    """The rest are counted."""
    many = "".join(f"wrong{number}: 1\n" for number in range(1000))
    path = put(tmp_path, base=json.dumps(small_world()), top="extends: base.yaml\n" + many)
    with pytest.raises(ScenarioError) as caught:
        load(path)
    lines = str(caught.value).splitlines()
    assert len(caught.value.complaints) == 200
    assert lines[0].startswith(f"{path}:2:1: wrong0: ")
    assert lines[-1] == "… and 800 more"


def test_a_contradiction_is_told_beside_a_wrong_type(tmp_path: Path) -> None:
    """No second reading is needed to learn of the second mistake."""
    path = put(
        tmp_path,
        base=json.dumps(small_world()),
        top="extends: base.yaml\nweeks: long\nmessages: {default: carft}",
    )
    assert [wrong.key for wrong in complaints(path)] == ["weeks", "messages.default"]


def test_a_wrong_part_is_not_also_said_to_be_unknown(tmp_path: Path) -> None:
    """Whoever misspells a product's category is told so, not that segments need what is not there."""
    lamp, bulb = small_world()["products"].values()
    uncertain = {"lamp": {**lamp, "category": 5}, "bulb": {**bulb, "category": "bulbs"}}
    wrong_parts = {"products": [None, {"lamp": 3}, uncertain], "media": [[]], "messages": [3], "regions": [5]}
    for part, values_of_it in wrong_parts.items():
        for value in values_of_it:
            told = complaints(written(tmp_path / "world.yaml", **{part: value}))
            assert {wrong.key.split(".")[0] for wrong in told} == {part}


def test_what_cannot_be_a_name_is_not_also_said_to_be_unknown(tmp_path: Path) -> None:
    """One complaint for one value, the one that is nearer to what was written."""
    (wrong,) = complaints(written(tmp_path / "world.yaml", focal="acme,rival", competition=[]))
    assert wrong.text.startswith("is no name")


def test_an_error_says_the_same_after_a_journey() -> None:
    """Workers hand errors back to whoever asked them."""
    import pickle  # noqa: PLC0415 - only here

    error = ScenarioError([Complaint("a.yaml", 1, 2, "weeks", "is long")], unsaid=3)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert str(again) == str(error) == "a.yaml:1:2: weeks: is long\n… and 3 more"


def test_loading_needs_neither_mesa_nor_pandas() -> None:
    """Checking a file is quick."""
    code = (
        "import sys, simulator.scenario.load, simulator.scenario.describe.describe\n"
        "import simulator.scenario.json_schema\n"
        "assert not {'mesa', 'pandas', 'matplotlib', 'scipy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_scenarios_made_in_python_are_held_to_the_same_rules() -> None:
    """A contradiction is found without any file."""
    with pytest.raises(ValueError, match="no message called 'carft'; did you mean 'craft'"):
        small_scenario(messages={"default": "carft"})
    assert isinstance(small_scenario().using("stalls", stalls=2), Scenario)
