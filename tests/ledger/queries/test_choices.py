"""Choices: the exported table of needs agrees with the other tables, and holds all that utility weighs."""

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize_scalar

from experiments.validation._markets import plain_market, shops
from simulator import choices
from simulator.ledger.files import open_ledger, save
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import NotRecordedError
from simulator.ledger.queries.choices import COLUMNS, GOING_WITHOUT
from simulator.market.customers.customer import Customer
from simulator.market.simulate import opened, simulate
from simulator.scenario.load import load
from tests.worlds.needs_of_a_week import needs_of_a_week
from tests.worlds.small import small_scenario

ORDERS = needs_of_a_week(
    load("scenarios/espresso_stock_out_orders.yaml", set=["weeks=30", "detail=journeys"])
)


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """Return a run in which shelves run empty and customers order, too."""
    return simulate(ORDERS, 5)


@pytest.fixture(scope="module")
def table(ledger: Ledger) -> pd.DataFrame:
    """Return the choices of that run."""
    return choices(ledger)


def units(ledger: Ledger, kind: str, *by: str) -> Counter[Any]:
    """Return the units of a kind of entry, by some of its columns."""
    entries = ledger.table(kind, steps=True).astype(dict.fromkeys(("outlet", "product"), str))
    return Counter(entries.groupby(list(by), observed=True)["units"].sum().to_dict())


def test_what_was_bought_and_ordered_adds_up_to_sales_and_backorders(
    ledger: Ledger, table: pd.DataFrame
) -> None:
    """Offer by offer and week by week; deliveries of orders are sales of another week."""
    by = ("week", "outlet", "product")
    offers = table[table["alternative"] != GOING_WITHOUT]
    found = {name: Counter(offers.groupby(list(by))[name].sum().to_dict()) for name in ("bought", "ordered")}
    from_shelf = units(ledger, "sale", *by)
    from_shelf.subtract(units(ledger, "delivery", *by))

    assert ledger.count("backorder") and ledger.count("delivery")
    assert +found["bought"] == +from_shelf
    assert +found["ordered"] == +units(ledger, "backorder", *by)


def test_every_need_is_decided_once_among_what_can_be_had(ledger: Ledger, table: pd.DataFrame) -> None:
    """Needs as the funnel counts them; what is out of stock is chosen by no one, and is among the rows."""
    flow = ledger.table("stage_flow")
    needs = table.groupby("need")

    assert len(needs) == flow.loc[flow["stage"] == "need", "customers"].sum()
    assert (needs["chosen"].sum() == 1).all()
    assert (table["alternative"] == GOING_WITHOUT).sum() == len(needs)
    assert {"in_stock", "to_order", "always"} == set(table.loc[table["chosen"] == 1, "availability"])
    assert (table["available"] == (table["availability"] != "out_of_stock")).all()
    assert (table.loc[table["availability"] != "to_order", "weeks_to_wait"] == 0).all()
    assert not table[list(COLUMNS)].drop(columns=["outlet", "product", "format"]).isna().any().any()


def test_what_is_out_of_stock_is_seen_and_not_chosen() -> None:
    """Where no one takes orders; some of it had been bought before the shelf was empty."""
    table = choices(simulate(load("scenarios/espresso_stock_out.yaml", set=["detail=journeys"]), 5))
    gone = table[table["availability"] == "out_of_stock"]

    assert len(gone) > 20
    assert set(gone["alternative"]) <= set(table.loc[table["bought"] == 1, "alternative"])
    assert not gone[["available", "chosen", "bought", "ordered"]].any().any()
    assert (gone["price"] > 0).all()


def test_prices_are_those_paid() -> None:
    """What was bought at each price, in a world where a code gives some customers another one."""
    run = simulate(load("scenarios/espresso_spring_code.yaml", set=["detail=journeys"]), 5)
    bought, step = choices(run).query("bought == 1"), run.header.scenario.units.money_step
    steps = (bought["price"] / step).round().astype(int)
    found = Counter(zip(bought["outlet"], bought["product"], steps, strict=True))

    assert found == units(run, "sale", "outlet", "product", "price")
    assert run.count("promotion_sale")


class Watched(Customer):
    """Notes what each offer is worth to it, without luck."""

    noted: dict[tuple[int, int, int, int], float] = {}

    def weigh(self, offer: Any, visit: Any) -> Any:
        """Weigh as all do."""
        weighing = super().weigh(offer, visit)
        if not visit.barriers:  # not while it thinks over why it bought nothing
            self.noted[self.week.number, self.row, offer.outlet, offer.product] = weighing.value
        return weighing


