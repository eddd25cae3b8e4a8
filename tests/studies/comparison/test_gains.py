"""Gains: what the maker and others gain, in words, and what it would take to be wrong."""

import pytest

from simulator.mechanisms.conflict.conflict_bands import BANDS, conflict_band
from simulator.mechanisms.conflict.conflict_index import of_steady_loss
from simulator.studies.comparison.seeds_needed import not_told, seeds_needed
from simulator.studies.comparison.verdict import verdict
from simulator.studies.runs.questions import Answer, Question
from simulator.studies.runs.runs import Run, Runs
from simulator.studies.runs.statistics import paired
from tests.studies import fake_runs

MAKER, ROUTE = Question("contribution"), Question("contribution", "route")
GROUP, MEMBER = (
    Question("channel_contribution", "channel"),
    Question("channel_contribution", "channel_member"),
)


def told(*numbers: tuple[Question, str, list[tuple[float, float]]]) -> str:
    """Give the verdict on numbers: a question, its key, and (before, after) for each seed."""
    seeds = tuple(range(1, len(numbers[0][2]) + 1))
    runs = tuple(
        Run(label, seed, tuple(Answer(*q, key, None, pairs[seed - 1][at]) for q, key, pairs in numbers))
        for at, label in enumerate(("dealers", "hybrid"))
        for seed in seeds
    )  # fmt: skip
    asked = tuple(dict.fromkeys(question for question, _, _ in numbers))
    return verdict(Runs({n: fake_runs.small() for n in ("dealers", "hybrid")}, seeds, asked, runs), "dealers")


def steady(before: float, change: float) -> list[tuple[float, float]]:
    """Return a number in three seeds that changes by about so much."""
    return [(before + luck, before + luck + change * (1 + luck / 1000)) for luck in (-8.0, 0.0, 8.0)]


HYBRID = (
    (MAKER, "", steady(1000, 500)),
    (ROUTE, "own web shop", steady(0, 900)),
    (ROUTE, "authorized dealers", steady(1100, -400)),
    (GROUP, "maker", steady(1000, -400)),
    (GROUP, "authorized dealers", steady(800, -200)),
    (GROUP, "own web shop", [(0.0, 900.0), (0.0, 910.0), (0.0, 890.0)]),
    (MEMBER, "maker · alder", steady(1000, -400)),
    (MEMBER, "authorized dealers · North", steady(500, -150)),
    (MEMBER, "authorized dealers · South", steady(300, -50)),
    (MEMBER, "own web shop · alder store", [(0.0, 900.0), (0.0, 910.0), (0.0, 890.0)]),
)


def test_the_maker_comes_first_and_through_which_way() -> None:
    """How much, in how many seeds, and the ways to market with most of it; losses as losses."""
    text = told(*HYBRID)

    assert text.startswith(
        "hybrid, against dealers: the maker gains 500.0 ± 9.9 EUR, from 1,000 to 1,500 EUR"
    )
    assert "in all 3 seeds: +900 ± 18 EUR through own web shop and −400.0 ± 7.9 EUR through" in text


def test_groups_that_both_worlds_have_are_told_with_the_worst_member() -> None:
    """Absolute, per cent, and by name; the maker is no group beside itself, and what is new is called new."""
    text = told(*HYBRID)

    assert "Authorized dealers lose 200.0 ± 4.0 EUR (−25 %), worst off North (−150 EUR)" in text
    assert "new: own web shop" in text
    assert "maker lose" not in text and "Maker lose" not in text


def test_no_gain_is_claimed_that_the_seeds_do_not_tell() -> None:
    """It says so, and about how many more would."""
    text = told((MAKER, "", [(100.0, 120.0), (100.0, 95.0), (100.0, 118.0)]))

    assert "whether the maker gains cannot be told from 3 seeds (+11 ± 35 EUR, from 100 to 111 EUR)" in text
    assert "about 27 more seeds would tell whether what the maker gains differs" in text
    assert "in all" not in text


def test_how_many_seeds_it_would_take_grows_with_the_square() -> None:
    """N (h / d)²; next to nothing takes more than is ever played."""
    # 4 · (3.182 · √(8/3) / √4 / 1)² = 27.01, by Student's t with three degrees of freedom
    assert seeds_needed(paired([0.0] * 4, [1.0, 3.0, -1.0, 1.0])) == 28
    assert seeds_needed(paired([0.0] * 4, [1.0, -1.01, 1.0, -1.0])) is None
    assert "more seeds will hardly tell" in not_told("it", paired([0.0] * 4, [1.0, -1.01, 1.0, -1.0]))
    assert not_told("it", paired([0.0] * 3, [1.0, 1.1, 0.9])) == ""


@pytest.mark.parametrize(
    ("share", "band"), [(0.002, "none"), (0.01, "low"), (0.04, "moderate"), (0.1, "high"), (0.3, "severe")]
)
def test_bands_of_conflict_are_what_outlets_lose(share: float, band: str) -> None:
    """The shares that the table of bands says, over one issue of importance 0.9."""
    assert conflict_band(of_steady_loss(share, 0.9)) == band
    assert band in BANDS
