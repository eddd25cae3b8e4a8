"""A saved scenario is the same scenario; its fingerprint is what happens in it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.scenario.load import load
from simulator.scenario.save import _map_lines as lines_of
from simulator.scenario.save import fingerprint, to_plain, to_yaml
from simulator.scenario.yaml.nodes import plain
from simulator.scenario.yaml.read import read_nodes
from tests.worlds.small import small_scenario, small_world

pytestmark = pytest.mark.usefixtures("stalls")

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
CONTROLS = [*map(chr, range(32)), *map(chr, range(127, 160))]
PRINTABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=CONTROLS))
NUMBERS = st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | PRINTABLE,
    lambda part: st.lists(part, max_size=3)
    | st.dictionaries(PRINTABLE.filter(lambda key: key != "<<"), part, max_size=3),
    max_leaves=8,
)  # fmt: skip


@pytest.mark.by_day(9)
@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_every_scenario_of_the_house_survives_saving(file: Path, tmp_path: Path) -> None:
    """Loaded again it is equal, and saved again it is the same text."""
    scenario = load(file)
    text = to_yaml(scenario)
    (tmp_path / "saved.yaml").write_text(text, encoding="utf-8")
    again = load(tmp_path / "saved.yaml")
    assert again == scenario
    assert to_yaml(again) == text
    assert fingerprint(again) == fingerprint(scenario)


def test_hybrids_and_events_survive_saving(tmp_path: Path) -> None:
    """Lists of models, nothing where something is the default, names that look like numbers."""
    scenario = small_scenario(
        name="no",
        situation="Two\n\n  lines: # and more\t…",
        distribution=[{"model": "stalls", "stalls": 1}, {"model": "authorized_dealers", "price_floor": None}],
        regions={"12": {"share": 0.5}, "on: off": {"share": 0.5}},
        events=[{"week": 2, "open_channel": {"model": "stalls", "stalls": 2}}],
        campaigns=[],
    )
    (tmp_path / "saved.yaml").write_text(to_yaml(scenario), encoding="utf-8")
    assert load(tmp_path / "saved.yaml") == scenario


def test_the_text_is_written_so_and_not_otherwise() -> None:
    """Bytes are stable: this is what files on disk look like."""
    text = to_yaml(small_scenario(name="a: b", distribution={"model": "stalls", "stalls": 1}))
    assert text.startswith('schema_version: 1\nname: "a: b"\nsituation: ""\nweeks: 12\n')
    assert "\nunits:\n  quantity_step: 1.0\n  money_step: 0.01\n  currency: EUR\nfocal: null\n" in text
    assert "\ndistribution:\n  model: stalls\n  maker: null\n" in text
    assert "\ncampaigns:\n  - medium: social\n    message: bright\n" in text
    assert "\n    weeks: [1, 6]\n" in text
    assert text.endswith("\n")


@example({"line\u2028break": "\u2029", "mark": "\ufeff", "no character": ["\uffff", "\ufffe"]})
@given(st.dictionaries(PRINTABLE.filter(lambda key: key != "<<"), VALUES, max_size=4))
def test_what_is_written_is_read_back(whole: dict[str, Any]) -> None:
    """The writer and the reader agree on every word, number and shape."""
    node, passed_over = read_nodes("\n".join(lines_of(whole, "")) + "\n", "written")
    assert passed_over == []
    assert (plain(node) or {}) == whole
    assert json.dumps(plain(node) or {}) == json.dumps(whole)


def test_the_fingerprint_is_of_what_happens() -> None:
    """Names and what is kept of a run are no part of it; everything else is."""
    one = fingerprint(small_scenario())
    assert len(one) == 64
    for same in (
        *({"name": "x"}, {"situation": "y"}, {"detail": "sales"}),
        *({"cohorts": True}, {"stages": True}, {"crowd": "one_by_one"}),
    ):
        assert fingerprint(small_scenario(**same)) == one
    for other in (
        {"weeks": 13},
        {"units": {"money_step": 0.02}},
        {"distribution": {"model": "stalls", "stalls": 2}},
    ):
        assert fingerprint(small_scenario(**other)) != one


def test_equal_numbers_have_equal_fingerprints() -> None:
    """However they are written; minus nothing is nothing."""
    lamp = small_world()["products"]["lamp"]
    prints = {
        fingerprint(small_scenario(products={"lamp": {**lamp, "appeal": appeal}}, competition=[]))
        for appeal in (0, 0.0, -0.0)
    }
    assert len(prints) == 1


def test_order_is_part_of_the_fingerprint() -> None:
    """The first manufacturer is the focal one, and sums are formed in order."""
    regions = small_world()["regions"]
    turned = dict(reversed(regions.items()))
    assert fingerprint(small_scenario(regions=turned)) != fingerprint(small_scenario(regions=regions))


def test_another_process_finds_the_same_fingerprint() -> None:
    """No hash seed, no clock."""
    code = (
        "from tests.worlds.small import small_scenario\nfrom simulator.scenario.save import fingerprint\n"
        "print(fingerprint(small_scenario()), end='')"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout == fingerprint(small_scenario())


def test_a_single_model_stands_in_no_list() -> None:
    """So its key paths are those that people write."""
    assert to_plain(small_scenario())["distribution"]["model"] == "authorized_dealers"
    assert len(to_plain(small_scenario(distribution=["authorized_dealers"] * 2))["distribution"]) == 2
