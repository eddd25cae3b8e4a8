"""Delivery on time: what comes later than was told is worth less at home, and the order had been the same."""

from typing import Any

import numpy as np
import pytest

from simulator import transactions
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.market.state.backorder_book import Backorders
from simulator.scenario.schema import Scenario
from tests.worlds.returned import WORTH, returning_shop
from tests.worlds.waiting import PRICE, SENSITIVITY, lamp_shop

TAKES, LATER, CARE, QUALITY = 3, 60, 2.0, 0.8
"""Weeks until lamps come, and until departures are felt; worth of all [utils]; the part a lamp delivers."""
STORE = {"model": "direct_automated", "opening_stock": 0, "lead_time_weeks": TAKES, "sale_cost": 0.0}


def market(lateness: float, told: int | None = 1, weeks: int = 8, **changes: Any) -> Scenario:
    """Return a store without lamps in stock: orders are delivered after three weeks."""
    plain = lamp_shop().model_dump(mode="json")
    people = {
        **plain["segments"]["readers"], "values": {"quality": CARE}, "waiting_cost": 0.1,
        "lateness": lateness,
        "needs": {"light": {"per_year": 26, **changes.pop("need", {})}}, **changes.pop("people", {}),
    }  # fmt: skip
    lamp = {**plain["products"]["lamp"], "attributes": {"quality": QUALITY}}
    whole: dict[str, Any] = {
        "weeks": weeks,
        "customers": 400,
        "segments": {"readers": people},
        "products": {"lamp": lamp},
        "manufacturers": {"acme": {"opening_stock": 99_999}},
        "distribution": {**STORE, "ordering": {"policy": "base_stock", "level": 0.0}},
        "backorders": [{"at": "web_store", "promised_weeks": told}],
        "response": {"always_aware": 1.0, "satisfaction_loss": 0.7},
    }
    return lamp_shop(**{**whole, **changes})


def units(ledger: Ledger, kind: str) -> int:
    """Return how many units a kind of entry tells of."""
    return int(ledger.columns(kind)["units"].sum())


@pytest.mark.parametrize(("told", "late"), [(1, 2.0), (2, 1.0), (3, 0.0), (9, 0.0)])
def test_satisfaction_lacks_what_lateness_takes(told: int, late: float) -> None:
    """S = y − δ⁻ ℓ (weeks later than told)₊ / Σ v, of each lamp that was ordered."""
    ledger = simulate(market(0.5, told), 1)

    assert units(ledger, "delivery") > 100
    assert measure(ledger, "satisfaction") == pytest.approx(QUALITY - 0.7 * 0.5 * late / CARE, abs=1e-5)
    assert measure(ledger, "weeks_late") == late
    assert measure(ledger, "on_time_delivery") == float(late == 0.0)


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_choices_are_what_they_were(crowd: str) -> None:
    """Every order and sale is, at any lateness: what is experienced alone tells of it."""
    with_it, without = (simulate(market(lateness, crowd=crowd), 1) for lateness in (50.0, 0.0))

    assert transactions(with_it).equals(transactions(without))
    assert units(with_it, "backorder") == units(without, "backorder") > 0
    assert measure(with_it, "satisfaction") < measure(without, "satisfaction")


@pytest.mark.parametrize("told", [TAKES, None])
def test_nothing_is_other_where_promises_are_kept(told: int | None) -> None:
    """Nor where lateness costs nothing, as by default: entry by entry; outlets tell the weeks it takes."""
    assert difference(simulate(market(5.0, told), 1), simulate(market(0.0, told), 1)) == ""


def test_nothing_is_told_of_promises_where_nobody_minds() -> None:
    """There is no entry of them, and so no answer."""
    ledger = simulate(market(0.0), 1)

    assert ledger.count("late_delivery") == 0
    assert np.isnan(measure(ledger, "on_time_delivery"))
    assert np.isnan(measure(ledger, "weeks_late"))


def test_surplus_as_experienced_loses_it_when_it_happens() -> None:
    """ℓ · weeks / β for each late unit, in the week in which it comes, and nothing before."""
    with_it, without = (simulate(market(lateness), 1) for lateness in (0.5, 0.0))
    lost = measure(without, "experienced_surplus", "week") - measure(with_it, "experienced_surplus", "week")
    came = with_it.table("delivery").groupby("week")["units"].sum().reindex(lost.index, fill_value=0)

    assert lost.to_numpy() == pytest.approx(came.to_numpy() * 0.5 * (TAKES - 1) / SENSITIVITY, abs=1e-6)
    assert came[1] == 0 < came[4]
    assert measure(with_it, "customer_surplus") == measure(without, "customer_surplus")


def late_shop(lateness: float, **people: Any) -> Scenario:
    """Return a shop with lamps worth 3 utils that come two weeks late, and return for 2 utils."""
    people = {"waiting_cost": 0.0, "lateness": lateness, **people}
    ordered = {**STORE, "ordering": {"policy": "base_stock", "level": 0.0}}
    late = {"backorders": [{"at": "web_store", "promised_weeks": 1}], "distribution": ordered, "weeks": 5}
    return returning_shop({}, people, {}, **late)


@pytest.mark.parametrize(("lateness", "share"), [(0.0, 0.0), (0.45, 0.0), (0.55, 1.0), (50.0, 1.0)])
def test_what_comes_too_late_is_sent_back(lateness: float, share: float) -> None:
    """Where v − ℓ · 2 weeks < β p: 3 − 2 · .5 utils are just worth 100."""
    ledger = simulate(late_shop(lateness), 3)
    came = units(ledger, "delivery")

    assert came > 0
    assert units(ledger, "return") == share * came
    assert set(ledger.table("return")["reason"]) <= {"late"}


