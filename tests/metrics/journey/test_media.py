"""Metrics of media, on ledgers written by hand and on a world that is played: contacts, reach, cost."""

import math

import numpy as np
import pandas as pd
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import NotRecordedError, measure
from simulator.market.simulate import simulate
from tests.draws import DRAW
from tests.ledger import by_hand
from tests.ledger.by_hand import (
    ACME,
    BOLT,
    BULB,
    HOME_NORTH,
    HOME_SOUTH,
    LAMP,
    NORTH,
    OFFICE_SOUTH,
    OUTSIDE,
    SHOP,
    SOUTH,
    SPOT,
    STALL,
)
from tests.worlds.all_payments import world_of_all_payments
from tests.worlds.small import small_scenario, small_world

MEDIA = {
    "radio": {"cost_per_contact": 0.5, "credibility": 0.5},
    "feed": {"kind": "social", "cost_per_contact": 0.25, "credibility": 0.5},
}


def told() -> Ledger:
    """Return two weeks after a warm-up of one: Acme on radio and in a feed, Bolt on radio."""
    ledger = by_hand.blank(media=MEDIA, warm_up=1)
    for week, cell, product, medium, contacts, cost in (
        (1, HOME_NORTH, LAMP, "radio", 999, 49950),
        (2, HOME_NORTH, LAMP, "radio", 450, 22500),
        (2, HOME_SOUTH, LAMP, "feed", 600, 15000),
        (2, HOME_SOUTH, BULB, "radio", 77, 3850),
        (3, OFFICE_SOUTH, SPOT, "radio", 50, 2500),
    ):
        told_of = {"cell": cell, "product": product, "medium": medium, "message": "craft"}
        ledger.record("touchpoint", week=week, contacts=contacts, cost=cost, **told_of)
    ledger.record(
        "earned_contact", week=2, cell=HOME_SOUTH, product=LAMP, medium="feed", message="craft", contacts=150
    )
    by_hand.payment(ledger, [1, 2, 2, 3], [ACME, ACME, BOLT, ACME], OUTSIDE, [49950, 37500, 3850, 2500],
                    reason="campaign")  # fmt: skip
    by_hand.payment(ledger, 2, ACME, OUTSIDE, 777, reason="rent")
    return ledger


def test_contacts_are_counted_and_paid_for_medium_by_medium() -> None:
    """450 + 50 on radio at 0.50, 600 in the feed at 0.25 and 150 for nothing; Bolt's are not Acme's."""
    ledger = told()

    assert measure(ledger, "media_contacts", by="medium").to_dict() == {"radio": 500, "feed": 750}
    assert measure(ledger, "media_cost", by="medium").to_dict() == pytest.approx({"radio": 250, "feed": 150})
    assert measure(ledger, "cost_per_contact", by="medium").to_dict() == {"radio": 0.5, "feed": 0.2}
    assert measure(ledger, "media_cost") == 400.0
    assert measure(ledger, "media_cost", by="week").to_dict() == pytest.approx({2: 375, 3: 25})
    assert measure(ledger, "media_contacts", by="region").to_dict() == {"north": 450, "south": 800}


def test_reach_and_frequency_are_those_of_poisson_contacts() -> None:
    """450 people are at home in the north, 300 in the south, 100 in offices there, 150 in others."""
    ledger = told()
    there = np.array([450, 300, 100])
    reached = there * (1 - np.exp(-np.array([450, 750, 50]) / there))

    assert measure(ledger, "reach") == pytest.approx(reached.sum() / 1000)
    assert measure(ledger, "frequency") == pytest.approx(1250 / reached.sum())
    assert measure(ledger, "reach", by="medium")["feed"] == pytest.approx(reached[1] / 1000)
    assert measure(ledger, "reach", by="region").to_dict() == pytest.approx(
        {"north": reached[0] / 600, "south": reached[1:].sum() / 400}
    )
    assert measure(ledger, "reach", by="cell")["office/north"] == 0.0
    assert measure(ledger, "frequency", by="week")[3] == pytest.approx(50 / reached[2])


