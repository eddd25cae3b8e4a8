"""What leaves by a return, as scrap or by spoilage is not sold, in every metric."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator import load, measure, simulate
from simulator.ledger.ledger import Ledger
from tests.ledger import by_hand
from tests.ledger.by_hand import ACME, HUB, KIOSK, LAMP, NORTH, SHOP, SOUTH

RATES = ("sell_through", "sell_through_a", "sell_through_b")


def sent_back(ledger: Ledger, week: int, member: int, supplier: int, units: int) -> None:
    """Write lamps that a member gives back to its supplier."""
    ledger.record(
        "sell_back", week=week, member=member, supplier=supplier, product=LAMP, units=units, price=7000
    )


def scrapped(ledger: Ledger, week: int, member: int, units: int, reason: str = "spoiled") -> None:
    """Write lamps that a member throws away."""
    ledger.record("scrap", week=week, member=member, product=LAMP, units=units, reason=reason)


def trade() -> Ledger:
    """Let the hub take in 100, ship 60 and get 10 + 10 back; 30 of south's and 5 of north's are lost.

    The hub sends 15 of the rest back itself and loses 5: 100 = 40 sold + 15 + 5 + 40 on hand. Of south's 40,
    8 are sold and 2 go to the kiosk, which has 22: 7 sold, 10 sent back, 5 left.
    """
    ledger = by_hand.blank()
    by_hand.shipment(ledger, 1, ACME, [HUB, NORTH], [100, 20], arrives=1)
    by_hand.shipment(ledger, 2, HUB, [SOUTH, KIOSK], [40, 20], arrives=2)
    by_hand.shipment(ledger, 2, SOUTH, KIOSK, 2, arrives=2)
    by_hand.sale(ledger, 3, [SOUTH, KIOSK, NORTH], [8, 7, 10])
    sent_back(ledger, 3, SOUTH, HUB, 10)
    sent_back(ledger, 3, KIOSK, HUB, 10)
    sent_back(ledger, 4, HUB, ACME, 15)
    scrapped(ledger, 4, SOUTH, 20, "departure")
    scrapped(ledger, 4, NORTH, 5)
    scrapped(ledger, 4, HUB, 5)
    by_hand.stock(ledger, 4, [HUB, NORTH, KIOSK], [40, 5, 5])
    return ledger


def test_a_returned_or_scrapped_unit_was_there_to_be_sold_and_was_not() -> None:
    """Of 40 at south 8 are sold and 2 passed on; of all outlets' 80, 25 are sold."""
    ledger = trade()
    outlets = {"north": 10 / 20, "south": 10 / 40, "kiosk": 7 / 22}
    for rate in RATES:
        assert measure(ledger, rate) == pytest.approx(25 / 80), rate
        assert measure(ledger, rate, "product").to_dict() == pytest.approx({"lamp": 25 / 80}), rate
        assert measure(ledger, rate, "outlet").to_dict() == pytest.approx(outlets), rate


def test_what_comes_back_was_not_sold_by_its_supplier() -> None:
    """The hub shipped 60 and got 20 back: 40 of 100 sold, at the pace and turns of 40."""
    ledger = trade()
    for rate in RATES:
        tiers = measure(ledger, rate, "tier").to_dict()
        assert tiers == pytest.approx({"wholesaler": 40 / 100, "retailer": 25 / 80}), rate
    assert measure(ledger, "weeks_of_supply", "tier")["wholesaler"] == pytest.approx(40 * 4 / 40)
    assert measure(ledger, "inventory_turns", "tier")["wholesaler"] == pytest.approx(52 * 40 / 40)


def test_a_week_of_returns_alone_sells_nothing() -> None:
    """In week 3 the hub ships nothing: what was sold before is there again, and is no negative sale."""
    ledger = trade()
    by_hand.stock(ledger, [1, 2, 3], HUB, [100, 40, 60])
    late = Ledger(ledger.header.after(2))
    for kind in ("shipment", "sell_back", "stock", "scrap"):
        columns = ledger.columns(kind)
        words = {"reason": [ledger.words[code] for code in columns["reason"]]} if "reason" in columns else {}
        late.record(kind, **{**columns, **words})
    assert measure(late, "sell_through_b", "tier")["wholesaler"] == 0.0
    assert measure(late, "weeks_of_supply", "tier")["wholesaler"] == np.inf
    weeks = measure(ledger, "sell_through_b", "week").to_dict()
    sold, lost, on_hand = {2: 0, 3: 25, 4: 0}, {2: 0, 3: 20, 4: 25}, {2: 0, 3: 0, 4: 10}
    assert weeks == pytest.approx(
        {1: np.nan, **{w: sold[w] / (sold[w] + lost[w] + on_hand[w]) if w > 2 else np.nan for w in sold}},
        nan_ok=True,
    )


