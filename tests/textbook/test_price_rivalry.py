"""Price equilibria on the simulator's own sellers: unequal firms, rival manufacturers, many dealers, a fee.

Customers choose by a logit, sellers believe in one and see their own sales; nobody is told what others
cost. Targets are solved here, by bisection and by iterated best responses found by search, on markets drawn
anew. Noise: needs and tastes are drawn; a price follows the mean of six weeks' sales.
Source: Anderson, de Palma & Thisse (1992), Discrete Choice Theory of Product Differentiation, ch. 6–7.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq, minimize_scalar
from scipy.special import lambertw

from simulator.policies.beliefs.logit import Logit
from simulator.scenario.schema import Scenario
from tests.textbook.markets import Found, missed, plain_market, played, responding, shops

CUSTOMERS, FEWER, WEEKS, WATCHED = 1000, 400, 50, 20


def believes(beta: float, customers: int = CUSTOMERS) -> dict[str, Any]:
    """Return the belief of who is right about customers and sees all of them."""
    return {"demand": "logit", "price_sensitivity": beta, "visitors": customers}


def is_wrong(found: Found, targets: dict[str, float]) -> bool:
    """Say whether some target is missed by more than 1 %, and more than noise."""
    return any(
        abs(found.mean(name) - target) > max(3.5 * found.error(name), 0.01 * target)
        for name, target in targets.items()
    )


# unequal firms


def nash(appeals: list[float], costs: list[float], beta: float) -> list[float]:
    """Return the prices p = c + 1 / (β (1 − s)) of one-product firms, by iterated best responses."""
    prices = np.array(costs) + 1 / beta
    for _ in range(10_000):
        weights = np.exp(np.array(appeals) - beta * prices)
        rest = 1 + weights.sum() - weights
        # the best answer to fixed rivals: p = c + (1 + W(e^(a − βc − 1) / rest)) / β
        own = np.exp(np.array(appeals) - beta * np.array(costs) - 1)
        answers = np.array(costs) + (1 + lambertw(own / rest).real) / beta
        if np.abs(answers - prices).max() < 1e-13:
            break
        prices = answers
    return [float(price) for price in prices]


def test_the_textbook_equilibria() -> None:
    """Two firms a = 1, c = 1, β = 1: 2.226751. Three, a = 2, 1.2, .5, c = 1, .8, .6, β = 1.5."""
    assert nash([1, 1], [1, 1], 1) == pytest.approx([2.226751] * 2, abs=5e-7)
    assert nash([2, 1.2, 0.5], [1, 0.8, 0.6], 1.5) == pytest.approx([1.864003, 1.588983, 1.349309], abs=5e-7)


def firms(appeals: list[float], costs: list[float], beta: float) -> Scenario:
    """Return manufacturers who each sell one product through a web store of their own."""
    makers = ["acme", *(f"rival{n}" for n in range(1, len(costs)))]
    products = {
        f"lamp {maker}": {"maker": maker, "unit_cost": cost, "list_price": cost + 3 / beta, "appeal": appeal}
        for maker, cost, appeal in zip(makers, costs, appeals, strict=True)
    }
    plain = shops(sale_cost=0.0, advice_cost=0.0, pricing=responding(believes(beta)))
    first, *others = [{"model": "direct_automated", "maker": maker, **plain} for maker in makers]
    people = {"price_sensitivity": beta}
    return plain_market(WEEKS, CUSTOMERS, products, people, distribution=first, competition=others)


@pytest.mark.slow
def test_unequal_firms_come_to_rest_at_bertrand_nash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three firms of different cost and appeal; who ignores its own share ends too low."""
    draw = np.random.default_rng()
    beta = draw.uniform(0.3, 2)
    costs = [float(cost) / beta for cost in draw.uniform(1, 3, size=3)]
    appeals = [beta * cost + float(draw.uniform(1, 3)) for cost in costs]
    names = [f"price {maker} web_store" for maker in ("acme", "rival1", "rival2")]
    targets = dict(zip(names, nash(appeals, costs, beta), strict=True))
    scenario = firms(appeals, costs, beta)

    assert not missed(lambda seeds: played(scenario, WATCHED, seeds), targets)
    monkeypatch.setattr(Logit, "share", lambda *_: 0.0)
    assert is_wrong(played(scenario, WATCHED, range(1, 4)), targets)


# rival manufacturers, each with an outlet of its own