def test_more_weeks_reach_more_people_and_each_of_them_more_often() -> None:
    """The same contacts every week: 1 − e^(−k x) after k weeks."""
    ledger, x = by_hand.blank(media=MEDIA), 0.4
    for week in range(1, 6):
        told_of = {"cell": np.arange(4), "product": LAMP, "medium": "radio", "message": "craft"}
        ledger.record("touchpoint", week=week, contacts=[180, 120, 60, 40], cost=9, **told_of)
    weeks = measure(ledger, "reach", by="week")

    assert weeks.tolist() == pytest.approx([1 - math.exp(-x)] * 5)
    assert measure(ledger, "reach") == pytest.approx(1 - math.exp(-5 * x))
    assert measure(ledger, "frequency") == pytest.approx(5 * x / (1 - math.exp(-5 * x)))


def test_media_are_paid_what_their_campaigns_cost() -> None:
    """In a world that is played: together and each to the money step."""
    world = small_world()
    for segment in world["segments"].values():
        segment["media"] = {name: float(DRAW.uniform(0.3, 2)) for name in ("radio", "feed", "posters")}
    posters = {"kind": "outdoor", "cost_per_contact": 0.05, "credibility": 0.1, "regions": ["south"]}
    budgets = {name: float(DRAW.uniform(90, 300)) for name in ("radio", "feed", "posters")}
    talks = [
        {"medium": name, "message": "bright", "weeks": [1, 12], "weekly_budget": budget}
        for name, budget in budgets.items()
    ]
    media = {**MEDIA, "posters": posters}
    scenario = small_scenario(
        customers=900, segments=world["segments"], media=media, campaigns=talks, events=[]
    )
    ledger = simulate(scenario, 2)
    paid = measure(ledger, "media_cost", by="medium")
    campaigns = ledger.table("payment", steps=True).query("reason == 'campaign'")["amount"].sum() / 100

    assert paid.sum() == pytest.approx(campaigns)
    assert measure(ledger, "media_cost") == pytest.approx(campaigns)
    for name, budget in budgets.items():
        assert paid[name] == pytest.approx(12 * round(budget, 2))
    assert set(measure(ledger, "media_cost", by="region").index) == {"north", "south"}
    assert set(measure(ledger, "media_contacts", by="region").index) == {"north", "south"}
    assert isinstance(measure(ledger, "reach", by="medium"), pd.Series)


LISTED = {
    **MEDIA,
    "listing": {
        "kind": "sponsored_listings",
        "cost_per_contact": 0.5,
        "credibility": 0.5,
        "formats": ["dealer"],
    },
}


def paid_for_visits() -> Ledger:
    """Return two weeks: radio for all, ads among listings of dealers, advice at the shop and at a dealer."""
    ledger = by_hand.blank(media=LISTED, warm_up=1, cohorts=True, stages=True)
    for week, medium, cost in ((1, "radio", 777), (2, "radio", 30000), (3, "listing", 8000)):
        told_of = {"cell": HOME_NORTH, "product": LAMP, "medium": medium, "message": "craft"}
        ledger.record("touchpoint", week=week, contacts=10, cost=cost, **told_of)
    by_hand.payment(ledger, [2, 3, 3], [SHOP, NORTH, STALL], OUTSIDE, [1000, 2000, 5], reason="advice")
    by_hand.payment(ledger, 2, SHOP, OUTSIDE, 9999, reason="handling")
    seen = {"outlet": [SHOP, NORTH, SOUTH, STALL], "customers": 99, "own": [40, 30, 10, 0]}
    ledger.record("traffic", week=2, category=0, **seen)
    for outlet, visits in ((SHOP, [25, 5, 10]), (NORTH, [15, 0, 15]), (SOUTH, [10, 0, 0])):
        by = {"outlet": outlet, "category": 0, "medium": ["radio", "listing", ""]}
        ledger.record("traffic_source", week=2, own=visits, **by)
    for week, outlet, medium, many in (
        (1, SHOP, "radio", 50),
        (2, SHOP, "radio", 3),
        (2, SHOP, "", 2),
        (3, NORTH, "radio", 1),
        (3, NORTH, "", 7),
    ):
        by = {"week": week, "outlet": outlet, "medium": medium, "product": LAMP}
        ledger.record("acquisition_source", customers=many, **by)
        ledger.record("purchase_source", units=2 * many, **by)
    for week, outlet, customers in ((1, SHOP, 50), (2, SHOP, 5), (3, NORTH, 8)):
        by = {"outlet": outlet, "acquired_by": outlet, "since": week, "bought_last": 0, "product": LAMP}
        ledger.record("cohort_sale", week=week, units=customers, customers=customers, paid=1, earned=1, **by)
    return ledger


