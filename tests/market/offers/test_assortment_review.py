"""Listings: what is not on an outlet's list is not ordered and, once it is gone, not offered."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from simulator.domain.decisions.assortment import AssortmentPolicy, AssortmentView
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.market import Market
from simulator.market.offers.assortment_review import review_assortments
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.draws import DRAW, generator
from tests.market.entry_exit.test_departure import table
from tests.worlds.small import small_world

PRODUCTS, ROOM, REVIEW, WEEKS = 5, 2, 3, 25


def shelves(**terms: Any) -> Scenario:
    """Return shops with room for two of the five products of two makers, reviewed every three weeks."""
    plain = small_world(weeks=WEEKS, customers=300, campaigns=[], events=[], competition=[], candidates=3)
    lamp, bulb = plain["products"]["lamp"], plain["products"]["bulb"]
    plain["products"] = {
        f"p{number}": {**(lamp if number % 2 else bulb), "unit_cost": 40, "list_price": 100, "appeal": 2.0}
        for number in range(PRODUCTS)
    }
    for segment in plain["segments"].values():
        segment["needs"] = {"light": {"per_year": 26}}
    plain["response"] = {"initial_adstock": 20.0}
    plain["distribution"] = {
        "model": "category_retail",
        "shops": 3,
        "reach": 0.8,
        "lead_time_weeks": 2,
        "assortment": {"shelf_space": ROOM, "review_weeks": REVIEW},
        **terms,
    }
    return Scenario.model_validate(plain, strict=False)


@cache
def reviewed(buy_back: float) -> Ledger:
    """Return a run of the shops under a seed not tried before."""
    return simulate(shelves(buy_back=buy_back), int(generator(f"shelves {buy_back}").integers(1000)))


def spells(ledger: Ledger) -> pd.DataFrame:
    """Return when each product was on each outlet's list: outlet, product, first week, week it left."""
    rows, since = [], {}
    for week, outlet, product, decision in table(ledger, "listing")[
        ["week", "outlet", "product", "decision"]
    ].itertuples(index=False):
        if decision == "listed":
            since[outlet, product] = week
        else:
            rows.append((outlet, product, since.pop((outlet, product)), week))
    rows += [(*key, week, WEEKS + 1) for key, week in since.items()]
    return pd.DataFrame(rows, columns=["outlet", "product", "first", "left"])


def lists(periods: pd.DataFrame) -> set[tuple[str, str, int]]:
    """Return outlet, product and week of all that was on a list."""
    return {
        (outlet, product, week)
        for outlet, product, first, left in periods.itertuples(index=False)
        for week in range(first, left)
    }


@pytest.mark.parametrize("buy_back", [0.0, 0.6])
def test_only_what_is_listed_is_ordered(buy_back: float) -> None:
    """Every order is of a product then listed, every opening too; goods of others come from before only."""
    ledger = reviewed(buy_back)
    periods = spells(ledger)
    listed = lists(periods)

    assert len(table(ledger, "listing")) > len(periods)  # something was delisted
    for kind, who in (("order", "buyer"), ("opening", "member")):
        for row in table(ledger, kind).to_dict("records"):
            if row[who].startswith("shop"):
                assert (row[who], row["product"], row["week"]) in listed, (kind, row)


@pytest.mark.parametrize("buy_back", [0.0, 0.6])
def test_an_outlet_never_lists_more_than_it_has_room_for(buy_back: float) -> None:
    """In every week, each has as many as there is room for, since there are more products than that."""
    periods = spells(reviewed(buy_back))
    for week in range(WEEKS + 1):
        on = periods[(periods["first"] <= week) & (periods["left"] > week)]
        assert (on.groupby("outlet").size() == ROOM).all()


@pytest.mark.parametrize("buy_back", [0.0, 0.6])
def test_reviews_come_when_they_are_due(buy_back: float) -> None:
    """At the opening, and after every three weeks of selling."""
    weeks = set(table(reviewed(buy_back), "listing")["week"])

    assert weeks <= {0, *range(1 + REVIEW, WEEKS + 1, REVIEW)}
    assert len(weeks) > 2


@pytest.mark.parametrize("buy_back", [0.0, 0.6])
def test_leftovers_go_back_or_are_sold_off(buy_back: float) -> None:
    """With a buy-back nothing delisted is on offer; without, it is until it is gone, and nothing is back."""
    ledger = reviewed(buy_back)
    listed, posted = lists(spells(ledger)), table(ledger, "posting")
    unlisted = [
        row for row in posted.to_dict("records") if (row["outlet"], row["product"], row["week"]) not in listed
    ]

    assert bool(unlisted) is (buy_back == 0.0)
    assert all(row["units"] > 0 for row in unlisted)
    assert (ledger.count("sell_back") > 0) is (buy_back > 0.0)
    assert ledger.count("scrap") == 0


def test_what_was_ordered_and_not_shipped_is_cancelled() -> None:
    """With makers who have little, orders wait; those of a product delisted end in its week."""
    scenario = shelves(lead_time_weeks=1, ordering={"policy": "base_stock", "level": 40.0})
    scenario = scenario.changed(
        manufacturers={"acme": {"production_weeks": 9}, "rival": {"production_weeks": 9}}
    )
    market = opened(scenario, int(DRAW.integers(1000)))
    for _ in range(WEEKS):
        market.step()
        for orders in market.pipeline.orders.values():
            assert all(market.assortments.has(order.buyer, order.product) for order in orders)
    cancelled = market.ledger.table("cancellation").astype({"buyer": str, "product": str})
    left = spells(market.ledger)

    assert len(cancelled)
    for row in cancelled.to_dict("records"):
        assert (
            (left["outlet"] == row["buyer"])
            & (left["product"] == row["product"])
            & (left["left"] == row["week"])
        ).any()


