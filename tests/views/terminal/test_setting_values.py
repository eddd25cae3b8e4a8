"""A line of settings that differ shows every setting that is accepted, and its two sides differ."""

from itertools import permutations
from typing import Any

import pytest

from simulator.base.record import Chosen
from simulator.views.terminal.setting_values import LONGEST, setting_values
from tests.worlds.entries import entries_of, every_choice


@pytest.mark.parametrize("choice", every_choice(), ids=lambda choice: choice.registry.kind)
def test_every_entry_of_every_registry_is_shown_by_its_name(choice: Chosen) -> None:
    """With the parameters that it requires, against every other one."""
    for one, other in permutations(map(whole, [choice] * 100, entries_of(choice)), 2):
        texts = setting_values(one, other)
        assert texts[0] != texts[1]
        assert [text.split(" ")[0] for text in texts] == [one[choice.tag], other[choice.tag]]


def test_parameters_other_than_defaults_are_shown() -> None:
    """One that must be given has no default, and is always shown."""
    rule = {"policy": "reorder_point_lot_size", "reorder_at": 20.0, "lot": 12}
    texts = setting_values(rule, {**rule, "lot": 30})
    assert texts == ("reorder_point_lot_size (reorder_at 20.0)",
                     "reorder_point_lot_size (reorder_at 20.0, lot 30)")  # fmt: skip


@pytest.mark.parametrize("at", [0, 10, 150, 399])
def test_the_difference_is_shown_wherever_it_is(at: int) -> None:
    """In a list of 400 orders, by what stands around it."""
    one = [4.0] * 400
    other = [*one[:at], 777.0, *one[at + 1 :]]
    texts = setting_values(one, other)
    assert "777.0" in texts[1]
    assert texts[0] != texts[1]
    assert max(map(len, texts)) <= LONGEST + 2


@pytest.mark.parametrize(("one", "other"), [(None, []), ([], {}), (None, {}), ("1", 1), ([4], [4, 4]),
                                            ("x" * 500, "x" * 501), ([["a"], "b"], ["a", "b"]),
                                            ({"a": None}, {}), ("nothing", None)])  # fmt: skip
def test_two_values_never_look_alike(one: Any, other: Any) -> None:
    """Also nothing, an empty list and an empty map; what is much alike; what is longer by one letter."""
    texts = setting_values(one, other)
    assert texts[0] != texts[1]
    assert all(texts)


def whole(choice: Chosen, terms: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with all that it says, as a scenario writes it."""
    entry = choice.registry.get(terms[choice.tag])
    said = entry.model_validate({key: value for key, value in terms.items() if key != choice.tag})
    return {choice.tag: terms[choice.tag], **said.model_dump(mode="json")}