def test_the_attributes_are_all_that_utility_weighs() -> None:
    """V is rebuilt from the table and the parameters of each customer, to the last digits."""
    Watched.noted.clear()
    whole = ORDERS.changed(weeks=12, customers=300)
    with pytest.warns(UserWarning, match="one by one"):
        run = simulate(whole, 3, customer=Watched)
    header, table = run.header, choices(run)
    offers = table[table["alternative"] != GOING_WITHOUT]
    market = opened(whole.changed(crowd="one_by_one"), 3)
    outlets = {name: at for at, name in enumerate(market.run_tables.outlets)}
    customers = market.crowd.customers
    for row in offers.to_dict("records"):
        who, segment = customers[row["chooser"]], header.scenario.segments[row["segment"]]
        fit = segment.parameter("fit")
        shares = dict(
            zip(("education", "hands_on", "trust", "low_friction", "reach"), fit.shares(), strict=True)
        )
        worth = segment.parameter("habits").get(row["format"], 0.0) + row["service"] + row["appeal"]
        worth -= row["search_effort"] + who.price_sensitivity * row["price_felt"]
        worth -= fit.weight * sum(share * row[f"lacks_{name}"] for name, share in shares.items())
        worth -= segment.information_need * row["doubt"]
        worth += segment.parameter("loyalty") * row["last_outlet"]
        worth += sum(liking * row[f"believed_{b}"] for b, liking in segment.parameter("values").items())
        worth += sum(who.tastes[name] * row[name] for name in ("remote", "expert"))
        key = row["week"], row["chooser"], outlets[row["outlet"]], header.products.index(row["product"])
        assert worth == pytest.approx(Watched.noted[key], abs=1e-9), row


def test_both_ways_of_keeping_customers_give_one_table() -> None:
    """Row by row, to the bit."""
    given = ORDERS.changed(weeks=10, customers=300)
    tables = [choices(simulate(given.changed(crowd=crowd), 3)) for crowd in ("columns", "one_by_one")]

    pd.testing.assert_frame_equal(*tables, check_exact=True)


def test_a_saved_ledger_gives_the_same_table(ledger: Ledger, table: pd.DataFrame, tmp_path: Any) -> None:
    """Through the folder that results are kept in; codes of words may differ, names do not."""
    pd.testing.assert_frame_equal(
        choices(open_ledger(save(ledger, tmp_path / "run"))), table, check_exact=True
    )


@pytest.mark.parametrize("detail", ["summary", "sales"])
def test_less_detail_keeps_no_choices_and_says_so(detail: str) -> None:
    """Nothing is written, everything else is as it was, and the answer names the setting."""
    world = small_scenario(weeks=6, customers=150)
    less, more = (simulate(world.changed(detail=word), 2) for word in (detail, "journeys"))

    assert less.count("choice") == less.count("attribute") == 0
    assert more.count("choice")
    assert units(less, "sale", "week", "outlet") == units(more, "sale", "week", "outlet")
    with pytest.raises(NotRecordedError, match=f"they need 'detail: journeys'; this has '{detail}'"):
        choices(less)


def test_nobody_needs_anything() -> None:
    """A table without rows, with all columns that every table has."""
    world = small_scenario(weeks=6, customers=0, detail="journeys")

    assert list(choices(simulate(world, 1)).columns) == list(COLUMNS)


def test_warm_up_is_left_out() -> None:
    """As metrics leave it out."""
    world = small_scenario(weeks=8, warm_up=3, detail="journeys")

    assert choices(simulate(world, 1))["week"].min() == 4


BETA = 0.02


def test_one_parameter_is_recovered_by_the_logit_likelihood() -> None:
    """Price sensitivity, from 5000 choices at four prices, within three standard errors."""
    market = plain_market(
        5, 1000,
        {
            name: {"unit_cost": 10, "list_price": price, "appeal": 2.0}
            for name, price in zip("abcd", (60, 90, 120, 150), strict=True)
        },
        {"price_sensitivity": BETA},
        distribution={"model": "authorized_dealers", "dealers_per_region": 1, **shops()},
        detail="journeys",
    )  # fmt: skip
    found = choices(simulate(market, 4))
    need, price, appeal = (found[name].to_numpy() for name in ("need", "price", "appeal"))
    chosen = found["chosen"].to_numpy() == 1

    def loss(beta: float) -> float:
        worth = appeal - beta * price
        return float(np.log(np.bincount(need, np.exp(worth))).sum() - worth[chosen].sum())

    best = minimize_scalar(loss, bounds=(0.001, 0.1), method="bounded", options={"xatol": 1e-9}).x
    width = 1e-4
    error = (width**2 / (loss(best + width) - 2 * loss(best) + loss(best - width))) ** 0.5

    assert error < 0.02 * BETA
    assert abs(best - BETA) < 3 * error


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_where_there_is_no_outlet_all_go_without(crowd: str) -> None:
    """Needs without a shop are choices of nothing, and written down as such."""
    nowhere = {"model": "authorized_dealers", "dealers_per_region": 0}
    ledger = simulate(
        small_scenario(distribution=nowhere, competition=[], events=[], detail="journeys", crowd=crowd)
    )
    table = choices(ledger)

    assert len(table) > 10
    assert set(table["alternative"]) == {"going without"}
