"""The buy box on customers who are alike: what looking behind it costs is what the logit says it costs.

Two sellers of one product at one price differ in nothing but who stands in the box, so of those who buy a
share e^b / (1 + e^b) buy from the box, where b is the effort of looking behind it.
"""

import json
from typing import Any

import numpy as np
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.offers import buy_box
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.worlds.small import small_world

WEEKS, LIST, DISCOUNT = 20, 100.0, 0.3


def alike(**platform: Any) -> Scenario:
    """Return customers who are alike and a marketplace of third parties who ask the list price."""
    lamp = {"maker": "acme", "category": "light", "unit_cost": 40, "list_price": LIST, "attributes": {}}
    people = {
        "share": 1.0,
        "values": {},
        "price_sensitivity": 0.01,
        "needs": {"light": {"per_year": 20}},
    }
    plain = small_world(
        weeks=WEEKS,
        customers=800,
        manufacturers={"acme": {}},
        products={"lamp": {**lamp, "appeal": 2.0}},
        segments={"all": people},
        regions={"here": {"share": 1.0}},
        response={"initial_adstock": 50.0, "retention": 1.0},
        distribution={
            "model": "marketplace",
            "first_party": False,
            "sellers": 2,
            "wholesalers": 0,
            "reach": 1.0,
            "fulfilled": 1.0,
            "reseller_discount": DISCOUNT,
            "opening_stock": 10**6,
            "ordering": {"policy": "base_stock", "level": 0.0},
            "rivalry": {"step": 0.0, "least_margin": [0.0, 0.0]},
            **platform,
        },
        messages={},
        campaigns=[],
        competition=[],
        events=[],
    )
    return Scenario.model_validate_json(json.dumps(plain))


def rotating(scenario: Scenario) -> list[dict[str, Any]]:
    """Return the ways to market of a scenario with boxes in which offers take turns."""
    ways: list[dict[str, Any]] = scenario.model_dump(mode="json")["distribution"]
    return [{**way, "buy_box": "rotation"} for way in ways]


def from_the_box(ledger: Ledger) -> tuple[int, int]:
    """Return how many units were sold out of the box, and how many in all."""
    boxes = ledger.table("buy_box").astype({"outlet": str})
    holders = set(zip(boxes["week"], boxes["outlet"], strict=True))
    sales = ledger.table("sale", steps=True).astype({"outlet": str})
    inside = [pair in holders for pair in zip(sales["week"], sales["outlet"], strict=True)]
    return int(sales["units"][inside].sum()), int(sales["units"].sum())


def deviations(effort: float, seed: int) -> float:
    """Return how many standard deviations the box's share of sales is off e^b / (1 + e^b)."""
    inside, units = from_the_box(simulate(alike(behind_box=effort), seed))
    expected = np.exp(effort) / (1 + np.exp(effort))
    assert units > 1000
    return abs(float((inside - units * expected) / np.sqrt(units * expected * (1 - expected))))


EFFORTS = [float(effort) for effort in np.random.default_rng(20261124).uniform(0.3, 2.5, 4)]


@pytest.mark.by_day(2)
@pytest.mark.parametrize("effort", [0.0, *EFFORTS])
def test_the_box_sells_as_much_more_as_the_logit_says(effort: float) -> None:
    """Within four standard deviations, over some thousand sales."""
    assert deviations(effort, seed=31) < 4


