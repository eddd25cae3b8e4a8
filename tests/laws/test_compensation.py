"""Compensation: what a supplier pays for what its own outlets took, and what is left of the harm then."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.validation._markets import FLAT, plain_market, shops
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.quarrelsome import EACH, dealers, quarrelsome, resale, web_store

CENT, LIST, MARGIN = 0.01, 100.0, 0.3
each_world = pytest.mark.parametrize("seed", EACH)
WORDS = dict.fromkeys(("aggrieved", "source", "product", "issue", "conduct"), str)
KEY = ["week", *WORDS]


def hybrid(seed: int, *others: dict[str, Any], **terms: float) -> Scenario:
    """Return dealers on contract terms beside a web store, with the drawn issues of conflict."""
    draw = np.random.default_rng(seed)
    contracts = [{"to": "dealer", **terms}] if terms else []
    return quarrelsome(seed, dealers(draw), web_store(draw, price=1.0), *others, contracts=contracts)


def amounts(ledger: Ledger, kind: str) -> pd.Series:
    """Return what entries of harm, or of compensation, say, by all else that they say."""
    return ledger.table(kind, steps=True).astype(WORDS).groupby(KEY)["amount"].sum()


def paid(ledger: Ledger) -> float:
    """Return all that was paid in compensation [currency]."""
    payments = ledger.table("payment", steps=True)
    return float(payments["amount"][payments["reason"] == "compensation"].sum()) * CENT


@each_world
def test_all_that_was_lost_to_own_outlets_is_made_good_to_the_last_bit(seed: int) -> None:
    """Net direct cannibal, and all else that the store did, is exactly zero, and so is the index of it."""
    before, after = (simulate(hybrid(seed, **terms), seed) for terms in ({}, {"compensation": 1.0}))
    lost, net = (measure(ledger, "net_harm", "type")["multichannel"] for ledger in (before, after))
    index = measure(after, "conflict", "type")

    assert lost > 0.0
    assert net == 0.0
    assert measure(after, "net_harm", "issue")["direct_cannibal"] == 0.0
    assert index["multichannel"] == 0.0
    assert measure(before, "conflict", "type")["multichannel"] > 0.0
    assert measure(after, "conflict") == pytest.approx(float(index.sum()))
    assert measure(after, "gross_harm") == measure(before, "gross_harm")
    assert measure(after, "margin_lost", "type")["multichannel"] == 0.0


@each_world
def test_a_share_makes_good_that_share_of_each_harm_and_is_paid(seed: int) -> None:
    """Entry by entry, but for one step of the count; payments lag behind by less than a cent a dealer."""
    draw = np.random.default_rng(seed)
    share = round(draw.uniform(0.1, 0.9), 4)
    ledger = simulate(hybrid(seed, resale(draw), compensation=share), seed)
    harm, made_good = amounts(ledger, "harm"), amounts(ledger, "compensation")
    names = harm.index.to_frame().astype(str)
    is_due = names["source"].str.contains("store") & names["aggrieved"].str.contains("dealer")
    expected = (harm[is_due] * share).reindex(made_good.index)
    dealers_paid = made_good.groupby("aggrieved").sum()

    assert set(made_good.index) <= set(harm[is_due].index)
    assert (expected - made_good).abs().max() <= CENT / 1024
    assert len(made_good) >= 0.9 * is_due.sum()
    assert 0.0 <= made_good.sum() - paid(ledger) < CENT * len(dealers_paid)
    assert paid(ledger) > 0.0


@each_world
def test_it_moves_money_between_the_two_and_nothing_else(seed: int) -> None:
    """What the maker pays is what its dealers earn more; goods, prices and advice are as they were."""
    before, after = (simulate(hybrid(seed, **terms), seed) for terms in ({}, {"compensation": 0.7}))
    more = measure(after, "contribution", "member") - measure(before, "contribution", "member")

    for kind in ("sale", "posting", "advice", "shipment", "harm", "conflict_exposure"):
        pd.testing.assert_frame_equal(before.table(kind), after.table(kind), check_categorical=False)
    assert more["acme"] == pytest.approx(-paid(after))
    assert more[[name for name in more.index if "dealer" in name]].sum() == pytest.approx(paid(after))
    assert more.sum() == pytest.approx(0.0, abs=1e-9)


@each_world
def test_both_ways_of_keeping_customers_pay_alike(seed: int) -> None:
    """Entry by entry, on both kinds of terms at once."""
    scenario = hybrid(seed, compensation=0.4, compensation_per_sale=0.3)
    columns, one_by_one = (
        simulate(scenario.changed(crowd=crowd), seed) for crowd in ("columns", "one_by_one")
    )

    assert columns.count("compensation") > 0
    assert difference(one_by_one, columns) == ""


@each_world
def test_terms_of_nothing_write_nothing(seed: int) -> None:
    """Not a payment, not an entry; nor do terms with wholesalers, to whom no outlet belongs."""
    plain = simulate(hybrid(seed), seed)
    off = simulate(hybrid(seed, compensation=0.0, compensation_per_sale=0.0, buy_back=0.5), seed)
    draw = np.random.default_rng(seed)
    others = quarrelsome(
        seed, resale(draw), web_store(draw), contracts=[{"to": "reseller", "compensation": 1.0}]
    )

    assert off.content_hash() == plain.content_hash()
    assert simulate(others, seed).count("compensation") == 0


def test_per_sale_each_dealer_nearby_has_its_share_of_its_own_margin() -> None:
    """By hand: units of the store in a region x its dealers' margin x share / their number."""
    share, seed = 0.25, 3
    ledger = simulate(market(1.0, dealers=2, compensation_per_sale=share), seed)
    sales = ledger.table("sale", steps=True).astype({"outlet": str})
    units = (
        sales[sales["outlet"].str.contains("store")].groupby("product", observed=True)["units"].sum().sum()
    )
    received = amounts(ledger, "compensation").groupby("aggrieved").sum()

    assert len(received) == 2
    assert received.to_numpy() == pytest.approx(units * LIST * MARGIN * share / 2, abs=CENT)
    assert measure(ledger, "net_harm") == pytest.approx(measure(ledger, "gross_harm") - received.sum())


