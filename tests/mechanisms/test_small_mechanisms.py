"""Small mechanisms against their equations: shares, storage, wages, rationing, season, outlets, advice."""

from fractions import Fraction
from math import exp, sqrt
from typing import Any

import pytest

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.units import share_of
from simulator.market.customers.population_draw import draw_population
from simulator.market.simulate import opened, simulate
from simulator.market.state.choice_tables import NONE
from simulator.mechanisms.choice.season import WEEKS_PER_YEAR, seasonal_factor
from simulator.mechanisms.supply.allocation import largest_remainder
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.worlds.small import small_scenario

SIGMAS = 6.0
"""How far chance may carry a share from its expectation: once in 10⁹ runs."""


def plain(
    people: dict[str, Any] | None = None, lamp: dict[str, Any] | None = None, **changes: Any
) -> Scenario:
    """Return one kind of people in one region, one lamp that all know and that costs no utility."""
    segment = {
        "share": 1.0,
        "values": {},
        "price_sensitivity": 0.0,
        "needs": {"light": {"per_year": 26}},
        "information_need": 0.0,
        **(people or {}),
    }
    product = {"maker": "acme", "category": "light", "unit_cost": 40, "list_price": 100, "attributes": {}}
    return small_scenario(
        **{
            "weeks": 10,
            "customers": 1000,
            "manufacturers": {"acme": {"opening_stock": 50}},
            "products": {"lamp": {**product, **(lamp or {})}},
            "segments": {"people": segment},
            "regions": {"north": {"share": 1.0}},
            "response": {"standing": 100.0, "remembering": 1.0},
            "distribution": dealers(),
            "competition": [],
            "campaigns": [],
            "events": [],
            **changes,
        }
    )


def dealers(**terms: Any) -> dict[str, Any]:
    """Return dealers at hand for everybody, all alike, with plenty of stock."""
    plenty = {"opening_stock": 100_000, "reach": 1.0, "expertise": 0.0}
    return {"model": "authorized_dealers", "dealers_per_region": 4, **plenty, **terms}


def test_shares_are_rounded_half_to_even() -> None:
    """share_of(amount, bp/10⁴) is the exact fraction, rounded once; halves go to the even step."""
    amounts = [int(n) for n in DRAW.integers(0, 10**9, 2000)]
    rates = [int(n) for n in DRAW.integers(0, 10_001, 2000)]
    ties = [(2 * n + 1, 5_000) for n in amounts[:200]]
    ties += [(4 * n + 2, 2_500) for n in amounts[:200]] + [(8 * n + 4, 1_250) for n in amounts[:200]]
    for amount, points in [*zip(amounts, rates, strict=True), *ties]:
        exact = Fraction(amount * points, 10_000)

        assert share_of(amount, points / 10_000) == round(exact)
    assert all(Fraction(amount * points, 10_000).denominator == 2 for amount, points in ties)


def test_storage_is_a_share_of_the_value_at_the_end_of_the_week() -> None:
    """Each member pays outside its storage rate on units × what each costs it, product by product."""
    rate, margin = float(DRAW.integers(1, 500)) / 10_000, 0.3123
    scenario = plain(
        lamp={"unit_cost": 41.37},
        weeks=6,
        manufacturers={"acme": {"opening_stock": 500, "storage_cost": rate}},
        distribution=dealers(margin=margin, opening_stock=60),
    )
    ledger = simulate(scenario, int(DRAW.integers(1000)))
    stock = ledger.table("stock").astype({"member": str})
    expected = {}
    for week, member, units in zip(stock["week"], stock["member"], stock["units"], strict=True):
        cost, share = (4137, rate) if member == "acme" else (round(100 * (1 - margin) * 100), 0.003)
        due = round(Fraction(cost * units * round(share * 10_000), 10_000))
        expected[week, member, "the outside world"] = due
    paid = ledger.table("payment").astype({"payer": str, "payee": str, "reason": str})
    storage = paid[paid["reason"] == "storage"].set_index(["week", "payer", "payee"])["amount"]

    assert len({member for _, member, _ in expected}) == 5
    assert storage.to_dict() == {key: due for key, due in expected.items() if due}


