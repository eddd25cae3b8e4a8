"""Open needs: patience by itself makes no demand; what changes for the better does, once."""

import math
from typing import Any

import pytest

from experiments.validation._markets import plain_market, shops
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.lookers import played

PRICE, SENSITIVITY, APPEAL = 100.0, 0.02, 1.2
BOUGHT = 1 / (1 + math.exp(SENSITIVITY * PRICE - APPEAL))
"""Chance that a need is met in a week, P [share]."""


def market(weeks: int, customers: int, need: dict[str, Any], **ways: Any) -> Scenario:
    """Return one shop at hand for all, at list price, and people with such a need."""
    return plain_market(
        weeks,
        customers,
        {"lamp": {"unit_cost": 50, "list_price": PRICE, "appeal": APPEAL}},
        {"price_sensitivity": SENSITIVITY, "needs": {"light": need}},
        **{"distribution": {"model": "authorized_dealers", "dealers_per_region": 1, **shops()}, **ways},
    )


def flows(ledger: Ledger, after: int = 0) -> dict[str, int]:
    """Return what became of needs after a week."""
    table = ledger.table("need_flow")
    found = table[table["week"] > after].groupby("outcome", observed=True)["needs"].sum().to_dict()
    return {name: int(found.get(name, 0)) for name in ("arisen", "met", "given_up", "overtaken", "visits")}


@pytest.mark.by_day("columns")
@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_patience_by_itself_sells_not_one_unit_more(crowd: str) -> None:
    """With unchanged offers, needs of 26 weeks buy what needs of one week buy, sale by sale."""
    need = {"per_year": 20, "meanwhile": "overtakes"}
    size = (12, 2000) if crowd == "columns" else (8, 300)
    at_once, lasting = (
        simulate(market(*size, {**need, "lasts_weeks": weeks}, crowd=crowd), seed=4) for weeks in (1, 26)
    )

    assert at_once.table("sale", steps=True).equals(lasting.table("sale", steps=True))
    assert flows(at_once)["arisen"] == flows(lasting)["arisen"] == flows(at_once)["visits"]
    assert flows(lasting)["visits"] == flows(at_once)["visits"]
    assert flows(lasting)["given_up"] < 0.8 * flows(at_once)["given_up"]
    assert at_once.table("consumer_surplus").equals(lasting.table("consumer_surplus"))


@pytest.mark.by_day("columns")
@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_looking_in_every_week_sells_not_one_unit_more(crowd: str) -> None:
    """Visits of unchanged offers find what the first one found: the luck is that of the week of onset."""
    need = {"per_year": 20, "meanwhile": "overtakes"}
    size = (12, 2000) if crowd == "columns" else (8, 300)
    lasting = market(*size, {**need, "lasts_weeks": 26}, crowd=crowd)
    at_once = simulate(market(*size, {**need, "lasts_weeks": 1}, crowd=crowd), seed=4)
    every_week = played(lasting, 4, everybody=True)

    assert flows(every_week)["visits"] > 1.5 * flows(at_once)["visits"]
    assert at_once.table("sale", steps=True).equals(every_week.table("sale", steps=True))
    assert at_once.table("consumer_surplus").equals(every_week.table("consumer_surplus"))


def test_an_open_need_that_absorbs_the_next_lowers_needs_as_renewal_says() -> None:
    """Needs per customer and week are 1 / (1/a + E weeks open beyond the first)."""
    weeks, after, people, kept = 60, 30, 3300, 0.8
    need = {"per_year": 13, "lasts_weeks": 2600, "kept_per_week": kept}
    found = flows(simulate(market(weeks, people, need), seed=5), after)["arisen"]
    each = 1 / (52 / 13 + (1 - BOUGHT) * kept / (1 - kept))

    expected = each * people * (weeks - after)
    assert abs(found - expected) < 3.5 * math.sqrt(expected)
    assert expected < 0.75 * 13 / 52 * people * (weeks - after)


@pytest.mark.parametrize(
    "renewed", [0.25, *(pytest.param(renewed, marks=pytest.mark.nightly) for renewed in (0.0, 1.0))]
)
def test_with_new_luck_a_need_is_met_as_often_as_a_series_of_draws(renewed: float) -> None:
    """P + (1 − P) φ q / (1 − φ (1 − q)) with q = r P; without renewal it is P, however long it lasts.

    Once as many needs close as arise: of those open at first hardly one in a thousand (φ³⁰) is left by then.
    """
    kept = 0.8
    need = {"per_year": 5, "lasts_weeks": 2600, "kept_per_week": kept, "luck_renewed": renewed}
    found = flows(simulate(market(80, 5600, need), seed=6), after=30)
    again = renewed * BOUGHT
    share = BOUGHT + (1 - BOUGHT) * kept * again / (1 - kept * (1 - again))

    closed = found["met"] + found["given_up"]
    assert closed > 20_000
    assert abs(found["met"] - share * closed) < 3.5 * math.sqrt(share * (1 - share) * closed)


def test_a_need_that_finds_an_empty_shelf_asks_once_and_is_met_when_goods_come() -> None:
    """All that would have bought are told postponed in the first week, and not again; then they buy."""
    people, need = 1000, {"per_year": 52, "lasts_weeks": 20}
    late = shops(opening_stock=0, ordering="order_up_to", lead_time_weeks=3)
    ways = {"distribution": {"model": "authorized_dealers", "dealers_per_region": 1, **late}}
    ledger = simulate(market(12, people, need, **ways), seed=7)
    lost, sold = ledger.table("lost_sale"), ledger.table("sale", steps=True)
    coming = int(sold["week"].min())
    before = lost[lost["week"] < coming]

    assert coming > 2
    assert set(before["week"]) == {1}
    assert set(before["response"]) == {"postponed"}
    spread = math.sqrt(people * BOUGHT * (1 - BOUGHT))
    assert abs(int(before["units"].sum()) - people * BOUGHT) < 3.5 * spread
    assert sold["units"].sum() > people * BOUGHT / 2


def test_a_lower_price_meets_needs_that_were_postponed() -> None:
    """A week's deal sells to needs of weeks before; without patience it sells to its own week's alone."""
    deal = [{"week": 6, "do": {"price_change": 0.8}, "lasts": 1}]
    at_once, lasting = (
        simulate(market(10, 3000, {"per_year": 6, "lasts_weeks": weeks}, events=deal), seed=9)
        for weeks in (1, 10)
    )

    def sold(ledger: Ledger) -> int:
        sales = ledger.table("sale", steps=True)
        return int(sales[sales["week"] == 6]["units"].sum())

    assert sold(lasting) > 1.3 * sold(at_once)
