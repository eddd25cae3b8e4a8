"""Named members take the places of made-up ones, with what is said of them, and nothing else moves."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.base.keyed_random import KeyedRandom
from simulator.catalog.distribution_models.authorized_dealers import AuthorizedDealers
from simulator.domain.channel.channel import members_of
from simulator.domain.channel.member import Member
from simulator.domain.channel.named_members import PLACE, NamedMember
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.market.setup.build_channel import build_channel, channel_faults
from simulator.market.simulate import simulate
from simulator.scenario.load import load
from simulator.scenario.save import fingerprint, to_yaml
from simulator.scenario.schema import Scenario
from tests.worlds.small import small_scenario, written

OF_EVERY_PLACE = [
    ("authorized_dealers", {"format": "dealer", "region": "north"}),
    ("exclusive", {"format": "dealer", "region": "north"}),
    ("open_resale", {"role": "wholesaler"}),
    ("open_resale", {"format": "reseller", "region": "south"}),
    ("open_resale", {"format": "marketplace"}),
    ("open_resale", {"role": "marketplace"}),
    ("direct_automated", {"format": "web_store"}),
    ("direct_assisted", {"role": "sales_team", "region": "north"}),
]
_share = st.floats(0, 1)
said = st.fixed_dictionaries(
    {},
    optional={
        "opening_stock": st.integers(0, 50),
        "reach": _share,
        "expertise": _share,
        "credibility": _share,
        "service": st.floats(-3, 3),
        "weekly_cost": st.floats(0, 900),
        "tags": st.lists(st.sampled_from(["gold", "old", "by the sea"]), unique=True),
    },
)


def members(scenario: Scenario) -> dict[str, Member]:
    """Return who is drawn, by name."""
    return {member.name: member for member in members_of(build_channel(scenario, KeyedRandom(0)))}


@pytest.mark.by_day(3)
@pytest.mark.parametrize(("model", "place"), OF_EVERY_PLACE, ids=str)
@settings(max_examples=20, deadline=None)
@given(said=said)
def test_who_is_named_takes_a_place_and_keeps_all_else(
    model: str, place: dict[str, str], said: dict[str, Any]
) -> None:
    """What is said of it holds; what is not said is as the model draws it; nobody elsewhere changes."""
    usual = members(small_scenario(distribution=model, competition=[]))
    named = members(
        small_scenario(distribution=model, competition=[], members=[{"name": "Kaffee Haus", **place, **said}])
    )
    fits = NamedMember(name="Kaffee Haus", **place).fits  # type: ignore[arg-type]
    replaced = [m for m in usual.values() if fits(m.role, m.format, m.region)]
    expected = {**replaced[0].model_dump(), **said, "name": "Kaffee Haus"}
    expected["tags"] = tuple(said.get("tags", ()))
    drawn_as = named["Kaffee Haus"].model_dump()
    own_luck = {"pricing"} if model == "open_resale" else set()

    assert {k: v for k, v in drawn_as.items() if k not in own_luck} == {
        k: v for k, v in expected.items() if k not in own_luck
    }
    assert named.keys() - {"Kaffee Haus"} == usual.keys() - {member.name for member in replaced}


@pytest.mark.parametrize("model", DISTRIBUTION_MODELS.names())
def test_every_model_asks_who_is_named(model: str) -> None:
    """Whatever outlet a model draws, somebody can be named in its place (see `Setting.places`)."""
    world = load("scenarios/espresso.yaml", set=["competition=[]"]).changed(distribution={"model": model})
    outlet = next((member for member in members(world).values() if member.format is not None), None)
    if outlet is None:
        pytest.skip("it draws no outlets")
    named = {"name": "Kaffee Haus", "format": outlet.format, "region": outlet.region}

    assert "Kaffee Haus" in members(world.changed(members=[named]))


def test_as_many_as_are_named() -> None:
    """Five named in one region are five there; where nobody is named the model draws as before."""
    five = [{"name": f"dealer {n}", "format": "dealer", "region": "north"} for n in "abcde"]
    found = members(small_scenario(members=five)).values()
    where = [m.region for m in found if m.format == "dealer"]

    assert where.count("north") == 5
    assert where.count("south") == AuthorizedDealers(dealers_per_region=2).dealers_per_region


def test_a_name_alone_changes_only_the_name() -> None:
    """A member that is called as it would be anyway plays the same run, entry by entry."""
    same = [{"name": f"acme dealer north {n}", "format": "dealer", "region": "north"} for n in (1, 2)]
    plain, named = small_scenario(), small_scenario(members=same)

    assert simulate(plain, 5).content_hash() == simulate(named, 5).content_hash()


def test_names_are_taken_in_the_channel_of_their_maker() -> None:
    """A rival's web store is named as the rival's; by itself the name would be the focal maker's."""
    shop = {"name": "glow.example", "format": "web_store"}
    assert "glow.example" in members(small_scenario(members=[{**shop, "maker": "rival"}]))
    assert [keys for keys, _ in channel_faults(small_scenario(members=[shop]))] == [("members", 0, "format")]


