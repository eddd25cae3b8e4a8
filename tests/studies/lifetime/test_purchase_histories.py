"""Purchase histories: frequency, recency and age, by hand and of the customers of a run."""

import pandas as pd
import pytest

from simulator import InputError, measure, simulate, transactions
from simulator.ledger.metric import NotRecordedError
from simulator.studies.lifetime.purchase_histories import (
    histories_from_start,
    histories_of,
    purchase_histories,
)
from tests.worlds.small import small_scenario

TABLE = pd.DataFrame(
    {
        "customer": [4, 2, 4, 4, 2, 7],
        "week": [3, 1, 9, 3, 6, 10],
        "outlet": ["shop", "north", "north", "south", "shop", "shop"],
        "units": [1.0, 2.0, 1.0, 1.0, 1.0, 3.0],
    }
)
"""Customer 4 buys in weeks 3, twice, and 9; customer 2 in week 1, two units, and 6; customer 7 in week 10."""


def rows(found: pd.DataFrame) -> list[list[object]]:
    """Return a table as lists."""
    values: list[list[object]] = found.to_numpy().tolist()
    return values


def test_purchases_of_a_week_are_one() -> None:
    """From the first purchase to the last, and to the end in week 12."""
    assert rows(purchase_histories(TABLE, 12)) == [
        [2, 1, "north", 1, 5.0, 11.0],
        [4, 3, "shop", 1, 6.0, 9.0],
        [7, 10, "shop", 0, 0.0, 2.0],
    ]


def test_or_each_unit_is_one() -> None:
    """The first unit is no repeat; what follows it in its week is."""
    assert rows(purchase_histories(TABLE, 12, by_week=False)) == [
        [2, 1, "north", 2, 5.0, 11.0],
        [4, 3, "shop", 2, 6.0, 9.0],
        [7, 10, "shop", 2, 0.0, 2.0],
    ]


def test_customers_known_from_the_start() -> None:
    """All of them, with all purchases, each in the middle of its week."""
    found = histories_from_start(TABLE[TABLE["customer"] < 4], 12, 4)

    assert rows(found) == [[0, 0, 0, 12], [1, 0, 0, 12], [2, 2, 5.5, 12], [3, 0, 0, 12]]
    assert histories_from_start(TABLE, 12, 8, by_week=False)["frequency"].tolist() == [0, 0, 3, 0, 3, 0, 0, 3]


def test_what_cannot_be_counted_is_refused() -> None:
    """A purchase after the end, and half a unit."""
    with pytest.raises(InputError, match="before a purchase in week 10"):
        purchase_histories(TABLE, 9)
    with pytest.raises(InputError, match="parts of a unit"):
        purchase_histories(TABLE.assign(units=0.5), 12, by_week=False)


def test_histories_of_a_run() -> None:
    """Its customers acquired, by the focal manufacturer and by others, and all there are from the start."""
    needs = {"light": {"per_year": 12}}
    people = {"share": 1.0, "values": {"quality": 2.0}, "price_sensitivity": 0.01, "needs": needs}
    kept = {"response": {"always_aware": 1.0}, "detail": "sales", "cohorts": True}
    ledger = simulate(small_scenario(weeks=30, customers=300, segments={"readers": people}, **kept), 5)
    table = transactions(ledger)
    own, rivals = histories_of(ledger), histories_of(ledger, "rival")

    assert min(len(own), len(rivals)) > 9
    assert len(own) == measure(ledger, "customers_acquired")
    assert (own["frequency"] > 0).mean() == pytest.approx(measure(ledger, "repeat_rate"))
    assert own["outlet"].value_counts().to_dict() == {
        name: count for name, count in measure(ledger, "customers_acquired", "outlet").items() if count
    }
    assert len(rivals) == table.loc[table["maker"] == "rival", "customer"].nunique()
    counted = histories_of(ledger, from_start=True, by_week=False)
    assert len(counted) == 300
    assert counted["frequency"].sum() == measure(ledger, "units_sold")
    assert (counted["age"] == 30).all()
    assert (own["since"] + own["recency"] <= 30).all()


def test_a_run_that_knows_no_customers_has_none() -> None:
    """It says what is needed."""
    with pytest.raises(NotRecordedError, match="detail: sales"):
        histories_of(simulate(small_scenario(), 5))
