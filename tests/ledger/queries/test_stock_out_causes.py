"""What streams of demand miss, and why: three lines worked out by hand, each with one cause alone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.validation._supply import supply_line
from simulator import measure, simulate

WEEKS = 12


def line(demand: int, *tiers: dict, **way):
    """Play tiers at base-stock levels, each as full as its level at first."""
    told = [
        {
            "name": tier["name"],
            "lead_time_weeks": tier["lead"],
            "opening_stock": tier["level"],
            "ordering": {"policy": "base_stock", "level": float(tier["level"])},
        }
        for tier in tiers
    ]
    stream = {"process": "constant", "mean": float(demand)}
    return simulate(supply_line(WEEKS, 1.0, told, demand=stream, **way), seed=1)


def told(ledger) -> dict[str, float]:
    """Return the stock-outs with a cause; outlet, product and weeks must add up to the same."""
    by_cause = measure(ledger, "stock_outs", "cause")
    for by in ("outlet", "tier", "product", "week"):
        assert measure(ledger, "stock_outs", by).sum() == by_cause.sum() == measure(ledger, "stock_outs")
    return by_cause[by_cause > 0].to_dict()


@settings(max_examples=8, deadline=None)
@given(demand=st.integers(1, 50))
def test_a_level_that_is_too_low_is_nobody_elses_fault(demand):
    """Three weeks under way, stock for one: all but the first week is missed, in every week."""
    ledger = line(demand, {"name": "shop", "lead": 3, "level": demand})

    assert told(ledger) == {"ordered too little": demand * (WEEKS - 1)}


@settings(max_examples=8, deadline=None)
@given(demand=st.integers(1, 50))
def test_goods_a_week_late_are_missed_every_week_anew(demand):
    """A week's stock would do for a week's way; what comes late goes to who waits, and the next one waits."""
    ledger = line(demand, {"name": "shop", "lead": 1, "level": demand}, delivery={"delays": [1.0]})

    assert told(ledger) == {"late delivery": demand * (WEEKS - 1)}


@settings(max_examples=8, deadline=None)
@given(demand=st.integers(1, 50))
def test_a_depot_that_keeps_nothing_is_to_blame(demand):
    """The shop has stock for two weeks and orders in time; the depot has to order first, two weeks away."""
    ledger = line(
        demand, {"name": "depot", "lead": 2, "level": 0}, {"name": "shop", "lead": 1, "level": 2 * demand}
    )

    assert told(ledger) == {"supplier short": demand * (WEEKS - 2)}
