"""Decompose: the parts are what they should be, and sum to the whole."""

import pytest

from simulator.studies.comparison.compare import compare
from simulator.studies.comparison.decompose import BlocksError, decompose
from tests.studies import fake_runs

METRICS = ["fake_units"]
ONE = fake_runs.small(name="one")
MESSAGE = {"messages": {"default": "craft"}}
STORE = {"distribution": {"model": "direct_automated", "price": 0.9}}
CAMPAIGN = {"campaigns": [{"medium": "social", "message": "craft", "weeks": [1, 2], "weekly_budget": 1.0}]}
OTHER = fake_runs.small(name="other", **MESSAGE, **STORE, **CAMPAIGN)


def effects(decomposition) -> dict[str, float]:
    """Return the effect of each part on the first line."""
    return dict(decomposition.table()[["part", "effect"]].itertuples(index=False))


def taken_apart(one, other, *blocks, play=fake_runs.fake, seeds=5):
    """Decompose with fake runs."""
    return decompose(one, other, blocks or ("distribution", "messages"), seeds, metrics=METRICS, play=play)


def test_the_parts_are_those_that_were_put_in():
    """Known answer: the store makes 3, the message 2 and its campaign 0.1, both together 0.5 more."""
    found = effects(taken_apart(ONE, OTHER))

    assert found == pytest.approx(
        {"distribution": 3.0, "messages": 2.1, "distribution × messages": 0.5, "total": 5.6}
    )


def test_the_parts_sum_to_the_difference():
    """With two blocks, and with one of which the rest is other settings."""
    for decomposition in (
        taken_apart(ONE, OTHER),
        taken_apart(ONE, OTHER, "messages"),
        taken_apart(ONE, fake_runs.small(name="longer", weeks=5, **MESSAGE)),
    ):
        found = effects(decomposition)
        total = found.pop("total")

        assert sum(found.values()) == pytest.approx(total, abs=1e-12)


def test_what_other_settings_make_is_told_apart():
    """It is told whether the blocks are all that differs."""
    assert taken_apart(ONE, OTHER).design.is_complete
    partly = taken_apart(ONE, OTHER, "distribution")

    assert not partly.design.is_complete
    assert effects(partly) == pytest.approx({"distribution": 3.0, "other settings": 2.6, "total": 5.6})


def test_three_blocks_have_seven_parts():
    """Each alone, each pair, all three."""
    longer = fake_runs.small(name="longer", weeks=5, **MESSAGE, **STORE, **CAMPAIGN)
    decomposition = taken_apart(ONE, longer, "distribution", "messages", "weeks")
    found = effects(decomposition)

    assert decomposition.design.is_complete
    assert len(found) == 8
    assert found["distribution × messages × weeks"] == pytest.approx(0, abs=1e-9)


def test_corners_that_are_the_same_are_played_once():
    """Where a block does not differ, its effect is exactly nothing and costs no run."""
    played = []

    def play(scenario, seed):
        played.append((scenario.name, seed))
        return fake_runs.fake(scenario, seed)

    found = effects(taken_apart(ONE, fake_runs.small(name="craft", **MESSAGE), play=play, seeds=3))

    assert len(played) == 2 * 3
    assert found["distribution"] == found["distribution × messages"] == 0
    assert set(effects(taken_apart(ONE, ONE)).values()) == {0.0}


def test_a_comparison_plays_only_what_is_missing():
    """The two ends are there already."""
    played = []

    def play(scenario, seed):
        played.append(seed)
        return fake_runs.fake(scenario, seed)

    comparison = compare([ONE, OTHER], 4, metrics=METRICS, play=play)
    decomposition = comparison.decompose("distribution", "messages", play=play)

    assert len(played) == 4 * 4
    assert effects(decomposition) == pytest.approx(effects(taken_apart(ONE, OTHER, seeds=4)))


def test_unknown_blocks_and_misfits_are_refused():
    """The message names what there is, or what does not fit."""
    with pytest.raises(BlocksError, match="did you mean 'messages'"):
        taken_apart(ONE, OTHER, "mesages")
    with pytest.raises(BlocksError, match="no block of settings called 'name'"):
        taken_apart(ONE, OTHER, "name")
    with pytest.raises(BlocksError, match="1 to 6"):
        decompose(ONE, OTHER, (), 2, metrics=METRICS, play=fake_runs.fake)
    foreign = fake_runs.small(
        name="foreign", media={"radio": {"cost_per_contact": 0.1, "credibility": 0.5}}, campaigns=[
            {"medium": "radio", "message": "craft", "weeks": [1, 2], "weekly_budget": 1.0}
        ]
    )  # fmt: skip
    with pytest.raises(BlocksError, match=r"the messages of 'foreign' do not fit into 'one': .*radio"):
        taken_apart(ONE, foreign)
