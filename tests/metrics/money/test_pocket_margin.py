"""Pocket margin: steps from the list price sum to contribution a unit, by hand and in the market."""

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.ledger.queries.money_steps import STEP_OF, STEPS
from simulator.market.simulate import simulate
from simulator.metrics.money.pocket_margin import price_waterfall
from tests.ledger import by_hand
from tests.ledger.by_hand import ACME, HUB, NORTH, OUTSIDE, SHOP, SOUTH
from tests.worlds.all_payments import world_of_all_payments

LISTED = 100.0


@pytest.fixture(scope="module")
def paid_for_all() -> Ledger:
    """Return a run in which there is a payment for every reason."""
    return simulate(world_of_all_payments(), 3)


def contributions(ledger: Ledger) -> dict[str, float]:
    """Return the contribution of each firm: of its members together."""
    each = measure(ledger, "contribution", "member")
    return each.groupby(ledger.header.home).sum().to_dict()


def test_steps_sum_to_the_contribution_of_each_firm(paid_for_all: Ledger) -> None:
    """To the last digits of money, with payments for every reason; and a unit to the pocket margin."""
    money, units = price_waterfall(paid_for_all)
    sums, made = money.sum(axis=1), contributions(paid_for_all)
    per_unit = measure(paid_for_all, "pocket_margin", "firm")
    steps = measure(paid_for_all, "pocket_margin", "step")

    assert sums.to_dict() == pytest.approx(made, abs=1e-9)
    assert len(per_unit) > 4
    for name, value in per_unit.items():
        assert value == pytest.approx(made[name] / units[name], rel=1e-9)
    assert steps.sum() == pytest.approx(measure(paid_for_all, "pocket_margin"), rel=1e-9)
    assert measure(paid_for_all, "contribution") == pytest.approx(made["acme"])


def test_every_reason_that_members_pay_for_has_a_step(paid_for_all: Ledger) -> None:
    """What is left over is what demand processes pay for what they use up, and nothing else."""
    paid = paid_for_all.table("payment")["reason"].unique().tolist()
    money, _ = price_waterfall(paid_for_all)

    assert set(paid) - set(STEP_OF) <= {"sale", "consumption"}
    assert set(money.index[money["other"] != 0.0]) == {"acme buyers"}
    assert set(STEPS) == set(money.columns)


def test_what_one_pays_another_gets(paid_for_all: Ledger) -> None:
    """Within the channel: rebates, allowances, commissions and compensation sum to zero over all firms."""
    money, _ = price_waterfall(paid_for_all)

    for step in ("rebates", "allowances", "commissions", "compensation"):
        assert money[step].sum() == pytest.approx(0.0, abs=1e-9)
        assert money[step].abs().sum() > 0.0


def test_steps_by_hand() -> None:
    """Two sold below list, one under a promotion; one of five thrown away; its own payments are none."""
    ledger = by_hand.blank()
    by_hand.sale(ledger, 2, NORTH, [2, 1], [9500, 8000])
    ledger.record(
        "promotion_sale", week=2, outlet=NORTH, product=0, cell=0, promotion="spring", leaked=0, units=1,
        price=8000, asked=9500, margin=100,
    )  # fmt: skip
    by_hand.payment(ledger, 2, OUTSIDE, NORTH, 27000, reason="sale")
    by_hand.shipment(ledger, 1, ACME, NORTH, 5, price=7000)
    by_hand.payment(ledger, 1, NORTH, ACME, 35000, reason="goods")
    by_hand.stock(ledger, 1, NORTH, 5)
    ledger.record("scrap", week=2, member=NORTH, product=0, units=1, reason="spoiled")
    by_hand.stock(ledger, 2, NORTH, 1)
    by_hand.payment(ledger, 2, ACME, NORTH, 300, reason="rebate")
    by_hand.payment(ledger, 2, SHOP, ACME, 4000, reason="goods")
    money, units = price_waterfall(ledger)
    told = {name: value for name, value in money.loc["north"].items() if value}

    assert units.to_dict()["north"] == 3.0
    assert units.to_dict()["acme"] == 5.0
    assert told == pytest.approx(
        {"list price": 300.0, "own prices": -15.0, "promotions": -15.0, "goods": -210.0, "waste": -70.0,
         "rebates": 3.0}
    )  # fmt: skip
    assert money.loc["acme", ["list price", "trade discount", "rebates"]].tolist() == [500.0, -150.0, -3.0]
    assert measure(ledger, "pocket_margin") == pytest.approx((350.0 - 3.0) / 5)


def test_the_list_price_is_that_of_the_week_for_the_outlet() -> None:
    """As it was written last; of a buyer that is no outlet, that of the beginning."""
    ledger = by_hand.blank()
    terms = {"supplier": HUB, "price": 7500, "promotional_price": 9900, "price_floor": 0}
    ledger.record("terms_in_force", week=2, outlet=SOUTH, product=0, list_price=9900, **terms)
    by_hand.sale(ledger, [1, 2, 3], SOUTH, 1, 9000)
    by_hand.shipment(ledger, 3, ACME, HUB, 2, price=6000)
    money, _ = price_waterfall(ledger)

    assert money["list price"].to_dict()["south"] == pytest.approx(LISTED + 2 * 99.0)
    assert money["list price"].to_dict()["acme"] == pytest.approx(2 * LISTED)
