"""Dearer than remembered: what is lost to it is what the price remembered would have sold, and fades."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from simulator.domain.ledger_entries import LOST_TO
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.customers.customer import Customer
from simulator.market.customers.lost_needs import LostNeeds
from simulator.market.simulate import simulate
from tests.worlds.small import small_scenario, small_world

RISE = {"week": 1, "do": {"price_change": 1.3}}


def lamps(people: dict[str, Any] | None = None, **changes: Any) -> Ledger:
    """Return weeks in which lamps are known and at hand, and all that is true of them is believed."""
    world = small_world()
    lamp = {**world["products"]["lamp"], "variability": 0.5}
    segments = {
        name: {**segment, "needs": {"light": {"per_year": 26}}, **(people or {})}
        for name, segment in world["segments"].items()
    }
    given = {
        "products": {**world["products"], "lamp": {**lamp, "reputation": lamp["attributes"]}},
        "segments": segments,
        "distribution": {"model": "authorized_dealers", "reach": 1, "opening_stock": 5000},
        "competition": [{"model": "direct_automated", "maker": "rival", "opening_stock": 5000}],
        "response": {"always_aware": 1.0},
        "campaigns": [],
        "weeks": 1,
        "customers": 1500,
    }
    return simulate(small_scenario(**{**given, **changes}), 5)


def test_what_is_lost_to_a_rise_is_what_sold_before_it() -> None:
    """Nothing else stands in the way, so no need is split."""
    dearer, before = (lamps(events=events) for events in ([RISE], []))
    sold = [measure(ledger, "units_sold") for ledger in (before, dearer)]

    assert measure(dearer, "lost_demand", "reason")["dearer than remembered"] == sold[0] - sold[1] > 20
    assert measure(before, "lost_demand", "reason")["dearer than remembered"] == 0


def test_it_fades_where_prices_asked_are_remembered_and_else_is_of_the_list_price() -> None:
    """Talk that works on remembered prices has them kept up; a cut is never dearer."""
    given: dict[str, Any] = {"weeks": 16, "customers": 4000}
    rise, cut = ({"week": 3, "do": {"price_change": times}} for times in (1.3, 0.8))
    followed = by_week(lamps({"reference_talk": 1e-9}, events=[rise], **given))
    listed = by_week(lamps(events=[rise], **given))
    early, mid, late = (followed[weeks].sum() for weeks in (slice(3, 6), slice(6, 9), slice(14, 17)))

    assert followed[:3].sum() == listed[:3].sum() == 0
    assert all(before > 2 * after for before, after in pairwise((early, mid, late)))
    assert listed[14:].sum() > listed[3:6].sum() / 2
    assert by_week(lamps(events=[cut], **{**given, "weeks": 8})).sum() == 0


def test_both_ways_of_keeping_customers_bring_back_what_is_remembered() -> None:
    """What sending a unit back would bring is a share of the price thought of, not of the one asked."""
    columns, one_by_one = (
        lamps(
            {"foresees_returns": 1.0, "return_hassle": 4},
            customers=200,
            crowd=crowd,
            events=[RISE],
            returns=[{"at": {"format": "dealer"}, "within_weeks": 3, "refund": 0.9}],
        )
        for crowd in ("columns", "one_by_one")
    )

    assert measure(columns, "lost_demand", "reason")["dearer than remembered"] > 0
    assert columns.content_hash() == one_by_one.content_hash(), difference(one_by_one, columns)


class Ascetic(Customer):
    """Takes nothing, whatever it is worth."""

    def rank(self, visit: Any, weighed: Any) -> None:
        """Rank as all do, and go without."""
        super().rank(visit, weighed)
        visit.wanted = visit.first = visit.second = visit.waits = None


def test_what_a_class_of_ones_own_refuses_was_not_worth_it() -> None:
    """No need took the place of another, and no barrier was in the way."""
    world = small_scenario(weeks=8, customers=200, response={"always_aware": 1.0}, events=[])
    with pytest.warns(UserWarning, match="one by one"):
        refused = simulate(world, 3, customer=Ascetic)
    lost = measure(refused, "lost_demand", "reason")
    usual = measure(simulate(world, 3), "lost_demand", "reason")

    assert measure(refused, "units_sold") == lost["overtaken"] == lost["preferred a rival"] == 0
    assert lost["not worth its price"] > usual["not worth its price"]
    assert lost.sum() == needs(refused)


def test_many_offers_are_weighed_lot_by_lot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entry by entry the same, however many at once; no lot is much larger than it may be."""
    given: dict[str, Any] = {"events": [RISE], "response": {"always_aware": 0.6}, "customers": 600}
    sizes: list[int] = []
    best = LostNeeds._best

    def counted(self: LostNeeds, need: np.ndarray, number: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        sizes.append(int(np.bincount(self.offers.row, minlength=len(self.offers.nothing)).take(need).sum()))
        return best(self, need, number)

    monkeypatch.setattr(LostNeeds, "_best", counted)
    whole = lamps(**given)
    at_once, lots = max(sizes), len(sizes)
    sizes.clear()
    monkeypatch.setattr("simulator.market.customers.lost_needs.WEIGHED_AT_ONCE", 64)
    monkeypatch.setattr("simulator.market.customers.losing_needs.PAIRS", 60)

    assert lamps(**given).content_hash() == whole.content_hash()
    assert at_once > 500
    assert len(sizes) > lots
    assert max(sizes) < 64 + 500


def by_week(ledger: Ledger) -> np.ndarray:
    """Return needs lost to a price dearer than remembered, by week."""
    lost = ledger.table("lost_need")
    lost = lost[lost["reason"].astype(str) == LOST_TO[5]]
    return np.bincount(lost["week"], lost["sixtieths"] / 60, minlength=ledger.header.scenario.weeks + 1)


def needs(ledger: Ledger) -> int:
    """Return how many needs closed."""
    stages = ledger.table("stage_flow")
    return int(stages[stages["stage"].astype(str) == "need"]["customers"].sum())
