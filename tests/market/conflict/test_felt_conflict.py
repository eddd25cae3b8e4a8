"""Felt conflict in the market: what outlets know, whom they blame, what each step does and undoes."""

from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from simulator.domain.decisions.escalation import STEPS
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.phases import quarrel
from simulator.market.simulate import opened, simulate
from tests.laws import test_conservation as conserved
from tests.laws.amounts_due.law import amounts_due, wrong_payments
from tests.laws.forged import WithoutPayments
from tests.worlds.felt_conflict import LAMP, OPENS, REVIEW, STORE, SURE, USUAL, felt, world
from tests.worlds.plain import dealers

CLOSES, LATE = 33, 56
"""Week in which a store that opens for a time closes; and one by which all is as it was."""
TWO = {"lamp": LAMP, "torch": {**LAMP, "maker": "rival"}}


@cache
def usual() -> Ledger:
    """Play the usual two dealers and the store that opens below their price."""
    return simulate(world({}), 3)


@cache
def deaf() -> Ledger:
    """Play the same two where they hear of no sale."""
    return simulate(world({}, felt(hears=0.0), weeks=24), 3)


@cache
def remedied() -> Ledger:
    """Play two dealers that go up by a step a review, and back, as the store closes."""
    store = {"model": "direct_automated", "price": 0.7}
    event = {"week": OPENS, "lasts": CLOSES - OPENS, "do": {"open_channel": store}}
    return simulate(world(None, felt(**SURE, **REMEDY), events=[event], weeks=LATE), 3)


def told(ledger: Ledger, kind: str) -> pd.DataFrame:
    """Return entries of a kind, in plain words."""
    columns = ("aggrieved", "other", "issue", "step", "before", "member", "supplier", "outlet", "product")
    table = ledger.table(kind, steps=True)
    return table.astype({name: str for name in columns if name in table})


def test_who_sees_nobody_blames_nobody() -> None:
    """A dealer alone that loses customers, because it asks more: no grievance, though its books are worse."""
    event = {"week": OPENS, "do": {"price_change": {"times": 1.5}}}
    ledger = simulate(world(None, felt()[:1], events=[event], weeks=24), 3)
    sold = told(ledger, "sale").groupby("week")["units"].sum()

    assert sold.loc[OPENS:].mean() < 0.9 * sold.loc[: OPENS - 1].mean()
    assert ledger.count("grievance") == ledger.count("dispute") == 0
    assert measure(ledger, "grievance") == measure(ledger, "disputes") == measure(ledger, "complaints") == 0.0


