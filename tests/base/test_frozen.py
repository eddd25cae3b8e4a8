"""Frozen: a record cannot be changed at any depth, and does all else that a record does."""

import copy
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from simulator import load
from simulator.base.frozen import FrozenDict, FrozenError, FrozenList, frozen
from simulator.scenario.save import to_yaml
from tests.worlds.small import small_scenario

LIST_CHANGES = {
    "append": (1,),
    "extend": ([1],),
    "insert": (0, 1),
    "remove": (1,),
    "pop": (),
    "clear": (),
    "sort": (),
    "reverse": (),
    "__setitem__": (0, 1),
    "__delitem__": (0,),
    "__iadd__": ([1],),
    "__imul__": (2,),
}
DICT_CHANGES = {
    "pop": ("a",),
    "popitem": (),
    "clear": (),
    "update": ({"a": 1},),
    "setdefault": ("b", 1),
    "__setitem__": ("a", 1),
    "__delitem__": ("a",),
    "__ior__": ({"b": 1},),
}


def parts(value: Any) -> list[Any]:
    """Return everything that a value holds, at any depth, and itself."""
    inside: list[Any] = []
    if hasattr(value, "model_fields_set"):
        inside = [*vars(value).values(), *(value.__pydantic_extra__ or {}).values()]
    elif isinstance(value, dict):
        inside = list(value.values())
    elif isinstance(value, list | tuple):
        inside = list(value)
    return [value, *(part for one in inside for part in parts(one))]


def test_a_scenario_is_frozen_all_the_way_down() -> None:
    """No list, map or set that it holds can be changed, at any depth."""
    for part in parts(small_scenario()):
        assert type(part) not in (list, dict, set), part


@pytest.mark.parametrize("change", LIST_CHANGES)
def test_a_list_cannot_be_changed(change: str) -> None:
    """By none of its methods."""
    held = FrozenList([1])
    with pytest.raises(FrozenError, match="`changed` makes a new scenario"):
        getattr(held, change)(*LIST_CHANGES[change])
    assert held == [1]


@pytest.mark.parametrize("change", DICT_CHANGES)
def test_a_map_cannot_be_changed(change: str) -> None:
    """By none of its methods."""
    held = FrozenDict({"a": 2})
    with pytest.raises(FrozenError, match="`changed` makes a new scenario"):
        getattr(held, change)(*DICT_CHANGES[change])
    assert held == {"a": 2}


def test_every_method_that_changes_is_known() -> None:
    """Methods that lists and maps have, and tuples or read-only views have not."""
    assert set(LIST_CHANGES) == set(dir(list)) - set(dir(tuple)) - {"copy", "__reversed__"}
    assert {name for name in dir(dict) if name not in dir(frozenset)} - set(DICT_CHANGES) == {
        *("fromkeys", "get", "items", "keys", "values"),
        *("__getitem__", "__reversed__"),
    }


def test_a_frozen_scenario_is_hashed_pickled_copied_and_written(tmp_path: Path) -> None:
    """As before; equal ones have equal hashes."""
    scenario, same = small_scenario(), small_scenario()

    assert hash(scenario) == hash(same)
    assert len({scenario, same, same.changed(weeks=5)}) == 2
    pickled = pickle.loads(pickle.dumps(scenario))  # noqa: S301 - its own
    for again in (pickled, copy.copy(scenario), copy.deepcopy(scenario)):
        assert again == scenario
        assert type(again.events) is FrozenList
    (tmp_path / "written.yaml").write_text(to_yaml(scenario))
    assert load(tmp_path / "written.yaml") == scenario
    assert json.loads(scenario.model_dump_json()) == scenario.model_dump(mode="json")


def test_a_copy_with_other_values_is_frozen_too() -> None:
    """What a copy is given is not the caller's own list."""
    mine: list[Any] = []
    other = small_scenario().model_copy(update={"events": mine})

    mine.append("now")
    assert other.events == []
    assert type(other.events) is FrozenList


def test_a_copy_that_is_a_plain_list_can_be_changed() -> None:
    """What is built from it is an ordinary list or map."""
    held = frozen({"weeks": [1, 2]})

    assert [*held["weeks"], 3] == [1, 2, 3]
    assert {**held, "more": 1} == {"weeks": [1, 2], "more": 1}
    assert type(held["weeks"] + [3]) is list
