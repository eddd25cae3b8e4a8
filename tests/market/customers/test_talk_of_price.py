"""Talk of price on remembered prices: deals are helped by it, and what is no deal is let alone."""

from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from simulator import InputError, load
from simulator.domain.registries import UTILITY
from simulator.ledger.diff import difference
from simulator.ledger.metric import measure
from simulator.market.customers.utility_in_fact import Looking, UtilityInFact
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.worlds.plain import SIGMAS, dealers, plain
from tests.worlds.small import small_world, written

TALK = {"messages": {"default": "bargains", "bargains": {"says": {"quality": 1.0}, "about_price": 1.0}}}
HUSH = {"messages": {"default": "bargains", "bargains": {"says": {"quality": 1.0}}}}
EARS = {"initial_adstock": 100.0, "retention": 1.0, "display": 50.0}
"""Everybody knows everything, and has heard what there is to hear."""


def talked(talk: float, **changes: Any) -> Scenario:
    """Return dealers who are all alike and talk of nothing but price, on remembered prices."""
    people = {"price_sensitivity": 0.03, "reference_talk": talk, "price_sensitivity_spread": 0.3}
    return plain(people, {"appeal": 3.0}, response=EARS, **{**TALK, **changes})


def deal(weeks: int = 4, times: float = 0.8) -> dict[str, Any]:
    """Return a price cut at all dealers from week 3."""
    return {"week": 3, "do": {"price_change": {"times": times}}, "lasts": weeks}


def sold(scenario: Scenario, seed: int = 3) -> np.ndarray:
    """Return units sold week by week."""
    return np.asarray(measure(simulate(scenario, seed), "units_sold", "week"), dtype=np.float64)


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_at_the_price_remembered_no_entry_tells_that_price_is_talked_of(crowd: str) -> None:
    """Neither what talk is about nor its strength matters, to the last entry of the ledger."""
    few = {"crowd": crowd, "customers": 60, "weeks": 4}
    ledgers = [
        simulate(one, 5) for one in (talked(3.0, **few), talked(0.0, **few), talked(3.0, **{**few, **HUSH}))
    ]

    assert [difference(a, b) for a, b in pairwise(ledgers)] == ["", ""]
    assert measure(ledgers[0], "units_sold") > 20


def test_a_deal_is_helped_by_talk_and_the_full_price_hurt_after_it() -> None:
    """Week by week against the same deal without talk, on the same luck: more in its weeks, then fewer."""
    with_talk, without = (
        sold(talked(talk, events=[deal()], weeks=12, customers=4000)) for talk in (1.0, 0.0)
    )
    more = with_talk - without

    assert (more[:2] == 0).all()
    assert more[2:6].sum() > 50
    assert more[6:].sum() < -50
    assert more[2] > more[5] and more[6] < more[11]


def test_twice_the_talk_is_twice_the_effect_where_it_is_small() -> None:
    """To first order: the utility that talk adds is proportional to κ."""
    worths, costs = [], []
    for talk in (0.01, 0.02):
        market = opened(talked(talk, events=[deal()], crowd="one_by_one", customers=50), 3)
        for _ in range(3):
            market.step()
        customer = market.crowd.customers[0]
        offer = customer.see(0, 0)
        (own,) = [term for term in market.utility_terms.all if term.__name__ == "TalkOfPrice"]
        worths.append(own.value(customer, offer, None) / customer.price_sensitivity)
        costs.append(customer.sensitivity() / customer.price_sensitivity)

    assert worths == pytest.approx([0.01 * 20.0, 0.02 * 20.0])
    assert costs == [1.0, 1.0]  # what an undercut is said to take is counted without talk