def test_what_visits_and_new_customers_cost_is_booked_to_the_channel_that_it_serves() -> None:
    """380 on media and 30 for advice in all; ads among dealers' listings are shared by 30 and 10 visits."""
    ledger = paid_for_visits()

    assert measure(ledger, "cost_per_visit") == pytest.approx(410 / 80)
    assert measure(ledger, "cost_per_visit", "medium").drop("feed").to_dict() == {
        "radio": 300 / 50, "listing": 80 / 5, "no medium": 0.0
    }  # fmt: skip
    by_format = measure(ledger, "cost_per_visit", "format")
    assert by_format[["web_store", "dealer"]].tolist() == pytest.approx([10 / 40, 100 / 40])
    assert measure(ledger, "cost_per_visit", "outlet")[["north", "south"]].tolist() == pytest.approx(
        [(20 + 60) / 30, 20 / 10]
    )
    assert measure(ledger, "cost_per_new_customer") == pytest.approx(410 / 13)
    assert measure(ledger, "cost_per_new_customer", "medium").drop("feed").to_dict() == {
        "radio": 300 / 4, "listing": math.inf, "no medium": 0.0
    }  # fmt: skip
    new = measure(ledger, "cost_per_new_customer", "outlet")
    assert new[["shop", "north"]].tolist() == pytest.approx([10 / 5, (20 + 60) / 8])
    assert math.isinf(new["south"])


def test_a_medium_that_showed_nothing_has_nothing_and_is_told() -> None:
    """Nought of amounts, and of a ratio nought or not known, as there is nothing to divide by or there is."""
    silent = {"mute": {"cost_per_contact": 0.5, "credibility": 0.5}}
    ledger = by_hand.blank(media=silent, warm_up=1, cohorts=True, stages=True)
    by_hand.payment(ledger, 2, SHOP, OUTSIDE, 1000, reason="advice")
    amounts = ("media_contacts", "media_cost", "traffic", "lead_magnet_cost", "list_size", "drop_offs")
    nought = (*amounts, "customers_acquired", "reach")
    unknown = ("cost_per_contact", "cost_per_visit", "cost_per_new_customer", "conversion", "frequency")

    assert {name: measure(ledger, name, "medium")["mute"] for name in nought} == dict.fromkeys(nought, 0.0)
    assert all(math.isnan(measure(ledger, name, "medium")["mute"]) for name in unknown)


def mailed() -> Ledger:
    """Return the same with mails: Acme's list is filled from the warm-up on, and Bolt has one of its own."""
    ledger = told()
    for week, cell, maker, joined, left, on_list, cost in (
        (1, HOME_NORTH, ACME, 90, 0, 90, 9000),
        (2, HOME_NORTH, ACME, 10, 30, 70, 1000),
        (2, HOME_SOUTH, ACME, 5, 0, 5, 500),
        (2, HOME_SOUTH, BOLT, 40, 0, 40, 4000),
        (3, HOME_NORTH, ACME, 0, 20, 50, 0),
        (3, HOME_SOUTH, ACME, 15, 0, 20, 1500),
    ):
        ledger.record(
            "mailing_list", week=week, cell=cell, manufacturer=maker, medium="feed", joined=joined, left=left,
            customers=on_list, cost=cost,
        )  # fmt: skip
    return ledger


def test_lists_are_counted_at_the_end_and_week_by_week() -> None:
    """Of the focal manufacturer alone; whoever joined in the warm-up is still on them."""
    ledger = mailed()

    assert measure(ledger, "list_size") == 70
    assert measure(ledger, "list_size", "week").to_dict() == {2: 75, 3: 70}
    assert measure(ledger, "list_size", "medium").to_dict() == {"radio": 0, "feed": 70}
    assert measure(ledger, "list_size", "region").to_dict() == {"north": 50, "south": 20}
    assert measure(told(), "list_size") == 0


