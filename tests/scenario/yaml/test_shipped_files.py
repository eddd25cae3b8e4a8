"""Shipped files are named from anywhere, extended from anywhere, and never written to."""

from pathlib import Path

import pytest

from simulator import load
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.kept.kept_words import kept_sentences
from simulator.scenario.kept.read_kept import kept_findings
from simulator.scenario.yaml.shipped_files import shipped_files, shipped_folder, title_of
from simulator.studies.experiment.load_plan import load_experiment

HERE = Path(__file__).parents[3]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder far from the shipped files."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(path: str) -> str:
    """Return what is wrong with a file."""
    with pytest.raises(ScenarioError) as error:
        load(path)
    return str(error.value)


def test_all_scenarios_and_experiments_are_shipped() -> None:
    """From the source, those beside it."""
    assert shipped_folder() == HERE
    assert [file.name for file in shipped_files()] == [
        file.name for kind in ("scenarios", "experiments") for file in sorted((HERE / kind).glob("*.yaml"))
    ]
    assert title_of(HERE / "scenarios/espresso.yaml") == "espresso world"


def test_a_shipped_scenario_is_the_same_from_anywhere(elsewhere: Path) -> None:
    """With what it extends, the CSV files that it names and what was found of it."""
    for name in ("espresso_dealers_craft", "espresso_named_dealers", "espresso_marketplace_ads.yaml"):
        stem = name.removesuffix(".yaml")
        assert load(f"simulator:{name}") == load(HERE / f"scenarios/{stem}.yaml")
    (kept,) = kept_findings("simulator:espresso", load("simulator:espresso"))
    assert kept.file == "simulator:espresso"
    assert "simulator fit --again simulator:espresso" in kept_sentences(kept, "of another day")[0]
    assert not list(elsewhere.iterdir())


def test_any_file_extends_a_shipped_scenario(elsewhere: Path) -> None:
    """And is laid over it."""
    Path("mine.yaml").write_text("extends: simulator:espresso\nname: mine\nweeks: 12\n", encoding="utf-8")
    assert load("mine.yaml") == load(HERE / "scenarios/espresso.yaml").changed(name="mine", weeks=12)
    assert [file.name for file in elsewhere.iterdir()] == ["mine.yaml"]


def test_an_experiment_is_shipped_and_asks_of_shipped_scenarios(elsewhere: Path) -> None:
    """By its own relative paths, or by their names."""
    shipped, there = (
        load_experiment(name, seeds=2)
        for name in ("simulator:how_many_dealers", HERE / "experiments/how_many_dealers.yaml")
    )
    assert shipped.bases == there.bases
    Path("mine.yaml").write_text(
        "experiment_version: 1\nname: mine\nscenario: [simulator:espresso_dealers_craft]\n"
        "factors: {weeks: [4, 5]}\nseeds: 2\nmetrics: [units_sold]\n",
        encoding="utf-8",
    )
    assert list(load_experiment("mine.yaml").bases) == ["espresso_dealers_craft"]
    assert [file.name for file in elsewhere.iterdir()] == ["mine.yaml"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("simulator:espreso", "did you mean 'espresso'"),
        ("simulator:", "no scenario or experiment '' comes with the simulator"),
        ("simulator:../scenarios/espresso", "no scenario or experiment '../scenarios/espresso'"),
        ("simulator:wrong/extends", "no scenario or experiment 'wrong/extends'"),
        ("simulator:..", "no scenario or experiment '..'"),
        ("simulator:how_many_dealers", "experiment_version"),
    ],
)
def test_a_name_that_nothing_shipped_has_is_told_with_what_is_meant(
    elsewhere: Path, name: str, text: str
) -> None:
    """As a file, and under extends, with line and column."""
    assert text in told(name)
    (elsewhere / "mine.yaml").write_text(f"name: mine\nextends: '{name}'\n", encoding="utf-8")
    assert text in told("mine.yaml")
    assert text == "experiment_version" or told("mine.yaml").startswith("mine.yaml:2:10: extends: ")


def test_a_file_may_extend_one_in_a_folder_that_its_user_names(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the variable; in no other, links followed."""
    for name, extends in (
        ("worlds/base.yaml", "simulator:espresso"),
        ("mine/one.yaml", "../worlds/base.yaml"),
    ):
        (elsewhere / name).parent.mkdir()
        (elsewhere / name).write_text(f"extends: {extends}\nname: {name}\n", encoding="utf-8")
    assert "name its folder in the variable SIMULATOR_FOLDERS" in told("mine/one.yaml")
    monkeypatch.setenv("SIMULATOR_FOLDERS", f"{elsewhere / 'other'}")
    assert "leads out of this file's folder" in told("mine/one.yaml")
    monkeypatch.setenv("SIMULATOR_FOLDERS", f"{elsewhere / 'other'}:worlds")
    assert load("mine/one.yaml").name == "mine/one.yaml"
