"""Recommendation: advisers sell the better product at their own outlet, and it is worth no more for it."""

from math import exp, sqrt
from typing import Any

import pytest

from simulator import transactions
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.plain import SIGMAS, dealers, plain

CROWDS = pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
LAMP = {"maker": "acme", "category": "light", "unit_cost": 4, "list_price": 10, "attributes": {}}
ASKS = {"information_need": 1.0, "advice_effort": -50.0}
"""Everybody takes the advice that there is."""
PLAIN = {"label": "plain", "outlet_format": "kiosk"}


def market(
    recommendation: float, ways: Any = None, lamp: dict[str, Any] | None = None, **changes: Any
) -> Scenario:
    """Return a market of a lamp and a better one, at one dealer of expertise 0.7 if nothing else is said."""
    doubt = {**LAMP, "uncertainty": 1.0}
    people = {**ASKS, "recommendation": recommendation, **changes.pop("people", {})}
    return plain(
        people,
        products={"basic": doubt, "better": {**doubt, "upgrade_of": "basic", **(lamp or {})}},
        distribution=ways or [dealers(dealers_per_region=1, expertise=0.7)],
        detail="sales",
        **{"weeks": 8, "customers": 600, **changes},
    )


def sold(ledger: Ledger) -> dict[tuple[str, str], int]:
    """Return the units of each product at each kind of outlet."""
    rows = ledger.table("sale", steps=True).astype({"outlet": str, "product": str})
    rows["outlet"] = rows["outlet"].str.split().str[0]
    return rows.groupby(["outlet", "product"])["units"].sum().to_dict()


def assert_share(part: int, whole: int, chance: float) -> None:
    """Assert that a count lies where chance can carry it."""
    assert whole > 1000
    assert abs(part - whole * chance) < SIGMAS * sqrt(whole * chance * (1 - chance)), (part, whole, chance)


@pytest.mark.by_day("columns")
@CROWDS
def test_a_word_is_worth_its_weight_times_the_expertise(crowd: str) -> None:
    """Of two lamps that are worth the same σ(ρ e) are the better one."""
    units = sold(simulate(market(1.5, crowd=crowd), 3))

    assert_share(units["acme", "better"], sum(units.values()), 1 / (1 + exp(-1.5 * 0.7)))


@pytest.mark.by_day("columns")
@CROWDS
def test_an_outlet_argues_for_its_own_offer_alone(crowd: str) -> None:
    """Of four offers the better lamp at the adviser's sells e^(ρ e) times each of the others."""
    ways = [dealers(dealers_per_region=1, expertise=0.7), dealers(dealers_per_region=1, **PLAIN)]
    units = sold(simulate(market(1.5, ways, crowd=crowd), 4))
    total, word = sum(units.values()), exp(1.5 * 0.7)

    assert len(units) == 4
    for offer, many in units.items():
        assert_share(many, total, (word if offer == ("acme", "better") else 1.0) / (3 + word))


@pytest.mark.by_day("columns")
@CROWDS
@pytest.mark.parametrize(
    ("people", "expertise", "lamp"),
    [
        ({"advice_effort": 50.0}, 0.7, {}),
        ({}, 0.0, {}),
        ({}, 0.7, {"upgrade_of": None}),
    ],
    ids=["nobody asks", "nobody knows", "nothing is better"],
)
def test_without_advice_or_upgrade_nobody_is_moved(
    crowd: str, people: dict[str, Any], expertise: float, lamp: dict[str, Any]
) -> None:
    """The ledger is the one without."""
    ways = [dealers(dealers_per_region=2, expertise=expertise)]
    with_it, without = (
        simulate(market(weight, ways, lamp, people=people, crowd=crowd, weeks=4, customers=300), 5)
        for weight in (9.0, 0.0)
    )

    assert with_it.count("sale") > 0
    assert difference(with_it, without) == ""


def test_both_ways_write_the_same_in_full_detail() -> None:
    """What is recommended stands beside each offer."""
    ways = [dealers(dealers_per_region=2, expertise=0.6), dealers(dealers_per_region=1, **PLAIN)]
    scenario = market(2.0, ways, weeks=4, customers=80).changed(detail="journeys")
    columns, asked = (simulate(scenario.changed(crowd=crowd), 6) for crowd in ("columns", "one_by_one"))
    told = columns.table("attribute").astype({"attribute": str}).query("attribute == 'recommended'")

    assert difference(columns, asked) == ""
    assert told["amount"].unique() == pytest.approx([0.6])


def test_a_word_is_no_part_of_surplus() -> None:
    """As believed it stays; a customer that is talked into a product worth less loses by it."""
    people = {"price_sensitivity": 0.2, "needs": {"light": {"per_year": 52}}}
    dear = {"list_price": 15}
    with_it, without = (
        simulate(market(weight, lamp=dear, people=people, weeks=3), 7) for weight in (2.0, 0.0)
    )
    believed, experienced = (
        [measure(one, name) for one in (with_it, without)]
        for name in ("customer_surplus", "experienced_surplus")
    )

    assert believed[0] == pytest.approx(believed[1], rel=1e-6)
    assert experienced[1] == pytest.approx(believed[1], rel=1e-6)
    assert experienced[0] < experienced[1] * 0.98


@pytest.mark.by_day("columns")
@CROWDS
@pytest.mark.parametrize(
    ("recommendation", "worth", "is_back"), [(2.0, -0.5, 1.0), (0.0, 0.5, 0.0), (2.0, 0.5, 0.0)]
)
def test_what_people_were_talked_into_comes_back(
    recommendation: float, worth: float, is_back: float, crowd: str
) -> None:
    """Worth less than its price and bought for a word of 1.4, all return it; worth more, all keep it."""
    people = {"taste_shock": 0.0, "price_sensitivity": 0.1, "return_promptness": 1.0, "return_hassle": 0.0}
    lamp = {"appeal": worth + 0.1 * 10 + 0.3}  # the price, and the doubt that advice leaves
    back = {"returns": [{"at": {"format": "dealer"}, "refund": 1.0, "shipping_paid_by": "outlet"}]}
    plain_one = market(recommendation, lamp=lamp, people=people, crowd=crowd, weeks=4, customers=200, **back)
    products = {name: one.model_dump(mode="json") for name, one in plain_one.products.items()}
    products["basic"] |= {"appeal": -9.0}
    ledger = simulate(plain_one.changed(products=products), 2)
    early = ledger.table("sale", steps=True).query("week <= 3")["units"].sum()
    returned = ledger.table("return", steps=True).query("bought <= 3")["units"].sum()

    assert early > 100
    assert returned == early * is_back


@pytest.mark.by_day("columns")
@CROWDS
def test_training_tells_from_its_week_on(crowd: str) -> None:
    """Until then every sale is what it was; then the better lamp sells as the new expertise says."""
    untrained = [dealers(dealers_per_region=1, expertise=0.1)]
    train = [{"week": 5, "who": "acme dealer north 1", "do": {"training": {"expertise": 1.0}}}]
    plain_one = market(1.5, untrained, crowd=crowd)
    before, after = (simulate(plain_one.changed(events=events), 8) for events in ([], train))
    early, late = (transactions(one).query("week < 5") for one in (before, after))
    rows = transactions(after).query("week >= 5")

    assert len(early) > 500
    assert early.equals(late)
    assert_share(int((rows["product"] == "better").sum()), len(rows), 1 / (1 + exp(-1.5)))
