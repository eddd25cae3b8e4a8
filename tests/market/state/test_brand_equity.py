"""Brand equity in a market: what the ledger tells of it is the closed form, and nothing else moves it."""

import math
from typing import Any

import numpy as np
import pytest

from experiments.validation._markets import plain_market, shops
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario

WEEKS = 12
BUILT, DRAWN, DILUTED, LOST = 0.03, 0.02, 0.05, 0.01
TERMS = {
    "from_advertising": BUILT,
    "from_owners": 0.0,
    "from_outlets": DRAWN,
    "dilution": DILUTED,
    "decay": LOST,
}
EARS = {"initial_adstock": 50.0, "retention": 1.0}
LAMP = {"unit_cost": 10, "list_price": 100.0, "appeal": 1.0, "attributes": {"quality": 0.5}}
DEALER = {"model": "authorized_dealers", "dealers_per_region": 1, "image": 0.9, **shops()}
DISCOUNT = {"model": "direct_automated", "image": 0.2, **shops()}


def market(
    *ways: dict[str, Any],
    weeks: int = WEEKS,
    people: dict[str, Any] | None = None,
    lamp: dict[str, Any] | None = None,
    **terms: Any,
) -> Scenario:
    """Return a market in which everybody has the lamp in the ear for good, and may see it in some ways."""
    return plain_market(
        weeks,
        200,
        {"lamp": {**LAMP, "initial_equity": 0.6, **(lamp or {})}},
        {"price_sensitivity": 0.02, "brand_equity": 1.0, **(people or {})},
        distribution=list(ways or (DEALER,)),
        response={**EARS, "equity": {**TERMS, **terms}},
    )


def equity(ledger: Ledger) -> np.ndarray:
    """Return brand equity week by week."""
    return np.asarray(measure(ledger, "brand_equity", "week"))


def expected(weeks: int, raised: float, rate: float, first: float = 0.6) -> np.ndarray:
    """Return equity week by week where it comes to raised / rate."""
    steady = raised / rate
    return steady + (1 - rate) ** np.arange(1, weeks + 1) * (first - steady)


def test_it_comes_to_its_steady_state_week_by_week() -> None:
    """At a dealer of image .9 at the list price: (g + κ_s · .9) / (g + κ_s + δ)."""
    found = equity(simulate(market(), 1))

    assert found == pytest.approx(expected(WEEKS, BUILT + DRAWN * 0.9, BUILT + DRAWN + LOST), abs=1e-12)
    assert found[-1] > found[0] + 0.05


def test_a_discounter_beside_the_dealer_takes_from_the_name() -> None:
    """Half of what is seen is at a place of image .2 and a deal: κ_s draws to .55, κ_d takes half of it."""
    found = equity(simulate(market(DEALER, {**DISCOUNT, "price": 0.8}), 1))
    raised, rate = BUILT + DRAWN * 0.55, BUILT + DRAWN + LOST + DILUTED / 2

    assert found == pytest.approx(expected(WEEKS, raised, rate), abs=1e-12)
    assert found[-1] < equity(simulate(market(), 1))[-1] - 0.1


def test_it_is_the_place_where_it_asks_the_full_price() -> None:
    """No deal, but an image of .2 below what the name is worth: κ_d takes half of .6 − .2."""
    found = equity(simulate(market(DEALER, DISCOUNT), 1))
    raised = BUILT + DRAWN * 0.55 + DILUTED / 2 * 0.2

    assert found == pytest.approx(expected(WEEKS, raised, BUILT + DRAWN + LOST + DILUTED / 2), abs=1e-12)


@pytest.mark.parametrize(("price", "is_deal"), [(0.95, False), (0.949999, True), (1.0, False), (1.2, False)])
@pytest.mark.parametrize("listed", [12.0, 12_000.0])
def test_a_deal_is_more_than_so_far_below_the_list_price(price: float, is_deal: bool, listed: float) -> None:
    """At 12 € as at 12,000 €: five per cent off is none, a step more is one."""
    lamp = {"list_price": listed, "unit_cost": 1.0}
    found = simulate(market({**DISCOUNT, "image": None, "price": price}, weeks=4, lamp=lamp), 1)

    rate = BUILT + LOST + DILUTED * is_deal
    assert equity(found) == pytest.approx(expected(4, BUILT, rate), abs=1e-12)