@pytest.mark.by_day(2)
@pytest.mark.parametrize(("talk", "aversion"), [(0.0, 1.0), (0.5, 1.0), (0.5, 2.0), (1.0, 2.0)])
def test_sales_are_those_of_the_logit_with_talk_in_it(talk: float, aversion: float) -> None:
    """A fifth off, then a fifth more: n e^V / (1 + n e^V), V = a − β p + β κ [(r − p)₊ − η (p − r)₊].

    What is remembered is 100, 100, and then 94: seen once at 80.
    """
    beta, appeal, weeks = 0.03, 0.5, [100.0, 80.0, 120.0]
    people = {"price_sensitivity": beta, "reference_talk": talk, "loss_aversion": aversion}
    events = [{"week": 2, "do": {"price_change": {"times": 0.8}}, "lasts": 1}]
    events.append({"week": 3, "do": {"price_change": {"times": 1.2}}, "lasts": 1})
    needs = {"light": {"per_year": 52}}
    made = {"customers": 20_000, "weeks": 3, "response": EARS, "events": events, **TALK}
    found = sold(plain({**people, "needs": needs}, {"appeal": appeal}, **made))
    for price, remembered, units in zip(weeks, (100.0, 100.0, 94.0), found, strict=True):
        apart = max(remembered - price, 0) - aversion * max(price - remembered, 0)
        odds = 4 * np.exp(appeal - beta * price + beta * talk * apart)
        share = odds / (1 + odds)

        assert abs(units / 20_000 - share) < SIGMAS * np.sqrt(share * (1 - share) / 20_000)


def test_talk_keeps_nobody_from_a_price_that_is_no_higher() -> None:
    """Thought away, talk takes its losses along and leaves its gains."""
    shopper = SimpleNamespace(price_sensitivity=0.5, reference_talk=2.0, loss_aversion=3.0)
    dear, cheap = (SimpleNamespace(reference_price=10.0, price_paid=p, heard_of_price=0.5) for p in (14, 6))
    term = UTILITY.get("talk_of_price")

    assert [term.value(shopper, offer, None) for offer in (dear, cheap)] == [-0.5 * 3 * 4, 0.5 * 4]
    assert [list(term.ideal(shopper, offer, None)) for offer in (dear, cheap)] == [[0.0], [0.5 * 4]]


def test_one_switch_takes_both_forms_away() -> None:
    """A world with it off is one without talk."""
    few = {"customers": 200, "weeks": 8, "events": [deal()]}
    loud, silent = talked(2.0, **few), talked(0.0, **few)
    off = simulate(loud.changed(switched_off=["price_talk"]), 3)

    assert difference(off, simulate(silent, 3)) == ""
    assert off.content_hash() != simulate(loud, 3).content_hash()


def test_what_is_remembered_follows_the_prices_asked() -> None:
    """It is 80 + 20 · .7⁴ after four weeks of a fifth off, and comes back by .7 a week afterwards."""
    market = opened(talked(1.0, events=[deal()]), 3)
    path = []
    for _ in range(9):
        market.step()
        path.append(market.reference_prices.price.item())
    low = 80 + 20 * 0.7**4

    assert path[:2] == [100.0, 100.0]
    assert path[5] == pytest.approx(low)
    assert path[8] == pytest.approx(100 - (100 - low) * 0.7**3)


@pytest.mark.parametrize(
    ("terms", "seen"),
    [({}, 1.0), ({"for": {"customer": "new"}}, 0.0), ({"code": "SPRING"}, 0.0)],
)
def test_a_promotion_is_remembered_where_everybody_may_have_it(terms: dict[str, Any], seen: float) -> None:
    """One for new customers, or by a code, leaves what is remembered where it was."""
    special = {"product": "lamp", "at": "dealer", "off": 0.3, **terms}
    market = opened(talked(1.0, promotions=[special]), 3)
    market.step()

    assert market.reference_prices.price.item() == pytest.approx(100 - seen * 0.3 * 30)


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_an_outlet_without_goods_shows_no_price(crowd: str) -> None:
    """While no dealer carries the lamp nothing is seen, whatever it would cost."""
    gone = {"week": 3, "do": "delist", "lasts": 3}
    market = opened(talked(1.0, events=[deal(8), gone], crowd=crowd, customers=50), 3)
    path = []
    for _ in range(8):
        market.step()
        path.append(market.reference_prices.price.item())

    assert path[1] == path[2] == path[4] == 100.0
    assert path[5] == pytest.approx(94.0)


