"""Search ads: they are met by customers as they look, as far as the budget goes, and only so."""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from simulator.base.summation import total
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.small import small_scenario, small_world

COST = 0.5


def searched(budget: float = 1e6, noticed: float = 0.5, **changes: Any) -> Scenario:
    """Return the small world with ads on a search engine for half a year, met by readers alone."""
    world = small_world()
    segments = {
        name: {**segment, "media": {"engine": 1.0} if name == "readers" else {}}
        for name, segment in world["segments"].items()
    }
    given = {
        "weeks": 26,
        "customers": 1500,
        "segments": segments,
        "media": {
            "engine": {"kind": "search_ads", "cost_per_contact": COST, "credibility": 0.3, "noticed": noticed}
        },
        "campaigns": [{"medium": "engine", "message": "bright", "weeks": [1, 26], "weekly_budget": budget}],
        "response": {"always_aware": 0.2},
        "events": [],
    }
    return small_scenario(**{**given, **changes})


def contacts(ledger: Ledger) -> np.ndarray:
    """Return contacts by week."""
    return np.asarray(measure(ledger, "media_contacts", "week"), dtype=np.int64)


def test_it_makes_known_to_those_that_look_what_they_did_not_know() -> None:
    """Readers alone; what they no longer are unaware of they buy."""
    without, ledger = (simulate(searched(**more), 4) for more in ({"campaigns": []}, {}))
    looked = ledger.table("stage_flow").astype({"stage": str, "cell": str})
    needs = looked[(looked["stage"] == "need") & looked["cell"].str.startswith("readers")]["customers"].sum()

    assert contacts(ledger).sum() / needs == pytest.approx(0.5, abs=3 * np.sqrt(0.25 / needs))
    assert measure(ledger, "media_contacts", "segment").to_dict() == {"readers": contacts(ledger).sum()}
    assert measure(ledger, "media_cost") == pytest.approx(COST * contacts(ledger).sum())
    assert measure(ledger, "units_sold") > measure(without, "units_sold") > 0
    lost = [measure(one, "lost_demand", "reason")["unaware"] for one in (without, ledger)]
    assert lost[1] < lost[0]


def test_where_nobody_needs_anything_it_shows_and_costs_nothing() -> None:
    """No need, no contact, no payment."""
    more = {"needs": {"light": {"per_year": 0}}, "media": {"engine": 1.0}}
    segments = {name: {**segment, **more} for name, segment in small_world()["segments"].items()}
    ledger = simulate(searched(segments=segments), 4)

    assert measure(ledger, "media_contacts") == measure(ledger, "media_cost") == 0


def test_a_budget_buys_so_many_contacts() -> None:
    """Week by week no more than is paid for."""
    small, large = (simulate(searched(budget=budget, weeks=12), 4) for budget in (2.2 * COST, 4.2 * COST))

    assert contacts(small).max() == 2
    assert contacts(large).max() == 4
    assert measure(small, "media_cost") == pytest.approx(COST * contacts(small).sum())


def engine(cost: float) -> dict[str, Any]:
    """Return a search engine that everybody that looks notices, at such a cost of a contact."""
    return {"engine": {"kind": "search_ads", "cost_per_contact": cost, "credibility": 0.3, "noticed": 1.0}}


def test_contacts_for_less_than_a_cent_cost_what_they_cost_in_however_many_cells() -> None:
    """Four tenths of a cent each: a week's are rounded together, and not cell by cell."""
    world = small_world()["segments"]
    people = {
        f"{name} {n}": {**one, "share": one["share"] / 10, "media": {"engine": 1.0}}
        for name, one in world.items()
        for n in range(10)
    }
    ledger = simulate(searched(segments=people, media=engine(0.004), weeks=12), 4)
    told = ledger.table("touchpoint", steps=True).groupby("week")[["contacts", "cost"]].sum()

    assert told["cost"].tolist() == [round(0.4 * number) for number in told["contacts"].tolist()]
    assert told["contacts"].max() > 20


@pytest.mark.parametrize("times", [1.0, 1e6])
def test_a_budget_of_so_many_contacts_buys_so_many_in_every_currency(times: float) -> None:
    """Where adding prices up rounds to more than the budget, too, however large they are."""
    price = 100 / 3 * times
    ledger = simulate(searched(budget=7 * price, media=engine(price), weeks=10), 4)

    assert total([price] * 7) > 7 * price
    assert contacts(ledger).max() == 7


def test_needs_that_last_know_what_they_were_shown_when_the_campaign_is_over() -> None:
    """All that look in the first week are shown it, and buy once something is in stock."""
    world = small_world()
    people = {
        "readers": {
            **world["segments"]["readers"],
            "media": {"engine": 1.0},
            "needs": {"light": {"per_year": 20, "lasts_weeks": 8}},
        }
    }
    given = {
        "segments": {"readers": {**people["readers"], "share": 1.0}},
        "weeks": 5,
        "distribution": {
            "model": "authorized_dealers",
            "dealers_per_region": 2,
            "opening_stock": 0,
            "reach": 1,
        },
        "response": {"always_aware": 0.0, "display": 0.0, "word_of_mouth": 0.0, "retention": 0.0},
        "campaigns": [{"medium": "engine", "message": "bright", "weeks": [1, 1], "weekly_budget": 1e6}],
    }
    ledger = simulate(searched(noticed=1.0, **given), 4)
    bought = ledger.table("sale", steps=True)

    assert contacts(ledger)[1:].sum() == 0
    assert bought["units"].sum() > 20
    assert bought["week"].min() > 1