def test_sell_in_gross_and_net() -> None:
    """120 in and 15 back; between hub and retailers 60 and 20; south's 2 for the kiosk move inside."""
    ledger = trade()
    assert (measure(ledger, "sell_in"), measure(ledger, "sell_in_net")) == (120, 105)
    tiers = {"wholesaler": (100, 85), "retailer": (80, 60)}
    members = {"hub": (100, 85), "north": (20, 20), "south": (40, 30), "kiosk": (20, 10)}
    for by, expected in (("tier", tiers), ("member", members)):
        gross, net = (measure(ledger, name, by).to_dict() for name in ("sell_in", "sell_in_net"))
        assert {key: (gross[key], net[key]) for key in gross} == expected
    assert measure(ledger, "sell_in_net", "outlet").to_dict() == {"north": 20, "south": 30, "kiosk": 10}
    assert measure(ledger, "sell_in_net", "week").to_dict() == {1: 120, 2: 0, 3: 0, 4: -15}
    assert measure(ledger, "sell_in_net", "product").to_dict() == {"lamp": 105, "spot": 0}


def test_a_makers_own_shop_sends_nothing_back_to_the_trade() -> None:
    """What passes between a manufacturer and what it owns is no sell-in, forth or back."""
    ledger = trade()
    by_hand.shipment(ledger, 1, ACME, SHOP, 9, arrives=1)
    sent_back(ledger, 2, SHOP, ACME, 9)
    assert measure(ledger, "sell_in_net") == 105


def test_serving_costs_per_unit_that_stays_sold() -> None:
    """The hub pays 200 for handling, and sells 40."""
    ledger = trade()
    by_hand.payment(ledger, 2, HUB, 0, 20000, reason="handling")
    assert measure(ledger, "cost_to_serve", "tier")["wholesaler"] == pytest.approx(200 / 40)


def line(
    folder: Path, *, product: dict[str, Any], events: list[dict[str, Any]], contracts: list[dict[str, Any]]
) -> Ledger:
    """Play a shop with 100 on the shelf, of which a steady stream asks four a week, for twelve weeks."""
    still = {"policy": "fixed_schedule", "orders": [0]}
    tier = {"name": "shop", "lead_time_weeks": 1, "opening_stock": 100, "storage_cost": 0, "margin": 0.4}
    book = {"maker": "acme", "category": "books", "unit_cost": 5, "list_price": 20, "attributes": {}}
    given = {
        "schema_version": 1, "name": "returns", "weeks": 12, "customers": 0,
        "manufacturers": {"acme": {"production_weeks": 0, "opening_stock": 0, "ordering": still}},
        "products": {"book": {**book, **product}},
        "distribution": {
            "model": "supply_line", "tiers": [{**tier, "ordering": still}],
            "demand": {"process": "constant", "mean": 4},
        },
        "contracts": contracts, "events": events,
    }  # fmt: skip
    (folder / "returns.yaml").write_text(json.dumps(given))
    return simulate(load(folder / "returns.yaml"), seed=1)


@pytest.mark.parametrize("buy_back", [0.0, 0.5, 1.0])
def test_the_shop_that_leaves_has_sold_forty_of_a_hundred(tmp_path: Path, buy_back: float) -> None:
    """Ten weeks of four; the rest is sent back, or scrapped where it is not taken back."""
    terms = [{"to": {"tier": "shop"}, "buy_back": buy_back}] if buy_back else []
    ledger = line(tmp_path, product={}, events=[{"week": 11, "depart": "acme shop"}], contracts=terms)
    assert measure(ledger, "sell_through") == pytest.approx(0.4)
    assert measure(ledger, "sell_through", "tier").to_dict() == pytest.approx({"shop": 0.4})
    assert measure(ledger, "sell_in_net", "outlet")["acme shop"] == -60 * (buy_back > 0)


def test_what_spoils_is_not_sold(tmp_path: Path) -> None:
    """Half of what is left spoils every week, all of it in the end; only what the stream took is sold."""
    ledger = line(tmp_path, product={"spoilage": 0.5}, events=[], contracts=[])
    sold = measure(ledger, "units_sold")
    assert 0 < sold < 100
    assert measure(ledger, "sell_through") == pytest.approx(sold / 100)


def test_a_demand_buyer_that_sends_goods_back_has_not_bought_them(tmp_path: Path) -> None:
    """A shop that leaves while four are on their way gives them back when they come."""
    terms = [{"to": {"tier": "buyers"}, "buy_back": 1.0, "lead_time_weeks": 3}]
    ledger = line(tmp_path, product={}, events=[{"week": 6, "depart": "acme buyers"}], contracts=terms)
    used = ledger.columns("consumption")["units"].sum()
    assert 0 < used < ledger.columns("shipment")["units"].sum()
    assert measure(ledger, "units_sold") == used
    assert measure(ledger, "revenue") == pytest.approx(20 * used)
    assert measure(ledger, "sell_through") == pytest.approx(used / 100)
