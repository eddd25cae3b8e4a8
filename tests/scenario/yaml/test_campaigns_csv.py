"""Media plans in CSV files: the campaigns that they say, or placed complaints about each cell."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulator.scenario.describe.describe import describe
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.json_schema import full_schema
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from simulator.views.cli.app import app
from tests.worlds.small import small_scenario, written

HEAD = "medium,message,product,first_week,last_week,weekly_budget,regions,bid\n"
ROW = "social,bright,lamp,1,6,50,north|south,0.5\n"
BARS = "in a CSV plan lists are separated by |"
NO_UTF_8 = HEAD.encode() + "soziäl,bright,lamp,1,6,50,,".encode("latin-1")
HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "a wrong column": (
        HEAD.replace("bid", "bids") + ROW,
        ":1:67: bids: there is no such column; did you mean 'bid'?",
    ),
    "two of a name": (
        HEAD.replace("bid", "medium") + ROW,
        ":1:67: medium: there are two columns of this name",
    ),
    "nothing": (
        "",
        ":1:1: campaigns: is empty; its first line names the columns: medium, message, first_week, last_week",
    ),
    "a head alone": (HEAD, ":1:1: campaigns: names no campaign: there is nothing below the column names"),
    "no last week": (
        HEAD.replace("last_week", "product") + ROW,
        ":1:1: campaigns: there is no column 'last_week'; every campaign has one",
    ),
    "latin-1": (NO_UTF_8, ":2:5: is not UTF-8 text: byte 0xe4; save it as a CSV file in UTF-8"),
    "a decimal comma": (
        HEAD + 'social,bright,lamp,1,6,"50,5",,',
        ":2:24: campaigns.0.weekly_budget: should be a number, is the text '50,5'; write it with a decimal",
    ),
    "no money": (
        HEAD + "social,bright,lamp,1,6,-5,,",
        ":2:24: campaigns.0.weekly_budget: must be at least 0",
    ),
    "backwards": (
        HEAD + ROW + "social,bright,lamp,6,1,5,,",
        ":3:20: campaigns.1.weeks: the last week, 1, comes",
    ),
    "half a week": (
        HEAD + "social,bright,lamp,1.5,6,5,,",
        ":2:20: campaigns.0.weeks.0: should be a whole number",
    ),
    "no first week": (
        HEAD + "social,bright,lamp,,6,5,,",
        "campaigns.0.weeks.0: should be a whole number, is empty",
    ),
    "no medium": (HEAD + ",bright,lamp,1,6,5,,", ":2:1: campaigns.0.medium: is missing"),
    "another medium": (
        HEAD + "socail,bright,lamp,1,6,5,,",
        ":2:1: campaigns.0.medium: no medium called 'socail'",
    ),
    "another region": (
        HEAD + "social,bright,lamp,1,6,5,west,",
        ":2:26: campaigns.0.regions.0: no region called",
    ),
    "a bar too many": (
        HEAD + "social,bright,lamp,1,6,5,north|,",
        ":2:26: campaigns.0.regions.1: must not be empty",
    ),
    "a bar alone": (
        HEAD + "social,bright,lamp,1,6,5,|,",
        ":2:26: campaigns.0.regions.0: must not be empty: there is a | with no region beside it",
    ),
    "two bars": (
        HEAD + "social,bright,lamp,1,6,5,north||south,",
        ":2:26: campaigns.0.regions.1: must not be empty: there is a | with no region beside it",
    ),
    "a list by commas": (
        HEAD + 'social,bright,lamp,1,6,5,"north, south",',
        f":2:26: campaigns.0.regions.0: 'north, south' is no region; {BARS}: north|south\n",
    ),
    "a list by commas, with Windows newlines and a mark": (
        "\ufeff" + (HEAD + 'social,bright,lamp,1,6,5,"north,south",\n').replace("\n", "\r\n"),
        ":2:26: campaigns.0.regions.0: 'north,south' is no region; in a CSV plan",
    ),
    "a list by semicolons": (
        HEAD + "social,bright,lamp,1,6,5,north;south,",
        f":2:26: campaigns.0.regions.0: 'north;south' is no region; {BARS}: north|south\n",
    ),
    "a list by spaces": (
        HEAD.replace("bid", "segments") + "social,bright,lamp,1,6,5,,readers savers",
        f":2:27: campaigns.0.segments.0: 'readers savers' is no segment; {BARS}: readers|savers\n",
    ),
    "a list of unknown names by semicolons": (
        HEAD + "social,bright,lamp,1,6,5,west; east,",
        "'west; east' is no region; in a CSV plan lists are separated by |: west|east\n",
    ),
    "a comma at the end": (
        HEAD + 'social,bright,lamp,1,6,5,"north,",',
        ":2:26: campaigns.0.regions.0: 'north,' is no region; in a CSV plan lists are separated by |\n",
    ),
    "a name of two words": (
        HEAD + "social,bright,lamp,1,6,5,north west,",
        ":2:26: campaigns.0.regions.0: no region called 'north west'",
    ),
    "quotes in a list": (
        HEAD + 'social,bright,lamp,1,6,5,"""north""|south",',
        ":2:26: campaigns.0.regions.0: no region called '\"north\"'",
    ),
    "audiences by spaces": (
        HEAD.replace("bid", "audiences") + "mail,bright,lamp,1,6,5,,on_list owner",
        f"campaigns.0.audiences.0: 'on_list owner' is no audience; {BARS}: on_list|owner\n",
    ),
    "stages by commas": (
        HEAD.replace("bid", "stages") + 'mail,bright,lamp,1,6,5,,"aware,deciding"',
        f"campaigns.0.stages.0: 'aware,deciding' is no stage; {BARS}: aware|deciding\n",
    ),
    "a list by commas without quotes": (
        HEAD + "social,bright,lamp,1,6,5,north,south,0.5",
        ":2:1: campaigns: there are 9 cells in this line and 8 columns; several regions in one cell are",
    ),
    "another segment": (
        HEAD.replace("bid", "segments") + "social,bright,lamp,1,6,5,,readers|saver",
        ":2:27: campaigns.0.segments.1: no segment called 'saver'; did you mean 'savers'?",
    ),
    "another audience": (
        HEAD.replace("bid", "audiences") + "social,bright,lamp,1,6,5,,buyer",
        ":2:27: campaigns.0.audiences.0: ",
    ),
    "no such aim on it": (
        HEAD.replace("bid", "audiences") + "social,bright,lamp,1,6,5,,owner|lapsed",
        ":2:27: campaigns.0.audiences: social reaches cells, not customers",
    ),
    "more cells": (
        HEAD + ROW.strip() + ",1",
        ":2:1: campaigns: there are 9 cells in this line and 8 columns",
    ),
    "a quote": (HEAD + '"social,bright', ":2:1: campaigns: this line is no CSV: a quote is opened"),
    "too many": (HEAD + ROW * 201, "must have at most 200 entries"),
    "huge": (HEAD + ROW * 9_000, "is larger than 256 KiB; no media plan is"),
}


