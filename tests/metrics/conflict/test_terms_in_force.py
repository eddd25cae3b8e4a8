"""A price is judged by the terms of its week: list price and floor as contracts and events left them."""

import math
from typing import Any

import pytest

from simulator import measure, simulate
from simulator.ledger.ledger import Ledger
from tests.ledger import by_hand
from tests.ledger.by_hand import ACME, KIOSK, LAMP, NORTH
from tests.worlds.small import small_scenario

FLOOR = "floor_violations"


def terms(ledger: Ledger, week: int, outlet: int, **more: int) -> None:
    """Write terms of lamps from a week on, with a list price of 100 if not said."""
    columns = {"list_price": 10000, "price_floor": 0, "price": 7000, **more}
    columns = {"promotional_price": columns["list_price"], **columns}
    ledger.record("terms_in_force", week=week, outlet=outlet, product=LAMP, supplier=ACME, **columns)


def test_the_floor_of_the_week_decides() -> None:
    """None in weeks 1 and 2, 90 from 3 on, 95 from 5 on, lifted in 6; the kiosk never has one."""
    ledger = by_hand.blank()
    for week, floor in ((0, 0), (3, 9000), (5, 9500), (6, 0)):
        terms(ledger, week, NORTH, price_floor=floor)
    terms(ledger, 0, KIOSK)
    by_hand.posting(ledger, range(1, 8), NORTH, [8000, 8000, 8999, 9000, 9000, 9000, 10])
    by_hand.posting(ledger, range(1, 8), KIOSK, 100)
    assert measure(ledger, FLOOR) == pytest.approx(2 / 3)
    weeks = measure(ledger, FLOOR, "week").to_dict()
    assert weeks == pytest.approx(
        {1: math.nan, 2: math.nan, 3: 1, 4: 0, 5: 1, 6: math.nan, 7: math.nan}, nan_ok=True
    )
    assert list(measure(ledger, FLOOR, "outlet").index) == ["north"]


def test_the_list_price_of_the_week_is_what_prices_are_compared_with() -> None:
    """120 from week 3 on: an outlet at list price is so all along, and nothing slides."""
    ledger = by_hand.blank()
    terms(ledger, 0, NORTH)
    terms(ledger, 3, NORTH, list_price=12000)
    asked = [10000, 10000, 12000, 12000]
    by_hand.posting(ledger, [1, 2, 3, 4], NORTH, asked)
    by_hand.sale(ledger, [1, 2, 3, 4], NORTH, 1, asked)
    assert measure(ledger, "average_price") == 1.0
    assert measure(ledger, "margin_erosion") == pytest.approx(0.0)


def test_a_price_that_the_manufacturer_lowers_is_lower_and_no_erosion() -> None:
    """A fifth off in the second half: customers pay 0.8 of the list price, the outlet gives nothing away."""
    ledger = by_hand.blank()
    terms(ledger, 0, NORTH)
    terms(ledger, 3, NORTH, promotional_price=8000)
    by_hand.posting(ledger, [1, 2, 3, 4], NORTH, [10000, 10000, 8000, 8000])
    by_hand.sale(ledger, [3, 4], NORTH, 1, 8000)
    assert measure(ledger, "average_price") == 0.8
    assert measure(ledger, "margin_erosion") == pytest.approx(0.0)


def test_recent_weeks_know_the_terms_that_were_written_long_before() -> None:
    """An excerpt keeps what holds until it is replaced."""
    ledger = by_hand.blank(weeks=40)
    terms(ledger, 2, NORTH, price_floor=9000)
    by_hand.posting(ledger, [30, 40], NORTH, [8000, 8000])
    late = ledger.excerpt(ledger.header.after(38), 38, 40)
    assert measure(late, FLOOR) == 1.0


def dealers(*events: dict[str, Any], floor: float | None = 0.9, **changes: Any) -> Ledger:
    """Play dealers of lamps and spots under one contract, at list price, for twelve weeks."""
    lamp = {"maker": "acme", "category": "light", "unit_cost": 40, "list_price": 100, "attributes": {}}
    bulb = {**lamp, "maker": "rival", "list_price": 80}
    people = {"values": {}, "price_sensitivity": 0.01, "needs": {"light": {"per_year": 20}}}
    outlets = {
        "model": "authorized_dealers",
        "dealers_per_region": 1,
        "price_floor": floor,
        "opening_stock": 99,
    }
    scenario = small_scenario(
        products={"lamp": lamp, "spot": {**lamp, "list_price": 120}, "bulb": bulb},
        segments={"all": {"share": 1.0, **people}},
        response={"initial_adstock": 4.0}, campaigns=[], events=list(events),
        **{"distribution": {**outlets, **changes.pop("outlets", {})}, **changes},
    )  # fmt: skip
    return simulate(scenario, seed=2)


def breaches(ledger: Ledger) -> float:
    """Return the harm done by asking less than one's own floor."""
    harm = ledger.table("harm")
    return float(harm[(harm["issue"] == "price_undercut") & (harm["conduct"] == "breach")]["amount"].sum())


