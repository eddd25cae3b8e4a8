"""The pool of random worlds: it has something of every kind, so that no law is about nothing.

The worlds that are asked by day have each thing once; the whole pool, at night, has it in most or in several.
"""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from simulator.market.state.luck_weeks import SUGGESTED
from simulator.scenario.schema import Scenario
from tests.cases import Cases
from tests.worlds.pool import World, pool
from tests.worlds.random_ways import MODELS


def ways(scenario: Scenario) -> list[dict[str, Any]]:
    """Return all distribution models of a scenario as plain values."""
    plain = scenario.model_dump(mode="json")
    return [*plain["distribution"], *plain["competition"]]


def any_way(has: Callable[[dict[str, Any]], Any]) -> Callable[[Scenario], bool]:
    """Return whether any distribution model has something."""
    return lambda scenario: any(has(way) for way in ways(scenario))


def any_of(part: str, has: Callable[[Any], Any]) -> Callable[[Scenario], bool]:
    """Return whether anything in a part of a scenario has something."""

    def found(scenario: Scenario) -> bool:
        whole = getattr(scenario, part)
        those: Iterable[Any] = whole.values() if isinstance(whole, dict) else whole
        return any(has(one) for one in those)

    return found


KINDS: dict[str, Callable[[Scenario], bool]] = {
    "departures": any_of("events", lambda event: event.depart),
    "dated events": any_of("events", lambda event: event.week),
    "events on a condition": any_of("events", lambda event: event.when),
    "events for a time": any_of("events", lambda event: event.lasts),
    "pilots": any_of("events", lambda event: event.control),
    "channels that open": any_of("events", lambda event: event.open_channel),
    "campaigns": lambda scenario: bool(scenario.campaigns),
    "named members": lambda scenario: bool(scenario.members),
    "terms of contracts": lambda scenario: bool(scenario.contracts),
    "rebates": any_of("contracts", lambda terms: terms.rebate),
    "promotions": lambda scenario: bool(scenario.promotions),
    "codes": any_of("promotions", lambda offer: offer.code),
    "instalments": any_of("promotions", lambda offer: offer.pay),
    "backorders": lambda scenario: bool(scenario.backorders),
    "digital products": any_of("products", lambda product: product.digital),
    "spoilage": any_of("products", lambda product: product.spoilage),
    "capacity of a product": any_of("products", lambda product: product.weekly_capacity is not None),
    "willingness to pay": any_of("segments", lambda segment: segment.willingness_to_pay),
    "customers who want advice": any_of("segments", lambda segment: segment.information_need),
    "several makers": lambda scenario: len(scenario.manufacturers) > 1,
    "several categories": lambda s: len({product.category for product in s.products.values()}) > 1,
    "assortments": any_way(lambda way: (way.get("assortment") or {}).get("shelf_space") is not None),
    "entry and exit": any_way(lambda way: way.get("entry_exit")),
    "wholesale pricing": any_way(lambda way: way.get("wholesale_pricing")),
    **{f"detail {word}": lambda s, word=word: s.detail == word for word in ("summary", "sales", "journeys")},
    **{name: any_way(lambda way, name=name: way["model"] == name) for name in (*MODELS, "category_retail")},
}


SOME = pytest.mark.parametrize(
    "whole", [False, pytest.param(True, marks=pytest.mark.nightly)], ids=["by day", "whole"]
)


def least(many: int, whole: bool) -> int:
    """Return in how many worlds something is at least."""
    return many if whole else 1


def returns(whole: bool) -> list[str]:
    """Return what only the whole pool has in worlds of help and of advice: worlds with returns are costly."""
    return ["return"] * whole


@SOME
def test_in_returning_worlds_things_come_back(whole: bool) -> None:
    """From customers that bought, and that waited; to outlets that leave; unsaleable things, too."""
    ledgers = [world.ledger for world in pool("returning", whole=whole)]
    kinds_together: tuple[set[str], ...] = (
        {"return", "departure"},
        {"return", "delivery"},
        {"in_inspection"},
        {"cohort_return"},
        {"supplier_credit"},
        {"claim", "return"},
        {"in_repair", "repair"},
    )
    for kinds in kinds_together:
        assert any(all(ledger.count(kind) for kind in kinds) for ledger in ledgers), kinds


@SOME
def test_in_late_worlds_orders_are_late_and_it_tells(whole: bool) -> None:
    """In some something comes later than was told, in one things come back, in one customers leave."""
    ledgers = [world.ledger for world in pool("late", whole=whole)]
    for kind, many in (("late_delivery", 3), ("review", 4), ("return", 1), ("absence", 1)):
        assert sum(ledger.count(kind) > 0 for ledger in ledgers) >= least(many, whole), kind


