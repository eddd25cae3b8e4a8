"""Streams of demand: distributed as stated, keyed by name, waited for or lost, seen late or at once."""

from collections.abc import Callable
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from simulator.base.keyed_random import KeyedRandom
from simulator.base.numerics.poisson_quantile import poisson_quantile
from simulator.catalog.demand_processes.autoregressive import Autoregressive
from simulator.catalog.demand_processes.listed import Listed
from simulator.catalog.demand_processes.normal import Normal
from simulator.catalog.demand_processes.poisson import Poisson
from simulator.catalog.demand_processes.steps import Step, Steps
from simulator.domain.decisions.demand_process import DemandProcess, DemandProcessView
from simulator.ledger.metric import measure
from simulator.ledger.queries.pipeline import customers_demand, pipeline_steps
from simulator.market.simulate import simulate
from simulator.scenario.load import load
from tests.worlds.supply_lines import by_week, supply_line

SHELF = {"name": "shelf", "ordering": {"policy": "base_stock", "level": 0.0}}


def played(stream: DemandProcess, weeks: int, who: int = 7) -> np.ndarray:
    """Return a stream's demand week by week, under fixed dice."""
    dice, before, found = KeyedRandom(2024), None, []
    for week in range(1, weeks + 1):
        before = stream.units(DemandProcessView(week, before, dice.word("demand", week, who)))
        found.append(before)
    return np.array(found)


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        (Normal(mean=50.0, sd=8.0), stats.norm(50, 8).cdf),
        (Autoregressive(mean=50.0, sd=8.0, correlation=0.0), stats.norm(50, 8).cdf),
    ],
)
def test_continuous_streams_follow_their_distribution(
    stream: DemandProcess, expected: Callable[[np.ndarray], np.ndarray]
) -> None:
    """By Kolmogorov and Smirnov; another mean by half a standard deviation is told apart."""
    seen = played(stream, 3000)

    assert stats.kstest(seen, expected).pvalue > 0.001
    assert stats.kstest(seen + 4.0, expected).pvalue < 1e-6


@pytest.mark.by_day(3)
@pytest.mark.parametrize("mean", [0.0, 0.3, 6.0, 75.0, 1200.0])
def test_poisson_has_its_mean_and_variance(mean: float) -> None:
    """Also where it is put together of several."""
    seen = played(Poisson(mean=mean), 3000)

    assert seen.mean() == pytest.approx(mean, abs=4 * sqrt(mean / 3000) + 1e-12)
    assert seen.var() == pytest.approx(mean, abs=4 * sqrt((mean + 2 * mean * mean) / 3000) + 1e-12)


@given(luck=st.floats(1e-9, 1 - 1e-7), mean=st.floats(0, 500))
def test_poisson_numbers_are_the_distributions_quantile(luck: float, mean: float) -> None:
    """As SciPy has it, but for luck that lies on a step to the last bits."""
    least, most = stats.poisson(mean).ppf([luck * (1 - 1e-9), luck * (1 + 1e-9)])

    assert least <= poisson_quantile(luck, mean) <= most


def test_a_week_is_like_the_one_before_as_far_as_stated() -> None:
    """Mean, standard deviation and correlation of an autoregressive stream, from the first week on."""
    stream = Autoregressive(mean=100.0, sd=10.0, correlation=0.7)
    seen = played(stream, 8000)
    first = np.array([played(stream, 1, who)[0] for who in range(2000)])

    assert seen.mean() == pytest.approx(100, abs=1.2)
    assert seen.std() == pytest.approx(10, rel=0.06)
    assert np.corrcoef(seen[1:], seen[:-1])[0, 1] == pytest.approx(0.7, abs=0.035)
    assert first.std() == pytest.approx(10, rel=0.08)


def test_steps_and_lists_say_what_they_say() -> None:
    """The latest step counts, in whatever order; a list ends or starts again."""
    steps = Steps(first=4.0, then=[Step(week=9, level=5.0), Step(week=5, level=8.0)])

    assert played(steps, 10).tolist() == [4, 4, 4, 4, 8, 8, 8, 8, 5, 5]
    assert played(Listed(weeks=[1.0, 2.0]), 5).tolist() == [1, 2, 0, 0, 0]
    assert played(Listed(weeks=[1.0, 2.0], again=True), 5).tolist() == [1, 2, 1, 2, 1]