def test_wages_are_paid_every_week() -> None:
    """A sales team pays reps × hours × wage to the outside world, whatever it sells."""
    reps, hours, wage = int(DRAW.integers(1, 5)), float(DRAW.integers(5, 40)), float(DRAW.integers(20, 80))
    team = {"model": "direct_assisted", "reps": reps, "hours_per_week": hours, "wage": wage}
    ledger = simulate(plain(weeks=5, distribution=team), int(DRAW.integers(1000)))
    paid = ledger.table("payment").astype({"payer": str, "payee": str, "reason": str})
    running = paid[paid["reason"] == "running"]

    assert set(running["payer"]) == {"acme sales_team north"}
    assert set(running["payee"]) == {"the outside world"}
    assert running.set_index("week")["amount"].to_dict() == dict.fromkeys(
        range(1, 6), round(reps * hours * wage * 100)
    )


def test_what_rounding_leaves_goes_to_the_largest_remainders() -> None:
    """Everybody gets its quota rounded down; whoever gets one more had no smaller remainder, ties in turn."""
    for _ in range(500):
        asked = [int(n) for n in DRAW.integers(1, 30, DRAW.integers(1, 9))]
        available = int(DRAW.integers(0, sum(asked) + 5))
        given = largest_remainder(available, asked)
        if available >= sum(asked):
            assert given == asked
            continue
        quota = [Fraction(available * units, sum(asked)) for units in asked]
        remainder = [part - int(part) for part in quota]
        more = [got - int(part) for got, part in zip(given, quota, strict=True)]
        last_in = max(((-remainder[i], i) for i, one in enumerate(more) if one), default=(-2, 0))
        first_out = min(((-remainder[i], i) for i, one in enumerate(more) if not one), default=(2, 0))

        assert sum(given) == available
        assert set(more) <= {0, 1}
        assert last_in < first_out


def test_season_swings_around_a_mean_of_one() -> None:
    """Over 52 weeks the factors sum to 52; 1 + a at the peak, 1 − a half a year off, straight between."""
    for _ in range(50):
        swing, peak = float(DRAW.random()), int(DRAW.integers(1, 53))
        year = {week: seasonal_factor(week, swing, peak) for week in range(1, 53)}
        for week, factor in year.items():
            away = min((week - peak) % 52, (peak - week) % 52)

            assert factor == pytest.approx(1 + swing * (1 - away / 13))
            assert seasonal_factor(week + 52, swing, peak) == factor
        assert sum(year.values()) == pytest.approx(52)


def test_needs_arise_as_often_as_the_season_says() -> None:
    """Customers with a need in a week: people × per year / 52 × factor, within the luck of so many."""
    swing, peak, per_year = float(DRAW.uniform(0.4, 0.8)), int(DRAW.integers(1, 53)), 15.0
    people = {"needs": {"light": {"per_year": per_year, "season": swing, "peak_week": peak}}}
    scenario = plain(people, weeks=WEEKS_PER_YEAR, customers=4000)
    stages = simulate(scenario, int(DRAW.integers(1000))).table("stage_flow").astype({"stage": str})
    needs = stages[stages["stage"] == "need"].set_index("week")["customers"]
    for week in range(1, WEEKS_PER_YEAR + 1):
        away = min((week - peak) % 52, (peak - week) % 52)
        chance = per_year / 52 * (1 + swing * (1 - away / 13))
        allowed = SIGMAS * sqrt(4000 * chance * (1 - chance))

        assert abs(needs.get(week, 0) - 4000 * chance) <= allowed


def outlets_at_hand(number: int, candidates: int, seed: int) -> list[set[str]]:
    """Return the names of the outlets at hand of each customer, where there are so many dealers."""
    ways = [dealers(dealers_per_region=number, reach=0.6), {"model": "direct_automated"}]
    market = opened(plain(customers=500, candidates=candidates, distribution=ways), seed)
    people = draw_population(market.run_tables, market.given.segments, KeyedRandom(seed))
    return [{market.run_tables.outlets[o] for o in row if o != NONE} for row in people.candidates.tolist()]


def test_one_more_outlet_displaces_at_most_one() -> None:
    """Whoever has K outlets at hand loses one of them at most when one more opens, and only for it."""
    seed, candidates, number = (int(DRAW.integers(*ends)) for ends in ((0, 1000), (2, 6), (9, 13)))
    few, many = (outlets_at_hand(n, candidates, seed) for n in (number, number + 1))
    new = {f"acme dealer north {number + 1}"}

    assert any(new <= after for after in many)
    for before, after in zip(few, many, strict=True):
        assert after - before <= new
        assert len(before - after) <= len(after - before)
        assert len(before - after) == 0 or len(before) == candidates


