"""Suggestions: how many outlets make, how many are followed, and that no other luck moves."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator import transactions
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.customers.customer import Customer
from simulator.market.simulate import simulate
from simulator.market.state.luck_weeks import SUGGESTED
from simulator.scenario.schema import Scenario
from tests.laws.test_common_luck import recorded
from tests.market.customers.test_use import assert_within_luck
from tests.worlds.one_product import ALWAYS
from tests.worlds.textbook_markets import plain_market, shops

CROWDS = pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
LAMP = {"unit_cost": 1, "list_price": 10, "appeal": ALWAYS, "uncertainty": 1.0}
"""What everybody needs in every week, and asks about."""
BULB = {"category": "bulbs", "unit_cost": 1, "list_price": 5, "appeal": ALWAYS}
"""What nobody needs that is not suggested it."""
ASKING = {"advice_effort": -50.0, "price_sensitivity": 0.0}
LIGHT = {"light": {"per_year": 52}}


def dealer(expertise: float = 0.5, **terms: Any) -> dict[str, Any]:
    """Return one dealer that all customers ask for advice."""
    return {"model": "authorized_dealers", "dealers_per_region": 1, **shops(expertise=expertise, **terms)}


def market(chance: float = 1.0, bulb: Any = None, people: Any = None, **ways: Any) -> Scenario:
    """Return a market of lamps for all, with which bulbs are suggested."""
    suggested = {"suggested_with": {"products": ["lamp"], "chance": chance}}
    made = {"lamp": LAMP, "bulb": {**BULB, **suggested, **(bulb or {})}, **ways.pop("more", {})}
    who = {**ASKING, "needs": LIGHT, **(people or {})}
    given = {"distribution": [dealer()], "detail": "sales", **ways}
    return plain_market(given.pop("weeks", 3), given.pop("customers", 1000), made, who, **given)


def made_by(ledger: Ledger, week: int | None = None) -> dict[str, int]:
    """Return how many suggestions there were, of which so many needs and units came, in all weeks or one."""
    table = ledger.table("suggestion")
    table = table if week is None else table[table["week"] == week]
    return {name: int(table[name].sum()) for name in ("customers", "needs", "units", "others")}


def bulbs(ledger: Ledger) -> pd.DataFrame:
    """Return the sales of bulbs."""
    rows = transactions(ledger)
    return rows[rows["product"] == "bulb"]


@pytest.mark.by_day("columns")
@CROWDS
@pytest.mark.parametrize(("chance", "expertise"), [(0.4, 0.5), (1.0, 0.3), (0.7, 1.0)])
def test_as_many_are_suggested_it_as_chance_and_expertise_say(
    chance: float, expertise: float, crowd: str
) -> None:
    """Of customers that buy on advice; and all that would buy take it."""
    ledger = simulate(market(chance, distribution=[dealer(expertise)], crowd=crowd), 3)
    made = made_by(ledger)
    heard = np.repeat([1.0, 0.0], [made["customers"], 3000 - made["customers"]])

    assert_within_luck(heard, chance * expertise)
    assert made["customers"] == made["needs"] == made["units"] == len(bulbs(ledger))
    assert measure(ledger, "units_cross_sold") == made["units"]


@pytest.mark.by_day("columns")
@CROWDS
def test_what_nobody_wants_nobody_takes(crowd: str) -> None:
    """However often it is suggested."""
    ledger = simulate(market(bulb={"appeal": -ALWAYS}, crowd=crowd), 3)

    assert made_by(ledger)["customers"] == made_by(ledger)["needs"] > 1000
    assert made_by(ledger)["units"] == 0
    assert set(transactions(ledger)["product"]) == {"lamp"}


@pytest.mark.by_day("columns")
@CROWDS
def test_only_the_adviser_suggests_where_it_sells(crowd: str) -> None:
    """All that bought where they were advised hear one; none that took the advice elsewhere does."""
    kiosk = {**dealer(0.0), "label": "plain", "outlet_format": "kiosk"}
    ledger = simulate(market(distribution=[dealer(1.0), kiosk], crowd=crowd), 4)
    sold = (
        ledger.table("sale", steps=True)
        .astype({"outlet": str, "adviser": str, "product": str})
        .query("product == 'lamp'")
    )
    own = sold[sold["outlet"] == sold["adviser"]]

    assert 500 < own["units"].sum() < sold["units"].sum() - 500
    assert made_by(ledger)["customers"] == own["units"].sum()
    assert set(ledger.table("suggestion")["outlet"].astype(str)) == {"acme dealer here 1"}


@pytest.mark.by_day("columns")
@CROWDS
@pytest.mark.parametrize(
    "ways",
    [
        {"distribution": [dealer(0.0)]},
        {"people": {"advice_effort": 50.0}},
        {"distribution": [dealer(1.0, products=["lamp"])]},
        {"bulb": {"suggested_with": {"products": ["lamp"], "chance": 0.0}}},
    ],
    ids=["nobody knows", "nobody asks", "nobody has it", "nobody says it"],
)
def test_nothing_is_suggested(ways: dict[str, Any], crowd: str) -> None:
    """By an outlet without expertise, to customers without advice, of what is not carried, with no chance."""
    ledger = simulate(market(crowd=crowd, **ways), 5)

    assert len(transactions(ledger)) == 3000
    assert ledger.count("suggestion") == 0
    assert len(bulbs(ledger)) == 0


@pytest.mark.by_day("columns")
@CROWDS
def test_needs_of_their_own_have_the_luck_that_they_had(crowd: str) -> None:
    """Without suggestions every other transaction is the same, and every draw with the same key."""
    needs = {"light": {"per_year": 40}, "bulbs": {"per_year": 40}}
    ways = {
        "bulb": {"appeal": 0.5}, "people": {"needs": needs}, "more": {"spot": {**BULB, "appeal": 0.0}},
        "customers": 300, "crowd": crowd,
    }  # fmt: skip
    with_it, without = (simulate(market(chance, **ways), 6) for chance in (0.4, 0.0))
    arisen = with_it.table("need", steps=True).astype({"outcome": str}).query("outcome == 'met'")
    own = arisen[arisen["ordinal"] != SUGGESTED]
    told = ["week", "customer", "category", "onset", "outlet", "product", "price"]
    before = without.table("need", steps=True).astype({"outcome": str}).query("outcome == 'met'")

    assert 20 < len(arisen) - len(own) == sum(made_by(with_it)[name] for name in ("units", "others"))
    assert (own["category"].astype(str) == "bulbs").sum() > 100
    pd.testing.assert_frame_equal(own[told].reset_index(drop=True), before[told].reset_index(drop=True))


def test_draws_with_the_same_key_are_the_same_draw() -> None:
    """All that is drawn without suggestions is drawn with them, and both ways ask for the same."""
    ways = {"bulb": {"appeal": 0.5}, "customers": 200}
    with_it, without = (recorded(market(chance, **ways)) for chance in (0.4, 0.0))
    asked = recorded(market(0.4, **ways, crowd="one_by_one"))

    assert without.items() <= with_it.items()
    assert asked.items() <= with_it.items()
    assert {key[0] for key in with_it.keys() - without.keys()} >= {"suggestion light", "suggested need bulbs"}


@pytest.mark.by_day("columns")
@CROWDS
def test_training_makes_more_of_it_from_its_week_on(crowd: str) -> None:
    """Nothing before; then as the new expertise says."""
    train = [{"week": 3, "who": "acme dealer here 1", "do": {"training": {"expertise": 1.0}}}]
    plain, trained = (
        simulate(market(0.5, distribution=[dealer(0.2)], events=events, weeks=4, crowd=crowd), 7)
        for events in ([], train)
    )
    early, late = (
        [sum(made_by(one, week)["customers"] for week in weeks) for one in (plain, trained)]
        for weeks in ((1, 2), (3, 4))
    )

    assert early[0] == early[1] > 0
    assert_within_luck(np.repeat([1.0, 0.0], [late[0], 2000 - late[0]]), 0.1)
    assert_within_luck(np.repeat([1.0, 0.0], [late[1], 2000 - late[1]]), 0.5)


@pytest.mark.parametrize("outlets", [2, 4])
def test_more_outlets_alike_suggest_no_more(outlets: int) -> None:
    """A customer hears of it once a week at most, however many outlets suggest it."""
    one, many = (
        simulate(market(0.5, distribution=[{**dealer(0.8), "dealers_per_region": n}]), 8)
        for n in (1, outlets)
    )
    heard = [made_by(ledger)["customers"] for ledger in (one, many)]
    sold = (
        many.table("sale", steps=True)
        .astype({"outlet": str, "adviser": str, "product": str})
        .query("product == 'lamp'")
    )
    own = int(sold[sold["outlet"] == sold["adviser"]]["units"].sum())

    assert heard[1] <= heard[0]
    assert_within_luck(np.repeat([1.0, 0.0], [heard[1], own - heard[1]]), 0.4)
    assert not bulbs(many).duplicated(["week", "customer"]).any()


@pytest.mark.by_day("columns")
@CROWDS
def test_two_products_may_be_suggested_with_each_other(crowd: str) -> None:
    """What is bought by a suggestion leads to none: one more than was needed is bought in a week."""
    back = {"lamp": {**LAMP, "suggested_with": {"products": ["bulb"], "chance": 1.0}}}
    needs = {"light": {"per_year": 26}, "bulbs": {"per_year": 26}}
    scenario = market(
        bulb={"uncertainty": 1.0}, people={"needs": needs}, more=back, crowd=crowd, distribution=[dealer(1.0)]
    )
    ledger = simulate(scenario, 9)
    need = ledger.table("need", steps=True).astype({"outcome": str}).query("outcome == 'met'")
    each = need.assign(suggested=need["ordinal"] == SUGGESTED).groupby(["week", "customer"])["suggested"]
    table = ledger.table("suggestion").astype({"product": str}).groupby("product")["customers"].sum()

    assert (each.sum() == 1).all()
    assert set(each.count()) == {2, 3}
    assert min(table["bulb"], table["lamp"]) > 500
    assert table.sum() == len(each)


class Deaf(Customer):
    """A customer that follows no suggestion but of a bulb in an even week."""

    def hears_suggestion(self, product: int) -> bool:
        """Say whether it is an even week."""
        return super().hears_suggestion(product) and self.week.number % 2 == 0


def test_a_class_of_customers_may_hear_otherwise() -> None:
    """As a user writes it."""
    with pytest.warns(UserWarning, match="asked one by one"):
        ledger = simulate(market(customers=100, weeks=4), 3, customer=Deaf)

    assert made_by(ledger, 1)["customers"] > 20
    assert [made_by(ledger, week)["needs"] > 0 for week in (1, 2, 3, 4)] == [False, True, False, True]
