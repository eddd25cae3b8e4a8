"""Return option: what can be sent back is bought more readily, by just what a trial is worth."""

from math import exp, inf, log, nan, pi, sqrt
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.integrate import quad
from scipy.stats import logistic

from simulator.catalog.utility.return_option import ReturnOption
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.returned import CARE, returning_shop
from tests.worlds.waiting import PRICE, SENSITIVITY

SD, HASSLE = 0.5, 20.0
S = sqrt(3) / pi * SD * CARE
KAPPA = -S * log(1 - exp(-SENSITIVITY * HASSLE / S))
"""What a refund in full adds where the trouble of a return is all that a trial costs."""


CROWDS = ("columns", "one_by_one")
METRIC = "experienced_surplus"


def option(brings: float, *, price: float = 10.0, sensitivity: float = 0.3, care: float = 4.0) -> float:
    """Return κ of an offer, by the term itself."""
    shopper = SimpleNamespace(values=(care,), price_sensitivity=sensitivity, foresees_returns=1.0)
    offer = SimpleNamespace(brings_back=brings, price_felt=price, variability=SD)
    return float(ReturnOption.value(shopper, offer, None))


def shop(foresees: float, lamp: dict[str, Any] | None = None, **changes: Any) -> Scenario:
    """Return the shop of lamps that differ, taken back in full, with some luck in every choice."""
    people = {
        "taste_shock": 1.0, "return_hassle": HASSLE, "foresees_returns": foresees,
        **changes.pop("people", {}),
    }  # fmt: skip
    return returning_shop(changes.pop("terms", {}), people, {"variability": SD, **(lamp or {})}, **changes)


def first_buyers(ledger: Ledger) -> int:
    """Return how many of the 4,000 customers bought in week 1."""
    return int(ledger.table("sale", steps=True).query("week == 1")["units"].sum())


@pytest.mark.parametrize("brings", [9.5, 7.0, 0.0, -4.0])
@pytest.mark.parametrize("worth_of_nothing", [0.0, 2.5])
def test_it_moves_what_is_wanted_to_where_a_trial_begins_to_pay(
    brings: float, worth_of_nothing: float
) -> None:
    """With U = U₀ − κ, E max(U + l, U₀ − t) = U₀: by integration over the luck of the unit."""
    spread, trial = sqrt(3) / pi * SD * 4.0, 0.3 * (10.0 - brings)
    kept = worth_of_nothing - option(brings)

    def worth(luck: float) -> float:
        return max(kept + luck, worth_of_nothing - trial) * logistic.pdf(luck, scale=spread)

    breaks = worth_of_nothing - trial - kept
    found = quad(worth, -inf, breaks)[0] + quad(worth, breaks, inf)[0]
    assert found == pytest.approx(worth_of_nothing, abs=1e-6)


def test_what_cannot_be_sent_back_or_is_always_alike_gains_nothing() -> None:
    """Nor does what costs more to send back than it could ever spare."""
    assert option(nan) == 0.0
    assert option(9.5, care=0.0) == pytest.approx(0.0, abs=1e-4)
    assert option(-1e6) == pytest.approx(0.0, abs=1e-5)
    assert option(9.9) > option(9.0) > option(5.0) > 0.0
    assert option(10.0) < 20.0


@pytest.mark.parametrize("appeal", [-4.0, -2.0, 0.0])
@pytest.mark.parametrize("foresees", [0.0, 0.5, 1.0])
def test_so_many_more_buy_whatever_the_offer_is_worth(appeal: float, foresees: float) -> None:
    """Share buying = e^{V + ωκ} / (1 + e^{V + ωκ}), V = 3 + appeal − 2."""
    buys = first_buyers(simulate(shop(foresees, {"appeal": appeal}), 5)) / 4000
    value = 3.0 + appeal - SENSITIVITY * PRICE + foresees * KAPPA
    share = 1 / (1 + exp(-value))

    assert KAPPA > 0.5
    assert buys == pytest.approx(share, abs=3.5 * sqrt(share * (1 - share) / 4000))


