"""Cohorts: sales and returns by acquiring outlet are all of them, and what they earn is what is paid."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest

from simulator.domain.ledger_entries import OUTSIDE
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from tests.worlds.pool import World

PLACE = ["week", "outlet", "product"]
COSTS = ("commission", "fulfilment", "handling", "instalment_fee")
"""What outlets pay for each sale, by the reasons of payments."""


def table(ledger: Ledger, kind: str) -> pd.DataFrame:
    """Return the entries of a kind as codes and steps."""
    return pd.DataFrame(ledger.columns(kind))


def makers(header: RunHeader) -> list[str]:
    """Return the manufacturer of each product, by code."""
    return [header.maker_of(product) for product in header.products]


def homes(header: RunHeader) -> list[str]:
    """Return the firm of each party, by code."""
    return [OUTSIDE, *(header.home(member.name) for member in header.members)]


def making(header: RunHeader) -> list[int]:
    """Return what a step of each product costs to make, by code [money steps]."""
    return [header.scenario.units.price(header.scenario.products[one].unit_cost) for one in header.products]


def test_sales_by_cohort_are_the_sales(world: World) -> None:
    """Units and money, by week, outlet and product, to the last step."""
    sales, cohorts = table(world.ledger, "sale"), table(world.ledger, "cohort_sale")
    sales["paid"] = sales["units"] * sales["price"]

    for what in ("units", "paid"):
        told, sold = (rows.groupby(PLACE)[what].sum().to_dict() for rows in (cohorts, sales))
        assert told == sold


def by_customer(ledger: Ledger) -> dict[tuple[int, ...], list[int]]:
    """Return units, customers and money by cohort, from what became of each customer's needs, one by one."""
    header, met = ledger.header, ledger.words.index("met") if "met" in ledger.words else -1
    known: dict[tuple[int, str], tuple[int, int, int]] = {}
    seen: dict[tuple[int, str], int] = {}
    sums: dict[tuple[int, ...], list[int]] = {}
    rows = table(ledger, "need")
    names = ["week", "customer", "outlet", "product", "price"]
    for week, customer, outlet, product, price in rows.loc[rows["outcome"] == met, names].to_numpy().tolist():
        who = (customer, makers(header)[product])
        by, since, last = known.setdefault(who, (outlet, week, 0))
        is_first = seen.get(who) != week
        if is_first:
            last = seen.get(who, 0)
            known[who], seen[who] = (by, since, last), week
        place = sums.setdefault((week, outlet, by, since, last, product), [0, 0, 0])
        for at, more in enumerate((1, int(is_first), price)):
            place[at] += more
    return sums


def test_cohorts_are_those_of_each_customer(world: World) -> None:
    """Acquiring outlet, week and last purchase before, followed customer by customer."""
    ledger = world.detailed.ledger
    rows = table(ledger, "cohort_sale")
    key = rows[["week", "outlet", "acquired_by", "since", "bought_last", "product"]].to_numpy().tolist()
    told = dict(zip(map(tuple, key), rows[["units", "customers", "paid"]].to_numpy().tolist(), strict=True))

    assert told == by_customer(ledger)


def check_own_outlets(ledger: Ledger) -> None:
    """Check that what own outlets earn is what they are paid for sales, less what these cost."""
    header = ledger.header
    owned = np.array([home in header.scenario.manufacturers for home in homes(header)])
    rows, paid = table(ledger, "cohort_sale"), table(ledger, "payment")
    words = np.array([*ledger.words, ""])[paid["reason"]]
    left: Counter[tuple[int, int]] = Counter()
    for week, outlet, product, units, earned in rows[[*PLACE, "units", "earned"]].to_numpy().tolist():
        if owned[outlet]:
            left[week, outlet] += earned + units * making(header)[product]
    due: Counter[tuple[int, int]] = Counter()
    for is_meant, side, sign in ((words == "sale", "payee", 1), (np.isin(words, COSTS), "payer", -1)):
        some = paid[is_meant & owned[paid[side]] & header.outlets[paid[side]]]
        for week, outlet, amount in some[["week", side, "amount"]].to_numpy().tolist():
            due[week, outlet] += sign * amount

    assert left == due  # a Counter is equal to one that has zeros more


def test_own_outlets_earn_what_they_are_paid_less_what_sales_cost(world: World) -> None:
    """Payments of the week for sales, and what the units cost to make, to the last money step."""
    check_own_outlets(world.ledger)


def test_returns_by_cohort_are_the_returns(world: World) -> None:
    """Units and refunds, by week, outlet and product, to the last step; acquired before they came back."""
    back, cohorts = table(world.ledger, "return"), table(world.ledger, "cohort_return")
    back["refunded"] = back["units"] * back["refund"]

    for what in ("units", "refunded"):
        told, sent = (rows.groupby(PLACE)[what].sum().to_dict() for rows in (cohorts, back))
        assert told == sent
    assert (cohorts["since"] > 0).all()
    assert (cohorts["since"] < cohorts["week"]).all()


def test_what_own_outlets_lose_by_returns_is_what_they_pay_for_them(world: World) -> None:
    """Less what the units cost to make, by the chance that they can be sold again."""
    ledger, header = world.ledger, world.ledger.header
    owned = np.array([home in header.scenario.manufacturers for home in homes(header)])
    rows, paid = table(ledger, "cohort_return"), table(ledger, "payment")
    words = np.array([*ledger.words, ""])[paid["reason"]]
    due: Counter[tuple[int, int]] = Counter()
    for is_meant, side, sign in (
        (np.isin(words, ("refund", "return_shipping", "inspection")), "payer", 1),
        (words == "commission_refund", "payee", -1),
    ):
        some = paid[is_meant & owned[paid[side]] & header.outlets[paid[side]]]
        for week, outlet, amount in some[["week", side, "amount"]].to_numpy().tolist():
            due[week, outlet] += sign * amount
    least: Counter[tuple[int, int]] = Counter()
    most: Counter[tuple[int, int]] = Counter()
    for week, outlet, product, units, lost in rows[[*PLACE, "units", "lost"]].to_numpy().tolist():
        if owned[outlet]:
            least[week, outlet] += lost
            most[week, outlet] += lost + units * making(header)[product]

    assert all(least[at] <= due[at] <= most[at] for at in {*least, *due})


@pytest.mark.worlds("digital")
def test_makers_of_digital_goods_earn_what_buyers_pay_them(world: World) -> None:
    """What others sell is shipped as it is sold: goods paid for by members that are not the maker's own.

    In worlds in which customers buy everything, and no demand process uses goods up.
    """
    ledger, header = world.ledger, world.ledger.header
    if any(member.uses is not None for member in header.members):
        pytest.skip("a demand process uses goods up that no customer buys")
    home, maker = np.array(homes(header)), np.array(makers(header))
    rows, paid = table(ledger, "cohort_sale"), table(ledger, "payment")
    rows = rows[home[rows["outlet"]] != maker[rows["product"]]]
    rows["left"] = rows["earned"] + rows["units"] * np.array(making(header))[rows["product"]]
    paid = paid[np.array([*ledger.words, ""])[paid["reason"]] == "goods"]
    payer, payee = home[paid["payer"]], home[paid["payee"]]
    paid = paid.assign(maker=payee)[(payer != payee) & np.isin(payee, list(header.scenario.manufacturers))]
    told = rows.assign(maker=maker[rows["product"]]).groupby(["week", "maker"])["left"].sum()

    assert told[told != 0].to_dict() == paid.groupby(["week", "maker"])["amount"].sum().to_dict()