def test_lead_magnets_are_a_part_of_what_their_medium_costs() -> None:
    """10 + 5 + 15 given after the warm-up; a contact in the feed costs so much more, but by product none."""
    ledger = mailed()

    assert measure(ledger, "lead_magnet_cost") == 30.0
    assert measure(ledger, "lead_magnet_cost", "week").to_dict() == {2: 15, 3: 15}
    assert measure(ledger, "media_cost") == 430.0
    assert measure(ledger, "media_cost", "medium").to_dict() == pytest.approx({"radio": 250, "feed": 180})
    assert measure(ledger, "cost_per_contact", "medium").to_dict() == pytest.approx(
        {"radio": 0.5, "feed": 0.24}
    )
    assert measure(ledger, "media_cost", "product").to_dict() == pytest.approx({"lamp": 375, "spot": 25})
    assert measure(ledger, "cost_per_contact") == pytest.approx(430 / 1250)


def test_media_with_lists_cost_what_is_paid_for_mails_and_lead_magnets() -> None:
    """In the world of all payments: together, to the money step, and so do the parts."""
    ledger = simulate(world_of_all_payments(), 3)
    paid = (
        ledger.table("payment", steps=True)
        .astype({"reason": str, "payer": str})
        .groupby("reason")["amount"]
        .sum()
        / 100
    )
    lists = ledger.table("mailing_list", steps=True)

    assert measure(ledger, "lead_magnet_cost") == pytest.approx(paid["lead_magnet"])
    assert measure(ledger, "media_cost") == pytest.approx(paid["lead_magnet"] + paid["campaign"])
    assert measure(ledger, "list_size") == (lists["joined"] - lists["left"]).sum() > 0


def test_what_media_bring_and_what_none_brings_is_all_there_is() -> None:
    """Visits, what is bought, and new customers; conversion is of what each medium brought."""
    ledger = paid_for_visits()
    visits, new = (measure(ledger, name, "medium") for name in ("traffic", "customers_acquired"))

    assert visits.to_dict() == {"radio": 50, "feed": 0, "listing": 5, "no medium": 25}
    assert visits.sum() == measure(ledger, "traffic")
    assert new.to_dict() == {"radio": 4, "feed": 0, "listing": 0, "no medium": 9}
    assert new.sum() == measure(ledger, "customers_acquired")
    assert measure(ledger, "conversion", "medium").drop("feed").to_dict() == {
        "radio": 8 / 50, "listing": 0.0, "no medium": 18 / 25
    }  # fmt: skip


def test_without_campaigns_no_medium_brings_anything() -> None:
    """Nothing is written of sources then, and all visits, purchases and new customers are of none."""
    ledger = by_hand.blank(media=MEDIA, warm_up=1, cohorts=True, stages=True)
    ledger.record("traffic", week=[1, 2], outlet=NORTH, category=0, customers=99, own=[70, 40])
    by_hand.sale(ledger, 2, NORTH, 9)
    by_hand.sale(ledger, 2, NORTH, 5, product=BULB)
    by = {"outlet": NORTH, "acquired_by": NORTH, "since": 2, "bought_last": 0, "product": LAMP}
    ledger.record("cohort_sale", week=2, units=9, customers=8, paid=1, earned=1, **by)

    for name, value in (("traffic", 40), ("customers_acquired", 8), ("conversion", 9 / 40)):
        found = measure(ledger, name, "medium")
        assert found["no medium"] == value
        assert not found[[*MEDIA]].fillna(0.0).any()


def test_which_medium_brings_what_is_told_with_stages_alone() -> None:
    """Else it was not recorded, and the message says what it needs."""
    ledger = by_hand.blank(media=MEDIA, cohorts=True)
    for name in ("traffic", "conversion", "cost_per_visit", "cost_per_new_customer", "customers_acquired"):
        assert math.isfinite(measure(ledger, name)) or math.isnan(measure(ledger, name))
        with pytest.raises(NotRecordedError, match="stages: true"):
            measure(ledger, name, "medium")
