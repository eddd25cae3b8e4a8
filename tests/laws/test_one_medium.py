"""Each medium, alone, reaches and costs what its head says, in worlds listed beforehand."""

from collections import Counter
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.domain.ledger_entries import OUTSIDE
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.scenario.schema import Scenario
from tests.cases import Cases
from tests.laws.single_media import AIMED, BROAD, LOOKERS, played, table
from tests.worlds.lookers import played as play
from tests.worlds.one_medium import KINDS, SEEDS, WEEKS, OneMedium

pytestmark = [pytest.mark.by_day(2), pytest.mark.parametrize("seed", SEEDS)]


def without_needs(scenario: Scenario) -> Scenario:
    """Return the same world without needs."""
    people = scenario.model_dump(mode="json")["segments"]
    for one in people.values():
        for need in one["needs"].values():
            need["per_year"] = 0.0
    return scenario.changed(segments=people)


def with_medium(scenario: Scenario, kind: str, **terms: Any) -> Scenario:
    """Return the same world with other terms of a medium."""
    media = scenario.model_dump(mode="json")["media"]
    return scenario.changed(media={**media, kind: {**media[kind], **terms}})


@cache
def without_campaigns(seed: int, needs: bool) -> Ledger:
    """Play a world without campaigns, in which everybody with an open need looks in every week."""
    scenario = OneMedium(seed).scenario()
    return play(scenario if needs else without_needs(scenario), seed, everybody=True)


def assert_it_does_nothing(scenario: Scenario, seed: int, needs: bool = True) -> None:
    """Entry by entry it is as if there was no campaign: no contact, no payment, no choice is another."""
    with_it, without = play(scenario, seed, everybody=True), without_campaigns(seed, needs)
    assert scenario.campaigns
    assert with_it.count("touchpoint") == 0
    assert with_it.content_hash() == without.content_hash(), difference(without, with_it)


def test_without_needs_ads_and_aims_reach_nobody_and_cost_nothing(seed: int) -> None:
    """Nobody looks for anything, nor visits, nor joins a list."""
    with Cases() as cases:
        for kind in (*LOOKERS, *AIMED):
            with cases.case(kind):
                assert_it_does_nothing(without_needs(OneMedium(seed).scenario(kind)), seed, needs=False)


def test_where_there_is_no_such_outlet_nothing_is_shown(seed: int) -> None:
    """There are no visitors to follow, none to join a list, and no listings."""
    with Cases() as cases:
        for kind in ("sponsored_listings", *AIMED):
            with cases.case(kind):
                nowhere = with_medium(OneMedium(seed).scenario(kind), kind, formats=["pop_up_store"])
                assert_it_does_nothing(nowhere, seed)


def test_with_an_empty_list_mails_reach_nobody_and_cost_nothing(seed: int) -> None:
    """Many visit, and none of them joins."""
    empty = {"joins": 0.0, "joins_buying": 0.0, "lead_magnet": None}
    assert_it_does_nothing(with_medium(OneMedium(seed).scenario("e_mail"), "e_mail", **empty), seed)
    assert len(visits(played(seed, "e_mail"), "e_mail")) > 20


def visits(ledger: Ledger, kind: str) -> pd.DataFrame:
    """Return visits of outlets that a medium aims at, or meets customers at."""
    seen, formats = table(ledger, "choice"), ledger.header.scenario.media[kind].formats  # type: ignore[attr-defined]
    seen = seen[seen["outlet"].notna()]
    return seen[[ledger.header.member(outlet).format in formats for outlet in seen["outlet"]]]


def contacts(ledger: Ledger) -> pd.Series:
    """Return contacts paid for, by week, cell and product."""
    return table(ledger, "touchpoint").groupby(["week", "cell", "product"])["contacts"].sum()


def test_nobody_is_followed_but_visitors_of_the_last_weeks(seed: int) -> None:
    """In no week and cell are there more contacts than customers that saw something of the category there."""
    ledger = played(seed, "retargeting")
    seen, weeks = visits(ledger, "retargeting"), OneMedium(seed).drawn["media"]["retargeting"]["within_weeks"]
    for (week, cell, product), many in contacts(ledger).items():
        category = ledger.header.scenario.products[product].category
        lately = seen[seen["week"].between(week - weeks, week - 1)]
        lately = lately[(lately["cell"] == cell) & (lately["category"] == category)]
        assert many <= lately["customer"].nunique()
    assert len(seen) > 20


def test_nobody_is_written_to_but_those_on_the_list(seed: int) -> None:
    """As the week before ended; a list is what it was, with who joined, all visitors, without who left."""
    ledger = played(seed, "e_mail")
    lists = table(ledger, "mailing_list").set_index(["week", "cell"])
    seen = visits(ledger, "e_mail")
    makers = ledger.header.scenario.products
    own = seen[[makers[name].maker == "acme" for name in seen["product"]]]
    visited = own.groupby(["week", "cell"])["customer"].nunique()
    cells = [cell.name for cell in ledger.header.cells]
    every = pd.MultiIndex.from_product([range(WEEKS + 1), cells], names=["week", "cell"])
    whole = lists[["joined", "left", "customers"]].reindex(every, fill_value=0)
    before = whole["customers"].groupby("cell").shift(fill_value=0)

    assert set(lists["manufacturer"]) <= {"acme"}
    assert (whole["customers"] == before + whole["joined"] - whole["left"]).all()
    assert (whole["joined"] <= visited.reindex(every, fill_value=0)).all()
    assert whole["joined"].sum() > 0
    for (week, cell, _), many in contacts(ledger).items():
        assert many <= before[week, cell]


