"""Benefits that cannot be, or that a world has not, are told at their places, with what there is instead."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from simulator.domain.communication.message import Message
from simulator.domain.product.benefits import BENEFITS, MOST_BENEFITS
from simulator.domain.registries import MESSAGES
from simulator.scenario.describe.describe import describe
from simulator.scenario.diff import differences
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.json_schema import full_schema
from simulator.scenario.load import load
from simulator.scenario.save import fingerprint, to_plain, to_yaml
from simulator.scenario.schema import Scenario
from simulator.views.cli.app import app
from tests.worlds.own_benefits import renamed, tea_world, teas
from tests.worlds.small import small_scenario, small_world

NO_NAME = "is no name of a benefit: these do not begin with a space and hold no comma, slash, bar"


def told_of(folder: Path, **changes: Any) -> list[str]:
    """Return what is wrong with the world of teas with some changes, without the file's places."""
    path = folder / "tea.yaml"
    path.write_text(json.dumps(tea_world(**changes)), encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert all(one.line and one.column for one in caught.value.complaints)
    return [f"{one.key}: {one.text}" for one in caught.value.complaints]


@pytest.mark.parametrize(
    ("benefits", "told"),
    [
        ([], "benefits: must have at least 1"),
        (None, "benefits: should be a list, is empty"),
        ("health", "benefits: should be a list, is the text 'health'; write it in brackets: [health]"),
        ({"health": 1, "ease": 1}, "benefits: should be a list, is a map"),
        ([f"b{at}" for at in range(100)], f"benefits: must have at most {MOST_BENEFITS} entries"),
        (["health", "ease", 3], "benefits.2: should be text, is 3; put it in quotes"),
        (["health", "ease", None], "benefits.2: should be text, is empty"),
        (["health", "ease", ["x"]], "benefits.2: should be text, is a list"),
        (["health", "ease", ""], "benefits.2: must not be empty"),
        (["health", "ease", "  "], f"benefits.2: {NO_NAME}"),
        (["health", "ease", "<i>x</i>"], f"benefits.2: {NO_NAME}"),
        (["health", "ease", "<img src=x>"], f"benefits.2: {NO_NAME}"),
        (["health", "ease", "[key]"], f"benefits.2: {NO_NAME}"),
        (["health", "ease", "a|b"], f"benefits.2: {NO_NAME}"),
        (["health", "ease", "x" * 41], "benefits.2: must be no longer than 40 characters"),
        (["health", "ease", "ease"], "benefits.2: 'ease' is named already"),
        (["health", "ease", "Ease"], "benefits.2: 'Ease' can't be told from 'ease'"),
        (["health", "ease", "ease "], "benefits.2: 'ease ' can't be told from 'ease'"),
        (["health", "ease", "ea\u200bse"], "benefits.2: 'ea\\u200bse' can't be told from 'ease'"),
        (["health", "ease", "PRICE"], "benefits.2: is written 'price', if it is what things cost"),
    ],
)
def test_names_that_cannot_be_are_refused(benefits: Any, told: str, tmp_path: Path) -> None:
    """Once, where they stand, though products and people have others."""
    (found,) = told_of(tmp_path, benefits=benefits)

    assert found.startswith(told)


@pytest.mark.parametrize(
    ("place", "name", "told"),
    [
        (("products", "herbs", "attributes"), "helth", "; did you mean 'health'?"),
        (("products", "herbs", "reputation"), "glamour", "; there are: ease, health; they are named under"),
        (("segments", "hasty", "values"), "quality", "; what a base file says of it goes by 'quality: null'"),
        (("messages", "herbal", "claims"), "eas", "; did you mean 'ease'?"),
        (("messages", "herbal", "claims"), "price", "; how far it is talk of price is said beside 'says'"),
    ],
)
def test_an_unknown_benefit_is_told_where_it_is_spoken_of(
    place: tuple[str, str, str], name: str, told: str, tmp_path: Path
) -> None:
    """With the nearest that there is, or all, and where they are named."""
    part, of, key = place
    world = tea_world()
    world[part][of][key] = {**world[part][of].get(key, {}), name: 0.5}
    (found,) = told_of(tmp_path, **{part: world[part]})

    assert found.startswith(f"{'.'.join(place)}.{name}: no benefit called '{name}'")
    assert told in found


def test_a_world_that_names_none_has_the_default_ones(tmp_path: Path) -> None:
    """What it delivers otherwise is told with all of them, and with how to name one's own."""
    path = tmp_path / "tea.yaml"
    path.write_text(json.dumps({k: v for k, v in tea_world().items() if k != "benefits"}), encoding="utf-8")
    with pytest.raises(ScenarioError, match="there are: convenience, expertise, novelty") as caught:
        load(path)

    assert "; a world names its own under 'benefits'" in str(caught.value)


SAID = {
    "messages.default": {"messages": {**tea_world()["messages"], "default": "deal"}},
    "messages.by_maker.bea": {"messages": {**tea_world()["messages"], "by_maker": {"bea": "deal"}}},
    "messages.by_channel.dealer": {"messages": {**tea_world()["messages"], "by_channel": {"dealer": "deal"}}},
    "campaigns.0.message": {"campaigns": [{**tea_world()["campaigns"][0], "message": "deal"}]},
    "events.0.message": {"events": [{"week": 3, "message": "deal"}]},
    "events.0.do.start_campaign.message": {
        "events": [
            {
                "week": 3,
                "do": {"start_campaign": {"medium": "papers", "message": "deal", "weekly_budget": 9}},
            }
        ]
    },
}


@pytest.mark.parametrize("place", SAID)
def test_a_message_of_the_library_is_refused_where_a_world_has_no_such_benefit(
    place: str, tmp_path: Path
) -> None:
    """Wherever it is said; with what it dwells on, what there is, and where to write one's own."""
    (found,) = told_of(tmp_path, **SAID[place])

    assert found == (
        f"{place}: 'deal', of the library, dwells on 'price' and 'convenience': no benefit here "
        "(there are: ease, health); write one in words of this world under 'messages'"
    )


def test_a_message_of_its_own_takes_the_place_of_the_librarys() -> None:
    """Under the same name, in the world's words; and the library's is said where its benefits are known."""
    own = {**tea_world()["messages"], "default": "deal", "deal": {"says": {"ease": 1.0}}}
    more = {"benefits": ["health", "ease", "price", "convenience"]}

    assert teas(messages=own).messages.named("deal").says == {"ease": 1.0}
    assert teas(**more, messages={**tea_world()["messages"], "default": "deal"}).messages.default == "deal"


def test_a_message_from_elsewhere_may_dwell_on_what_some_worlds_have() -> None:
    """One that is registered with other benefits is said there, and nowhere else."""
    MESSAGES.register("wholesome")(Message(says={"health": 1.0}))
    try:
        said = {**tea_world()["messages"], "default": "wholesome"}
        assert teas(messages=said).messages.default == "wholesome"
        with pytest.raises(ScenarioError, match="dwells on 'health': no benefit here"):
            small_scenario().changed(messages={**small_world()["messages"], "default": "wholesome"})
    finally:
        MESSAGES.forget("wholesome")


def test_messages_of_the_library_dwell_on_the_default_benefits() -> None:
    """So that all can be said in a world that names none of its own."""
    for name, message in MESSAGES.items():
        assert {*message.says, *message.claims} <= {*BENEFITS}, name


def test_a_file_laid_over_another_world_says_its_benefits_anew(tmp_path: Path) -> None:
    """What it inherits by the old names is told in the file that says so; null takes it out."""
    (tmp_path / "base.yaml").write_text(json.dumps(small_world(messages={}, campaigns=[], events=[])))
    over, gone = tmp_path / "over.yaml", {"quality": None, "price": None}
    over.write_text(json.dumps({"extends": "base.yaml", "benefits": ["light"]}))
    with pytest.raises(ScenarioError) as caught:
        load(over)
    told = caught.value.complaints
    assert {one.file for one in told} == {str(tmp_path / "base.yaml")}
    assert {one.key.rsplit(".", 1)[-1] for one in told} == {"quality", "price"}
    assert len(told) == 7

    products = {name: {"attributes": {**gone, "light": 0.7}} for name in ("lamp", "bulb")}
    people = {"readers": {"values": {**gone, "light": 1.0}}, "savers": {"values": {"price": None}}}
    whole = {"extends": "base.yaml", "benefits": ["light"], "products": products, "segments": people}
    over.write_text(json.dumps(whole))

    assert load(over).products["bulb"].attributes == {"light": 0.7}


@pytest.mark.parametrize("command", ["check", "describe", "run", "compare"])
def test_every_command_ends_with_2_and_writes_nothing(command: str, tmp_path: Path) -> None:
    """With the sentence and its place on standard error."""
    path = tmp_path / "tea.yaml"
    path.write_text(json.dumps(tea_world(benefits=["health", "<b>"])), encoding="utf-8")
    done = CliRunner().invoke(app, [command, str(path), *([str(path)] if command == "compare" else [])])

    assert done.exit_code == 2
    assert done.stdout == ""
    assert f"{path}:1:" in done.stderr.replace("\n", "")
    assert list(tmp_path.iterdir()) == [path]


def test_python_is_answered_as_files_are() -> None:
    """In a call, and in a copy with changes."""
    with pytest.raises(ScenarioError, match=r"herbs\.attributes\.taste: no benefit called 'taste'"):
        teas().changed(products={**tea_world()["products"], "herbs": {**HERBS, "attributes": {"taste": 1}}})
    with pytest.raises(ScenarioError, match=r"benefits\.1: 'health' is named already"):
        teas().changed(benefits=("health", "health", "ease"))


HERBS = tea_world()["products"]["herbs"]


def test_default_benefits_are_left_out_of_files_and_fingerprints() -> None:
    """Said or not, in their order; in another, or with one more, they are this world's own."""
    plain = small_scenario()
    said, turned = plain.changed(benefits=BENEFITS), plain.changed(benefits=BENEFITS[::-1])

    assert "benefits" not in to_plain(said)
    assert (to_yaml(said), fingerprint(said)) == (to_yaml(plain), fingerprint(plain))
    assert to_plain(turned)["benefits"] == list(BENEFITS[::-1])
    assert fingerprint(turned) != fingerprint(plain)
    assert [key for key, *_ in differences(plain, turned)] == ["benefits"]
    assert differences(plain, turned)[0][1:] == (list(BENEFITS), list(BENEFITS[::-1]))


def test_own_benefits_are_saved_described_and_read_again(tmp_path: Path) -> None:
    """As they were given."""
    given = teas("Wohl & Wehe", "einfach so")
    path = tmp_path / "tea.yaml"
    path.write_text(to_yaml(given), encoding="utf-8")

    assert load(path) == given
    assert "messages dwell on: Wohl & Wehe and einfach so." in describe(given)
    assert "messages dwell on:" not in describe(small_scenario())
    assert "want Wohl & Wehe (3) and einfach so (0.5)" in describe(given)


def test_talk_of_price_is_dwelling_on_what_is_called_price() -> None:
    """Under any other name it is not, unless a message says so."""
    given = small_scenario()
    other = renamed(given, ["cost", *BENEFITS[1:]])

    assert given.messages.named("deal").price_emphasis == 0.7
    assert "price" not in other.messages.named("deal").says
    assert other.messages.named("deal").price_emphasis == 0.7


def test_the_json_schema_lets_benefits_have_any_name() -> None:
    """A list of some names, and maps of such names: no list of today's six."""
    schema = full_schema()
    listed = schema["properties"]["benefits"]

    assert (listed["minItems"], listed["maxItems"], listed["default"]) == (1, MOST_BENEFITS, list(BENEFITS))
    assert schema["$defs"]["Product"]["properties"]["attributes"]["propertyNames"] == listed["items"]
    assert "enum" not in schema["$defs"]["Benefit"]
    assert Scenario.model_fields["benefits"].description