CODE, NEW = {"code": {"name": "SPRING", "reaches": 0.9}}, {"for": {"customer": "new"}}


@pytest.mark.parametrize(("more", "is_deal"), [({}, True), (CODE, False), (NEW, False)])
def test_a_promotion_that_all_may_have_is_a_deal(more: dict[str, Any], is_deal: bool) -> None:
    """One by a code, or for new customers, is seen by none, as it moves no remembered price."""
    own = {"product": "lamp", "at": {"format": "web_store"}, "off": 0.2, **more}
    plain = market({**DISCOUNT, "image": None}, weeks=4)
    found = simulate(plain.changed(promotions=[own]), 1)

    assert equity(found) == pytest.approx(expected(4, BUILT, BUILT + LOST + DILUTED * is_deal), abs=1e-12)


def test_another_list_price_is_no_deal_and_a_price_cut_is_one() -> None:
    """What the maker recommends anew from week 6 on is what prices are held against from then on."""
    plain = market({**DISCOUNT, "image": None})
    anew = plain.changed(events=[{"week": 6, "do": {"recommended_price": 0.8}}])
    cut = plain.changed(events=[{"week": 6, "do": {"price_change": 0.8}}])
    without, after_anew, after_cut = (equity(simulate(one, 1)) for one in (plain, anew, cut))

    assert (after_anew == without).all()
    assert (after_cut[:5] == without[:5]).all()
    assert after_cut[5] == pytest.approx(without[5] - DILUTED * without[4], abs=1e-12)


def test_one_more_discounter_of_the_same_kind_changes_nothing() -> None:
    """Clones, to the bit: a place to see it is a kind of outlet, however many there are of it."""
    cheap = {
        **{name: term for name, term in shops().items() if name != "expertise"},
        "model": "marketplace",
        "first_party": False,
        "wholesalers": 0,
        "fulfilled": 1.0,
        "image": 0.2,
        "seller_pricing": {"policy": "list_price", "share": 0.8},
    }
    one, many = (simulate(market(DEALER, {**cheap, "sellers": n}), 1) for n in (1, 2))

    assert len(many.header.members) == len(one.header.members) + 1
    assert (equity(one) == equity(many)).all()


def test_content_owners_build_a_name_and_disappointed_ones_take_from_it() -> None:
    """Owners draw it to their satisfaction: to .9 what keeps a promise of .9, to 0 what promised too much."""
    for quality, claim, content in ((0.9, 0.9, 0.9), (0.3, 0.9, 0.0)):
        people = {"values": {"quality": 2.0}, "needs": {"light": {"per_year": 52}}}
        lamp = {"attributes": {"quality": quality}, "appeal": 9.0}
        promise = {"default": "it", "it": {"says": {"quality": 1.0}, "claims": {"quality": claim}}}
        loud = {**DEALER, "image": None, "credibility": 1.0}
        owners = {"from_advertising": 0.0, "from_owners": 0.3, "decay": 0.0}
        given = market(loud, weeks=48, people=people, lamp=lamp, **owners).changed(messages=promise)
        found = simulate(given, 1)

        assert measure(found, "satisfaction") == pytest.approx(content, abs=1e-6)
        assert equity(found)[-1] == pytest.approx(content, abs=1e-6)


def test_owners_count_by_the_share_that_they_are() -> None:
    """A week's move is κ_e n (S − B), n the share of people that ever had it, S their satisfaction so far."""
    people = {"values": {"quality": 2.0}, "needs": {"light": {"per_year": 10}}}
    owners = {"from_advertising": 0.0, "from_owners": 0.4, "decay": 0.0}
    there = opened(market({**DEALER, "image": None}, people=people, **owners), 1)
    for _ in range(10):
        before = there.brand_knowledge.equity.level.item()
        there.step()
        had = there.crowd.columns.experience.sum() / 200
        moved = there.brand_knowledge.equity.level.item() - before

        assert moved == pytest.approx(0.4 * had * (0.5 - before), abs=1e-7)
    assert 0.2 < had < 1.0


