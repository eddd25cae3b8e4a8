"""Flips on leads that are known functions: found where they cross nought, whatever their shape."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.scenario.schema import Scenario
from simulator.studies.advice.break_even import GRID, TOLERANCE, BreakEven, Search, break_evens
from simulator.studies.advice.setting_range import SettingRange
from tests.worlds.small import small_scenario

ONE, OTHER = small_scenario(name="one"), small_scenario(name="other")
OVER = SettingRange("products.lamp.list_price", 50.0, 150.0)
NOISE = np.array([-1.0, 0.5, 0.5])


class Known:
    """Stands for what was played: a lead that is a function of the lamp's list price."""

    def __init__(self, lead) -> None:
        self.lead = lead
        self.asked: list[float] = []

    def ensure_played(self, scenarios: list[Scenario]) -> None:
        self.asked += [scenario.products["lamp"].list_price for scenario in scenarios]

    def series(self, scenario: Scenario, metric: str) -> np.ndarray:
        assert metric == "contribution"
        lead = self.lead(scenario.products["lamp"].list_price) if scenario.name == "one" else 0.0
        return lead + NOISE * (scenario.name == "one")


def searched(lead) -> tuple[BreakEven, Known]:
    """Return what a search along the list price finds of a lead."""
    known = Known(lead)
    (flip,) = break_evens([Search(OVER, ("one", "other"), (ONE, OTHER), known, "contribution")])
    return flip, known


@pytest.mark.nightly
@settings(max_examples=60, deadline=None)
@given(root=st.floats(51, 149), bend=st.floats(0, 0.02), sign=st.sampled_from([1, -1]))
def test_a_bent_lead_is_found_where_it_crosses(root: float, bend: float, sign: int) -> None:
    """Monotone and cubic, so that a straight line through the ends would miss it."""
    flip, known = searched(lambda price: sign * ((price - root) + bend * (price - root) ** 3))

    assert flip.at == pytest.approx(root, abs=TOLERANCE * (OVER.high - OVER.low))
    assert flip.low < flip.at < flip.high
    assert len(set(known.asked)) <= GRID + 2 + np.log2(1 / (GRID * TOLERANCE)) + 2


def test_the_crossing_nearest_to_where_it_stands_is_told() -> None:
    """Of two, at 60 and 115, with the list price at 100: the second."""
    flip, _ = searched(lambda price: (price - 60.0) * (price - 115.0))

    assert flip.at == pytest.approx(115.0, abs=1.0)


def test_a_steeper_lead_is_surer() -> None:
    """The interval is what the seeds leave of the lead, over its slope: ±half / slope."""
    (flat, _), (steep, _) = searched(lambda p: p - 101.0), searched(lambda p: 4 * (p - 101.0))
    half = 4.302652729911275 * NOISE.std(ddof=1) / np.sqrt(3)

    assert (flat.high - flat.low) / 2 == pytest.approx(half, rel=1e-6)
    assert (steep.high - steep.low) / 2 == pytest.approx(half / 4, rel=1e-6)


@pytest.mark.parametrize(
    "lead", [lambda price: 5.0 + price, lambda price: 0.0 * price + 0.001, lambda _: np.nan]
)
def test_what_never_changes_sign_has_no_flip(lead) -> None:
    """And nothing is halved then; nor where every run failed."""
    flip, known = searched(lead)

    assert flip.at is None
    assert len(set(known.asked)) == GRID + 1
