"""Talk that fades: buyers of what does not last are heard of it while they have some, or for a time."""

from typing import Any

import numpy as np
import pytest

from simulator import transactions
from simulator.ledger.metric import measure
from simulator.market.market import Market
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.scenario.checks.test_use_checks import noted
from tests.worlds.one_product import market

CROWDS = pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
PEOPLE, WEEKS = 150, 14


def talking(
    talk: int | None, crowd: str = "columns", need: dict[str, Any] | None = None, **ways: Any
) -> Scenario:
    """Return a market of something that is used up, known by talk of its buyers alone."""
    told = {"initial_adstock": 0.3, "retention": 0.6, "word_of_mouth": 3.0, **ways.pop("response", {})}
    product = {"talk_weeks": talk, **ways.pop("product", {})}
    wants = {"per_year": 8, **(need or {})}
    people = {"values": {"quality": 1.0}, **ways.pop("people", {})}
    return market(WEEKS, PEOPLE, wants, product, people, response=told, crowd=crowd, **ways)


def heard(run: Market) -> list[int]:
    """Play a market, and return how many customers are heard each week."""
    found = []
    for _ in range(WEEKS):
        run.step()
        found.append(int(run.shopping.having.sum()))
    return found


@CROWDS
@pytest.mark.parametrize("talk", [1, 3, None])
def test_buyers_are_heard_for_so_many_weeks(talk: int | None, crowd: str) -> None:
    """As many as have bought in the last weeks, this one with them; left out, as have ever bought."""
    run = opened(talking(talk, crowd), 1)
    found = heard(run)
    sales = transactions(run.ledger)
    buyers = [
        sales[(sales["week"] <= week) & (sales["week"] > week - (talk or WEEKS))]["customer"].nunique()
        for week in range(1, WEEKS + 1)
    ]

    assert found == buyers
    assert buyers[-1] > 0
    assert sales["customer"].nunique() < len(sales)


def test_less_talk_makes_it_less_known() -> None:
    """What is known by talk alone is forgotten when talk stops: fewer buy."""
    sold = [measure(simulate(talking(talk), 1), "units_sold") for talk in (1, 6, None)]

    assert sold[0] < sold[1] < sold[2]


@CROWDS
def test_who_keeps_some_is_heard_while_it_has_some(crowd: str) -> None:
    """Bought ahead while it is cheap: as many are heard as keep some, or have bought this week."""
    need = {"per_year": 26, "pantry": {"storage_cost": 0.05, "most_units": 9}}
    cheap = [{"product": "lamp", "at": "dealer", "off": 0.4, "weeks": [4, 5]}]
    run = opened(talking(1, crowd, need, promotions=cheap, people={"price_sensitivity": 0.1}), 1)
    kept_some = 0
    for week in range(1, WEEKS + 1):
        run.step()
        rows = transactions(run.ledger)
        buyers = set(rows[rows["week"] == week]["customer"].tolist())
        keepers = set(np.flatnonzero(stored(run) > 0).tolist())
        kept_some += len(keepers - buyers)

        assert int(run.shopping.having.sum()) == len(buyers | keepers)
    assert kept_some > 0


def stored(run: Market) -> np.ndarray:
    """Return how many units each customer keeps for later."""
    if run.given.crowd == "columns":
        return np.asarray(run.crowd.columns.belongings.pantry[:, 0])
    return np.array([one.pantry.get(0, 0) for one in run.crowd.customers])


def test_both_ways_of_keeping_customers_hear_the_same() -> None:
    """To the last entry: with leaving, coming back, things kept for later and owners that are believed."""
    leaving = {"alpha": 1.0, "beta": 2.0, "won_back_per_week": 0.1}
    need = {"per_year": 30, "leaving": leaving, "pantry": {"storage_cost": 0.05}}
    ways: dict[str, Any] = {
        "response": {"owners_credibility": 0.5},
        "promotions": [{"product": "lamp", "at": "dealer", "off": 0.4, "weeks": [3, 5]}],
    }
    for talk in (1, 4):
        one, other = (
            simulate(talking(talk, crowd, need, **ways).changed(customers=60), 2)
            for crowd in ("columns", "one_by_one")
        )

        assert one.content_hash() == other.content_hash()
        assert one.count("absence") > 0


def test_two_bytes_a_customer_and_product_where_talk_fades() -> None:
    """And none where it does not, or where the product lasts."""
    life = {"product": {"life": {"mean_weeks": 5}}}
    runs = [opened(scenario, 1) for scenario in (talking(3), talking(None), talking(3, **life))]

    assert [run.crowd.columns.belongings.taken.nbytes for run in runs] == [2 * PEOPLE, 0, 0]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"product": {"life": {"mean_weeks": 5}}}, "since it lasts"),
        ({"response": {"word_of_mouth": 0.0}}, "not heard"),
    ],
)
def test_weeks_of_talk_that_do_nothing_are_noted(changes: dict[str, Any], told: str) -> None:
    """Where owners of what lasts are heard anyway, or no owner is."""
    assert told in noted(talking(3, **changes))["products.lamp.talk_weeks"]
    assert "products.lamp.talk_weeks" not in noted(talking(3))