@pytest.mark.parametrize(
    ("wrong", "key", "why"),
    [
        ({"format": "deeler", "region": "north"}, "format", "did you mean 'dealer'?"),
        ({"role": "wholesaler"}, "role", "no distribution model has a place for the role 'wholesaler'"),
        ({"format": "dealer"}, "region", "every 'dealer' serves one region"),
        ({"role": "marketplace", "maker": "rival"}, "role", "did you mean"),
    ],
)
def test_who_has_no_place_is_told_why(wrong: dict[str, str], key: str, why: str) -> None:
    """With the setting that keeps it from one; several are told at once."""
    both = [{"name": "one", **wrong}, {"name": "two", **wrong}]
    found = list(channel_faults(small_scenario(members=both)))

    assert [keys for keys, _ in found] == [("members", 0, key), ("members", 1, key)]
    assert why in found[0][1] or key == "role"


def test_a_place_for_one_is_taken_by_one() -> None:
    """An exclusive territory has one dealer: the second name is left over."""
    two = [{"name": name, "format": "dealer", "region": "north"} for name in ("one", "two")]
    (found,) = channel_faults(small_scenario(distribution="exclusive", members=two))

    assert found == (("members", 1, "region"), "all places of 'dealer' there are taken")


def test_a_file_of_members_says_what_a_list_says(tmp_path: Path) -> None:
    """Commas, semicolons or tabs, quotes, a byte order mark, empty cells: the same scenario, inline."""
    rows = [
        ["name", "format", "region", "tags", "reach", "opening_stock"],
        ["Kaffee; Haus", "dealer", "north", "gold old", "0.3", ""],
        ["007", "dealer", "south", "", "", "4"],
    ]
    listed = [
        {
            "name": "Kaffee; Haus",
            "format": "dealer",
            "region": "north",
            "tags": ["gold", "old"],
            "reach": 0.3,
        },
        {"name": "007", "format": "dealer", "region": "south", "opening_stock": 4},
    ]
    quoted = [[f'"{cell}"' if " " in cell or ";" in cell else cell for cell in row] for row in rows]
    for number, (separator, mark, end) in enumerate(
        [(",", "", "\n"), (";", "\ufeff", "\r\n"), ("\t", "", "\r")]
    ):
        text = mark + end.join(separator.join(row) for row in quoted) + end
        (tmp_path / "who.csv").write_bytes(text.encode())
        scenario = load(written(tmp_path / f"{number}.yaml", members="who.csv"))
        assert [json.loads(member.model_dump_json()) for member in scenario.members] == listed


def test_a_saved_scenario_stands_on_its_own(tmp_path: Path) -> None:
    """Written down whole it needs no file of members, and is the same scenario with the same hash."""
    (tmp_path / "who.csv").write_text("name,format,region,reach\nKaffee Haus,dealer,north,0.5\n")
    scenario = load(written(tmp_path / "one.yaml", members="who.csv"))
    (tmp_path / "who.csv").unlink()
    (tmp_path / "whole.yaml").write_text(to_yaml(scenario))
    again = load(tmp_path / "whole.yaml")

    assert again == scenario
    assert fingerprint(again) == fingerprint(scenario) != fingerprint(small_scenario())


def test_a_file_is_found_beside_the_one_that_names_it(tmp_path: Path) -> None:
    """Through extends: the path is relative to the lower file; a list above replaces it."""
    (tmp_path / "lower").mkdir()
    (tmp_path / "lower" / "who.csv").write_text("name,format,region\nKaffee Haus,dealer,north\n")
    written(tmp_path / "lower" / "world.yaml", members="who.csv")
    (tmp_path / "top.yaml").write_text("extends: lower/world.yaml\nname: top\n")
    (tmp_path / "other.yaml").write_text("extends: lower/world.yaml\nmembers: []\n")

    assert [member.name for member in load(tmp_path / "top.yaml").members] == ["Kaffee Haus"]
    assert load(tmp_path / "other.yaml").members == []
    assert load(tmp_path / "top.yaml", set=["members.0.reach=0.7"]).members[0].reach == 0.7


def test_as_many_members_as_there_may_be_can_be_saved_and_read(tmp_path: Path) -> None:
    """The limits of lists, values and bytes fit together."""
    many = [
        {
            "name": f"a dealer with quite a long name {n}",
            "format": "dealer",
            "region": "north",
            **{
                key: 0.123456
                for key, field in NamedMember.model_fields.items()
                if key
                not in (
                    *PLACE,
                    "tags",
                    "pricing",
                    "ordering",
                    "sourcing",
                    "opening_stock",
                    "weekly_capacity",
                    "effort",
                    "escalation",
                )
            },
        }
        for n in range(400)
    ]
    scenario = small_scenario(members=many)
    (tmp_path / "whole.yaml").write_text(to_yaml(scenario))

    assert load(tmp_path / "whole.yaml") == scenario