def by_one_small_maker(form: dict[str, float], message: str) -> Scenario:
    """Return two makers' lamps, all at list price; the outlets of the small one say *message*."""
    whole = small_world()
    people = {
        "share": 1.0, "values": {}, "price_sensitivity": 0.04, "needs": {"light": {"per_year": 26}},
        "reference_talk": form["reference_talk"],
    }  # fmt: skip
    lamps = {name: {**whole["products"][name], "appeal": 3.5} for name in ("lamp", "bulb")}
    shops = dealers(pricing="list_price")
    return plain(
        segments={"people": people},
        products=lamps,
        manufacturers={"acme": {"opening_stock": 50}, "rival": {}},
        distribution={**shops, "dealers_per_region": 1},
        competition=[{**shops, "maker": "rival"}],
        messages={
            "default": message, "by_maker": {"rival": "plain"}, "plain": {"says": {"novelty": 1.0}},
            "bargains": {"says": {"novelty": 1.0}, "about_price": 1.0},
        },
        response={**EARS, "price_talk": form["price_talk"]},
        customers=2000,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("form", "kept"),
    [({"price_talk": 0.0, "reference_talk": 2.0}, True), ({"price_talk": 2.0, "reference_talk": 0.0}, False)],
)
def test_talk_of_one_small_makers_price_meets_no_fewer_needs(form: dict[str, float], kept: bool) -> None:
    """On remembered prices not an entry changes; as price sensitivity, a fifth fewer buy of any maker."""
    ledgers = [simulate(by_one_small_maker(form, message), 3) for message in ("bargains", "plain")]
    noisy, silent = (int(ledger.table("sale", steps=True)["units"].sum()) for ledger in ledgers)

    assert silent > 500
    assert (ledgers[0].content_hash() == ledgers[1].content_hash()) is kept
    assert noisy == silent if kept else noisy < 0.8 * silent


@pytest.mark.by_day("columns")
@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
@pytest.mark.parametrize("choice", [{}, {"nesting": "product"}])
def test_surplus_leaves_talk_out(crowd: str, choice: dict[str, Any]) -> None:
    """In the first week of a deal all have the surplus that they have without talk, but more buy."""
    cut = {"week": 2, "do": {"price_change": {"times": 0.8}}}
    few = {"crowd": crowd, "customers": 150, "weeks": 2, "events": [cut], "choice": choice}
    loud, silent = (simulate(talked(talk, **few), 5) for talk in (3.0, 0.0))
    surplus = [ledger.table("consumer_surplus") for ledger in (loud, silent)]

    assert surplus[0]["amount"].sum() > 0
    assert surplus[0]["amount"].tolist() == pytest.approx(surplus[1]["amount"].tolist(), rel=1e-9)
    assert measure(loud, "units_sold") > measure(silent, "units_sold")


def test_what_is_refused_for_talk_alone_gains_nothing_when_looked_at_again() -> None:
    """In units of luck: gains of what is chosen, less talk; of nothing chosen, and of a loss, none."""
    row, total, talk = (
        np.array([0, 0, 1, 2]),
        np.array([3.0, 2.0, 0.5, 4.0]),
        np.array([1.0, -2.0, -3.0, 5.0]),
    )
    looking = Looking(np.ones(3, dtype=bool), np.zeros(3, dtype=bool), np.array([2.0, 1.0, 1.0]))
    found = UtilityInFact(looking, row, total, np.array([1.0, 1.0, 1.0]), fleeting=talk)

    assert found.gain.tolist() == [(3.0 - 1.0 - 1.0) / 2.0, 0.0, 0.0]


def test_both_forms_at_once_are_refused_in_their_place(tmp_path: Path) -> None:
    """The message names the other setting."""
    people = small_world()["segments"]
    people["savers"]["reference_talk"] = 1.0
    path = written(tmp_path / "both.yaml", segments=people, response={"price_talk": 0.5})

    with pytest.raises(
        InputError, match=r"both.yaml:1:\d+: segments.savers.reference_talk: is a second form"
    ):
        load(path)