def test_terms_are_written_when_the_market_opens_and_when_they_change() -> None:
    """Two dealers, two products in week 0; in week 5 and 8 the lamp's floor and list price move."""
    event = {"week": 5, "lasts": 3, "products": ["lamp"], "do": {"recommended_price": {"times": 1.5}}}
    rows = dealers(event).table("terms_in_force", steps=True).astype({"outlet": str, "product": str})
    mine = rows[rows["outlet"].str.contains("dealer north")]
    told = mine[["week", "product", "list_price", "promotional_price", "price_floor"]].to_numpy().tolist()
    opening = [[0, "lamp", 10000, 10000, 9000], [0, "spot", 12000, 12000, 10800]]
    assert told == [*opening, [5, "lamp", 15000, 15000, 13500], [8, "lamp", 10000, 10000, 9000]]
    assert (mine["supplier"] == "acme").all()
    assert (mine["price"] > 0).all()


@pytest.mark.parametrize("scope", [{}, {"products": ["lamp"]}, {"where": {"region": ["north"]}}])
def test_a_manufacturers_own_holiday_breaks_no_floor(scope: dict[str, Any]) -> None:
    """Of all products of a contract, of one, in one region; it is no erosion and no breach of conduct."""
    ledger = dealers({"week": 5, "lasts": 6, "do": {"price_change": {"times": 0.7}}, **scope})
    assert ledger.columns("posting")["price"].min() <= 7000
    assert measure(ledger, FLOOR) == 0.0
    assert measure(ledger, FLOOR, "product").to_dict() == {"lamp": 0.0, "spot": 0.0}
    assert measure(ledger, "margin_erosion") == pytest.approx(0.0)
    assert measure(ledger, "average_price") < 1.0
    assert breaches(ledger) == 0.0


def test_a_dealers_own_cut_below_the_floor_is_a_breach() -> None:
    """The same cut by a dealer where it pays: its six weeks of lamps and spots, of two dealers' twelve."""
    event = {"week": 5, "lasts": 6, "who": "acme dealer north 1", "do": {"price_change": {"times": 0.8}}}
    ledger = dealers(event, outlets={"floor_detection": 0.0, "floor_penalty": 0.0, "margin": 0.6})
    posted = ledger.table("posting", steps=True).astype({"outlet": str, "product": str})
    under = posted[posted["outlet"].str.contains("dealer")]
    low = under[under["price"] < 0.9 * under["product"].map({"lamp": 10000, "spot": 12000})]
    assert set(low["outlet"]) == {"acme dealer north 1"}
    assert set(low["week"]) <= set(range(5, 11))
    assert measure(ledger, FLOOR) == len(low) / len(under) > 0


@pytest.mark.parametrize("begins", [1, 5, 12])
def test_a_floor_that_an_event_introduces_counts_from_its_week(begins: int) -> None:
    """Dealers at 0.8 of the list price where breaking it pays: no breach before, all from then on."""
    cheap = {"pricing": {"policy": "list_price", "share": 0.8}, "floor_detection": 0.0, "floor_penalty": 0.0}
    event = {"week": begins, "do": {"price_floor": {"floor": 0.9, "detection": 0.0, "penalty": 0.0}}}
    ledger = dealers(event, floor=None, outlets=cheap)
    weeks = measure(ledger, FLOOR, "week")
    assert weeks[weeks.index < begins].isna().all()
    assert weeks[weeks.index >= begins].notna().all()
    posted = ledger.table("posting", steps=True).astype({"outlet": str, "product": str})
    asked = posted[posted["outlet"].str.contains("dealer") & (posted["week"] >= begins)]
    low = asked["price"] < 0.9 * asked["product"].map({"lamp": 10000, "spot": 12000})
    assert measure(ledger, FLOOR) == low.mean()


def test_a_floor_that_is_lifted_is_no_floor_any_more() -> None:
    """From week 6 on no dealer is under one."""
    weeks = measure(dealers({"week": 6, "do": {"price_floor": {"floor": 0}}}), FLOOR, "week")
    assert weeks[weeks.index < 6].notna().all()
    assert weeks[weeks.index >= 6].isna().all()


def test_a_floor_under_one_product_is_none_under_the_others_of_the_contract() -> None:
    """Introduced or lifted for lamps alone; the switch leaves out both."""
    only = {"week": 6, "products": ["lamp"]}
    new = dealers({**only, "do": {"price_floor": {"floor": 0.9}}}, floor=None)
    assert measure(new, FLOOR, "product").to_dict() == {"lamp": 0.0}
    rows = new.table("terms_in_force", steps=True).astype({"product": str})
    assert rows[rows["week"] == 6]["product"].unique().tolist() == ["lamp"]
    lifted = dealers({**only, "do": {"price_floor": {"floor": 0}}}).table("terms_in_force", steps=True)
    lamps = lifted[(lifted["week"] == 6) & (lifted["product"] == "lamp")]
    assert len(lamps) == 2
    assert (lamps["price_floor"] == 0).all()
    assert set(lifted[lifted["week"] == 6]["product"]) == {"lamp"}
    off = dealers({**only, "do": {"price_floor": {"floor": 0.9}}}, floor=None, switched_off=["price_floor"])
    assert math.isnan(measure(off, FLOOR))


def test_a_code_below_the_floor_is_not_advertised() -> None:
    """Neither the rate nor the conduct of conflict calls it a breach, though it takes sales."""
    code = {"product": "lamp", "at": "acme dealer north 1", "off": 0.4, "code": "SPRING"}
    ledger = dealers(promotions=[code], outlets={"dealers_per_region": 2})
    assert ledger.count("promotion_sale")
    assert measure(ledger, FLOOR) == 0.0
    assert breaches(ledger) == 0.0
    assert ledger.table("harm").query("issue == 'price_undercut'")["amount"].sum() > 0
