"""Margin of safety and break-even units, by hand and beside contribution in any world."""

import math

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.studies.runs.questions import Question, answers
from tests.ledger import by_hand
from tests.ledger.by_hand import ACME, NORTH, SHOP
from tests.worlds.pool import World


def maker(fixed: int, making: int = 48_000) -> Ledger:
    """Return a ledger of ten lamps to north at 70 and two in acme's shop at 100; media and rent are fixed."""
    ledger = by_hand.blank()
    by_hand.shipment(ledger, 1, ACME, NORTH, 10)
    by_hand.payment(ledger, 1, NORTH, ACME, 70_000)
    by_hand.sale(ledger, 1, SHOP, 2)
    by_hand.payment(ledger, 1, 0, SHOP, 20_000, reason="sale")
    by_hand.payment(ledger, 1, ACME, 0, making, reason="production")
    by_hand.payment(ledger, 1, ACME, 0, fixed // 3, reason="campaign")
    by_hand.payment(ledger, 1, SHOP, 0, fixed - fixed // 3, reason="running")
    return ledger


@pytest.mark.parametrize(
    ("fixed", "units", "safety"), [(10_500, 3, 0.75), (42_000, 12, 0.0), (84_000, 24, -1.0), (0, 0, 1.0)]
)
def test_fixed_costs_over_the_margin_of_a_unit(fixed: int, units: float, safety: float) -> None:
    """Twelve units bring 900 less 480, so 35 each: media and rent of 105 are covered by three of them."""
    ledger = maker(fixed)

    assert measure(ledger, "break_even_units") == pytest.approx(units)
    assert measure(ledger, "margin_of_safety") == pytest.approx(safety)


@pytest.mark.parametrize("making", [90_000, 120_000])
def test_units_that_bring_no_margin_have_no_break_even(making: int) -> None:
    """Made at what they are sold for, or dearer: no volume would do, and none is told."""
    ledger = maker(10_000, making)

    assert math.isnan(measure(ledger, "break_even_units"))
    assert math.isnan(measure(ledger, "margin_of_safety"))


def test_runs_pool_the_margins_of_the_others() -> None:
    """Parts are what sales bring before and after fixed costs; of a run without a margin there are none."""
    asked = [Question("margin_of_safety")]
    (safe,), (lost,) = (list(answers(maker(10_500, making), asked)) for making in (48_000, 120_000))

    assert (safe.part, safe.whole) == pytest.approx((315, 420))
    assert all(math.isnan(one) for one in (lost.part, lost.whole))


@pytest.mark.worlds("any", "advertised", "returning", most=6)
def test_at_break_even_nothing_is_left(world: World) -> None:
    """Units that bring what they brought leave, less those of break-even, the contribution; in any world."""
    ledger = world.ledger
    told = {name: measure(ledger, name) for name in ("break_even_units", "margin_of_safety", "contribution")}
    units = float(measure(ledger, "contribution")) / float(measure(ledger, "pocket_margin"))
    if math.isnan(told["break_even_units"]):
        assert math.isnan(told["margin_of_safety"]) or not units > 0
        return
    assert (units - told["break_even_units"]) / units == pytest.approx(told["margin_of_safety"], rel=1e-9)
    assert (told["contribution"] > 0) == (units > told["break_even_units"])
