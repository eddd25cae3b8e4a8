"""A tagged block is replaced whole by one of another tag; all other maps merge, by any keys."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.base.record import Chosen
from simulator.domain.registries import INTERVENTIONS
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from simulator.scenario.yaml.node_types import items_of, types_below, types_of
from simulator.scenario.yaml.nodes import Mapping, Place, node_of, plain
from simulator.scenario.yaml.overlay import overlaid
from tests.worlds.entries import entries_of, every_choice
from tests.worlds.small import small_world, written

CHOICES = every_choice()


def laid(base: dict[str, Any], overlay: dict[str, Any], types: tuple[Any, ...]) -> Any:
    """Return one plain map laid over another."""
    below, above = (node_of(part, Place(name)) for part, name in ((base, "base"), (overlay, "overlay")))
    assert isinstance(below, Mapping)
    assert isinstance(above, Mapping)
    return plain(overlaid(below, above, types))


def extended(folder: Path, overlay: dict[str, Any], **changes: Any) -> Scenario:
    """Return the small world with some changes, extended by another file."""
    written(folder / "base.yaml", **changes)
    (folder / "over.yaml").write_text(json.dumps({"extends": "base.yaml", **overlay}), encoding="utf-8")
    return load(folder / "over.yaml")


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.registry.kind)
def test_every_entry_replaces_every_other_entry(choice: Chosen) -> None:
    """Of all registries that the models offer a choice from: nothing of the other entry is left."""
    entries = list(entries_of(choice))
    for one in entries:
        for other in entries:
            kept = laid({**one, "left": 1}, other, (choice,))
            assert kept == ({**one, "left": 1, **other} if one is other else other)


def test_every_intervention_replaces_every_other_intervention() -> None:
    """Its name is the key itself."""
    types = _types_under("events", "do")
    for one in INTERVENTIONS.names():
        for other in INTERVENTIONS.names():
            kept = laid({one: {"left": 1}}, {other: {"new": 2}}, types)
            assert kept == {other: {"left": 1, "new": 2} if one == other else {"new": 2}}


def test_a_former_name_of_an_entry_is_the_same_entry() -> None:
    """Its parameters stay."""
    (ordering,) = (choice for choice in CHOICES if choice.registry.kind == "ordering policy")
    base = {"policy": "fixed_quantity", "reorder_at": 20, "lot": 30}
    kept = laid(base, {"policy": "reorder_point_lot_size", "lot": 12}, (ordering,))
    assert kept == {"policy": "reorder_point_lot_size", "reorder_at": 20, "lot": 12}


def test_parameters_are_laid_over_an_entry_that_stands_there_by_name_alone(tmp_path: Path) -> None:
    """In a file and as a setting."""
    model = {"model": "authorized_dealers", "ordering": "order_up_to"}
    over = {"distribution": {"ordering": {"window": 3}}}
    assert extended(tmp_path, over, distribution=model).distribution[0].ordering.window == 3  # type: ignore[attr-defined]
    base = written(tmp_path / "base.yaml", distribution=model)
    set_so = load(base, set=["distribution.ordering.window=3"])
    assert set_so.distribution[0].ordering.window == 3  # type: ignore[attr-defined]


@pytest.mark.parametrize("word", ["model", "policy", "demand", "process", "shape"])
def test_in_a_map_of_own_names_no_key_is_a_tag(tmp_path: Path, word: str) -> None:
    """A medium may be called like a tag; what is said of other media stays."""
    world = small_world()
    media = {**world["media"], word: world["media"]["social"]}
    world["segments"]["readers"]["media"] = {word: 0.5, "social": 1.0}
    over = {"segments": {"readers": {"media": {word: 0.9}}}}
    readers = extended(tmp_path, over, media=media, segments=world["segments"]).segments["readers"]
    assert readers.media == {word: 0.9, "social": 1.0}


def test_the_shape_of_a_distribution_names_its_block(tmp_path: Path) -> None:
    """A record's word that must be chosen is its tag: an elasticity of the former shape does not stay."""
    segments = small_world()["segments"]
    segments["savers"]["willingness_to_pay"] = {"shape": "pareto", "scale": 50, "elasticity": 2}
    over = {"segments": {"savers": {"willingness_to_pay": {"shape": "uniform", "scale": 90}}}}
    worth = extended(tmp_path, over, segments=segments).segments["savers"].willingness_to_pay
    assert worth is not None
    assert (worth.shape, worth.scale, worth.elasticity) == ("uniform", 90, None)


def test_a_setting_replaces_an_intervention(tmp_path: Path) -> None:
    """Also where its path leads into the block of another one."""
    base = written(tmp_path / "base.yaml", events=[{"week": 3, "do": {"price_change": {"times": 0.9}}}])
    event = load(base, set=["events.0.do.price_floor.floor=0.5"]).events[0]
    assert INTERVENTIONS.name_of(type(event.action)) == "price_floor"


@pytest.mark.parametrize(
    ("event", "setting"),
    [
        ({"week": 3, "message": "deal"}, "do.price_change.times=0.9"),
        ({"week": 3, "do": {"price_change": {"times": 0.9}}}, "message=deal"),
        ({"week": 3, "message": "deal"}, "depart=web_store"),
        ({"week": 3, "message": "deal"}, "when={metric: units_sold, above: 3}"),
        ({"when": {"metric": "units_sold", "above": 3}, "message": "deal"}, "week=3"),
        ({"when": {"metric": "units_sold", "above": 3}, "message": "deal"}, "when.below=3"),
        ({"week": 3, "do": {"trade_terms": {"margin": 0.3}}}, "do.trade_terms.times=0.9"),
    ],
)
def test_of_settings_that_exclude_each_other_the_last_stays(tmp_path: Path, event: Any, setting: str) -> None:
    """The mistake would be in a line that the user did not write."""
    base = written(tmp_path / "base.yaml", events=[event])
    assert load(base, set=[f"events.0.{setting}"]).events[0] != load(base).events[0]


def test_a_price_of_a_promotion_replaces_another(tmp_path: Path) -> None:
    """As an amount, a share or a discount."""
    base = written(tmp_path / "base.yaml", promotions=[{"product": "lamp", "at": "dealer", "price": 9}])
    (offer,) = load(base, set=["promotions.0.off=0.2"]).promotions
    assert (offer.price, offer.of_list, offer.off) == (None, None, 0.2)


def test_settings_that_exclude_each_other_in_one_place_are_refused(tmp_path: Path) -> None:
    """Nothing says which of them is meant."""
    base = written(tmp_path / "base.yaml")
    with pytest.raises(ScenarioError, match="does exactly one of"):
        load(base, set=["events.0={week: 3, message: deal, depart: web_store}"])


def _types_under(*keys: str) -> tuple[Any, ...]:
    types = types_of(Scenario)
    for key in keys:
        types = types_below(types, None, key)
        types = items_of(types) or types
    return types