def two_lines(appeals: list[float], costs: list[float], beta: float) -> list[tuple[float, float]]:
    """Return (w, p) of every line where nobody gains by another w: its own outlet answers, rivals' stay.

    Each w is searched for against fixed rival prices, in turn, until none moves.
    """
    found = [(cost + 1 / beta, cost + 2 / beta) for cost in costs]
    for _ in range(100):
        before = list(found)
        for mine, (appeal, cost) in enumerate(zip(appeals, costs, strict=True)):
            rest = 1 + sum(
                np.exp(a - beta * p)
                for at, (a, (_, p)) in enumerate(zip(appeals, found, strict=True))
                if at != mine
            )

            def answer(w: float, appeal: float = appeal, rest: float = rest) -> float:
                return float(w + (1 + lambertw(np.exp(appeal - beta * w - 1) / rest).real) / beta)

            def loss(w: float, appeal: float = appeal, rest: float = rest, cost: float = cost) -> float:
                weight = np.exp(appeal - beta * answer(w))
                return float(-(w - cost) * weight / (rest + weight))

            best = minimize_scalar(
                loss, bounds=(cost, cost + 20 / beta), method="bounded", options={"xatol": 1e-10}
            )
            found[mine] = (float(best.x), answer(float(best.x)))
        if max(abs(b[0] - a[0]) for a, b in zip(before, found, strict=True)) < 1e-8:
            break
    return found


@pytest.mark.slow
def test_rival_manufacturers_set_their_terms_by_the_same_rules() -> None:
    """Two lines of one outlet each, of different cost and appeal; naive rivals end elsewhere."""
    draw = np.random.default_rng()
    beta = draw.uniform(0.3, 2)
    costs = [float(cost) / beta for cost in draw.uniform(1, 3, size=2)]
    appeals = [beta * cost + float(draw.uniform(2.5, 4)) for cost in costs]
    makers = ("acme", "bolt")

    def lines(rule: str) -> Scenario:
        products = {
            f"lamp {maker}": {
                "maker": maker,
                "unit_cost": cost,
                "list_price": cost + 6 / beta,
                "appeal": appeal,
            }
            for maker, cost, appeal in zip(makers, costs, appeals, strict=True)
        }
        terms = {"policy": rule, "belief": believes(beta), "window": 12, "patience_weeks": 2}
        plain = shops(wholesalers=0, pricing=responding(believes(beta)), wholesale_pricing=terms)
        first, second = ({"model": "chain", "maker": maker, **plain} for maker in makers)
        people = {"price_sensitivity": beta}
        return plain_market(WEEKS, CUSTOMERS, products, people, distribution=first, competition=[second])

    targets = {}
    for maker, (w, p) in zip(makers, two_lines(appeals, costs, beta), strict=True):
        targets |= {f"paid {maker} shop here 1": w, f"price {maker} shop here 1": p}

    assert not missed(lambda seeds: played(lines("strategic"), WATCHED, seeds), targets)
    assert is_wrong(played(lines("naive"), WATCHED, range(1, 6)), targets)


# many dealers


def with_dealers(n: int, appeal: float, cost: float, beta: float) -> tuple[float, float]:
    """Return the price p = w + 1 / (β (1 − s)) of n equal dealers, and the share s of each."""

    def share(price: float) -> float:
        weight = np.exp(appeal - beta * price)
        return float(weight / (1 + n * weight))

    def gap(price: float) -> float:
        return price - cost - 1 / (beta * (1 - share(price)))

    price = float(brentq(gap, cost + 1 / beta, cost + (n + 40) / beta, xtol=1e-13))
    return price, share(price)


def test_the_textbook_dealers() -> None:
    """With a = 3, w = 2, β = 1.5 prices fall towards w + 1/β as dealers are added."""
    prices = [with_dealers(n, 3.0, 2.0, 1.5)[0] for n in (1, 2, 3, 5, 10)]
    assert prices == pytest.approx([2.85231, 2.81783, 2.79282, 2.76020, 2.72243], abs=5e-6)


def dealers(n: int, appeal: float, cost: float, beta: float) -> Callable[[Iterable[int]], Found]:
    """Return how to play a market of n equal dealers: what is found of one, in the mean of all."""
    way = {
        "model": "authorized_dealers",
        "dealers_per_region": n,
        "margin": 0.5,
        "price_floor": None,
        **shops(pricing=responding(believes(beta, FEWER))),
    }
    lamp = {"unit_cost": 0.0, "list_price": 2 * cost, "appeal": appeal}
    scenario = plain_market(WEEKS, FEWER, {"lamp": lamp}, {"price_sensitivity": beta}, distribution=way)
    return lambda seeds: averaged(played(scenario, WATCHED, seeds), "acme dealer here", n)


