"""What brought visits: all are told apart by medium and none, and media bring what they made known."""

from collections import Counter
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.market.state.adstock_by_source import media_told
from simulator.scenario.schema import Scenario
from tests.worlds.pool import World
from tests.worlds.small import small_scenario, small_world

type Sums = Counter[tuple[Any, ...]]
SILENT = {"always_aware": 0.0, "display": 0.0, "word_of_mouth": 0.0, "initial_adstock": 0.0, "learning": 0.0}
"""Nothing makes a product known but campaigns and having had it."""
WEEKS, SEED = 10, 11
DEALERS = {"model": "authorized_dealers", "dealers_per_region": 2, "reach": 0.6, "opening_stock": 900}
OWN_KINDS = {
    "broad": {},
    "social": {"passed_on": 2.0},
    "outdoor": {"regions": ["north"]},
    "search_ads": {"noticed": 0.4},
    "sponsored_listings": {"formats": ["dealer"], "places": [0.6]},
}
AIMED = {"retargeting": {"within_weeks": 3}, "e_mail": {"joins": 1.0, "unsubscribes": 0.0}}


def summed(rows: pd.DataFrame, by: list[str], column: str) -> Sums:
    """Return sums of a column by others, without zeros."""
    sums = rows.groupby(by)[column].sum()
    return Counter({key: value for key, value in sums.to_dict().items() if value})


def table(ledger: Ledger, kind: str) -> pd.DataFrame:
    """Return a table in plain words; an empty one for no medium."""
    rows = ledger.table(kind, steps=True)
    plain = [name for name in rows if isinstance(rows[name].dtype, pd.CategoricalDtype)]
    return rows.assign(**{name: rows[name].astype(object).where(rows[name].notna(), "") for name in plain})


@pytest.mark.by_day(24)
def test_sources_sum_to_visits_purchases_and_new_customers(world: World) -> None:
    """Of every outlet and week; of a category, a product; where no campaign runs nothing is written."""
    ledger = world.ledger
    told = {kind: table(ledger, kind) for kind in ("traffic_source", "purchase_source", "acquisition_source")}
    if not media_told(ledger.header.scenario):
        assert not any(len(rows) for rows in told.values())
        return
    focal = dict(zip(ledger.header.products, ledger.header.focal_products.tolist(), strict=False))
    at = ["week", "outlet", "product"]
    bought: Sums = Counter()
    for kind, sign in (("sale", 1), ("backorder", 1), ("delivery", -1)):
        for key, units in summed(table(ledger, kind), at, "units").items():
            bought[key] += sign * units if focal[key[2]] else 0
    new = table(ledger, "cohort_sale")
    new = new[(new["since"] == new["week"]) & new["product"].map(focal)]
    acquired = summed(new.rename(columns={"outlet": "at", "acquired_by": "outlet"}), at, "customers")
    visits = ["week", "outlet", "category"]

    assert summed(told["traffic_source"], visits, "own") == summed(table(ledger, "traffic"), visits, "own")
    assert summed(told["purchase_source"], at, "units") == Counter(
        {key: units for key, units in bought.items() if units}
    )
    assert summed(told["acquisition_source"], at, "customers") == acquired


def silent(*campaigns: dict[str, Any], media: dict[str, dict[str, Any]], **changes: Any) -> Scenario:
    """Return a world in which what campaigns say is all that is said; each need looks in one week alone."""
    people = {
        name: {**one, "media": dict.fromkeys(media, 1.0), "needs": {"light": {"per_year": 15}}}
        for name, one in small_world()["segments"].items()
    }
    talk = {"message": "bright", "weeks": [1, WEEKS], "weekly_budget": 60.0}
    return small_scenario(
        **{
            "weeks": WEEKS,
            "customers": 600,
            "detail": "journeys",
            "stages": True,
            "cohorts": True,
            "segments": people,
            "media": {
                name: {"cost_per_contact": 0.5, "credibility": 0.3, **one} for name, one in media.items()
            },
            "campaigns": [{**talk, **one} for one in campaigns],
            "distribution": DEALERS,
            "competition": [{**DEALERS, "maker": "rival"}],
            "response": {**SILENT, "retention": 0.6},
            "events": [],
            **changes,
        }
    )


