"""Customer needs: one row a need from its onset to its end, by hand and against what is counted."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.validation._markets import plain_market, shops
from simulator import choices, customer_needs, measure
from simulator.domain.ledger_entries import KINDS
from simulator.ledger.files import open_ledger, save
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import NotRecordedError
from simulator.ledger.queries.customer_needs import onsets
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.ledger.by_hand import LAMP, NORTH, run_header


def market(lasts: int, detail: str = "journeys", **need: object) -> Scenario:
    """Return a market in which a shop has a deal every fourth week, and needs that wait for it."""
    pricing = {"policy": "hi_lo", "cycle_weeks": 4, "deal_weeks": 1, "depth": 0.5, "first_deal": 4}
    people = {
        "price_sensitivity": 0.03,
        "needs": {"light": {"per_year": 26, "lasts_weeks": lasts, **need}},
    }
    made = {"lamp": {"unit_cost": 10, "list_price": 100, "appeal": 2.0}}
    way = {"model": "authorized_dealers", "dealers_per_region": 1, "pricing": pricing, **shops()}
    return plain_market(12, 300, made, people, distribution=way, detail=detail)


def by_hand() -> Ledger:
    """Return a ledger in which one customer's needs end in every way, and another's two of a week."""
    ledger = Ledger(run_header(detail="sales"))
    for week, customer, category, outcome, onset in (
        (1, 5, 0, "arisen", 1), (1, 5, 1, "arisen", 1), (2, 5, 0, "overtaken", 1), (2, 5, 0, "arisen", 2),
        (2, 900, 0, "arisen", 2), (3, 5, 1, "given_up", 1), (5, 5, 0, "cancelled", 2), (6, 5, 0, "arisen", 6),
    ):  # fmt: skip
        ledger.record_one("need", week, customer, category, outcome, onset, 0, -1, -1, 0)
    ledger.record_one("need", 8, 5, 0, "met", 6, 0, NORTH, LAMP, 9500)
    for week, outcome in ((4, "arisen"), (6, "overtaken")):
        ledger.record_one("need", week, 900, 0, outcome, 4, 0, -1, -1, 0)
    ledger.record_one("need", 4, 900, 0, "arisen", 4, 1, -1, -1, 0)
    ledger.record_one("need", 5, 900, 0, "met", 4, 1, NORTH, LAMP, 8000)
    return ledger.close()


def test_each_need_has_one_row_and_the_end_it_came_to() -> None:
    """Every way to end; what has no end is open; price in currency."""
    rows = customer_needs(by_hand()).astype(object)
    found = [tuple(None if pd.isna(v) else v for v in row) for row in rows.itertuples(index=False)]

    assert found == [
        (5, "home", "north", "light", 1, 0, "overtaken", 2, None, None, 0.0),
        (5, "home", "north", "light", 2, 0, "cancelled", 5, None, None, 0.0),
        (5, "home", "north", "light", 6, 0, "met", 8, "north", "lamp", 95.0),
        (900, "office", "south", "light", 2, 0, "open", None, None, None, 0.0),
        (900, "office", "south", "light", 4, 0, "overtaken", 6, None, None, 0.0),
        (900, "office", "south", "light", 4, 1, "met", 5, "north", "lamp", 80.0),
        (5, "home", "north", "stage", 1, 0, "given_up", 3, None, None, 0.0),
    ]


def test_needs_are_as_many_as_the_metric_counts() -> None:
    """Met and arisen, in a market where needs wait for a deal."""
    ledger = simulate(market(6, detail="sales", kept_per_week=0.8), 4)
    rows = customer_needs(ledger)
    counted = measure(ledger, "needs", by="outcome")

    assert len(rows) == measure(ledger, "needs") > 900
    assert rows["outcome"].str.replace("_", " ").value_counts().to_dict() == {
        name: number for name, number in counted.items() if number
    }
    assert rows.loc[rows["outcome"] == "met", "price"].sum() == pytest.approx(measure(ledger, "revenue"))
    assert (rows["closed"] - rows["onset"]).max() == 5


def test_choices_say_when_each_need_arose() -> None:
    """A need is one number in all its weeks, and its first week is its onset: one row a need is made so."""
    ledger = simulate(market(6, luck_renewed=0.3, kept_per_week=0.9, meanwhile="overtakes"), 4)
    table, needs = choices(ledger), customer_needs(ledger)
    weeks = table.groupby("need")["week"].agg(["min", "max", "nunique"])
    onset = table.groupby("need")[["chooser", "onset"]].first()
    first = table[table["week"] == table["onset"]]

    assert (weeks["min"] == onset["onset"]).all()
    assert (weeks["max"] - weeks["min"] < 6).all() and weeks["nunique"].max() > 2
    assert sorted(map(tuple, onset.to_numpy())) == sorted(map(tuple, needs[["customer", "onset"]].to_numpy()))
    assert len(first.groupby(["need", "week"])) == len(needs) < len(table.groupby(["need", "week"]))


def test_a_summary_answers_that_needs_were_not_recorded() -> None:
    """No need is written, and the answer names the setting."""
    ledger = simulate(market(1, detail="summary"), 2)

    assert not ledger.count("need")
    with pytest.raises(NotRecordedError, match="they need 'detail: sales'; this ledger has 'summary'"):
        customer_needs(ledger)


@pytest.mark.parametrize("lasts", [1, 3])
def test_a_folder_of_before_needs_were_written_still_opens(lasts: int, tmp_path: Path) -> None:
    """With needs of one week the onset is the week; of needs that last it is not known, and that is said."""
    ledger = simulate(market(lasts), 2)
    former = Ledger(ledger.header)
    for kind in (kind for kind in KINDS if kind != "need"):
        for name, column in (columns := ledger.columns(kind)).items():
            columns[name] = (column, ledger.words) if KINDS[kind].columns[name] == "word" else column
        former.record(kind, **columns)
    back = open_ledger(save(former.close(), tmp_path / "run"))

    if lasts == 1:
        pd.testing.assert_frame_equal(choices(back), choices(ledger))
    else:
        with pytest.raises(NotRecordedError, match="weeks in which needs arose were not recorded"):
            choices(back)


def test_onset_of_a_visit_is_that_of_the_last_need_that_arose() -> None:
    """By hand: in week 4 the customer looks for what it needs since week 2, in week 7 since week 6."""
    category, customer, week = np.array([(0, 5, 1), (0, 5, 4), (0, 5, 7), (1, 5, 3)]).T

    assert onsets(by_hand(), category, customer, week).tolist() == [1, 2, 6, 1]