def test_a_product_newly_listed_is_ordered_up_to_what_a_shop_opens_with() -> None:
    """In the week in which it is listed, however little the ordering rule would order."""
    stock = int(DRAW.integers(200, 300))
    ledger = simulate(shelves(opening_stock=stock, buy_back=1.0), int(DRAW.integers(1000)))
    orders = table(ledger, "order")
    late = spells(ledger)
    late = late[late["first"] > 0].drop_duplicates(["outlet", "product"])

    assert len(late)
    for spell in late.to_dict("records"):
        first = orders[
            (orders["buyer"] == spell["outlet"])
            & (orders["product"] == spell["product"])
            & (orders["week"] == spell["first"])
        ]
        assert first["units"].sum() >= stock


def test_equal_outlets_open_with_nested_assortments() -> None:
    """Whatever the room, the list of a smaller outlet is part of a larger one's; at random it is not."""
    seed = int(DRAW.integers(1000))
    for listing, nested in (("best_sellers", True), ("random", False)):
        scenario = shelves(shops=12, assortment={"shelf_space": [1, 4], "steepness": 0.0, "listing": listing})
        market = opened(scenario, seed)
        lists = sorted((market.assortments.of(name) for name in market.run_tables.outlets), key=len)
        assert all(small <= large for small, large in pairwise(lists)) is nested
        assert len({len(products) for products in lists}) > 1


def test_random_shelves_never_change() -> None:
    """Their draws are made once: no review finds anything else, and two seeds differ."""
    scenario = shelves(assortment={"shelf_space": ROOM, "listing": "random", "review_weeks": REVIEW})
    runs = [simulate(scenario.changed(weeks=3 * REVIEW), seed) for seed in (1, 2)]

    assert set(table(runs[0], "listing")["week"]) == {0}
    assert runs[0].content_hash() != runs[1].content_hash()


def test_listing_pays_off() -> None:
    """A product that nobody likes loses its places to those that are; measured by its distribution."""
    scenario = shelves(shops=6, buy_back=1.0)
    products = {
        name: {**product.model_dump(mode="json"), "appeal": -6.0 if name == "p0" else 2.0}
        for name, product in scenario.products.items()
    }
    disliked = scenario.changed(products=products, focal="rival", weeks=40)
    ledger = simulate(disliked, int(DRAW.integers(1000)))
    distribution = measure(ledger, "numeric_distribution", by="product")

    assert distribution.get("p0", 0.0) < 0.5 * distribution.drop("p0", errors="ignore").mean()


def views_at(market: Market, outlet: str) -> dict[str, AssortmentView]:
    """Return what an outlet would see at a review now, as its rule would be shown it."""
    seen: dict[str, AssortmentView] = {}

    class Onlooker(AssortmentPolicy):
        def rank(self, views: Sequence[AssortmentView]) -> list[str]:
            seen.update({view.product: view for view in views})
            return sorted(market.assortments.of(outlet))

    agent = market.members[outlet]
    agent.member = agent.member.model_copy(update={"listing": Onlooker()})
    review_assortments(market, [agent])
    return seen


def test_what_others_sell_is_scaled_by_what_the_outlet_sells_itself() -> None:
    """Own demand of what it lists; of the rest, units a week and outlet elsewhere × own size; by hand."""
    market = opened(shelves(shops=5), int(DRAW.integers(1000)))
    for _ in range(6):
        market.step()
    stock = {name: agent.stock for name, agent in market.members.items()}
    for outlet in [name for name in market.run_tables.outlets if "north" in name]:
        near = [name for name in market.run_tables.outlets if "north" in name]
        on, memory = market.assortments.of(outlet), {name: stock[name].remembered for name in near}

        def elsewhere(product: str) -> float | None:
            listing = [name for name in near if product in market.assortments.of(name)]  # noqa: B023
            weeks = [memory[name].get(product) or () for name in listing]  # noqa: B023
            counted = sum(len(own) for own in weeks)
            return sum(sum(own) for own in weeks) / counted if counted else None

        sight = {product: elsewhere(product) for product in market.run_tables.products}
        own = {product: stock[outlet].weekly_units(product) for product in on}
        there = sum(sight[product] or 0.0 for product in on)
        size = sum(own.values()) / there if there else 1.0
        for product, view in views_at(market, outlet).items():
            expected = own.get(product, None if sight[product] is None else sight[product] * size)
            remembered = memory[outlet].get(product)
            if expected is None and remembered:
                expected = sum(remembered) / len(remembered)
            assert view.weekly_units == pytest.approx(expected), (outlet, product)
            assert view.is_listed is (product in on)


def test_a_manufacturer_s_own_store_is_in_no_panel() -> None:
    """A web store that sells a product to everybody does not make shops expect to sell as much."""
    ways = [
        shelves(shops=2, assortment={"shelf_space": 1, "review_weeks": 99}).model_dump(mode="json")[
            "distribution"
        ][0],
        {"model": "direct_automated", "maker": "rival", "opening_stock": 500},
    ]
    market = opened(shelves().changed(distribution=ways), int(DRAW.integers(1000)))
    for _ in range(5):
        market.step()
    shop = "shop north 1"
    (only,) = market.assortments.of(shop)
    store = market.members["rival web_store"].stock
    web = [p for p in market.run_tables.products if p != only and sum(store.remembered.get(p, ()))]

    assert web
    assert all(views_at(market, shop)[product].weekly_units is None for product in web)
