"""Goods unsold: what others took in and did not sell on is told beside the gain it is a part of."""

import pytest

from simulator.studies.comparison.goods_unsold import goods_unsold
from simulator.studies.runs.questions import Answer, Question
from simulator.studies.runs.runs import Run, Runs
from tests.studies import fake_runs

LABELS = ("dealers", "resale")


def told(gains: float, *pairs: tuple[float, float], asked: str = "channel_stock_growth") -> str:
    """Say it of a maker that earns 1,000 and gains so much, and of goods with others in some seeds."""
    numbers = {Question("contribution"): [(1000.0, 1000.0 + gains)] * len(pairs), Question(asked): pairs}
    runs = tuple(
        Run(label, seed, tuple(Answer(*q, "", None, found[seed - 1][at]) for q, found in numbers.items()))
        for at, label in enumerate(LABELS)
        for seed in range(1, len(pairs) + 1)
    )  # fmt: skip
    scenarios = {name: fake_runs.small() for name in LABELS}
    return goods_unsold(Runs(scenarios, tuple(range(1, len(pairs) + 1)), tuple(numbers), runs), *LABELS)


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([(90.0, 290.0), (100.0, 301.0), (110.0, 309.0)], "more to make, from 100.0 to 300.0 EUR: on filled"),
        ([(290.0, 90.0), (301.0, 100.0), (309.0, 110.0)], "less to make, from 300.0 to 100.0 EUR: less of"),
        ([(-290.0, -90.0), (-301.0, -100.0), (-309.0, -110.0)], "more to make, from −300.0 to −100.0 EUR"),
        ([(-90.0, -290.0), (-100.0, -301.0), (-110.0, -309.0)], "less to make, from −100.0 to −300.0 EUR"),
    ],
)  # fmt: skip
def test_its_size_is_said_and_what_it_means(pairs: list[tuple[float, float]], said: str) -> None:
    """Of a gain of 500, 200 on filled shelves are earned once; out of old stocks nothing is earned."""
    text = told(500.0, *pairs)

    assert text.startswith("what others took in beyond what they sold on cost 200.0 ± ")
    assert said in text


@pytest.mark.parametrize(
    ("gains", "pairs", "asked"),
    [
        (
            9000.0,
            [(90.0, 290.0), (100.0, 301.0), (110.0, 309.0)],
            "channel_stock_growth",
        ),  # little beside the gain
        (
            500.0,
            [(100.0, 400.0), (100.0, 10.0), (100.0, 190.0)],
            "channel_stock_growth",
        ),  # luck may have made it
        (500.0, [(90.0, 290.0), (100.0, 301.0), (110.0, 309.0)], "conflict"),  # nobody asked
    ],
)
def test_nothing_is_said_of_little_of_luck_or_unasked(
    gains: float, pairs: list[tuple[float, float]], asked: str
) -> None:
    """Two hundred beside nine thousand is no news."""
    assert told(gains, *pairs, asked=asked) == ""


def test_no_gain_at_all_hides_no_goods() -> None:
    """A maker whose contribution is the same has the goods told all the same."""
    assert told(0.0, (90.0, 290.0), (100.0, 301.0), (110.0, 309.0))