def test_a_box_that_costs_no_effort_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mutant: the box is written down, but nothing is put behind it."""

    def forgetful(market: Any, *rest: Any) -> None:
        fill(market, *rest)
        market.offer_table.behind[:] = 0.0

    fill = buy_box.fill_box
    monkeypatch.setattr(buy_box, "fill_box", forgetful)

    assert deviations(EFFORTS[0] + 0.5, seed=31) > 8


def test_without_effort_the_box_is_a_sign_and_nothing_else() -> None:
    """Whoever stands in a box that costs nothing to look behind sells what it would anyway."""
    one, other = (
        simulate(alike(behind_box=0.0, buy_box=rule).changed(weeks=8), 8)
        .table("sale", steps=True)
        .astype({"outlet": str})
        for rule in ("lowest_price", {"policy": "rotation", "tolerance": 1.0})
    )

    assert one["outlet"].nunique() == 2
    assert one.equals(other)


def test_a_third_party_asks_what_its_fees_and_its_least_margin_leave() -> None:
    """Undercut by a platform at cost it goes down to p = (w + φ)(1 + m) / (1 − f), and there it stays."""
    fee, per_unit, margin = DRAW.uniform(0.05, 0.2), DRAW.uniform(1, 12), DRAW.uniform(0, 0.15)
    scenario = alike(
        first_party=True,
        first_party_pricing={"policy": "list_price", "share": 0.5},
        first_party_stock=10**6,
        referral_fee=float(fee),
        fulfilment_fee=float(per_unit),
        rivalry={"step": 0.01, "least_margin": [float(margin), float(margin)]},
    )
    postings = simulate(scenario.changed(weeks=8), 5).table("posting", steps=True).astype({"outlet": str})
    third = postings[postings["outlet"].str.contains("seller") & (postings["week"] > 1)]
    least = (LIST * (1 - DISCOUNT) + per_unit) * (1 + margin) / (1 - fee)

    assert set(third["price"]) == {round(least * 100)}
    assert third["margin"].tolist() == pytest.approx(
        [100 * margin * least * (1 - fee) / (1 + margin)] * len(third), abs=3
    )


def test_whoever_has_the_handicap_and_the_same_price_is_never_shown() -> None:
    """Among equals in price, one seller that the platform fulfils stands in the box; by rotation all do."""
    scenario = alike(sellers=8, fulfilled=0.5, reach=1.0)
    ledger = simulate(scenario.changed(weeks=10), 3)
    fulfilled = {c.buyer for c in ledger.header.contracts if c.fulfilment_fee is not None}
    shares = measure(ledger, "buy_box_share", "outlet")

    assert 0 < len(fulfilled) < 8
    (holder,) = [name for name, share in shares.items() if share > 0]
    assert holder in fulfilled
    assert shares.sum() == pytest.approx(1.0)
    assert measure(ledger, "buy_box_share") == pytest.approx(1 / 8)

    turns = simulate(scenario.changed(distribution=rotating(scenario)), 3)
    shares = measure(turns, "buy_box_share", "outlet")
    assert {name for name, share in shares.items() if share > 0} == fulfilled


PATIENT = {"light": {"per_year": 20, "lasts_weeks": 26, "kept_per_week": 0.92}}


@pytest.mark.by_day(1)
@pytest.mark.parametrize("needs", [{"light": {"per_year": 20}}, PATIENT], ids=["of a week", "that last"])
def test_one_box_makes_no_demand_out_of_many_sellers(needs: dict[str, Any]) -> None:
    """Twelve sellers alike, of whom only the box is seen, sell what one does, and what two do.

    Whoever keeps looking finds the same one in the box, week after week.
    """
    found = {}
    for sellers in (1, 2, 12):
        plain = alike(sellers=sellers, behind_box=40.0).changed(candidates=32)
        people = plain.model_dump(mode="json")["segments"]
        people["all"]["needs"] = needs
        ledger = simulate(plain.changed(segments=people), 4)
        boxes = ledger.table("buy_box").groupby(["week", "product"], observed=True).size()
        assert (boxes == 1).all()
        found[sellers] = int(ledger.table("sale", steps=True)["units"].sum())

    assert found[1] > 1000
    for sellers in (2, 12):
        assert abs(found[sellers] - found[1]) < 3.5 * np.sqrt(found[1] + found[sellers])


def test_sellers_that_take_turns_are_more_to_whoever_keeps_looking() -> None:
    """By rotation each holder has a luck of its own, and patience finds what it likes among more."""
    found = {}
    for sellers in (1, 12):
        rule = {"policy": "rotation", "tolerance": 1.0}
        plain = alike(sellers=sellers, behind_box=40.0, buy_box=rule).changed(candidates=32)
        people = plain.model_dump(mode="json")["segments"]
        people["all"]["needs"] = PATIENT
        found[sellers] = int(
            simulate(plain.changed(segments=people), 4).table("sale", steps=True)["units"].sum()
        )

    assert found[12] > found[1] + 3.5 * np.sqrt(found[1] + found[12])