@SOME
def test_in_helped_worlds_owners_wait_for_answers(whole: bool) -> None:
    """In most some are answered, late or at once; in two some give up; in one the member is not there."""
    worlds = pool("helped", whole=whole)
    outcomes = [world.ledger.table("contact_outcome") for world in worlds]
    words = [set(table["outcome"]) for table in outcomes]

    assert sum("answered" in found for found in words) >= least(len(worlds) // 2 + 1, whole)
    assert sum("given_up" in found for found in words) >= least(2, whole)
    assert any("no_answerer" in found for found in words)
    assert any(((one["week"] > one["asked"]) & (one["outcome"] == "answered")).any() for one in outcomes)
    for kind in ("open_contact", "departure", "absence", *returns(whole)):
        assert any(world.ledger.count(kind) for world in worlds), kind


@SOME
def test_in_advertised_worlds_all_media_are_met(whole: bool) -> None:
    """In half of them each; lists are joined and left, lead magnets are paid for, rivals advertise, too."""
    worlds = pool("advertised", whole=whole)
    told = [world.ledger.table("touchpoint").astype({"medium": str, "product": str}) for world in worlds]
    for kind in ("outdoor", "search_ads", "sponsored_listings", "retargeting", "e_mail"):
        assert sum(kind in set(one["medium"]) for one in told) >= least(len(worlds) // 2, whole), kind
    lists = [world.ledger.table("mailing_list")[["joined", "left"]].sum() for world in worlds]
    for what in ("joined", "left"):
        assert sum(one[what] > 0 for one in lists) >= least(2, whole), what
    assert sum("lead_magnet" in world.ledger.words for world in worlds) >= least(2, whole)
    makers = [{world.scenario.products[name].maker for name in one["product"]}
              for world, one in zip(worlds, told, strict=True)]  # fmt: skip
    assert any(len(some) > 1 for some in makers)


@SOME
def test_in_worlds_of_communities_owners_meet(whole: bool) -> None:
    """In most there are members; in some they are paid for, and customers leave."""
    worlds = pool("communities", whole=whole)
    for kind, many in (("membership", len(worlds) // 2 + 1), ("absence", 2)):
        assert sum(world.ledger.count(kind) > 0 for world in worlds) >= least(many, whole), kind
    assert sum("community" in world.ledger.words for world in worlds) >= least(2, whole)


@SOME
def test_in_worlds_of_much_use_all_uses_happen(whole: bool) -> None:
    """In most something is bought of every use; in two customers leave, in one things come back."""
    worlds = pool("much used", whole=whole)
    most = len(worlds) // 2 + 1
    for product in ("counted", "pantry", "several", "lasts", "subscribed", "refills"):
        sold = [set(world.ledger.table("sale")["product"]) for world in worlds]
        assert sum(product in names for names in sold) >= least(most, whole), product
    for kind, column, many in (
        ("need", "ordinal", most), ("ownership", "customers", most), ("absence", "customers", 2),
        ("return", "units", 1),
    ):  # fmt: skip
        assert sum(world.ledger.columns(kind)[column].any() for world in worlds) >= least(many, whole), kind


@SOME
def test_in_advised_worlds_all_comes_of_suggestions_that_can(whole: bool) -> None:
    """Needs, or none since there is enough at home; units, or none; of others, too; units sent back."""
    worlds = pool("advised", whole=whole)
    made = [world.ledger.columns("suggestion") for world in worlds]

    two = least(2, whole)
    assert sum(one["units"].sum() > 0 for one in made) >= least(len(worlds) // 2 + 1, whole)
    assert sum((one["needs"] < one["customers"]).any() for one in made) >= two
    assert sum(one["units"].sum() + one["others"].sum() < one["needs"].sum() for one in made) >= two
    assert sum(one["others"].any() for one in made) >= 1
    assert sum((world.ledger.columns("need")["ordinal"] == SUGGESTED).any() for world in worlds) >= two
    for kind in ("delivery", "ownership", *returns(whole)):
        assert any(world.ledger.count(kind) for world in worlds), kind


@SOME
def test_in_worlds_of_needs_that_add_up_several_wait_together(whole: bool) -> None:
    """In most, needs of one customer that arose in several weeks are over in the same one; in two, met."""
    worlds = pool("adding up", whole=whole)

    def together(world: World, *outcomes: str) -> bool:
        needs = world.detailed.ledger.table("need").astype({"outcome": str, "category": str})
        over = needs[needs["outcome"].isin(outcomes)].groupby(["week", "customer", "category"])["onset"]
        return bool((over.nunique() > 1).any())

    over = sum(together(world, "met", "given_up", "cancelled") for world in worlds)
    assert over >= least(len(worlds) // 2 + 1, whole)
    assert sum(together(world, "met") for world in worlds) >= least(2, whole)


@SOME
def test_the_pool_has_something_of_every_kind(whole: bool) -> None:
    """In a world at least; in two of the whole pool."""
    with Cases() as cases:
        for kind, has in KINDS.items():
            with cases.case(kind):
                assert sum(has(world.scenario) for world in pool("any", whole=whole)) >= least(2, whole)