def test_it_is_worth_its_weight_and_counts_as_trust() -> None:
    """V has w B of last week's end, everywhere alike; of V = w B + a − β p it is in the shares of a logit."""
    given = market(weeks=30, people={"brand_equity": 2.5}, **dict.fromkeys(TERMS, 0.0))
    there = opened(given, 1)
    there.step()
    (worth,) = {float(one) for one in there.week_tables.utility["trust"][0].ravel()}
    sold = measure(simulate(given, 1), "units_sold") / (30 * 200)
    value = 2.5 * 0.6 + 1.0 - 0.02 * 100
    share = math.exp(value) / (1 + math.exp(value))

    assert worth == 2.5 * 0.6
    assert abs(sold - share) < 4 * math.sqrt(share * (1 - share) / 6000)


def test_full_price_sales_fall_with_the_name() -> None:
    """Beside a discounter the dealer sells what the logit says at what the name was worth the week before."""
    weight, appeal, people = 6.0, -3.0, 2000
    ways = DEALER, {**DISCOUNT, "price": 0.8}
    given = market(*ways, weeks=60, people={"brand_equity": weight}, lamp={"appeal": appeal})
    ledger = simulate(given.changed(customers=people), 1)
    sale = ledger.table("sale", steps=True).astype({"outlet": str})
    dealer = sale[sale["outlet"].str.contains("dealer")].groupby("week")["units"].sum().to_numpy()
    before = np.append(0.6, equity(ledger)[:-1])
    values = [np.exp(weight * before + appeal - 0.02 * price) for price in (100.0, 80.0)]
    share = values[0] / (1 + values[0] + values[1])

    for part in (slice(0, 10), slice(50, 60)):
        expected = people * share[part].sum()
        assert abs(dealer[part].sum() - expected) < 4 * math.sqrt(expected)
    assert share[-1] < 0.7 * share[0]


def test_where_no_name_is_worth_anything_it_is_told_and_moves_nothing() -> None:
    """With a weight of 0 sales are those of a world that does not keep it, to the last entry."""
    kept = market(people={"brand_equity": 0.0})
    off = kept.changed(switched_off=["brand_equity"])
    one, other = simulate(kept, 1), simulate(off, 1)

    assert not math.isnan(measure(one, "brand_equity"))
    assert other.count("brand_equity") == 0
    assert math.isnan(measure(other, "brand_equity"))
    assert one.table("sale", steps=True).equals(other.table("sale", steps=True))


def test_a_name_without_terms_stays_what_it_is() -> None:
    """Worth what it was at the opening, as an appeal of its own would be."""
    plain = market(people={"brand_equity": 2.0})
    fixed = plain.changed(response=EARS)
    appealing = plain.changed(
        response=EARS,
        products={"lamp": {"maker": "acme", "category": "light", **LAMP, "appeal": 1.0 + 2.0 * 0.6}},
        switched_off=["brand_equity"],
    )
    one, other = simulate(fixed, 1), simulate(appealing, 1)

    assert measure(one, "units_sold", "week").equals(measure(other, "units_sold", "week"))


@pytest.mark.by_day(1)
@pytest.mark.parametrize("size", [1.0, 0.0])
def test_it_can_be_taken_to_extremes(size: float) -> None:
    """All rates at once at their ends, for a quarter: from 0 to 1, in both ways of customers alike."""
    ends = dict.fromkeys(TERMS, size)
    given = market(DEALER, {**DISCOUNT, "price": 0.5}, weeks=13, **ends).changed(customers=30)
    one, other = (simulate(given.changed(crowd=crowd), 3) for crowd in ("columns", "one_by_one"))
    found = equity(one)

    assert difference(one, other) == ""
    assert one.count("sale") > 50
    assert ((found >= 0.0) & (found <= 1.0)).all()
    assert (found == 0.6).all() == (size == 0.0)
