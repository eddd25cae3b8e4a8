"""What is switched off stays off, whatever events would bring about and however they are written."""

from typing import Any

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from tests.worlds.small import small_scenario, small_world

OPEN = {"appeal": 4.0, "uncertainty": 1.0, "reputation": {"quality": 0.2}}
"""What leaves customers something to be told."""
WANTED = {name: {**product, **OPEN} for name, product in small_world()["products"].items()}
KNOWN = {"products": WANTED, "response": {"always_aware": 1.0, "learning": 1.0}, "campaigns": []}
DEALERS = {"model": "authorized_dealers", "dealers_per_region": 2, "opening_stock": 30, "price_floor": None}


def played(without: str, action: dict[str, Any], **changes: Any) -> Ledger:
    """Play a small market in which something is done in week 2, with a mechanism switched off."""
    terms = {"distribution": DEALERS, "weeks": 8, "customers": 600, **KNOWN, **changes}
    events = [{"week": 2, "do": action}] if action else []
    return simulate(small_scenario(**{"events": events, "switched_off": [without], **terms}), 5)


def said(ledger: Ledger, kind: str) -> list[tuple[str, ...]]:
    """Return the entries of a kind in words."""
    return list(ledger.table(kind, steps=True).astype(str).itertuples(index=False, name=None))


CASES = {
    "campaigns": {"start_campaign": {"medium": "social", "message": "deal", "weekly_budget": 300}},
    "messages": {"message": "deal"},
    "price_setting": {"price_change": {"times": 0.7}},
    "price_floor": {"price_floor": 0.99},
}


@pytest.mark.by_day(2)
@pytest.mark.parametrize("name", CASES)
def test_an_event_does_not_bring_it_back(name: str) -> None:
    """The same is asked, said, paid and sold as without the event; with the switch on, it is not."""
    price = {"policy": "undercut", "step": 0.05}
    terms = {"messages": {"default": "craft"}, "distribution": {**DEALERS, "pricing": price}}
    off, calm = (played(name, action, **terms) for action in (CASES[name], {}))
    lively, still = (played("season", action, **terms) for action in (CASES[name], {}))

    for kind in ("posting", "sale", "payment", "touchpoint"):
        assert said(off, kind) == said(calm, kind), kind
    assert any(said(lively, kind) != said(still, kind) for kind in ("posting", "sale", "payment"))


def test_a_rule_to_price_by_is_no_way_around_the_list_price() -> None:
    """Nor is another that an event brings."""
    ledger = played("price_setting", {"pricing": {"policy": "undercut", "step": 0.1}})

    assert measure(ledger, "average_price") == pytest.approx(1.0)


def test_without_competition_nobody_sells_a_rivals_goods() -> None:
    """Not in shops that list several makers, nor where a rival would act."""
    shops = {"model": "category_retail", "shops": 2}
    late = {"model": "direct_automated", "maker": "rival", "label": "late"}
    event = {"week": 2, "who": "rival", "do": {"open_channel": late}}
    calm, lively = (
        played(name, {}, distribution=shops, events=[event]) for name in ("competition", "season")
    )

    assert set(calm.table("sale", steps=True)["product"]) == {"lamp"}
    assert set(lively.table("sale", steps=True)["product"]) == {"lamp", "bulb"}


def test_a_wholesaler_that_acts_changes_what_it_asks_and_not_what_it_pays() -> None:
    """The terms on which it supplies; those on which it is supplied are its supplier's."""
    way = {"model": "open_resale", "wholesalers": 1, "resellers": 2, "opening_stock": 0, "wholesale_stock": 5}
    event = {"week": 3, "who": "acme wholesaler 1", "do": {"trade_terms": {"times": 1.25}}}
    terms = {"distribution": way, "weeks": 10, "customers": 2000, "competition": [], **KNOWN}
    ledger = simulate(small_scenario(**{**terms, "events": [event]}), 5)
    shipped = ledger.table("shipment", steps=True)
    early, late = (shipped[shipped["week"] < 3], shipped[shipped["week"] >= 3])
    paid = [
        {str(supplier): set(rows["price"]) for supplier, rows in part.groupby("supplier", observed=True)}
        for part in (early, late)
    ]

    assert paid[0]["acme"] == paid[1]["acme"]
    assert {round(price * 1.25) for price in paid[0]["acme wholesaler 1"]} == paid[1]["acme wholesaler 1"]
