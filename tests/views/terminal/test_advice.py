"""No flip: what the page says of a range in which no two ways change places."""

import pytest

from simulator.studies.advice.advice import EVERYBODY, Advice, RankedModel
from simulator.studies.advice.break_even import BreakEven
from simulator.studies.advice.setting_range import SettingRange
from simulator.studies.runs.statistics import interval
from simulator.views.terminal.advice import sentences
from tests.worlds.small import small_scenario


@pytest.mark.parametrize(
    ("leads", "told"),
    [
        ([[-1.0, 5.0], [-2.0, 7.0]], "exclusive and open_resale cannot be told apart."),
        ([[-1.0, 5.0], [4.9, 5.0]], "exclusive stays ahead of open_resale."),
        ([[3.0], [4.0]], "exclusive stays ahead of open_resale."),
    ],
)
def test_who_stays_ahead_is_said_only_where_the_seeds_tell_it(leads: list[list[float]], told: str) -> None:
    """At one value at least; one seed has no interval, and the page says elsewhere that it tells little."""
    along = {float(at): interval(lead) for at, lead in enumerate(leads)}
    flip = BreakEven(SettingRange("products.lamp.unit_cost", 0.0, 1.0), "exclusive", "open_resale", along)
    advice = Advice(small_scenario(), "contribution", "", (1, 2), (), (), ((EVERYBODY, flip),), ())

    assert sentences(advice) == [f"{EVERYBODY}: products.lamp.unit_cost: no flip in [0, 1]; {told}"]


def test_that_every_way_loses_money_is_said_first() -> None:
    """Before the leader; not where one earns something, nor of what is no money."""

    def told(means: tuple[float, float], unit: str = "EUR") -> list[str]:
        ranking = tuple(
            RankedModel(EVERYBODY, at + 1, way, interval([mean, mean + 2.0]), None, {})
            for at, (way, mean) in enumerate(zip(("exclusive", "open_resale"), means, strict=True))
        )
        return sentences(Advice(small_scenario(), "contribution", unit, (1, 2), ranking, (), (), ()))

    (sentence,) = told((-10.0, -50.0))
    assert sentence.startswith(f"{EVERYBODY}: every way to market loses money; exclusive loses least (−9 ± ")
    assert told((10.0, -50.0)) == []
    assert told((-10.0, -50.0), "share") == []