def own_visits(ledger: Ledger) -> pd.DataFrame:
    """Return visits that saw an own offer, one an outlet, and whether the customer had bought one before."""
    seen = table(ledger, "choice")
    seen = seen[seen["product"] == "lamp"].drop_duplicates(["week", "customer", "outlet"])
    sold = table(ledger, "sale")
    first = sold[sold["product"] == "lamp"].groupby("customer")["week"].min()
    return seen.assign(had=seen["customer"].map(first).fillna(np.inf) < seen["week"])


def assert_brought(ledger: Ledger, of_strangers: dict[int, str]) -> None:
    """Compare with what brought all those that had not had the product, by week; none brought the others."""
    visits = own_visits(ledger)
    medium = visits["week"].map(of_strangers).where(~visits["had"], "")
    expected = visits.assign(medium=medium).groupby(["week", "outlet", "medium"]).size().to_dict()

    assert summed(table(ledger, "traffic_source"), ["week", "outlet", "medium"], "own") == expected
    assert 20 < visits["had"].sum() < len(visits) - 20


@cache
def of_one(kind: str) -> Ledger:
    """Play a world in which a campaign runs on one medium alone."""
    return simulate(silent({"medium": "place"}, media={"place": {"kind": kind, **OWN_KINDS[kind]}}), SEED)


@pytest.mark.parametrize("kind", OWN_KINDS)
def test_a_medium_alone_brings_all_that_had_never_bought(kind: str) -> None:
    """To every outlet in every week; customers that have had the product come by themselves."""
    assert_brought(of_one(kind), dict.fromkeys(range(1, WEEKS + 1), "place"))


@pytest.mark.parametrize("kind", OWN_KINDS)
def test_a_medium_alone_brings_all_new_customers(kind: str) -> None:
    """Nobody buys first without it, and it sold nothing to whoever came by itself."""
    new, sold = (table(of_one(kind), kind_) for kind_ in ("acquisition_source", "purchase_source"))

    assert set(new["medium"]) == {"place"}
    assert new["customers"].sum() > 20
    assert set(sold["medium"]) == {"place", ""}


@pytest.mark.parametrize("kind", AIMED)
def test_what_aims_brings_back_whom_another_medium_brought(kind: str) -> None:
    """With all forgotten at each week's end: strangers come by the poster of week 1, then by what follows."""
    media = {"poster": {}, "place": {"kind": kind, "formats": ["dealer"], "noticed": 1.0, **AIMED[kind]}}
    campaigns = ({"medium": "poster", "weeks": [1, 1], "weekly_budget": 900.0}, {"medium": "place"})
    forgets = {**SILENT, "retention": 0.0}
    ledger = simulate(silent(*campaigns, media=media, response=forgets), SEED)

    assert_brought(ledger, {1: "poster", **dict.fromkeys(range(2, WEEKS + 1), "place")})
    poster = table(ledger, "acquisition_source").query("medium == 'poster'")
    assert set(poster["week"]) == {1}


@pytest.mark.parametrize("kind", AIMED)
def test_what_aims_brings_nobody_by_itself(kind: str) -> None:
    """Where nobody has visited there is nobody to follow or to write to."""
    media = {"place": {"kind": kind, "formats": ["dealer"], "noticed": 1.0, **AIMED[kind]}}
    ledger = simulate(silent({"medium": "place"}, media=media), SEED)

    assert ledger.count("traffic_source") == ledger.count("acquisition_source") == 0


SHY = {"distribution": {"model": "direct_automated"}, "competition": []}
"""One outlet, so that a need is a visit."""


def shy(*campaigns: dict[str, Any], media: dict[str, dict[str, Any]], **changes: Any) -> Ledger:
    """Play a world with one outlet at which nobody buys."""
    scenario = silent(*campaigns, media=media, **{**SHY, "customers": 2000, **changes})
    people = scenario.model_dump(mode="json")["segments"]
    never = {name: {**one, "price_sensitivity": 5.0} for name, one in people.items()}
    ledger = simulate(scenario.changed(segments=never), SEED)
    assert not ledger.count("sale")
    return ledger