def test_a_line_more_changes_nobodys_demand() -> None:
    """Luck is keyed by name."""
    demand = {"process": "poisson", "mean": 6.0}
    two, three = (simulate(supply_line(8, lines=lines, tiers=[SHELF], demand=demand), 5) for lines in (2, 3))
    buyers = [by_week(ledger, "order", "buyer", "acme buyers 2") for ledger in (two, three)]

    assert buyers[0] == buyers[1]
    assert by_week(three, "order", "buyer", "acme buyers 1") != buyers[0]


LISTS = st.lists(st.integers(0, 9), min_size=8, max_size=8)


@settings(max_examples=15, deadline=None)
@given(wanted=LISTS, stock=st.integers(0, 30), waits=st.booleans())
def test_what_is_not_there_is_waited_for_or_lost(wanted: list[int], stock: int, waits: bool) -> None:
    """A shelf that never orders: stock is used up in the order of demand, the rest stands open or is lost."""
    tier = {**SHELF, "opening_stock": stock, "ordering": {"policy": "fixed_schedule", "orders": []}}
    demand = {"process": "listed", "weeks": [float(units) for units in wanted]}
    ledger = simulate(supply_line(8, tiers=[tier], demand=demand, waits=waits), 1)
    used = by_week(ledger, "consumption", "member", "acme buyers")
    there, expected = stock, []
    for units in wanted:
        expected.append(min(units, there))
        there -= expected[-1]

    assert used == expected
    lost = by_week(ledger, "cancellation", "buyer", "acme buyers")
    assert lost == ([0] * 8 if waits else [w - u for w, u in zip(wanted, used, strict=True)])


@settings(max_examples=15, deadline=None)
@given(wanted=LISTS, mail=st.integers(0, 3), way=st.integers(0, 3))
def test_orders_are_seen_after_their_way_and_filled_after_the_goods(
    wanted: list[int], mail: int, way: int
) -> None:
    """Order in week t, shipped in t + information delay, there after the lead time more; nothing is lost."""
    tier = {
        "name": "shelf",
        "opening_stock": 100,
        "lead_time_weeks": way,
        "order_weeks": mail,
        "ordering": "chase_demand",
    }
    demand = {"process": "listed", "weeks": [float(units) for units in wanted]}
    ledger = simulate(supply_line(16, tiers=[tier], demand=demand), 1)
    orders = by_week(ledger, "order", "buyer", "acme shelf")

    assert orders == wanted + [0] * 8
    assert by_week(ledger, "shipment", "buyer", "acme shelf") == ([0] * mail + orders)[:16]
    assert by_week(ledger, "shipment", "buyer", "acme shelf", "arrives") == ([0] * (mail + way) + orders)[:16]


@settings(max_examples=15, deadline=None)
@given(
    wanted=LISTS, level=st.integers(0, 40), lead=st.integers(0, 4), mail=st.integers(0, 2), bare=st.booleans()
)
def test_base_stock_is_exposed_to_its_lead_time(
    wanted: list[int], level: int, lead: int, mail: int, bare: bool
) -> None:
    """Net stock at the end of a week is the level less what was wanted in the last L weeks."""
    tier = {
        "name": "shelf",
        "lead_time_weeks": lead,
        "order_weeks": mail,
        "opening_stock": 0 if bare else level,
        "ordering": {"policy": "base_stock", "level": float(level)},
    }
    demand = {"process": "listed", "weeks": [float(units) for units in wanted]}
    ledger = simulate(supply_line(8, tiers=[tier], demand=demand), 1)
    held = by_week(ledger, "stock", "member", "acme shelf")
    behind = np.cumsum(wanted) - np.cumsum(by_week(ledger, "consumption", "member", "acme buyers"))
    exposed = lead + mail
    for week in range(exposed + 1 if bare else 1, 9):
        late = sum(wanted[max(0, week - exposed) : week])

        assert held[week - 1] - behind[week - 1] == level - late


@settings(max_examples=15, deadline=None)
@given(wanted=LISTS, stock=st.integers(0, 20), fee=st.integers(1, 9))
def test_a_late_supplier_pays_for_every_unit_and_week(wanted: list[int], stock: int, fee: int) -> None:
    """The fee times what is owed at the end of each week, to whom it is owed."""
    tier = {**SHELF, "opening_stock": stock, "ordering": {"policy": "fixed_schedule", "orders": []}}
    demand = {"process": "listed", "weeks": [float(units) for units in wanted]}
    ledger = simulate(supply_line(8, tiers=[tier], demand=demand, late_fee=float(fee)), 1)
    owed = np.cumsum(wanted) - np.cumsum(by_week(ledger, "consumption", "member", "acme buyers"))
    paid = ledger.table("payment", steps=True).astype({"payer": str, "payee": str, "reason": str})
    late = paid[paid["reason"] == "late_fee"]

    assert late["amount"].sum() == owed.sum() * fee * 100
    assert set(zip(late["payer"], late["payee"], strict=True)) <= {("acme shelf", "acme buyers")}


