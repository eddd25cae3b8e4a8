"""No flip: what the page says of a range in which no two ways change places."""

import pytest

from simulator.studies.advice.advice import EVERYBODY, Advice
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
