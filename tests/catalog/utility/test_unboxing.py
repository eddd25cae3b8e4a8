"""Unboxing: how a unit arrives is felt at home, and moves no choice."""

from typing import Any

import pytest

from simulator import transactions
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.textbook_markets import plain_market, shops

STORE, DEALER = "far web_store", "near dealer here 1"
QUALITY, LIKING, PEOPLE = 0.8, 2.0, 400


def market(unboxing: dict[str, float], crowd: str = "columns", weeks: int = 2, **people: Any) -> Scenario:
    """Return a market of a web store and a dealer that are alike but for how units arrive."""
    lamp = {"unit_cost": 1, "list_price": 10, "appeal": 45, "attributes": {"quality": QUALITY}}
    who = {
        "values": {"quality": LIKING}, "price_sensitivity": 1 / 64, "unboxing": unboxing,
        "needs": {"light": {"per_year": 52}}, **people,
    }  # fmt: skip
    ways = [
        {"model": "direct_automated", "label": "far", **shops()},
        {"model": "authorized_dealers", "label": "near", "dealers_per_region": 1, **shops()},
    ]
    told = {"response": {"initial_adstock": 50.0, "retention": 1.0}, "detail": "sales", "crowd": crowd}
    return plain_market(weeks, PEOPLE, {"lamp": lamp}, who, distribution=ways, **told)


@pytest.mark.parametrize(("worth", "weighs"), [(-0.4, 1.0), (0.2, 0.5), (0.0, 0.0)])
def test_what_opening_it_adds_goes_beyond_what_was_expected(worth: float, weighs: float) -> None:
    """S = y + δ u / Σ v: a let-down with δ⁻ = 1, a delight with δ⁺ = ½; at that format alone."""
    ledger = simulate(market({"web_store": worth}), 1)
    found = measure(ledger, "satisfaction", "outlet")

    assert found[STORE] == pytest.approx(QUALITY + weighs * worth / LIKING, abs=2e-6)
    assert found[DEALER] == pytest.approx(QUALITY, abs=2e-6)
    assert measure(ledger, "satisfaction", "week")[1] == pytest.approx(
        measure(ledger, "satisfaction", "week")[2], abs=0.05 * abs(worth) + 2e-6
    )


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_choices_are_what_they_were(crowd: str) -> None:
    """Every sale is: what is experienced alone tells of it."""
    ledgers = [simulate(market(said, crowd), 1) for said in ({"web_store": 2.0, "dealer": -1.0}, {})]

    assert transactions(ledgers[0]).equals(transactions(ledgers[1]))
    assert ledgers[0].content_hash() != ledgers[1].content_hash()


def test_surplus_as_experienced_has_it() -> None:
    """Half of each week's customers are expected at the store: u / β for each of them."""
    with_it, without = (
        measure(simulate(market(said, weeks=1), 1), "experienced_surplus")
        for said in ({"web_store": -0.5}, {})
    )

    assert without - with_it == pytest.approx(PEOPLE * 0.5 * 0.5 * 64, rel=1e-4)


def test_both_ways_of_keeping_customers_feel_it_alike() -> None:
    """To the last entry, with leaving by it, and with satisfaction that is minded."""
    leaving = {"alpha": 1.0, "beta": 6.0, "satisfaction": 3.0}
    people = {"needs": {"light": {"per_year": 30, "leaving": leaving}}, "satisfaction_weight": 1.0}
    said = {"web_store": -1.0, "dealer": 0.5}
    one, other = (
        simulate(market(said, crowd, 8, **people).changed(customers=40), 2)
        for crowd in ("columns", "one_by_one")
    )

    assert one.content_hash() == other.content_hash()
    assert one.count("absence") > 0
