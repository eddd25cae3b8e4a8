"""Use: needs counted, goods that last, refills, subscriptions and leaving come out as closed forms say."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import integrate, special, stats

from experiments.validation._markets import plain_market
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import opened, simulate
from simulator.market.state.luck_weeks import ONSET, ORDINAL, RENEWED, SUGGESTED, UNIT
from simulator.mechanisms.use.needs_of_week import needs_of_week
from simulator.scenario.schema import Scenario
from tests.worlds.one_product import ALWAYS, SHOP, market

ERRORS = 4.5
"""Standard errors within which a share or a mean must lie."""


def purchases(ledger: Ledger, weeks: int) -> np.ndarray:
    """Return how many units each customer bought until a week [N]."""
    rows = ledger.columns("sale")
    early = rows["week"] <= weeks
    return np.bincount(
        rows["customer"][early], rows["units"][early], minlength=ledger.header.scenario.customers
    )


def assert_within_luck(found: np.ndarray, expected: float) -> None:
    """Assert that a mean over customers lies within its standard errors of what is expected."""
    error = found.std() / math.sqrt(len(found))
    assert abs(found.mean() - expected) < ERRORS * error, (found.mean(), expected, error)


@pytest.mark.by_day(1)
@pytest.mark.parametrize(("counted", "mean", "ratio"), [(True, 1.56, 2.3), (False, 1.518215, 2.146786)])
def test_needs_are_negative_binomial(counted: bool, mean: float, ratio: float) -> None:
    """Mean rt/α and variance to mean 1 + t/α, counted; of Bernoulli weeks what their own formula says."""
    shape, rate, weeks, people = 1.2, 40.0, 52, 10_000
    need = {"per_year": 52 * shape / rate, "rate_shape": shape, "counted": counted}
    found = purchases(simulate(market(weeks, people, need), seed=3), weeks)

    assert_within_luck(found, mean)
    assert_within_luck((found - mean) ** 2, ratio * mean)
    none = 1.0 - (rate / (rate + weeks)) ** shape  # Bernoulli or not, none is none
    assert_within_luck((found > 0).astype(float), none)


def test_two_needs_of_a_week_have_luck_of_their_own() -> None:
    """Of customers with two needs in one week the share that buys both is the square of the share of one."""
    need = {"per_year": 104, "counted": True}
    half = {"appeal": 0.0}
    ledger = simulate(market(1, 40_000, need, half), seed=5)
    bought = purchases(ledger, 1)
    needs = np.bincount(
        ledger.table("need", steps=True).query("outcome == 'arisen'")["customer"].to_numpy(),
        minlength=len(bought),
    )
    two = bought[needs == 2]

    assert len(two) > 8000
    for units, share in enumerate((0.25, 0.5, 0.25)):
        assert_within_luck((two == units).astype(float), share)


def test_customers_leave_as_the_bg_nbd_says() -> None:
    """Mean purchases of the CDNOW parameters by weeks 13, 39 and 78, and the share that never buys."""
    r, alpha, a, b = 0.2426, 4.4135, 0.7929, 2.4258
    need = {
        "per_year": 52 * r / alpha,
        "rate_shape": r,
        "counted": True,
        "leaving": {"alpha": a, "beta": b},
    }
    ledger = simulate(market(78, 8000, need), seed=11)

    for weeks, mean in ((13, 0.53444), (39, 1.19672), (78, 1.86052)):
        assert_within_luck(purchases(ledger, weeks), mean)
    assert_within_luck((purchases(ledger, 39) == 0).astype(float), (alpha / (alpha + 39)) ** r)


@pytest.mark.by_day(1)
@pytest.mark.parametrize(("alpha", "beta"), [(0.7041, 1.1820), (0.6681, 3.8061)])
def test_subscribers_stay_as_the_sbg_says(alpha: float, beta: float) -> None:
    """S(t) = B(α, β + t) / B(α, β); what is recognised week by week is active subscribers times price."""
    period, customers = 4, 10_000
    need = {"per_year": 52, "leaving": {"alpha": alpha, "beta": beta}}
    scenario = market(48, customers, need, {"subscription": {"period_weeks": period, "compares": 0.0}})
    played = opened(scenario, 2)
    recognised = 0.0
    for week in range(1, 49):
        played.step()
        in_use = played.crowd.columns.belongings.in_use[:, 0]
        recognised += (in_use >= week).sum() * 10.0 / period
    rows = played.ledger.columns("sale")
    active = np.bincount(rows["week"], rows["units"], minlength=49)

    assert active[1] == customers
    assert active[[week for week in range(1, 49) if week % period != 1]].sum() == 0
    for renewals in range(1, 12):
        share = active[1 + period * renewals] / customers
        expected = special.beta(alpha, beta + renewals) / special.beta(alpha, beta)
        assert abs(share - expected) < ERRORS * math.sqrt(expected * (1 - expected) / customers)
    paid = (rows["price"] * rows["units"]).sum() * scenario.units.money_step
    assert recognised == pytest.approx(paid, rel=1e-12)


def test_a_dearer_subscription_is_kept_by_whoever_would_have_chosen_it() -> None:
    """With unchanged prices all go on; at a higher one P(new) / P(old) do, by the luck of the choice."""
    need, people, period = {"per_year": 52}, {"price_sensitivity": 0.1}, 4
    product = {"appeal": 1.0, "subscription": {"period_weeks": period, "compares": 0.0}}
    dearer = [{"week": 5, "do": {"price_change": 2.0}}]
    steady, raised = (
        purchased_again(simulate(market(6, 10_000, need, product, people, events=events), seed=6))
        for events in ([], dearer)
    )
    before, after = (1 / (1 + math.exp(0.1 * price - 1.0)) for price in (10, 20))

    assert (steady == 1).all()
    assert_within_luck(raised, after / before)


def purchased_again(ledger: Ledger) -> np.ndarray:
    """Say of each customer of week 1 whether it paid again in week 5."""
    rows = ledger.columns("sale")
    first, again = (rows["customer"][rows["week"] == week] for week in (1, 5))
    return np.isin(first, again).astype(float)


@pytest.mark.by_day(1)
@pytest.mark.parametrize(
    ("per_year", "mean"), [(26, 8), (13, 26), (26, 26)], ids=["26, short lives", "13", "26"]
)
def test_durables_are_bought_as_often_as_they_wear_out(per_year: float, mean: int) -> None:
    """In the long run an owner buys once in E life + E weeks without, however often others need one.

    After four lives the renewals of people who all began without are as many as ever, but for one in 10⁵.
    """
    life, half = {"mean_weeks": float(mean), "shape": 2.0}, 4 * mean
    ledger = simulate(market(2 * half, 2500, {"per_year": per_year}, {"life": life}), seed=8)
    late = purchases(ledger, 2 * half) - purchases(ledger, half)
    scale = mean / math.gamma(1.5)
    mean_life = 1.0 + stats.weibull_min.sf(np.arange(1, 400) + 0.5, 2.0, scale=scale).sum()

    assert_within_luck(late / half, 1 / (mean_life + 52 / per_year - 1))


def test_what_is_worn_out_is_replaced_as_soon_as_is_said() -> None:
    """Replaced in the week after, no customer is without; owners that need more buy second units early."""
    life = {"mean_weeks": 10.0, "shape": 1.0}
    at_once = {"per_year": 52, "replaced_per_week": 1.0}
    late = purchases(simulate(market(52, 4000, at_once, {"life": life}), seed=8), 52)
    mean_life = 1.0 + np.exp(-(np.arange(1, 400) + 0.5) / 10.0).sum()
    assert_within_luck((late - 1) / 51, 1 / mean_life)

    long_life = {"mean_weeks": 5200.0, "shape": 50.0}
    owning = {"per_year": 5.2, "while_owning": 0.5}
    ledger = simulate(market(40, 4000, owning, {"life": long_life}), seed=9)
    rows = ledger.columns("sale")
    first = np.full(4000, 41)
    np.minimum.at(first, rows["customer"], rows["week"])
    again = purchases(ledger, 40) - (first < 41)
    chances = again[first < 41] / np.maximum(1, 40 - first[first < 41])
    assert abs(np.average(chances, weights=40 - first[first < 41]) - 0.05) < 0.003


def test_refills_are_needed_with_what_they_refill() -> None:
    """No pods without a machine in use; with one, as often as they are needed."""
    machine = {
        "unit_cost": 50,
        "list_price": 100,
        "appeal": ALWAYS,
        "life": {"mean_weeks": 8.0, "shape": 1.0},
    }
    pods = {
        "category": "coffee",
        "unit_cost": 1,
        "list_price": 4,
        "appeal": ALWAYS,
        "refill_of": ["machine"],
    }
    needs = {"light": {"per_year": 5.2}, "coffee": {"per_year": 26}}
    scenario = plain_market(
        52,
        3000,
        {"machine": machine, "pods": pods},
        {"price_sensitivity": 0.0, "needs": needs},
        distribution=SHOP,
        detail="sales",
    )
    played = opened(scenario, 4)
    in_use_of, owning, bought = {}, [], []
    for week in range(1, 53):
        played.step()
        in_use_of[week] = played.crowd.columns.belongings.in_use[:, 0] >= week
    rows = played.ledger.columns("sale")
    for week, in_use in in_use_of.items():
        pods_now = (rows["week"] == week) & (rows["product"] == 1)
        has_pods = np.bincount(rows["customer"][pods_now], minlength=3000) > 0
        assert not (has_pods & ~in_use).any()
        old = in_use & ~np.isin(
            np.arange(3000), rows["customer"][(rows["week"] == week) & (rows["product"] == 0)]
        )
        owning.append(old.sum())
        bought.append((has_pods & old).sum())

    error = math.sqrt(0.25 / sum(owning))
    assert abs(sum(bought) / sum(owning) - 0.5) < ERRORS * error


@pytest.mark.parametrize("truth", [0.1, 0.9])
def test_the_satisfied_stay_longer(truth: float) -> None:
    """Of a first purchase 1 − (1 − θ)^exp(−c (S − ½)) leave, in the mean over θ; S is what is delivered."""
    a, b, weight = 2.0, 5.0, 3.0
    need = {"per_year": 52, "leaving": {"alpha": a, "beta": b, "satisfaction": weight}}
    product = {"attributes": {"quality": truth}}
    ledger = simulate(market(2, 20_000, need, product, {"values": {"quality": 1.0}}), seed=7)
    power = math.exp(-weight * (truth - 0.5))
    stay, _ = integrate.quad(lambda t: (1 - t) ** power * stats.beta.pdf(t, a, b), 0, 1)

    assert_within_luck((purchases(ledger, 2) == 2).astype(float), stay)


def test_customers_that_left_are_won_back() -> None:
    """All leave after each purchase and a tenth of them comes back each week: cycles of ten weeks."""
    leaving = {"alpha": 1e6, "beta": 1e-3, "won_back_per_week": 0.1}
    found = purchases(simulate(market(40, 5000, {"per_year": 52, "leaving": leaving}), seed=1), 40)

    assert_within_luck((found - 1) / 39, 0.1)


def test_of_a_deal_the_dip_equals_the_bump() -> None:
    """One brand, no rival, constant use: units bought ahead are missing afterwards, one by one."""
    need = {"per_year": 52, "pantry": {"storage_cost": 0.25, "most_units": 12}}
    deal = [{"week": 6, "do": {"price_change": 0.8}, "lasts": 3}]
    with_it, without = (
        weekly_units(simulate(market(16, 200, need, events=events), seed=1)) for events in (deal, [])
    )
    more = with_it - without

    assert (without[1:] == 200).all()
    assert more[6] == 200 * 8  # (10 - 8) / 0.25 weeks of use
    assert (more[7:15] == -200).all() and not more[15:].any() and not more[:6].any()


def weekly_units(ledger: Ledger) -> np.ndarray:
    """Return the units sold in each week, the first is none [weeks + 1]."""
    rows = ledger.columns("sale")
    return np.bincount(rows["week"], rows["units"], minlength=ledger.header.scenario.weeks + 1)


def test_what_is_bought_ahead_is_what_is_left_on_the_shelf() -> None:
    """A deal with too little stock sells what there is, and no need is lost that was not one."""
    need = {"per_year": 52, "pantry": {"storage_cost": 0.25}}
    deal = [{"week": 2, "do": {"price_change": 0.8}, "lasts": 1}]
    little = {**SHOP, "opening_stock": 1000, "ordering": {"policy": "fixed_schedule", "orders": [0]}}
    ledger = simulate(market(3, 200, need, events=deal, distribution=little), seed=1)

    assert weekly_units(ledger).tolist() == [0, 200, 800, 0]
    kept = np.bincount(ledger.columns("sale")["customer"], ledger.columns("sale")["units"], minlength=200)
    assert ledger.table("lost_sale")["week"].tolist() == [3] * int((kept <= 2).sum())


def test_seats_are_chosen_with_one_luck() -> None:
    """A need of five units is met by five or by none, as often as a need of one unit is."""
    need = {"per_year": 52, "units": 5}
    found = purchases(simulate(market(1, 20_000, need, {"appeal": 0.0}), seed=2), 1)

    assert set(found.tolist()) == {0, 5}
    assert_within_luck((found == 5).astype(float), 0.5)


def test_a_market_that_opens_with_owners_sells_from_the_first_week_what_it_sells_for_ever() -> None:
    """With as many owners of all ages as there are in the long run, early and late sales are alike."""
    mean, chance = 20.0, 0.25
    life = {"mean_weeks": mean, "shape": 2.0}
    lives = 1.0 + stats.weibull_min.sf(np.arange(1, 300) + 0.5, 2.0, scale=mean / math.gamma(1.5)).sum()
    owned = lives / (lives + 1 / chance - 1)
    need = {"per_year": 52 * chance}
    ledger = simulate(market(40, 20_000, need, {"life": {**life, "owned": owned}}), seed=3)

    for weeks in (slice(2, 12), slice(31, 41)):
        weekly = weekly_units(ledger)[weeks] / 20_000
        error = math.sqrt(weekly.mean() / 20_000 / 10)
        assert abs(weekly.mean() - 1 / (lives + 1 / chance - 1)) < ERRORS * error


def test_a_customer_has_no_more_needs_in_a_week_than_can_be_told_apart() -> None:
    """At the very end of a Poisson of any mean there are 254, and their luck is that of no further unit."""
    most = needs_of_week(2**64 - 1, 1e9, True, True)

    assert most == needs_of_week(np.array([2**64 - 1], np.uint64), np.array([240.0]), True, True)[0] == 254
    assert most - 1 < RENEWED < SUGGESTED
    assert SUGGESTED * ORDINAL + ORDINAL - 1 < UNIT < 128 * UNIT == ONSET


def test_a_category_in_which_money_weighs_more_is_one_of_more_sensitive_customers() -> None:
    """Sale by sale and in surplus: four times the weight is four times the price sensitivity."""
    need, half = {"per_year": 26}, {"appeal": 1.0}
    weighed, sensitive = (
        simulate(market(8, 2000, {**need, **more}, half, {"price_sensitivity": beta}), seed=2)
        for more, beta in (({"price_weight": 4.0}, 0.0625), ({}, 0.25))
    )

    assert weighed.table("sale", steps=True).equals(sensitive.table("sale", steps=True))
    assert weighed.table("consumer_surplus").equals(sensitive.table("consumer_surplus"))
    plain = simulate(market(8, 2000, need, half, {"price_sensitivity": 0.0625}), seed=2)
    assert (
        plain.table("sale", steps=True)["units"].sum() > 2 * weighed.table("sale", steps=True)["units"].sum()
    )


def test_a_period_paid_for_while_one_runs_begins_when_that_ends() -> None:
    """What is recognised week by week, and what is paid for beyond the end, are all that was paid."""
    need, period = {"per_year": 26, "while_owning": 0.5}, 4
    played = opened(market(24, 2000, need, {"subscription": {"period_weeks": period, "compares": 0.0}}), 2)
    active = 0
    for week in range(1, 25):
        played.step()
        in_use = played.crowd.columns.belongings.in_use[:, 0]
        active += int((in_use >= week).sum())
    rows = played.ledger.columns("sale")
    beyond = int(np.maximum(in_use - 24, 0).sum())

    assert active + beyond == period * rows["units"].sum()
    assert beyond > 2000


def test_who_sends_back_one_of_two_keeps_the_other_in_use() -> None:
    """Owners that buy a second machine and send it back need no third; without any left, they need one."""
    need = {"per_year": 52, "while_owning": 0.1}
    machine = {
        "appeal": 0.0,
        "life": {"mean_weeks": 2000, "owned": 0.5},
        "attributes": {"quality": 0.0},
        "reputation": {"quality": 1.0},
    }
    scenario = market(
        3,
        2000,
        need,
        machine,
        {"values": {"quality": 50.0}, "price_sensitivity": 1.0, "return_hassle": 0.0},
        returns=[{"at": "dealer", "within_weeks": 2, "refund": 1.0}],
    )
    played = opened(scenario, 3)
    first = played.crowd.columns.belongings.in_use[:, 0].copy()
    owned, old = first > 0, (first > 0) & (first <= 3)
    for _ in range(3):
        played.step()
    belongings, returned = played.crowd.columns.belongings, played.ledger.table("return", steps=True)
    sent_back = np.bincount(returned["customer"], returned["units"], minlength=2000)
    bought = purchases(played.ledger, 3)
    left = owned + bought - sent_back

    assert sent_back[owned].sum() > 50
    assert sent_back[~owned].sum() > 500
    assert ((belongings.in_use[:, 0] >= 3) == (left > 0))[~old].all()
    assert (belongings.units[:, 0] == left)[(left > 0) & ~old].all()


def pods_by_subscription() -> Scenario:
    """Return machines that soon wear out, pods for them that are subscribed to, and coffee for everybody."""
    made = {
        "machine": {"list_price": 9, "unit_cost": 5, "appeal": 2.0, "life": {"mean_weeks": 3, "shape": 1.0}},
        "pods": {
            "category": "coffee",
            "list_price": 4,
            "unit_cost": 1,
            "appeal": 2.0,
            "refill_of": ["machine"],
            "subscription": {"period_weeks": 2, "compares": 0.3},
        },
        "beans": {"category": "coffee", "list_price": 4, "unit_cost": 1, "appeal": 1.0},
    }
    people = {"price_sensitivity": 0.2, "needs": {name: {"per_year": 26} for name in ("light", "coffee")}}
    return plain_market(14, 100, made, people, distribution=SHOP, detail="sales")


def kept_while_waiting() -> Scenario:
    """Return needs that are counted and bought ahead of a shop that runs empty and takes orders."""
    need = {"per_year": 104, "counted": True, "pantry": {"storage_cost": 0.05}}
    deal = [{"week": week, "do": {"price_change": 0.8}, "lasts": 1} for week in (2, 5, 8)]
    shop = {**SHOP, "opening_stock": 160, "ordering": {"policy": "fixed_schedule", "orders": [30]}}
    ways = {"events": deal, "distribution": shop, "backorders": [{"at": "dealer"}]}
    return market(10, 40, need, {"appeal": 2.0}, {"price_sensitivity": 0.1, "waiting_cost": 0.1}, **ways)


@pytest.mark.by_day(1)
@pytest.mark.parametrize("played", [pods_by_subscription, kept_while_waiting])
def test_both_ways_are_equal_where_the_pool_seldom_goes(played: Callable[[], Scenario]) -> None:
    """To the last entry; and what the world is about does happen in it."""
    one, other = (simulate(played().changed(crowd=way), seed=4) for way in ("columns", "one_by_one"))

    assert one.content_hash() == other.content_hash()
    if played is pods_by_subscription:
        sold = one.table("sale", steps=True).groupby("product", observed=True)["units"].sum()
        assert (sold > 100).all()
    else:
        assert one.count("delivery")
        weekly = one.table("sale", steps=True).groupby("week")["units"].sum()
        assert weekly[2] > 1.3 * weekly[1]