def assert_binomial(counted: float, chances: np.ndarray) -> None:
    """Compare a count of independent events with their chances."""
    spread = np.sqrt((chances * (1 - chances)).sum())
    assert abs(counted - chances.sum()) < 4 * spread
    assert spread > 5


def by_medium(ledger: Ledger) -> dict[str, int]:
    """Return visits by medium."""
    return table(ledger, "traffic_source").groupby("medium")["own"].sum().to_dict()


def test_media_bring_in_proportion_to_what_is_in_the_ear() -> None:
    """Of two alike but for contacts, three on one for each on the other, in all weeks: three of four."""
    media: dict[str, dict[str, Any]] = {"often": {}, "seldom": {}}
    campaigns = ({"medium": "often", "weekly_budget": 900.0}, {"medium": "seldom", "weekly_budget": 300.0})
    brought = by_medium(shy(*campaigns, media=media))

    assert set(brought) == {"often", "seldom"}
    assert_binomial(brought["often"], np.full(sum(brought.values()), 0.75))


def test_ads_that_a_need_has_met_are_as_likely_as_each_other() -> None:
    """Where both are met by all, and all is forgotten at the end of the week."""
    media = {name: {"kind": "search_ads", "noticed": 1.0} for name in ("here", "there")}
    campaigns = ({"medium": name, "weekly_budget": 1e6} for name in media)
    brought = by_medium(shy(*campaigns, media=media, response={**SILENT, "retention": 0.0}))

    assert set(brought) == {"here", "there"}
    assert_binomial(brought["here"], np.full(sum(brought.values()), 0.5))


def test_ads_that_other_needs_have_met_bring_none() -> None:
    """Of two media of which one stops as the other starts, each brings all needs of its own weeks."""
    media = {name: {"kind": "search_ads", "noticed": 1.0} for name in ("early", "late")}
    campaigns = [
        {"medium": name, "weekly_budget": 1e6, "weeks": weeks}
        for name, weeks in zip(media, ([1, 5], [6, WEEKS]), strict=True)
    ]
    ledger = shy(*campaigns, media=media, response={**SILENT, "retention": 0.0})
    weeks = table(ledger, "traffic_source").groupby("medium")["week"].agg(["min", "max"])

    assert weeks.loc["early"].tolist() == [1, 5]
    assert weeks.loc["late"].tolist() == [6, WEEKS]


def test_displays_and_owners_are_no_medium() -> None:
    """A display shows as much as a poster, both from the second week on, and brings as many."""
    showing = {**SILENT, "retention": 0.6, "display": 0.3}
    media: dict[str, dict[str, Any]] = {"poster": {}}
    campaign = {"medium": "poster", "weeks": [2, WEEKS], "weekly_budget": 0.3 * 2000 * 0.5}
    at_hand = {"distribution": {"model": "direct_automated", "reach": 1.0}}
    brought = by_medium(shy(campaign, media=media, response=showing, **at_hand))

    assert_binomial(brought["poster"], np.full(sum(brought.values()), 0.5))


def test_what_a_customer_was_shown_itself_counts_beside_what_its_cell_heard() -> None:
    """Of those followed a contact of theirs is one of 1 + x in their ear; of others, of x of their cell."""
    media = {"poster": {}, "place": {"kind": "retargeting", "formats": ["web_store"], "noticed": 1.0}}
    campaigns = ({"medium": "poster", "weekly_budget": 500.0}, {"medium": "place", "weekly_budget": 1e6})
    ledger = shy(*campaigns, media=media, response={**SILENT, "retention": 0.0})
    touched = table(ledger, "touchpoint").query("medium == 'poster'").set_index(["week", "cell"])["contacts"]
    people = {cell.name: cell.customers for cell in ledger.header.cells}
    seen = own_visits(ledger)
    looked = table(ledger, "choice").query("outlet != ''")
    chances, last = [], dict[int, int]()
    for week, rows in looked.groupby("week"):
        for row in seen[seen["week"] == week].itertuples():
            followed = week - last.get(row.customer, -99) <= 4
            x = touched[week, row.cell] / people[row.cell]
            chances.append(1 / (1 + x) if followed else 0.0)
        last.update(dict.fromkeys(rows["customer"].tolist(), int(week)))

    assert_binomial(by_medium(ledger)["place"], np.array(chances))
