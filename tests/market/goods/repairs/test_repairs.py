"""Repairs: when units fail, how long they wait, and where they are meanwhile."""

from math import sqrt
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.setup.build_channel import channel_faults
from simulator.market.simulate import simulate
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from tests.fuzz.laws import broken_laws
from tests.worlds.returned import returning_shop
from tests.worlds.small import written
from tests.worlds.waiting import lamp_shop

RATE = 0.1


def repairing(
    terms: dict[str, Any], weeks: int = 12, rate: float = RATE, lamp: dict[str, Any] | None = None, **own: Any
) -> Scenario:
    """Return the shop of lamps that fail now and then."""
    made = {"failure_rate": rate, **(lamp or {})}
    return returning_shop({}, {}, made, weeks=weeks, warranties=[terms], **own)


def weekly(ledger: Ledger, kind: str, column: str = "units", by: str = "week") -> "pd.Series[int]":
    """Return what a kind counts, week by week."""
    return ledger.table(kind, steps=True).groupby(by)[column].sum()


def test_units_fail_by_chance_until_the_warranty_is_over() -> None:
    """Of what was bought in week 1: 1 − (1 − q)^k by week 1 + k, up to five weeks, and no more."""
    ledger = simulate(repairing({"weeks": 5}), 1)
    sold = weekly(ledger, "sale")[1]
    failed = ledger.table("claim").query("bought == 1").groupby("week")["units"].sum().cumsum()

    assert failed.index.tolist() == [2, 3, 4, 5, 6]
    for week, units in failed.items():
        share = 1 - (1 - RATE) ** (int(str(week)) - 1)
        assert units / sold == pytest.approx(share, abs=3.5 * sqrt(share * (1 - share) / sold))
    assert measure(ledger, "claim_rate", "week")[1] == pytest.approx(failed.iloc[-1] / sold)


def test_what_has_worn_out_makes_no_claim() -> None:
    """Of lamps that all last five weeks none fails later, though its warranty goes on."""
    life = {"life": {"mean_weeks": 5, "shape": 100.0}}
    claims = simulate(repairing({"weeks": 52}, weeks=20, lamp=life), 1).table("claim")

    assert set(claims["week"] - claims["bought"]) == {1, 2, 3, 4}


@pytest.mark.by_day(2)
@pytest.mark.parametrize("weeks", [0, 1, 3])
def test_a_repair_takes_so_many_weeks(weeks: int) -> None:
    """Of a repairer with hands enough; meanwhile a unit is with it alone."""
    ledger = simulate(repairing({"repair_weeks": weeks}, customers=1000), 1)
    back = ledger.table("repair")

    assert set(back["week"] - back["claimed"]) == {weeks}
    assert set(back["result"]) == {"repaired"}
    assert measure(ledger, "weeks_in_repair") == weeks
    assert ledger.count("in_repair") == (0 if weeks == 0 else 11)
    assert broken_laws(ledger) == []


def test_the_queue_is_that_of_its_recursion() -> None:
    """Waiting' = max(0, waiting + claims − capacity); first come, first served; Little's sum holds."""
    capacity, last = 900, 20
    ledger = simulate(repairing({"weekly_capacity": capacity, "repair_weeks": 2}, weeks=last), 1)
    claims, waiting, expected = weekly(ledger, "claim"), weekly(ledger, "in_repair", "waiting"), 0
    for week in range(2, last + 1):
        expected = max(0, expected + int(claims[week]) - capacity)
        assert waiting[week] == expected
    back = ledger.table("repair")
    assert waiting.max() > 2 * capacity
    assert (np.diff(back["claimed"]) >= 0).all()
    assert weekly(ledger, "repair").max() == capacity
    units, waits = back["units"], back["week"] - back["claimed"]
    inside = claims.sub(weekly(ledger, "repair", by="claimed"), fill_value=0)
    still = (inside * (last + 1 - inside.index)).sum()
    assert weekly(ledger, "in_repair").sum() == (units * waits).sum() + still


def test_what_is_sent_back_makes_no_claim() -> None:
    """Where everything fails at once, what was sold comes back or is repaired, never both."""
    ledger = simulate(repairing({}, weeks=3, rate=1.0, lamp={"variability": 1.0}), 1)
    back = ledger.table("return").query("bought == 1")["units"].sum()
    failed = ledger.table("claim").query("bought == 1")["units"].sum()

    assert back > 0
    assert back + failed == weekly(ledger, "sale")[1]


def test_a_repairer_leaves_with_units_to_repair() -> None:
    """They go back to their customers as they are; what fails later stays with them."""
    two = [
        {"model": "direct_automated", "opening_stock": 99_999},
        {"model": "authorized_dealers", "dealers_per_region": 1},
    ]
    shop = repairing(
        {"repaired_by": "acme dealer north 1", "weekly_capacity": 50, "repair_fee": 7.0},
        distribution=two,
        customers=1500,
        events=[{"week": 6, "depart": "acme dealer north 1"}],
    )
    ledger = simulate(shop, 1)
    held, back = weekly(ledger, "in_repair"), ledger.table("repair")

    assert held.index.max() == 5
    assert back.query("week == 6")["units"].sum() == held[5] > 0
    assert set(back.query("week == 6")["result"]) == {"given_back"}
    assert weekly(ledger, "claim").index.max() == 5
    assert broken_laws(ledger) == []


def test_a_repairer_that_a_switch_leaves_out_repairs_nothing() -> None:
    """It would open with an event, and events are switched off: units that fail stay as they are."""
    late = {"week": 3, "open_channel": {"model": "direct_automated", "label": "late"}}
    shop = repairing({"repaired_by": "late web_store"}, weeks=6, events=[late])
    claims = [simulate(one, 1).count("claim") for one in (shop, shop.changed(switched_off=["events"]))]

    assert claims[0] > 0 == claims[1]


def test_customers_decide_as_if_nothing_failed() -> None:
    """The same is sold and sent back, to the same customers."""
    one, other = (
        simulate(repairing({}, weeks=6, rate=rate, lamp={"variability": 0.5}), 3) for rate in (RATE, 0.0)
    )

    assert one.count("claim") > 0 == other.count("claim")
    for kind in ("sale", "return", "stock"):
        assert one.table(kind).astype(str).equals(other.table(kind).astype(str))


def test_a_repairer_that_is_nobody_is_told() -> None:
    """With the nearest name, and its place in the file."""
    (fault,) = channel_faults(repairing({"repaired_by": "acme web_stor"}))

    assert fault[0] == ("warranties", 0, "repaired_by")
    assert "no member called 'acme web_stor'; did you mean 'acme web_store'?" in fault[1]


def test_digital_goods_do_not_fail(tmp_path: Any) -> None:
    """Named, they are refused."""
    made = {**lamp_shop().model_dump(mode="json")["products"]["lamp"], "digital": True}
    products, terms = {"lamp": made, "bulb": made}, [{"product": "lamp"}]
    path = written(tmp_path / "wrong.yaml", products=products, competition=[], warranties=terms)

    with pytest.raises(ScenarioError, match=r"warranties\.0\.product: 'lamp' is digital: it does not fail"):
        load(path)
