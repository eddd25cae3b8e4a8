"""Needs met: a category that a message empties is told, with why; one that only changes hands is not."""

import pytest

from simulator.studies.comparison.needs_met import needs_met_notes
from simulator.studies.runs.questions import Answer, Question
from simulator.studies.runs.runs import Run, Runs
from tests.studies import fake_runs

ASKED = (Question("needs", "outcome"), Question("lost_demand", "reason"))


def told(met, price=((0, 0), (0, 0)), talk=0.0, asked=ASKED, **changes):
    """Return the notes on runs with so many needs met, and lost for their price, before and after."""
    given = {"price": price, "fit": ((9, 8), (9, 8))}
    runs = [
        Run(label, seed, (
            Answer("needs", "outcome", "met", None, met[seed - 1][at]),
            *(Answer("lost_demand", "reason", key, None, each[seed - 1][at]) for key, each in given.items()),
        ))
        for at, label in enumerate(("plain", "loud"))
        for seed in range(1, len(met) + 1)
    ]  # fmt: skip
    plain = fake_runs.small().changed(response={"price_talk": talk})
    changes = changes or {"messages": {"default": "deal"}}
    scenarios = {"plain": plain, "loud": plain.changed(**changes)}
    seeds = tuple(range(1, len(met) + 1))
    return needs_met_notes(Runs(scenarios, seeds, ASKED, tuple(runs)).narrowed(asked), "plain")


def test_a_message_that_empties_the_category_is_told_with_the_reason_that_grows():
    """By how much, from where to where, and why."""
    (note,) = told([(100, 79), (110, 89)], price=((20, 36), (30, 46)))

    assert note == (
        "Under the messages of loud, anybody's products meet 20 % fewer needs than under those of plain: "
        "21.0 fewer, from 105 to 84.0. The category shrinks, whoever sells. "
        "What grows most is “price”: it takes 16.0 more needs."
    )


def test_a_message_under_which_more_is_bought_is_told_of_the_other():
    """Which of the two is the baseline is nothing to the category."""
    (note,) = told([(79, 100), (89, 110)])

    assert (
        "Under the messages of plain, anybody's products meet 20 % fewer needs than under those of loud"
        in note
    )


def test_a_world_in_which_talk_makes_all_prices_weigh_more_is_told_so():
    """And what the other form of talk would do."""
    (note,) = told([(100, 79), (110, 89)], talk=0.5)

    assert "rivals' too (response.price_talk: 0.5)" in note
    assert "Talk of price" not in told([(100, 79), (110, 89)])[0]


@pytest.mark.parametrize(
    "met",
    [
        pytest.param([(100, 96), (110, 106)], id="a fall by less than a twentieth"),
        pytest.param([(100, 60), (110, 140)], id="none that can be told from luck"),
        pytest.param([(100, 100), (110, 110)], id="none"),
    ],
)
def test_a_category_that_holds_is_not_told(met):
    """A message that moves customers from one to another is no news here."""
    assert not told(met)


def test_reasons_that_were_not_asked_for_are_not_told():
    """What is known is told all the same."""
    (note,) = told([(100, 79), (110, 89)], asked=ASKED[:1])

    assert note.endswith("from 105 to 84.0. The category shrinks, whoever sells.")


def test_ways_to_market_that_differ_are_not_taken_for_messages():
    """What another distribution model does to the category is told elsewhere."""
    assert not told([(100, 79), (110, 89)], distribution={"model": "direct_automated"})
    assert not told([(100, 79), (110, 89)], response={"price_talk": 0.5})
    assert not told([(100, 79), (110, 89)], name="another name for the same")


def test_where_more_than_messages_differs_it_is_told_and_none_is_blamed():
    """What differs is named, and what tells it apart; how much of a run is kept is nothing to needs."""
    both = {"messages": {"default": "deal"}, "distribution": {"model": "direct_automated"}}
    (two,) = told([(100, 79), (110, 89)], price=((20, 36), (30, 46)), **both)
    (three,) = told([(100, 79), (110, 89)], **both, weeks=9, detail="sales")

    assert two == (
        "Under the messages and distribution of loud, anybody's products meet 20 % fewer needs than under "
        "those of plain: 21.0 fewer, from 105 to 84.0. The category shrinks, whoever sells. "
        "Both differ, and this pair does not tell which of them does it: --decompose --metrics needs:outcome "
        "exchanges messages and distribution one by one, --levers splits units sold. "
        "What grows most is “price”: it takes 16.0 more needs."
    )
    assert "Under the messages, distribution and weeks of loud" in three
    assert "All 3 differ" in three
    assert not told([(100, 96), (110, 106)], **both)
    assert not told([(79, 100), (89, 110)], **both)