def test_ads_are_met_by_needs_that_look_alone(seed: int) -> None:
    """At most once by each, in a week; the listings only by those that saw something on the marketplace."""
    for kind in LOOKERS:
        ledger = played(seed, kind)
        flows = table(ledger, "need_flow").query("outcome == 'visits'")
        looked = flows.groupby(["week", "cell", "category"])["needs"].sum()
        for (week, cell, product), many in contacts(ledger).items():
            assert many <= looked[week, cell, ledger.header.scenario.products[product].category]
        assert looked.sum() > 50


def test_broad_and_social_contacts_fall_on_people_by_their_attention(seed: int) -> None:
    """Each cell has its share of what the budget buys, to the contact; who does not attend has none."""
    world = OneMedium(seed)
    for kind in BROAD:
        ledger, campaign = played(seed, kind), world.scenario(kind).campaigns[0]
        at = {name: float(many) for name, many in world.drawn["attention"][kind].items()}
        weight = {
            cell.name: cell.customers
            * (at[cell.segment] if kind != "outdoor" else float(cell.region == world.drawn["posters_in"]))
            for cell in ledger.header.cells
        }
        about = [campaign.product] if campaign.product else ["lamp", "lantern", "kettle"]
        buys = campaign.weekly_budget / len(about) / world.drawn["media"][kind]["cost_per_contact"]
        expected = {
            (week, cell, product): buys * one / sum(weight.values())
            for week in range(campaign.weeks[0], WEEKS + 1)
            for cell, one in weight.items()
            for product in about
        }
        told = contacts(ledger)
        assert set(told[told > 0].index) <= set(expected)
        for key, many in expected.items():
            assert abs(int(told.get(key, 0)) - many) <= 0.5


def test_owners_pass_on_what_they_are_shown_on_social_media(seed: int) -> None:
    """So many contacts for each paid one as there are owners, at no cost; of what lasts, those in use."""
    ledger, terms = played(seed, "social"), OneMedium(seed).drawn["media"]["social"]
    people = {cell.name: cell.customers for cell in ledger.header.cells}
    keys = ["week", "cell", "product"]
    owners = table(ledger, "ownership").groupby(keys)["customers"].sum()
    earned = table(ledger, "earned_contact").groupby(keys)["contacts"].sum()
    for (week, cell, product), many in contacts(ledger).items():
        if ledger.header.scenario.products[product].life is not None and week > 1:
            share = owners.get((week - 1, cell, product), 0) / people[cell]
            assert earned.get((week, cell, product), 0) == np.rint(terms["passed_on"] * share * many)
    assert set(earned.index) <= set(contacts(ledger).index)


def test_media_are_paid_for_their_contacts_and_lists_by_their_makers(seed: int) -> None:
    """By week, maker and medium, never more than the budgets; all of them where all is shown at once."""
    with Cases() as cases:
        for kinds in (*((kind,) for kind in KINDS), KINDS):
            with cases.case(kinds):
                assert_media_money_is_conserved(OneMedium(seed).scenario(*kinds), played(seed, *kinds))


def assert_media_money_is_conserved(scenario: Scenario, ledger: Ledger) -> None:
    """Compare what is paid to the outside world with what contacts and lists cost, and with budgets."""
    step = scenario.units.money_step
    paid: dict[str, Counter[tuple[int, str]]] = {"campaign": Counter(), "lead_magnet": Counter()}
    for row in table(ledger, "payment").itertuples():
        if row.reason in paid:
            assert row.payee == OUTSIDE
            paid[row.reason][int(row.week), row.payer] += int(row.amount)
    cost: Counter[tuple[int, str]] = Counter()
    by_medium: Counter[tuple[int, str, str]] = Counter()
    for row in table(ledger, "touchpoint").itertuples():
        maker = scenario.products[row.product].maker
        cost[int(row.week), maker] += int(row.cost)
        by_medium[int(row.week), maker, row.medium] += int(row.cost)
    joined: Counter[tuple[int, str]] = Counter()
    for row in table(ledger, "mailing_list").itertuples():
        joined[int(row.week), row.manufacturer] += int(row.joined)
    magnet = scenario.media["e_mail"].lead_magnet  # type: ignore[attr-defined]
    given = 0.0 if magnet is None else magnet.cost
    gifts = Counter({key: round(given * many / step) for key, many in joined.items()})

    assert +paid["campaign"] == +cost
    assert +paid["lead_magnet"] == +gifts
    for campaign in scenario.campaigns:
        parts = 1 if campaign.product else 3
        most = parts * round(campaign.weekly_budget / parts / step)
        for week in range(1, WEEKS + 1):
            spent = by_medium.pop((week, "acme", campaign.medium), 0)
            if not campaign.runs_in(week):
                assert spent == 0
            elif campaign.medium in BROAD:
                assert spent == most
            else:
                assert spent <= most + parts
    assert not +by_medium
