"""Designs: the points that are played are those that the method promises."""

import json
from itertools import product

import numpy as np
import pytest

from simulator.studies.experiment.designs import Axis, combinations_of, numbers_of, size_of
from simulator.studies.experiment.load_plan import experiment
from simulator.studies.experiment.plan import Design, LevelRange
from tests.worlds.small import small_scenario


def span(**ends) -> LevelRange:
    """Return a range."""
    return LevelRange.model_validate_json(json.dumps(ends))


def test_a_grid_has_every_combination_once():
    """The last factor varies fastest."""
    axes = [Axis(2), Axis(3), Axis(2)]
    points = list(combinations_of(Design(), axes))

    assert points == list(product(range(2), range(3), range(2)))
    assert size_of(Design(), axes) == len(points)


def test_one_at_a_time_moves_one_factor_from_the_first_levels():
    """The base once, then each other level of each factor alone."""
    axes = [Axis(3), Axis(2), Axis(4)]
    points = list(combinations_of(Design(method="one_at_a_time"), axes))

    assert points[0] == (0, 0, 0)
    assert len(points) == len(set(points)) == size_of(Design(method="one_at_a_time"), axes) == 1 + 2 + 1 + 3
    assert all(sum(place != 0 for place in point) == 1 for point in points[1:])


@pytest.mark.parametrize("points", [8, 16, 37])
def test_a_latin_hypercube_has_one_point_in_each_row(points):
    """Cut into as many slices as there are points, each slice of each axis holds exactly one."""
    design = Design(method="latin_hypercube", points=points, seed=4)
    drawn = np.array(
        list(
            combinations_of(
                design, [Axis(0, span(**{"from": 10, "to": 20})), Axis(0, span(**{"from": 1, "to": -1}))]
            )
        )
    )
    shares = np.stack([(drawn[:, 0] - 10) / 10, (1 - drawn[:, 1]) / 2])

    for column in shares:
        assert sorted(np.floor(column * points).astype(int)) == list(range(points))


def test_sobol_points_fill_every_quarter_alike_and_levels_take_equal_parts():
    """Of 64 points in two dimensions each of 8 × 8 cells holds one; of four levels each has sixteen."""
    design = Design(method="sobol", points=64, seed=2)
    drawn = list(combinations_of(design, [Axis(0, span(**{"from": 0, "to": 8})), Axis(4)]))
    both = list(combinations_of(design, [Axis(8), Axis(8)]))

    assert len(set(both)) == 64
    assert {level: [d[1] for d in drawn].count(level) for level in range(4)} == dict.fromkeys(range(4), 16)
    assert drawn == list(combinations_of(design, [Axis(0, span(**{"from": 0, "to": 8})), Axis(4)]))
    assert drawn != list(
        combinations_of(
            Design(method="sobol", points=64, seed=3), [Axis(0, span(**{"from": 0, "to": 8})), Axis(4)]
        )
    )


def test_ranges_are_even_and_written_as_people_write_them():
    """Both ends, whole numbers without a point, and rounded where that is asked for."""
    assert numbers_of(span(**{"from": 0.1, "to": 0.7, "steps": 3})) == (0.1, 0.4, 0.7)
    assert numbers_of(span(**{"from": 10, "to": 1, "steps": 4})) == (10, 7, 4, 1)
    assert [type(n) for n in numbers_of(span(**{"from": 1, "to": 2, "steps": 3}))] == [int, float, int]
    assert numbers_of(span(**{"from": 1, "to": 4, "steps": 6, "whole": True})) == (1, 2, 3, 4)


def test_sampled_whole_numbers_take_both_ends():
    """Each of 1 … 4 a quarter of the points."""
    design = Design(method="latin_hypercube", points=40)
    drawn = [
        point[0] for point in combinations_of(design, [Axis(0, span(**{"from": 1, "to": 4, "whole": True}))])
    ]

    assert {n: drawn.count(n) for n in (1, 2, 3, 4)} == {1: 10, 2: 10, 3: 10, 4: 10}


def test_a_point_is_the_scenario_with_its_settings():
    """Values, ranges and named levels land where their key paths lead; the rest stays."""
    found = experiment(
        small_scenario(events=[]),
        {
            "weeks": [2, 5],
            "distribution.margin": {"from": 0.2, "to": 0.4, "steps": 2},
            "message": {
                "bright": {"messages.default": "bright", "campaigns.0.weekly_budget": 9},
                "deal": {"messages.default": "deal"},
            },
        },
        settings={"customers": 77},
    )
    last = found.points[-2].scenario

    assert len(found.points) == 8
    assert found.points[-2].label == "weeks=5, margin=0.4, message=bright"
    assert (last.weeks, last.customers, last.messages.default) == (5, 77, "bright")
    assert last.distribution[0].model_dump()["margin"] == 0.4
    assert last.campaigns[0].weekly_budget == 9
    assert found.points[-1].scenario.campaigns[0].weekly_budget == 50
    assert found.factor("weeks").unit == "weeks"
    assert found.factor("distribution.margin").unit == "share of the list price"