def test_what_was_taken_in_truth_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any harm worked out outlets feel and do the same to the last entry."""
    plainly = usual()
    monkeypatch.setattr(quarrel, "record_harm", lambda *_: None)
    without = simulate(world({}), 3)

    assert plainly.count("harm") > without.count("harm") == 0
    assert plainly.count("grievance") > 0
    for kind in ("grievance", "trust", "dispute", "effort", "order", "sale", "departure"):
        pd.testing.assert_frame_equal(plainly.table(kind), without.table(kind), check_categorical=False)


def test_the_maker_is_blamed_for_its_own_store_and_nothing_is_felt_before() -> None:
    """From the first review after the store opens; over its price, and that it sells in a promised area."""
    grievance = told(usual(), "grievance")

    assert grievance["week"].min() == OPENS + REVIEW - 1
    assert set(grievance["other"]) == {"acme"}
    assert set(grievance["issue"]) == {"price_undercut", "direct_cannibal"}
    assert set(grievance["aggrieved"]) == {"acme dealer north 1", "acme dealer north 2"}
    assert (grievance["week"] % REVIEW == 0).all()


@pytest.mark.parametrize("weeks", [0, 4, pytest.param(8, marks=pytest.mark.nightly)])
def test_sales_are_heard_of_late_and_prices_seen_at_once(weeks: int) -> None:
    """So long after the store opens as hearsay takes; of what is not heard of, never anything is felt."""
    last = OPENS + REVIEW - 1 + weeks
    ledger = simulate(world({}, felt(hearsay_weeks=weeks), weeks=last), 3) if weeks else usual()
    grievance = told(ledger, "grievance")
    first = grievance.groupby("issue")["week"].min()

    assert first["price_undercut"] == OPENS + REVIEW - 1
    assert first["direct_cannibal"] == OPENS + REVIEW - 1 + weeks
    assert set(told(deaf(), "grievance")["issue"]) == {"price_undercut"}


def test_grievance_is_the_formula_by_the_outlets_own_books() -> None:
    """Worked out anew from sales, prices and weeks, of which both signs were seen in each."""
    ledger = simulate(world({}, felt(forgets=0.2, adapts=0.0, breach_weight=2.0)), 3)
    sales, posted = told(ledger, "sale"), told(ledger, "posting")
    margins = posted.set_index(["week", "outlet"])["margin"]
    mine = sales[sales["outlet"].str.contains("dealer")]
    earned = (
        mine["units"] * margins.loc[pd.MultiIndex.from_frame(mine[["week", "outlet"]])].to_numpy()
    ).groupby([mine["outlet"], mine["week"]])
    weekly = earned.sum().unstack().fillna(0.0)
    held = told(ledger, "grievance").set_index(["aggrieved", "week", "issue"])["amount"]
    for outlet, row in weekly.iterrows():
        usual, amounts = row.loc[1:USUAL].mean(), {"price_undercut": 0.0, "direct_cannibal": 0.0}
        for last in range(OPENS + REVIEW - 1, 33, REVIEW):
            lost = max(0.0, usual - row.loc[last - REVIEW + 1 : last].mean())
            for issue, weight in (("price_undercut", 0.8), ("direct_cannibal", 0.9 * 2.0)):
                intensity = 1.0 - 2.0 ** -(lost / 2.0 / (0.1 * usual))
                amounts[issue] = 0.8 * amounts[issue] + weight * intensity
                assert held[outlet, last, issue] == pytest.approx(amounts[issue], rel=1e-9)


def test_a_rival_is_blamed_and_so_is_the_supplier_that_appointed_both() -> None:
    """Half of it each, unless the outlet holds it otherwise; and with a rival there are only words."""
    cheap = {
        "model": "authorized_dealers",
        "label": "cheap",
        "pricing": {"policy": "cost_plus", "markup": 0.2},
    }
    rival = {**dealers(dealers_per_region=1), **cheap}
    for share in (0.0, 0.5, 1.0):
        web = {"week": OPENS, "do": {"open_channel": rival}}
        ways = [dealers(dealers_per_region=1, escalation={**SURE, "blames_supplier": share})]
        ledger = simulate(world(None, ways, events=[web], weeks=24), 3)
        held, steps = told(ledger, "grievance").groupby("other")["amount"].sum(), told(ledger, "dispute")
        at_rival, at_maker = (held.get(name, 0.0) for name in ("cheap dealer north 1", "acme"))

        assert at_rival + at_maker > 0.0
        assert at_maker == pytest.approx(share * (at_rival + at_maker), rel=1e-9)
        assert set(steps[steps["other"] != "acme"]["step"]) <= {"complaint"}


def test_twice_the_price_cut_is_no_milder() -> None:
    """At every review each dealer holds as much against the maker or more, and goes as far or farther."""
    terms = {"conflict": {"half_intensity": 1.0}, "weeks": 32}
    mild, bad = (simulate(world({"price": price}, felt(**SURE), **terms), 3) for price in (0.9, 0.8))
    order = ["none", "complaint", "less_effort", "retaliation", "orders_on_hold", "exit"]
    steps = [
        told(one, "dispute").set_index(["aggrieved", "week"])["step"].map(order.index) for one in (mild, bad)
    ]
    held = [told(one, "grievance").groupby(["aggrieved", "week"])["amount"].sum() for one in (mild, bad)]
    worst = steps[1].groupby("aggrieved").cummax()

    assert (worst.reindex(steps[0].index).ffill() >= steps[0]).all()
    assert (held[1].reindex(held[0].index).dropna() >= held[0].reindex(held[1].index).dropna()).all()
    assert held[1].sum() > held[0].sum()
    assert steps[1].sum() > steps[0].sum()


REMEDY = {"forgets": 0.6, "thresholds": [0.3, 0.6, 0.9, 1.0, 99.0]}


def test_a_remedy_takes_every_step_back_and_all_is_as_it_was() -> None:
    """The store closes: complaints, effort and orders go back, and effort to the last digit."""
    ledger = remedied()
    disputes, effort = told(ledger, "dispute"), told(ledger, "effort")
    orders = told(ledger, "order")
    steps = disputes.groupby("week")["step"].agg(set)
    held = effort[effort["amount"] < 1.0]

    assert {"orders_on_hold"} <= set(disputes["step"])
    assert len(held)
    assert effort[effort["week"] == LATE]["amount"].tolist() == [1.0, 1.0]
    assert effort[effort["week"] == LATE]["support"].tolist() == [1.0, 1.0]
    assert steps.iloc[-1] == {"none"}
    assert steps.index[-1] < LATE
    assert set(told(ledger, "departure")["member"]) == {"acme web_store"}
    assert ledger.count("relation_end") == 0
    late = orders[(orders["week"] > steps.index[-1]) & (orders["supplier"] == "acme")]
    assert set(late["buyer"].astype(str)) == set(effort["outlet"])


def on_hold_weeks(ledger: Ledger) -> dict[str, set[int]]:
    """Return the weeks in which each outlet has its orders on hold: from a review until the next."""
    disputes = told(ledger, "dispute")
    held = disputes[disputes["step"].isin(["orders_on_hold", "exit"])]
    return {
        name: {week + after for week in rows["week"] for after in range(1, REVIEW + 1)}
        for name, rows in held.groupby("aggrieved")
    }


def test_orders_on_hold_are_not_placed() -> None:
    """None by the outlet with that supplier in all these weeks, and some before and after."""
    ledger = remedied()
    orders = ledger.table("order").astype({"buyer": str, "supplier": str})
    waits = on_hold_weeks(ledger)

    assert waits
    for name, weeks in waits.items():
        placed = set(orders[orders["buyer"] == name]["week"])
        assert not placed & weeks
        assert min(placed) < min(weeks) < max(weeks) < max(placed)


def test_effort_is_cut_and_hours_go_to_rivals_brands() -> None:
    """Second step: × .7 on the maker's lamp; third: what was withheld goes to the rival's."""
    shop = {"model": "category_retail", "shops": 1, "reach": 1.0, "opening_stock": 100_000, "margin": 0.3}
    ladder = {**SURE, "adapts": 0.0, "thresholds": [0.3, 0.5, 0.7, 99.0, 99.0]}
    given = world(
        {"price": 0.7},
        [{**shop, "escalation": ladder}],
        products=TWO,
        manufacturers={"acme": {}, "rival": {}},
    )
    market = opened(given, 3)
    for _ in range(given.weeks):
        market.step()
    ledger = market.ledger.close()
    effort = told(ledger, "effort").groupby(["product", "week"])["amount"].unique().str[0].unstack("product")
    steps = told(ledger, "dispute").query("other == 'acme'").set_index("week")["step"]
    less, shelf = (steps[steps == step].index.min() + 1 for step in ("less_effort", "retaliation"))
    acme, rival = next(iter(market.grievance_book.aggrieved.values())).usual.tolist()
    moved = 1.0 + (1.0 - 0.7) * acme / rival

    assert effort.loc[less].to_dict() == {"lamp": 0.7, "torch": 1.0}
    assert effort.loc[shelf:, "lamp"].unique().tolist() == [0.7]
    assert effort.loc[shelf:, "torch"].to_numpy() == pytest.approx(moved, rel=1e-12)
    assert 1.0 < moved < 3.0


def test_prices_are_met_in_retaliation_and_given_back() -> None:
    """From the third step on the dealer asks what the store does, and its own price once that is gone."""
    web = {"model": "direct_automated", "price": 0.8, "label": "web"}
    event = {"week": OPENS, "lasts": CLOSES - OPENS, "do": {"open_channel": web}}
    terms = {**SURE, "retaliation": "price", "forgets": 0.6, "thresholds": [0.3, 0.4, 0.5, 99.0, 99.0]}
    ledger = simulate(world(None, felt(**terms), events=[event], weeks=48), 3)
    steps = told(ledger, "dispute").query("step == 'retaliation'").groupby("aggrieved")["week"].min()
    prices = told(ledger, "posting").set_index(["outlet", "week"])["price"]

    assert len(steps)
    for name, week in steps.items():
        assert prices[name].loc[:week].unique().tolist() == [10_000]
        assert prices[name].loc[week + 1] == prices.xs(week, level="week").drop(name).min() == 8_000
        assert prices[name].loc[48] == 10_000


def test_a_dealer_without_another_supplier_leaves_the_trade_and_a_shop_with_one_leaves_the_supplier() -> None:
    """Exit, by how much else there is; nothing is lost, and the shop sells on for the rival."""
    quick = {**SURE, "thresholds": [0.1] * 5}
    alone = simulate(world({}, felt(**quick), weeks=40), 3)
    shop = {"model": "category_retail", "shops": 2, "reach": 1.0, "opening_stock": 50, "margin": 0.3}
    given = {
        "products": TWO,
        "manufacturers": {"acme": {"opening_stock": 99}, "rival": {"opening_stock": 99}},
    }
    both = simulate(world({}, [{**shop, "escalation": quick}], weeks=44, **given), 3)
    left, ended = told(alone, "departure"), told(both, "relation_end")

    assert set(left["reason"].astype(str)) == {"conflict"}
    assert measure(alone, "outlets_exited", by="reason")["conflict"] == len(left) == 2
    assert both.count("departure") == 0
    assert measure(both, "relations_ended") == len(ended) == 2
    for name, week in ended.set_index("member")["week"].items():
        orders, sales = both.table("order").astype(str), told(both, "sale")
        mine = orders[orders["buyer"] == name].assign(week=lambda table: table["week"].astype(int))
        assert set(mine[mine["week"] >= week]["supplier"]) == {"rival"}
        assert set(sales[(sales["outlet"] == name) & (sales["week"] > week)]["product"]) == {"torch"}


@pytest.mark.by_day(1)
@pytest.mark.parametrize("buy_back", [0.0, 0.5])
@pytest.mark.parametrize("opening_stock", [3, 50])
def test_nothing_is_lost_when_a_relation_ends(buy_back: float, opening_stock: int) -> None:
    """Goods and money balance, with goods on shelves, on their way and on order as shops leave the maker."""
    quick = {**SURE, "thresholds": [0.1] * 5, "credible_at": 5.0}
    shop = {"model": "category_retail", "shops": 3, "reach": 0.7, "margin": 0.3, "lead_time_weeks": 3}
    ways = [{**shop, "buy_back": buy_back, "opening_stock": opening_stock, "escalation": quick}]
    given = world(
        {},
        ways,
        products=TWO,
        manufacturers={"acme": {"opening_stock": 20, "production_weeks": 2}, "rival": {"opening_stock": 99}},
        backorders=[{"at": {"role": "retailer"}}],
        weeks=42,
        customers=40,
        crowd="columns",
    )
    played = SimpleNamespace(scenario=given, ledger=simulate(given, 3))

    assert played.ledger.count("relation_end") > 0
    conserved.test_every_shelf_balances_every_week(played)
    conserved.test_every_unit_is_somewhere(played)
    conserved.test_what_an_outlet_had_is_sold_sent_back_scrapped_or_there(played)
    conserved.test_orders_end_shipped_cancelled_or_open(played)
    conserved.test_revenue_is_what_customers_paid(played)
    assert wrong_payments(amounts_due(WithoutPayments(played.ledger)), played.ledger) == []
    assert difference(played.ledger, simulate(given.changed(crowd="one_by_one"), 3)) == ""


def test_a_dispute_that_outlasts_its_grievance_stays_under_the_issue_for_which_it_was_taken() -> None:
    """Dealers forget all at each review; no loss is left when the store has closed, steps go back later."""
    event = {"week": OPENS, "lasts": CLOSES - OPENS, "do": {"open_channel": {**STORE, "price": 0.7}}}
    ladder = {**SURE, "forgets": 1.0, "thresholds": [0.3, 0.6, 0.9, 1.0, 99.0]}
    ledger = simulate(world(None, felt(**ladder), events=[event], weeks=52), 3)
    steps, held = told(ledger, "dispute"), told(ledger, "grievance")
    most = held.sort_values("amount").groupby(["aggrieved", "other", "week"])["issue"].last()
    outlasting = 0
    for pair, rows in steps.groupby(["aggrieved", "other"]):
        for at, row in enumerate(rows.itertuples()):
            felt_now = (*pair, row.week) in most.index
            outlasting += not felt_now
            so_far = rows[: at + 1]
            up = so_far[so_far["step"].map(STEPS.index) > so_far["before"].map(STEPS.index)]
            assert row.issue == most[(*pair, row.week if felt_now else up["week"].iloc[-1])]
    by_issue = measure(ledger, "disputes", by="issue")

    assert outlasting > 0
    assert set(by_issue.index) <= set(held["issue"])
    assert by_issue.sum() == pytest.approx(measure(ledger, "disputes"))


def test_trust_follows_promises_seen_kept_and_broken() -> None:
    """Before the store opens all are kept; then one is seen broken of three: no other, no store, orders."""
    ledger = simulate(world({}, felt(first_trust=0.4, trust_gain=0.1, trust_loss=0.4), weeks=24), 3)
    trust = told(ledger, "trust").set_index(["member", "week"])["amount"].unstack("member")
    expected = 0.4
    for week, row in trust.iterrows():
        broken = 1 / 3 if week > OPENS else 0.0
        expected += 0.1 * (1 - broken) * (1 - expected) - 0.4 * broken * expected
        assert row.tolist() == pytest.approx([expected, expected], rel=1e-12)
    assert measure(ledger, "supplier_trust") == pytest.approx(trust.to_numpy().mean())


def test_off_is_as_if_it_were_not_there_and_both_ways_are_alike() -> None:
    """Switched off, or not said: the same entries; and one by one as in columns."""
    few = {"customers": 60, "weeks": 24}
    on, way = world({}, **few), felt()[0]
    never = world({}, [{name: value for name, value in way.items() if name != "escalation"}], **few)
    columns, one_by_one = (simulate(on.changed(crowd=crowd), 3) for crowd in ("columns", "one_by_one"))

    assert difference(columns, one_by_one) == ""
    assert columns.count("dispute") > 0
    off = simulate(on.changed(switched_off=["escalation"], crowd="columns"), 3)
    without = simulate(never.changed(crowd="columns"), 3)
    assert off.content_hash() == without.content_hash() != columns.content_hash()


def test_compensation_that_is_paid_is_income() -> None:
    """What the maker pays a dealer for its loss is in the dealer's books, and lowers what it feels."""
    market = opened(world({}), 3)
    for _ in range(OPENS):
        market.step()
    one = next(iter(market.grievance_book.aggrieved.values()))
    before = one.earned.copy()
    market.payments.pay("acme", one.name, 700, "compensation")
    quarrelling, market.phases = market.phases, tuple(p for p in market.phases if p.__name__ == "account")
    market.shopping.got[:] = market.shopping.waits[:] = -1
    market.step()

    assert quarrelling
    assert (one.earned - before).tolist() == [700.0]
    assert np.isfinite(one.usual).all()