def test_what_a_stream_wants_is_customers_demand() -> None:
    """For the bullwhip of the whole line, and in pictures of its steps; who passes orders on adds nothing."""
    tiers = [
        {"name": name, "opening_stock": 50, "ordering": "chase_demand", "lead_time_weeks": 1}
        for name in ("depot", "shelf")
    ]
    ledger = simulate(supply_line(12, tiers=tiers, demand={"process": "poisson", "mean": 6.0}), 4)
    wanted = by_week(ledger, "order", "buyer", "acme buyers")

    assert customers_demand(ledger).tolist() == wanted
    assert measure(ledger, "units_sold") == sum(by_week(ledger, "consumption", "member", "acme buyers"))
    assert measure(ledger, "units_sold", by="outlet").to_dict() == {
        "acme shelf": measure(ledger, "units_sold")
    }
    assert measure(ledger, "revenue") == 10 * measure(ledger, "units_sold") > 0
    by_cell = measure(ledger, "units_sold", by="cell")  # no customer's: a part of its own
    assert by_cell.to_dict() == {"demand processes": measure(ledger, "units_sold")}
    assert list(pipeline_steps(ledger)) == ["manufacturer", "depot", "shelf"]
    assert measure(ledger, "bullwhip") == pytest.approx(1.0)
    assert measure(ledger, "bullwhip", by="member")["acme depot"] == pytest.approx(1.0)


def test_the_beer_game_as_shipped_is_the_boards() -> None:
    """In whole cases people cost a little more than in fractions; the swings are the same, tier by tier."""
    ledger = simulate(load("scenarios/beer_game.yaml"), 1)
    line = [("the buyers", "the retailer"), ("the retailer", "the wholesaler")]
    line += [("the wholesaler", "the distributor"), ("the distributor", "brewery")]
    peaks = [max(by_week(ledger, "order", "buyer", buyer)) for buyer, _ in line]
    paid = ledger.table("payment", steps=True).query("week > 4 and reason in ['storage', 'late_fee']")
    costs = (paid.groupby("payer", observed=True)["amount"].sum() / 100).to_dict()

    assert peaks == pytest.approx([8, 10.99, 16.48, 25.12], rel=0.1)
    assert [costs[name] for _, name in line] == pytest.approx([280, 627, 886, 686], rel=0.12)


def test_who_uses_goods_up_shares_nothing_but_orders() -> None:
    """A contract by which buyers share their sales changes nothing: they have no customers of their own."""
    tier = {"name": "shelf", "opening_stock": 20, "ordering": "chase_demand"}
    plain = supply_line(8, tiers=[tier], demand={"process": "poisson", "mean": 6.0})
    told = plain.changed(contracts=[{"to": "buyers", "shares_sales": True}])

    assert simulate(plain, 2).content_hash() == simulate(told, 2).content_hash()


def test_service_to_streams_is_counted_as_it_happened() -> None:
    """Both types, from the entries, one by one; whether it waits or not; nothing served late counts."""
    for waits in (True, False):
        tier = {"name": "shelf", "opening_stock": 14, "lead_time_weeks": 2}
        tier["ordering"] = {"policy": "base_stock", "level": 16.0}
        demand = {"process": "poisson", "mean": 6.0}
        ledger = simulate(supply_line(40, tiers=[tier], lines=3, demand=demand, waits=waits), 11)
        asked = met = weeks = ready = 0
        for line in range(1, 4):
            orders, sent, gone = (
                by_week(ledger, kind, "buyer", f"acme buyers {line}")
                for kind in ("order", "shipment", "cancellation")
            )
            owed = 0
            for wanted, units, lost in zip(orders, sent, gone, strict=True):
                found = max(0, min(wanted, units - owed))
                owed += wanted - units - lost
                asked, met = asked + wanted, met + found
                weeks, ready = weeks + (wanted > 0), ready + (found == wanted > 0)
        assert 0 < met < asked
        assert measure(ledger, "fill_rate") == pytest.approx(met / asked, rel=1e-12)
        assert measure(ledger, "ready_rate") == pytest.approx(ready / weeks, rel=1e-12)
        assert measure(ledger, "fill_rate", "outlet").between(0, 1).sum() == 3
        assert measure(ledger, "fill_rate", "tier")["shelf"] == pytest.approx(met / asked)