def test_outlets_that_serve_everybody_come_first() -> None:
    """A web store at hand for all is among the K of every customer, however many dealers are near."""
    candidates = int(DRAW.integers(1, 5))
    at_hand = outlets_at_hand(12, candidates, int(DRAW.integers(1000)))

    assert sum(len(own) == candidates for own in at_hand) > 400
    assert all("acme web_store" in own for own in at_hand)


def test_outlets_alike_are_at_hand_equally_often() -> None:
    """Where more are near than K, luck says which: each of n dealers has its n-th part of the places."""
    number = 12
    at_hand = outlets_at_hand(number, int(DRAW.integers(3, 6)), int(DRAW.integers(1000)))
    places = sum(len(own - {"acme web_store"}) for own in at_hand)
    chance = places / number / len(at_hand)
    for place in range(1, number + 1):
        near = sum(f"acme dealer north {place}" in own for own in at_hand)

        assert abs(near - places / number) < SIGMAS * sqrt(len(at_hand) * chance * (1 - chance))


def test_outlets_remember_the_first_choices_they_could_not_meet() -> None:
    """Demand remembered of a week: units sold and first choices that were not there."""
    scenario = plain(weeks=4, customers=300, detail="sales", distribution=dealers(opening_stock=5))
    seed = int(DRAW.integers(1000))
    ledger, market = simulate(scenario, seed), opened(scenario, seed)
    asked: dict[tuple[str, int], int] = {}
    for kind in ("sale", "lost_sale"):
        entries = ledger.table(kind).astype({"outlet": str})
        for outlet, week, units in zip(entries["outlet"], entries["week"], entries["units"], strict=True):
            asked[outlet, week] = asked.get((outlet, week), 0) + units
    for _ in range(scenario.weeks):
        market.step()

    assert ledger.count("lost_sale")
    for outlet in market.run_tables.outlets:
        seen = list(market.members[outlet].stock.remembered["lamp"])

        assert seen == [asked.get((outlet, week), 0) for week in range(1, scenario.weeks + 1)]


def bought_of_those_considering(scenario: Scenario) -> tuple[int, int]:
    """Return how many customers bought and how many considered."""
    stages = simulate(scenario, int(DRAW.integers(1000))).table("stage_flow").astype({"stage": str})
    reached = stages.groupby("stage")["customers"].sum()
    return int(reached.get("bought", 0)), int(reached["considering"])


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
@pytest.mark.parametrize("expertise", [0.0, None, 1.0])
def test_advice_takes_the_doubt_away(crowd: str, expertise: float | None) -> None:
    """One offer of appeal a and doubt u: σ(a − (1 − expertise) u) of those advised buy it."""
    skill = float(DRAW.uniform(0.3, 0.7)) if expertise is None else expertise
    appeal, doubt = float(DRAW.uniform(-0.3, 0.6)), float(DRAW.uniform(1.5, 2.5))
    scenario = plain(
        {"information_need": 1.0, "advice_effort": -50.0},
        {"appeal": appeal, "uncertainty": doubt},
        customers=600,
        crowd=crowd,
        distribution=dealers(dealers_per_region=1, expertise=skill),
    )
    bought, considering = bought_of_those_considering(scenario)
    chance = 1 / (1 + exp(-(appeal - (1 - skill) * doubt)))

    assert considering > 1000
    assert abs(bought - considering * chance) < SIGMAS * sqrt(considering * chance * (1 - chance))


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
@pytest.mark.parametrize("loyal", [False, True])
def test_loyalty_brings_customers_back(crowd: str, loyal: bool) -> None:
    """Of four outlets alike, a repeat purchase is at the last with chance e^l / (e^l + 3)."""
    loyalty = float(DRAW.uniform(1.0, 2.0)) if loyal else 0.0
    scenario = plain({"loyalty": loyalty}, {"appeal": 2.0}, customers=500, crowd=crowd, detail="sales")
    sales = simulate(scenario, int(DRAW.integers(1000))).table("sale").astype({"outlet": str})
    in_turn = sales.sort_values(["customer", "week"])
    again = in_turn["customer"].to_numpy()[1:] == in_turn["customer"].to_numpy()[:-1]
    same = in_turn["outlet"].to_numpy()[1:] == in_turn["outlet"].to_numpy()[:-1]
    repeats, chance = int(again.sum()), exp(loyalty) / (exp(loyalty) + 3)

    assert repeats > 500
    assert abs(int((again & same).sum()) - repeats * chance) < SIGMAS * sqrt(repeats * chance * (1 - chance))
