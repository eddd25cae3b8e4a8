"""Choice levels: what a file may say of likeness, and what is refused in its place."""

import json
from pathlib import Path

import pytest

from simulator import load
from simulator.domain.people.choice_levels import ChoiceLevels
from simulator.scenario.errors.scenario_error import ScenarioError
from tests.worlds.small import small_world


def written(tmp_path: Path, choice: str) -> Path:
    """Write a small world with a line about choice."""
    path = tmp_path / "world.yaml"
    path.write_text(json.dumps({**small_world(), "choice": json.loads(choice)}))
    return path


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ('{"dissimilarity": {"product": 0.3, "outlet": 0.4}}', "outlet (0.4) is above"),
        ('{"nesting": "kind", "dissimilarity": {"kind": 0.1, "outlet": 0.4}}', "dissimilarity.kind (0.1)"),
        ('{"nesting": "both", "dissimilarity": {"kind": 0.1, "outlet": 0.4, "product": 0.5}}', "kind (0.1)"),
        ('{"dissimilarity": {"outlet": 0}}', "choice.dissimilarity.outlet"),
        ('{"dissimilarity": {"outlet": 1.5}}', "choice.dissimilarity.outlet"),
        ('{"crowding": 1}', "choice.crowding"),
        ('{"crowding": -0.1}', "choice.crowding"),
        ('{"nesting": "brand"}', "choice.nesting"),
        ('{"product_weight": 0}', "choice.product_weight"),
        ('{"dissimilarity": 0.5}', "choice.dissimilarity"),
        ('{"dissimilarity": {"shop": 0.5}}', "shop"),
    ],
)
def test_what_is_no_random_utility_is_refused_in_its_place(tmp_path: Path, choice: str, says: str) -> None:
    """Each with the key, and a sentence that says what instead."""
    with pytest.raises(ScenarioError) as refused:
        load(written(tmp_path, choice))
    assert says in str(refused.value)
    assert "choice" in str(refused.value)


def test_which_likeness_comes_first() -> None:
    """One, the other, or both."""
    assert [list(ChoiceLevels(nesting=name).first) for name in ("product", "kind", "both")] == [
        ["product"],
        ["kind"],
        ["product", "kind"],
    ]