def test_who_sends_a_late_unit_back_is_rid_of_its_lateness() -> None:
    """What experience adds for it is back − v / β in all: as if a unit in time had been sent back."""
    ledger = simulate(late_shop(2.0), 3)
    rows = ledger.table("experienced_surplus").query("customers == 0")
    came, back = units(ledger, "delivery"), units(ledger, "return")
    lost = 2.0 * (TAKES - 1) / SENSITIVITY

    relief = PRICE - (WORTH - 2.0 * (TAKES - 1)) / SENSITIVITY
    assert rows["amount"].sum() == pytest.approx(back * relief - came * lost, abs=1e-6)
    assert relief - lost == pytest.approx(PRICE - WORTH / SENSITIVITY)


def test_the_larger_reason_is_told() -> None:
    """Of lamps that are worse than others and late: the unit where its luck took more, else its lateness."""
    varying = late_shop(0.8).changed(products=varied(late_shop(0.8), 0.5))
    reasons = simulate(varying, 3).table("return")["reason"].value_counts()

    assert reasons["late"] > 50
    assert reasons["unit"] > 50


def varied(scenario: Scenario, variability: float) -> dict[str, Any]:
    """Return the products of a scenario, units of which differ."""
    return {
        name: {**one.model_dump(mode="json"), "variability": variability}
        for name, one in scenario.products.items()
    }


def test_ratings_know_it() -> None:
    """The mean review of late lamps is S: as satisfaction is."""
    reviews = {"chance": 1.0, "prior": 0.5, "prior_reviews": 0.1}
    told = {"always_aware": 1.0, "satisfaction_loss": 0.7, "reviews": reviews}
    ledger = simulate(market(0.5, response=told), 1)
    rows = ledger.table("review")

    assert (rows["amount"] / rows["customers"]).to_numpy() == pytest.approx(
        QUALITY - 0.7 * 0.5 * 2 / CARE, abs=1e-5
    )


def test_who_waited_longer_than_told_leaves_sooner() -> None:
    """In both ways of keeping customers alike."""
    leaving = {"alpha": 2.0, "beta": 2.0, "satisfaction": 4.0}
    gone = {}
    for told in (1, 3):
        one, other = (
            simulate(market(1.0, told, need={"leaving": leaving}, crowd=crowd, customers=200), 2)
            for crowd in ("columns", "one_by_one")
        )
        assert difference(one, other) == ""
        gone[told] = measure(one, "customers_gone") / units(one, "delivery")

    assert gone[1] > gone[3] + 0.05


def test_what_is_later_than_a_mean_that_was_told_is_late_by_the_rest() -> None:
    """(waited − told)₊, in parts of a week."""
    orders = Backorders.none()
    orders = type(orders)(
        **{name: getattr(orders, name) for name in orders.__dataclass_fields__}
        | {"week": np.array([1, 2, 3]), "told": np.array([2.25, 2.25, 1.0])}
    )

    assert orders.weeks_late(4).tolist() == [0.75, 0.0, 0.0]


def irregular(told: int, **changes: Any) -> Scenario:
    """Return a store with a lead time of one to four weeks."""
    late = {"van": {"cost": 0.0, "delays": [0.25, 0.25, 0.25]}}
    store = {**STORE, "lead_time_weeks": 1, "ordering": {"policy": "base_stock", "level": 0.0}}
    contracts = [{"to": "web_store", "carrier": "van"}]
    given = {"carriers": late, "contracts": contracts, "distribution": store, "customers": 4000, **changes}
    return market(0.5, told, weeks=14, **given)


@pytest.mark.by_day(1)
@pytest.mark.parametrize("seed", [4, 5])
def test_an_outlet_that_tells_a_week_more_is_late_less_often_and_loses_orders(seed: int) -> None:
    """On the same loads. Of the first week's needs σ(V − c · weeks told) order: 1.6 is V."""
    cost, told = 0.4, (1, 2, 3, 4)
    ledgers = [simulate(irregular(weeks, people={"waiting_cost": cost}), seed) for weeks in told]
    on_time = [measure(ledger, "on_time_delivery") for ledger in ledgers]
    flows = [ledger.table("need_flow").query("week == 1 and outcome == 'arisen'") for ledger in ledgers]
    needs = [int(rows["needs"].sum()) for rows in flows]
    ordered = [ledger.table("backorder").query("week == 1")["units"].sum() for ledger in ledgers]

    assert on_time[0] < on_time[1] < on_time[2] < on_time[3] == 1.0
    for weeks, many, arisen in zip(told, ordered, needs, strict=True):
        share = 1.0 / (1.0 + np.exp(cost * weeks - QUALITY * CARE))
        assert many / arisen == pytest.approx(share, abs=3.5 * np.sqrt(share * (1 - share) / arisen))


@pytest.mark.nightly
@pytest.mark.parametrize(("lateness", "pays_for_long"), [(0.0, True), (0.5, False)])
def test_a_promise_that_is_shortened_and_not_kept_pays_at_first(lateness: float, pays_for_long: bool) -> None:
    """More order in the first weeks; where lateness is minded so many leave that it costs in the end."""
    leaving = {"alpha": 1.0, "beta": 9.0, "satisfaction": 4.0}
    sold = []
    for told in (1, TAKES):
        given = market(
            lateness, told, LATER, need={"leaving": leaving}, people={"waiting_cost": 0.4}, customers=1000
        )
        rows = simulate(given, 3).table("delivery").groupby("week")["units"].sum()
        sold.append(rows.reindex(range(LATER + 1), fill_value=0).cumsum())
    ahead = sold[0] - sold[1]

    assert ahead[4] > 0
    assert (ahead[LATER] > 0) == pays_for_long
