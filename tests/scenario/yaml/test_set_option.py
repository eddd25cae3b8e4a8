"""Single values from the command line are laid over the file; a wrong one is placed by itself."""

from pathlib import Path

import pytest

from simulator.scenario.errors.scenario_error import Complaint, ScenarioError
from simulator.scenario.load import load
from tests.worlds.small import small_scenario, written

pytestmark = pytest.mark.usefixtures("stalls")


def complaints(path: Path, *settings: str) -> list[Complaint]:
    """Return what is wrong with a file."""
    with pytest.raises(ScenarioError) as caught:
        load(path, set=settings)
    return caught.value.complaints


@pytest.mark.parametrize("setting", ["weeks=30", " weeks = 30", "weeks=0x1e"])
def test_a_setting_is_read_as_yaml(setting: str, tmp_path: Path) -> None:
    """A value is a number where it looks like one."""
    assert load(written(tmp_path / "world.yaml"), set=[setting]).weeks == 30


def test_settings_reach_into_lists_and_make_the_maps_on_their_way(tmp_path: Path) -> None:
    """Later settings see what earlier ones did."""
    scenario = load(
        written(tmp_path / "world.yaml"),
        set=[
            "campaigns.0.weekly_budget=100",
            "campaigns.0.weeks.1=9",
            "response.learning=2",
            "messages.by_channel={dealer: deal}",
            "distribution.model=stalls",
            "distribution.stalls=7",
            "focal=",
        ],
    )
    assert scenario.campaigns[0].weekly_budget == 100
    assert scenario.campaigns[0].weeks == (1, 9)
    assert scenario.response.learning == 2
    assert scenario.messages.by_channel == {"dealer": "deal"}
    assert scenario.messages.default == "craft"
    assert scenario.distribution == small_scenario(distribution={"model": "stalls", "stalls": 7}).distribution
    assert scenario.focal is None


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("weekz=3", "weekz: there is no such setting here; did you mean 'weeks'?"),
        ("response.lerning=3", "response.lerning: there is no such setting here; did you mean 'learning'?"),
        ("campaigns.4.weekly_budget=3", "campaigns: is a list: name its parts by 0 … 0, not '4'"),
        ("weeks.long=3", "weeks: is '12'; it has no 'long' to set"),
        ("distribution.margin=3", "distribution.margin: must be at most 1, is 3"),
        ("weeks", "should be 'key.path=value'"),
    ],
)
def test_a_wrong_setting_is_placed_by_itself(setting: str, told: str, tmp_path: Path) -> None:
    """There is no line to point at, so the setting is the place."""
    assert [str(wrong) for wrong in complaints(written(tmp_path / "world.yaml"), setting)] == [
        f"--set {setting}: {told}"
    ]


def test_what_a_setting_leaves_in_place_is_the_files(tmp_path: Path) -> None:
    """A key that was missing before is missing in the file; one that a new model lacks, in the setting."""
    path = written(tmp_path / "world.yaml", distribution={"model": "stalls"})
    (missing,) = complaints(path, "distribution.margin=0.5")
    assert (missing.file, missing.key) == (str(path), "distribution.stalls")
    (missing,) = complaints(written(tmp_path / "other.yaml"), "distribution.model=stalls")
    assert (missing.file, missing.key) == ("--set distribution.model=stalls", "distribution.stalls")