def a_dealers_market() -> tuple[float, float, float]:
    """Draw appeal, what dealers pay, and price sensitivity."""
    draw = np.random.default_rng()
    beta = draw.uniform(0.3, 2)
    cost = draw.uniform(1, 3) / beta
    return beta * cost + draw.uniform(-0.5, 1.5), cost, beta


@pytest.mark.slow
@pytest.mark.parametrize("n", [1, 2, 3, 5, 10])
def test_dealers_ask_sell_and_earn_what_their_number_lets_them(n: int) -> None:
    """Price, units and profit of a dealer among n."""
    appeal, cost, beta = a_dealers_market()
    price, share = with_dealers(n, appeal, cost, beta)
    units = FEWER * share
    targets = {"price": price, "units": units, "profit": units * (price - cost)}

    assert not missed(dealers(n, appeal, cost, beta), targets)


@pytest.mark.slow
def test_more_dealers_cover_more_at_lower_prices_and_earn_less_each() -> None:
    """From 1 to 3 to 10 dealers of one market: price and a dealer's profit fall, what all sell rises."""
    market = a_dealers_market()
    found = [(n, dealers(n, *market)(range(1, 7))) for n in (1, 3, 10)]
    for what, times in (("price", -1.0), ("profit", -1.0), ("units", 1.0)):
        values = [times * f.mean(what) * (n if what == "units" else 1) for n, f in found]

        assert values == sorted(values), (what, values)


def averaged(found: Found, whose: str, n: int) -> Found:
    """Return the mean over n equal outlets of what was found of each."""
    what = ("price", "units", "profit")
    columns = [
        np.mean([found.rows[:, found.names.index(f"{name} {whose} {at}")] for at in range(1, n + 1)], axis=0)
        for name in what
    ]
    return Found(what, np.stack(columns, axis=1))


# a marketplace's fee


def with_fee(appeal: float, cost: float, beta: float, fee: float) -> float:
    """Return the lone seller's best price: that of a cost of c / (1 − f)."""
    borne = cost / (1 - fee)
    return float(borne + (1 + lambertw(np.exp(appeal - beta * borne - 1)).real) / beta)


@pytest.mark.slow
def test_a_marketplace_fee_is_a_higher_cost() -> None:
    """A seller on a marketplace with parcel cost φ asks as if a unit cost it (c + φ) / (1 − f).

    By hand: a = 3, c = 1, β = 1, f = .15 gives 3.090210. Who forgets the fee ends too low.
    """
    assert with_fee(3.0, 1.0, 1.0, 0.15) == pytest.approx(3.090210, abs=5e-7)
    draw = np.random.default_rng()
    beta, fee = draw.uniform(0.3, 2), round(float(draw.uniform(0.1, 0.25)), 3)
    cost, parcel = draw.uniform(1, 3) / beta, draw.uniform(0.1, 0.5) / beta
    appeal = beta * (cost + parcel) / (1 - fee) + draw.uniform(0, 2)
    resale = {
        "model": "open_resale",
        "wholesalers": 1,
        "resellers": 0,
        "marketplace_sellers": 1,
        "marketplace_reach": 1.0,
        "wholesale_stock": 10**6,
        "delivery_weeks": 0,
        "reseller_discount": 0.5,
        "commission": fee,
        "sale_cost": parcel,
        "seller_pricing": responding(believes(beta)),
        **shops(),
    }
    lamp = {"unit_cost": 0.0, "list_price": 2 * cost, "appeal": appeal}
    scenario = plain_market(
        WEEKS, CUSTOMERS, {"lamp": lamp}, {"price_sensitivity": beta}, distribution=resale
    )
    seller, price = "acme marketplace seller 1", with_fee(appeal, cost + parcel, beta, fee)
    share = 1 / (1 + np.exp(beta * price - appeal))
    targets = {
        f"price {seller}": price,
        f"units {seller}": CUSTOMERS * share,
        f"profit {seller}": CUSTOMERS * share * (price * (1 - fee) - cost - parcel),
        "profit acme marketplace": CUSTOMERS * share * price * fee,
    }

    assert not missed(lambda seeds: played(scenario, WATCHED, seeds), targets)
    forgetful = {f"price {seller}": with_fee(appeal, cost + parcel, beta, 0.0)}
    assert is_wrong(played(scenario, WATCHED, range(1, 6)), forgetful)