def planned(folder: Path, text: str | bytes, name: str = "plan.csv") -> Path:
    """Write a world with its campaigns in a file, and the file; return the world's."""
    (folder / "plan.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return written(folder / "world.yaml", campaigns=name)


def listed() -> Scenario:
    """Return the same world with its campaigns in its own file."""
    campaign = {"medium": "social", "message": "bright", "weeks": [1, 6], "weekly_budget": 50, "bid": 0.5}
    both = [
        {**campaign, "product": "lamp", "regions": ["north", "south"]},
        {**campaign, "message": "care", "weeks": [2, 3], "weekly_budget": 7.5, "bid": None},
    ]
    return small_scenario(campaigns=both)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_it_says_what_the_list_would_say(separator: str, tmp_path: Path) -> None:
    """Cell by cell, empty ones left out, whatever separates them; and so it is described and kept."""
    text = (HEAD + ROW + "social,care,,2,3,7.5,,\n").replace(",", separator)
    scenario = load(planned(tmp_path, text))

    assert scenario == listed()
    assert describe(scenario) == describe(listed())
    assert load(planned(tmp_path, text), set=["campaigns.1.weekly_budget=9"]).campaigns[1].weekly_budget == 9


def test_spaces_beside_bars_a_mark_and_windows_newlines_are_no_matter(tmp_path: Path) -> None:
    """As spreadsheets save it."""
    text = (HEAD + ROW + "social,care,,2,3,7.5,,\n").replace("north|south", '" north | south "')
    for plan in (text, "\ufeff" + text.replace("\n", "\r\n"), text.replace("\n", "\r")):
        assert load(planned(tmp_path, plan)) == listed()


def test_without_a_plan_a_list_by_commas_is_told_as_any_wrong_name(tmp_path: Path) -> None:
    """In the scenario's own file bars are no way of writing a list."""
    campaign = {"medium": "social", "message": "bright", "weeks": [1, 6], "weekly_budget": 50}
    with pytest.raises(ScenarioError) as caught:
        load(written(tmp_path / "world.yaml", campaigns=[{**campaign, "regions": ["north, south"]}]))

    assert "is no name: names do not begin" in str(caught.value)
    assert "CSV" not in str(caught.value)


def test_a_plan_says_at_whom_campaigns_aim(tmp_path: Path) -> None:
    """Segments, audiences and stages, each separated by bars."""
    social = {"cost_per_contact": 0.1, "credibility": 0.5}
    media = {"social": social, "mail": {**social, "kind": "e_mail", "formats": ["dealer"]}}
    head, aims = "medium,message,first_week,last_week,weekly_budget", "segments,audiences,stages"
    (tmp_path / "plan.csv").write_text(
        f"{head},{aims}\nmail,bright,1,6,50,readers|savers,on_list|owner,considering|deciding\n"
    )
    file = written(tmp_path / "world.yaml", campaigns="plan.csv", media=media, stages=True)
    (campaign,) = load(file).campaigns

    assert campaign.segments == ["readers", "savers"]
    assert campaign.audiences == ["on_list", "owner"]
    assert campaign.stages == ["considering", "deciding"]
    assert "on mail, to segments readers and savers, for audiences on_list and owner, at stages" in describe(
        load(file)
    )


@pytest.mark.parametrize(("text", "said"), HOSTILE.values(), ids=HOSTILE)
def test_it_is_answered_in_place(text: str | bytes, said: str, tmp_path: Path) -> None:
    """Each line of the answer names the plan, and where in it."""
    with pytest.raises(ScenarioError) as caught:
        load(planned(tmp_path, text))

    assert said in f"{caught.value}\n"
    assert all(line.startswith((str(tmp_path), "… and")) for line in str(caught.value).splitlines())


def test_a_plan_that_is_not_there_is_told_where_it_is_named(tmp_path: Path) -> None:
    """In the world's file, with what was meant; what leads out of the folder is not read."""
    for name, said in (("plam.csv", "did you mean 'plan.csv'?"), ("../plan.csv", "leads out of this file")):
        with pytest.raises(ScenarioError, match=r"world\.yaml:1:\d+: campaigns: ") as caught:
            load(planned(tmp_path, HEAD + ROW, name))
        assert said in str(caught.value)


def test_the_command_line_refuses_it(tmp_path: Path) -> None:
    """By exit 2, and nothing on stdout."""
    answer = CliRunner().invoke(app, ["check", str(planned(tmp_path, HEAD))])

    assert answer.exit_code == 2
    assert "plan.csv:1:1: campaigns: names no campaign" in answer.stderr
    assert answer.stdout == ""


def test_members_and_campaigns_may_both_stand_in_files(tmp_path: Path) -> None:
    """And what is wrong with either is told of both at once."""
    (tmp_path / "who.csv").write_text("name,format,region\nBohne,dealer,nord\n")
    (tmp_path / "plan.csv").write_text(HEAD + "socail,bright,lamp,1,6,5,,\n")
    with pytest.raises(ScenarioError) as caught:
        load(written(tmp_path / "world.yaml", members="who.csv", campaigns="plan.csv"))

    for said in ("who.csv:2:14: members.0.region: ", "plan.csv:2:1: campaigns.0.medium: "):
        assert said in str(caught.value)


def test_editors_know_that_a_path_may_stand_there() -> None:
    """A list, or a text, of campaigns as of members."""
    schema = full_schema()
    for key in ("members", "campaigns"):
        kinds = schema["$defs"][schema["properties"][key]["$ref"].rsplit("/", 1)[-1]]["anyOf"]
        assert [kind["type"] for kind in kinds] == ["string", "array"]
        assert "Path of a CSV file" in kinds[0]["description"]
    assert "names in a cell separated by bars: north|south" in kinds[0]["description"]