def test_a_campaign_split_in_two_does_what_the_whole_does() -> None:
    """Entry by entry but for contacts, of which there are as many, at the same cost."""
    one = {"medium": "engine", "message": "bright", "weeks": [1, 26]}
    split = [{**one, "weekly_budget": budget} for budget in (2 * COST, 3 * COST)]
    whole, parts = (
        simulate(searched(campaigns=some, weeks=12), 4)
        for some in ([{**one, "weekly_budget": 5 * COST}], split)
    )
    third = {**one, "message": "craft", "weekly_budget": 5 * COST}
    more = simulate(searched(campaigns=[*split, third], weeks=12), 4)

    assert contacts(whole).tolist() == contacts(parts).tolist()
    assert contacts(whole).max() == 5
    assert contacts(more).sum() > 1.5 * contacts(whole).sum()
    for kind in ("sale", "lost_need", "stage_flow", "traffic"):
        assert whole.table(kind).equals(parts.table(kind))
    assert measure(whole, "media_cost") == measure(parts, "media_cost")


def test_a_larger_budget_shows_it_to_the_same_ones_and_to_more() -> None:
    """Customer by customer, in a first week in which the product is not known otherwise."""
    unheard = {"always_aware": 0.0, "display": 0.0, "word_of_mouth": 0.0}
    people = []
    for budget in (20 * COST, 60 * COST, 1e6):
        given = {"weeks": 1, "detail": "journeys", "response": unheard, "customers": 6000}
        ledger = simulate(searched(budget=budget, noticed=1.0, **given), 4)
        seen = ledger.table("choice", steps=True)
        people.append(set(seen[seen["product"].astype(str) == "lamp"]["customer"]))

    assert contacts(ledger)[0] > 60
    assert set() < people[0] < people[1] < people[2]


@pytest.mark.by_day("6")
@pytest.mark.parametrize("lasts", [1, 6])
def test_both_ways_of_keeping_customers_meet_the_same_ads(lasts: int) -> None:
    """Entry by entry, for needs of a week and for such as last, with room for a few."""
    world = small_world()
    segments = {
        name: {
            **segment,
            "media": {"engine": 0.8},
            "needs": {"light": {"per_year": 9, "lasts_weeks": lasts}},
        }
        for name, segment in world["segments"].items()
    }
    columns, one_by_one = (
        simulate(searched(budget=2.0, crowd=crowd, customers=150, weeks=14, segments=segments), 6)
        for crowd in ("columns", "one_by_one")
    )

    assert contacts(columns).max() == 4
    assert columns.content_hash() == one_by_one.content_hash(), difference(one_by_one, columns)


UNHEARD = {"always_aware": 0.0, "display": 0.0, "word_of_mouth": 0.0, "retention": 0.0}
"""Nothing is known but by ads."""


def needing(need: dict[str, Any]) -> dict[str, Any]:
    """Return people that all attend to the engine, with such a need of light."""
    people = small_world()["segments"]
    return {name: {**one, "media": {"engine": 1.0}, "needs": {"light": need}} for name, one in people.items()}


def test_a_need_of_several_units_meets_an_ad_once_and_knows_it_for_all_of_them() -> None:
    """Of sixty units something is known, for twenty contacts, though many more look."""
    given = {"segments": needing({"per_year": 20, "units": 3}), "weeks": 1, "response": UNHEARD}
    ledger = simulate(searched(budget=20 * COST, noticed=1.0, **given), 4)
    stages = ledger.table("stage_flow").astype({"stage": str}).groupby("stage")["customers"].sum()

    assert contacts(ledger).sum() == 20
    assert stages["aware"] == 3 * 20 < stages["need"] / 2


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
@pytest.mark.parametrize("opening_stock", [500, 0])
def test_what_is_known_by_an_ad_is_known_as_more_of_it_is_taken_for_later(
    crowd: str, opening_stock: int
) -> None:
    """Also where it was met weeks before."""
    need = {"per_year": 20, "lasts_weeks": 8, "pantry": {"storage_cost": 0.01, "most_units": 3}}
    given = {
        "segments": needing(need),
        "weeks": 5,
        "customers": 400,
        "crowd": crowd,
        "detail": "sales",
        "response": UNHEARD,
        "distribution": {"model": "authorized_dealers", "reach": 1, "opening_stock": opening_stock},
        "campaigns": [{"medium": "engine", "message": "bright", "weeks": [1, 1], "weekly_budget": 1e6}],
        "events": [{"week": 1, "do": {"price_change": 0.5}}],
    }
    ledger = simulate(searched(noticed=1.0, **given), 4)
    sold = ledger.table("sale", steps=True).astype({"product": str}).query("product == 'lamp'")
    ahead = ledger.table("need", steps=True).query("ordinal > 0").astype({"outcome": str})
    at_once = ahead[ahead["week"] == ahead["onset"]]["outcome"].value_counts()

    assert sold["units"].sum() > 1.5 * sold["customer"].nunique() > 30
    assert at_once["arisen"] == at_once["met"] > 20


def test_room_is_what_campaigns_pay_for() -> None:
    """A room of its own is refused, with what instead."""
    media = {"engine": {"kind": "search_ads", "cost_per_contact": 1, "credibility": 0.3, "weekly_room": 2}}
    with pytest.raises(ValidationError, match="leave out weekly_room"):
        searched(media=media)