def test_who_reckons_with_it_tries_more_sends_back_more_and_experiences_more() -> None:
    """The same customers with the same luck, and all that bought before still do.

    What is bought late is told before it has come back, so that some weeks have to go by.
    """
    world = {"weeks": 10, "customers": 1500, "people": {"return_promptness": 1.0}}
    with_it, without = (simulate(shop(foresees, {"appeal": -2.0}, **world), 5) for foresees in (1.0, 0.0))
    buyers = [set(one.table("sale", steps=True).query("week == 1")["customer"]) for one in (with_it, without)]
    back = [measure(one, "return_rate") for one in (with_it, without)]

    assert buyers[0] > buyers[1]
    assert {*with_it.table("return", steps=True)["reason"]} == {"unit", "trial"}
    assert {*without.table("return", steps=True)["reason"]} == {"unit"}
    assert back[0] > back[1]
    assert measure(with_it, "experienced_surplus") > measure(without, "experienced_surplus")


def test_the_terms_of_a_promotion_count_for_what_is_bought_under_it() -> None:
    """At the list price, and nothing else taken back, it sells what the shop's own terms would sell."""
    promoted = {"product": "lamp", "at": "web_store", "price": PRICE, "returns": {"refund": 1.0}}
    usual = simulate(shop(1.0, {"appeal": -2.0}), 5)
    under = simulate(shop(1.0, {"appeal": -2.0}, returns=[], promotions=[promoted]), 5)

    assert first_buyers(under) == first_buyers(usual)


@pytest.mark.parametrize("price", [12.0, 12_000.0])
def test_cheap_or_dear_it_is_what_a_trial_costs_that_counts(price: float) -> None:
    """A tenth of the price to send it back, whatever the price is, where it weighs alike."""
    people = {"price_sensitivity": 2.0 / price, "return_hassle": price / 10}
    lamp = {"list_price": price, "unit_cost": price / 2, "appeal": -2.0}
    world = shop(1.0, lamp, people=people)
    dear = shop(1.0, {"appeal": -2.0}, people={"return_hassle": PRICE / 10})

    assert first_buyers(simulate(world, 5)) == first_buyers(simulate(dear, 5))


@pytest.mark.parametrize("lamp", [{"variability": 0.0}, {"digital": True}])
def test_units_that_are_alike_or_not_taken_back_are_bought_as_before(lamp: dict[str, Any]) -> None:
    """Every sale, to the same customers."""
    returns = [] if "digital" in lamp else [{"at": "web_store", "saleable": 1.0}]
    with_it, without = (simulate(shop(foresees, lamp, returns=returns), 5) for foresees in (1.0, 0.0))

    assert with_it.table("sale", steps=True).equals(without.table("sale", steps=True))


def test_both_ways_of_keeping_customers_write_it_alike() -> None:
    """With a promotion that has terms of its own beside the shop's."""
    promoted = {
        "product": "lamp", "at": "web_store", "price": 95.0, "returns": {"refund": 0.9},
        "audience": {"customer": "new"},
    }  # fmt: skip
    small = {"customers": 100, "weeks": 4, "promotions": [promoted], "terms": {"refund": 0.8}}
    one, other = (simulate(shop(0.7, {"appeal": -2.0}, crowd=crowd, **small), 5) for crowd in CROWDS)

    assert difference(one, other) == ""
    assert len(np.unique(one.table("return", steps=True)["refund"])) > 1


def test_a_trial_that_costs_nothing_at_all_is_refused() -> None:
    """Nothing would keep anybody from trying everything."""
    with pytest.raises(ValidationError, match=r"foresees_returns\n +needs a 'return_hassle' above 0"):
        shop(1.0, people={"return_hassle": 0.0})


def test_where_it_is_reckoned_with_a_lie_lets_people_experience_less() -> None:
    """Customers that do not reckon with it try too little, so that a promise too much may even serve them."""
    world = {"weeks": 10, "customers": 1500, "people": {"return_promptness": 1.0}}
    honest, lied_to = (
        measure(simulate(shop(1.0, {"appeal": -1.0, "reputation": {"quality": told}}, **world), 5), METRIC)
        for told in (0.75, 1.0)
    )

    assert lied_to < honest