WEEKS, PEOPLE = 4, 4000
APPEAL = {"lamp": 2.3}


def market(store: float, *, dealers: int = 1, **terms: float) -> Scenario:
    """Return dealers at list price beside a web store, one product, customers all alike."""
    plain = shops(pricing="list_price")
    ways = [
        {"model": "authorized_dealers", "dealers_per_region": dealers, "margin": MARGIN, **plain},
        {"model": "direct_automated", **shops(), "price": store},
    ]
    products = {"lamp": {"unit_cost": 50, "list_price": LIST, "appeal": APPEAL["lamp"]}}
    contracts = [{"to": "dealer", **terms}] if terms else []
    people = {"price_sensitivity": 0.025}
    return plain_market(WEEKS, PEOPLE, products, people, distribution=ways, choice=FLAT, contracts=contracts)


def test_per_sale_the_diversion_makes_good_and_the_whole_margin_overpays() -> None:
    """Of alike customers, a removal diverts s / (1 − s) of each sale of the store to the dealer."""
    worth = np.exp(APPEAL["lamp"] - 0.025 * LIST)
    share = worth / (1.0 + 2.0 * worth)
    diverted = float(share / (1.0 - share))
    net, sold = {}, 0
    for name, per_sale in (("diversion", diverted), ("whole", 1.0)):
        ledger = simulate(market(1.0, compensation_per_sale=per_sale), 5)
        sales = ledger.table("sale", steps=True).astype({"outlet": str})
        sold = int(sales["units"][sales["outlet"].str.contains("store")].sum())
        net[name] = measure(ledger, "net_harm") / (LIST * MARGIN)

    assert abs(net["diversion"]) < 3.5 * diverted * np.sqrt(sold)
    assert net["whole"] - net["diversion"] == pytest.approx(-(1.0 - diverted) * sold, rel=1e-3)
    assert net["whole"] < -3.5 * np.sqrt(sold)
