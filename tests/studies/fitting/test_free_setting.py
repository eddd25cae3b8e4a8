"""Free settings: what a dotted path means, how far it may go, and what is written."""

import math

import pytest

from simulator.scenario.schema import Scenario
from simulator.studies.fitting.fit_error import FitError
from simulator.studies.fitting.free_setting import FreeSetting, free_setting, with_values
from tests.worlds.small import small_scenario

WORLD = small_scenario()


@pytest.mark.parametrize(
    ("raw", "starts", "is_positive"),
    [
        ("products.lamp.list_price", (100.0,), True),
        ("products.lamp.appeal", (0.0,), False),
        ("segments.*.price_sensitivity", (0.02, 0.05), True),
        ("products.lamp.list_price,products.bulb.list_price", (100.0, 80.0), True),
        ("products.lamp.attributes.quality", (0.8,), True),
        ("campaigns.0.weekly_budget", (50.0,), True),
        ("distribution.margin", (0.3,), True),
        ("distribution.0.margin", (0.3,), True),
        ("response.standing", (0.0,), False),
    ],
)
def test_a_path_means_what_it_does_on_the_command_line(
    raw: str, starts: tuple[float, ...], is_positive: bool
) -> None:
    """Lists by number, maps by name, stars for all; former names are today's."""
    found = free_setting(WORLD, raw)

    assert found.starts == starts
    assert found.is_positive == is_positive
    assert "standing" not in found.key


def test_values_move_from_where_they_stand() -> None:
    """At u = 0 what it was, unrounded; e^u of a positive value, steps of another."""
    price, appeal = (
        free_setting(WORLD, "products.lamp.list_price"),
        free_setting(WORLD, "products.lamp.appeal"),
    )

    assert price.shown(0.0) == 100.0
    assert price.shown(math.log(1.5)) == pytest.approx(150.0)
    assert price.values(math.log(1.2345678)) == {("products", "lamp", "list_price"): 123.5}
    assert appeal.shown(2.0) == pytest.approx(2.0 * appeal.step)


def test_limits_of_the_format_are_kept() -> None:
    """A share ends at one, and at a twentieth or twenty times where nothing else ends it."""
    quality = free_setting(WORLD, "products.lamp.attributes.quality")
    both = free_setting(WORLD, "segments.*.price_sensitivity")

    assert quality.shown(quality.high) == pytest.approx(1.0)
    assert both.shown(both.high) == pytest.approx(20.0)
    assert both.shown(both.low) == pytest.approx(1 / 20)
    assert with_values(WORLD, quality.values(quality.high)).products["lamp"].attributes["quality"] == 1.0


def test_given_ends_are_kept() -> None:
    """Of one value its own; of several those of the multiple."""
    one = free_setting(WORLD, "products.lamp.list_price=80..130")
    many = free_setting(WORLD, "segments.*.price_sensitivity=0.5..2")

    assert (one.shown(one.low), one.shown(one.high)) == pytest.approx((80.0, 130.0))
    assert (many.shown(many.low), many.shown(many.high)) == pytest.approx((0.5, 2.0))
    assert many.formatted(2.0) == "× 2"


def test_values_are_put_where_they_stand() -> None:
    """And nowhere else."""
    setting = free_setting(WORLD, "segments.*.price_sensitivity")
    changed = with_values(WORLD, setting.values(math.log(2.0)))
    back = with_values(changed, dict(zip(setting.paths, setting.starts, strict=True)))

    assert [one.price_sensitivity for one in changed.segments.values()] == [0.04, 0.1]
    assert back.model_dump(mode="json") == WORLD.model_dump(mode="json")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("", "no 'key.path'"),
        ("a..b", "no 'key.path'"),
        (".", "no 'key.path'"),
        ("x" * 5000, "there is no setting"),
        (".".join("x" * 40), "no 'key.path'"),
        ("products.lamp.appeal=1", "should be 'key.path'"),
        ("products.lamp.list_price=200..300", "must lie between its ends"),
        ("products.lamp.list_price=130..80", "must lie between its ends"),
        ("segments.*.*", "no number|no setting"),
        ("products", "no number"),
        ("campaigns.7.weekly_budget", "there is no setting '7'"),
        ("campaigns.-1.weekly_budget", "there is no setting '-1'"),
        ("name", "no number"),
        ("schema_version", "whole number"),
        ("products.lamp.digital", "no number"),
    ],
)
def test_what_is_no_setting_is_refused(raw: str, why: str) -> None:
    """In a sentence, not by a traceback."""
    with pytest.raises(FitError, match=why):
        free_setting(WORLD, raw)


def test_a_value_at_its_limit_goes_one_way() -> None:
    """A full share can only fall."""
    world = Scenario.model_validate_json(WORLD.model_dump_json())
    full = with_values(world, {("products", "lamp", "attributes", "quality"): 1.0})
    found: FreeSetting = free_setting(full, "products.lamp.attributes.quality")

    assert found.high == 0.0
    assert found.low < 0.0
