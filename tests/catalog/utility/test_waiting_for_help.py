"""Waiting for help: a customer that waited renews only while the next period is still worth it."""

import pytest

from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from tests.worlds.helped_shop import OWNERS, WORTH, helped_shop

GAIN = WORTH - 2.0
"""By how much a period is worth more than its price [utils]."""
MONTHLY = {"subscription": {"period_weeks": 4}}
NEVER = {"contacts_per_year": 52, "weekly_capacity": 0}


def renewed(weighs: float, terms: dict[str, object], week: int = 5) -> int:
    """Return how many renew in a week, if a week of waiting weighs so much."""
    shop = helped_shop(terms, MONTHLY, people={"waiting_for_help": weighs}, weeks=week)
    return int(measure(simulate(shop, 1), "units_sold", "week")[week])


@pytest.mark.parametrize(("weighs", "share"), [(0.0, 1), (0.99 * GAIN / 3, 1), (1.01 * GAIN / 3, 0)])
def test_three_weeks_of_waiting_are_weighed_against_the_gain(weighs: float, share: int) -> None:
    """In the fifth week three have been waited: all pay again while 3 h is less than the gain, else none."""
    assert renewed(weighs, NEVER) == share * OWNERS


@pytest.mark.parametrize(("weighs", "share"), [(0.99 * GAIN / 4, 1), (1.01 * GAIN / 4, 0)])
def test_after_a_purchase_the_weeks_begin_anew(weighs: float, share: int) -> None:
    """In the ninth week four have been waited since the fifth, which counts with them, and not seven."""
    assert renewed(weighs, NEVER, week=9) == share * OWNERS


@pytest.mark.parametrize("terms", [{}, {"weekly_capacity": OWNERS}, {"contacts_per_year": 0}])
def test_whoever_is_helped_at_once_or_needs_no_help_has_lost_nothing(terms: dict[str, object]) -> None:
    """However much it would mind."""
    assert renewed(50.0, {"contacts_per_year": 52, **terms}) == OWNERS


def test_who_waited_alone_goes() -> None:
    """Half of the owners can be helped in a week: as many are not, give up and do not pay again."""
    terms = {"contacts_per_year": 52, "weekly_capacity": OWNERS // 2, "patience_weeks": 1}
    shop = helped_shop(
        terms, {"subscription": {"period_weeks": 2}}, people={"waiting_for_help": 50.0}, weeks=3
    )
    ledger = simulate(shop, 1)

    assert measure(ledger, "units_sold", "week")[3] == OWNERS // 2
    assert measure(ledger, "abandonment_rate", "week")[3] == 0.5
