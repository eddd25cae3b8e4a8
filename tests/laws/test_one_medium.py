"""Each medium, alone, does what its head says and nothing else, in worlds listed beforehand."""

from collections import Counter
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.domain.ledger_entries import KINDS as ENTRIES
from simulator.domain.ledger_entries import OUTSIDE
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.market.market import Market
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.cases import Cases
from tests.laws.witness import Recorded, Witness
from tests.worlds.lookers import played as play
from tests.worlds.one_medium import KINDS, REGIONS, SEEDS, WEEKS, OneMedium

pytestmark = [pytest.mark.by_day(2), pytest.mark.parametrize("seed", SEEDS)]

BROAD = ("broad", "social", "outdoor")
LOOKERS = ("search_ads", "sponsored_listings")
AIMED = ("retargeting", "e_mail")
OF_CAMPAIGNS = ("touchpoint", "earned_contact", "mailing_list")
"""Entries of campaigns themselves."""
UNMOVED = {"learning": 0.0, "price_talk": 0.0, "word_of_mouth": 0.0}
"""What a response is in which whoever is shown something moves nobody else."""


@cache
def played(seed: int, *kinds: str, linked: bool = True, crowd: str = "columns") -> Ledger:
    """Play a world with campaigns on such media.

    Unlinked, customers of different regions have nothing to do with each other, and everybody with an open
    need looks in every week: else further visits, which find nothing, are made where there are ads alone.
    """
    world = OneMedium(seed)
    if linked:
        return simulate(world.scenario(*kinds, crowd=crowd), seed)
    return play(world.unlinked(*kinds), seed, everybody=True)


def table(ledger: Ledger, kind: str) -> pd.DataFrame:
    """Return a table of a ledger in words."""
    found = ledger.table(kind)
    return found.astype({name: str for name in found if found[name].dtype == "category"})


def without_needs(scenario: Scenario) -> Scenario:
    """Return the same world in which nobody needs anything."""
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
    """Return what was seen at outlets whose visitors a medium aims at, and at which its ads are met."""
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


def test_posters_in_one_region_show_nothing_in_the_other(seed: int) -> None:
    """Nor does anybody there know more of anything, until stock or talk has told of it: goods or owners."""
    elsewhere, world = other_region(seed), OneMedium(seed)
    for scenario in (world.scenario, world.unlinked):
        with_them, without = (opened(scenario(*kinds), seed) for kinds in (("outdoor",), ()))
        there = np.array([cell.region == elsewhere for cell in with_them.run_tables.cells])
        alike = there.copy()
        for _ in range(WEEKS):
            with_them.step()
            without.step()
            (heard, owners, carried), (other, others, others_carried) = map(known, (with_them, without))
            alike &= (owners == others).all(axis=1) & (carried == others_carried).all()
            assert (heard[alike] == other[alike]).all()
        told = table(with_them.ledger.close(), "touchpoint")
        assert not told["cell"].str.endswith(f"/{elsewhere}").any()
        assert told["contacts"].sum() > 0
        assert (heard[~there] != other[~there]).any()
    assert (alike == there).all()  # where nothing links them, to the end


def known(market: Market) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what cells have heard of products and how many own them [C, P], and what is carried [O, P]."""
    knowledge = market.brand_knowledge
    return knowledge.adstock.copy(), knowledge.owners.copy(), market.offer_table.carried.copy()


def other_region(seed: int) -> str:
    """Return the region in which no posters stand."""
    (found,) = set(REGIONS) - {OneMedium(seed).drawn["posters_in"]}
    return found


def test_whoever_no_contact_could_reach_is_as_without_the_campaign(seed: int) -> None:
    """In cells without a contact not an entry differs, where stock is plenty, prices stay and none reviews.

    So what posters in one region do to sales in the other, they do by stock, prices or talk.
    """
    with Cases() as cases:
        for kind in KINDS:
            with cases.case(kind):
                with_it, without = (played(seed, *kinds, linked=False) for kinds in ((kind,), ()))
                reached = set(table(with_it, "touchpoint")["cell"])
                cells = {cell.name for cell in with_it.header.cells}
                assert 0 < len(reached) < len(cells)
                assert_equal_in(cells - reached, with_it, without)


def assert_equal_in(cells: set[str], one: Ledger, other: Ledger) -> None:
    """No entry about those cells, nor about their customers, differs."""
    there = of_customers_in(cells, one)
    assert there == of_customers_in(cells, other)
    for kind, entry in ENTRIES.items():
        is_about = {"cell", "customer"} & set(entry.columns) and kind not in OF_CAMPAIGNS
        if not is_about or not (one.count(kind) or other.count(kind)):
            continue
        some, others = (table(ledger, kind) for ledger in (one, other))
        if "cell" in entry.columns:
            some, others = some[some["cell"].isin(cells)], others[others["cell"].isin(cells)]
        else:
            some, others = some[some["customer"].isin(there)], others[others["customer"].isin(there)]
        pd.testing.assert_frame_equal(
            some.reset_index(drop=True), others.reset_index(drop=True), check_dtype=False, obj=kind
        )


def of_customers_in(cells: set[str], ledger: Ledger) -> set[int]:
    """Return the customers of some cells that had anything before them."""
    seen = table(ledger, "choice")
    return set(seen[seen["cell"].isin(cells)]["customer"])


def test_whoever_is_not_shown_what_aims_at_others_chooses_as_without_it(seed: int) -> None:
    """Customer by customer, where nothing that is said is believed or passed on: who has met nothing."""
    for kind in AIMED:
        market, shown = opened(unmoved(seed, kind), seed), set[int]()
        market.crowd.again.everybody = True
        for _ in range(WEEKS):
            market.step()
            for heard in market.crowd.columns.heard.values():  # type: ignore[attr-defined]
                shown |= set(np.flatnonzero(heard > 0).tolist())
        with_it, without = market.ledger.close(), play(unmoved(seed), seed, everybody=True)
        assert 0 < len(shown) < market.given.customers
        for entries in ("choice", "need", "sale"):
            one, other = (table(ledger, entries) for ledger in (with_it, without))
            one, other = (some[~some["customer"].isin(shown)] for some in (one, other))
            assert len(one) > 0
            pd.testing.assert_frame_equal(
                one.reset_index(drop=True), other.reset_index(drop=True), check_dtype=False, obj=entries
            )


def unmoved(seed: int, *kinds: str) -> Scenario:
    """Return the unlinked world in which what one is shown moves nobody else."""
    scenario = OneMedium(seed).unlinked(*kinds)
    return scenario.changed(response={**scenario.response.model_dump(mode="json"), **UNMOVED})


def drawn_in(seed: int, *kinds: str) -> Recorded:
    """Return every draw of a run."""
    dice = Witness(seed)
    simulate(OneMedium(seed).unlinked(*kinds), seed, dice=dice)
    return dice.seen


@pytest.mark.by_day(1)
def test_a_campaign_more_leaves_all_other_draws_alone(seed: int) -> None:
    """Every draw with the same key is the same, and all needs arise that arose; none is drawn in vain."""
    before = drawn_in(seed)
    own = {"retargeting": {"touch"}, "e_mail": {"touch", "joins list", "unsubscribes"}} | {
        kind: {"ad light", "ad tea"} for kind in LOOKERS
    }
    with Cases() as cases:
        for kind in KINDS:
            with cases.case(kind):
                after = drawn_in(seed, kind)
                assert all(before[key] == after[key] for key in before.keys() & after.keys())
                assert {key[0] for key in after} - {key[0] for key in before} <= own.get(kind, set())
                for purpose in ("need light", "need tea", "price sensitivity"):
                    mine = {key for key in before if key[0] == purpose}
                    assert mine <= after.keys(), purpose


def test_both_ways_write_equal_ledgers_with_all_media(seed: int) -> None:
    """Entry by entry, with campaigns on all of them at once."""
    columns, one_by_one = (played(seed, *KINDS, crowd=crowd) for crowd in ("columns", "one_by_one"))
    assert columns.content_hash() == one_by_one.content_hash(), difference(one_by_one, columns)


@pytest.mark.nightly
def test_both_ways_write_equal_ledgers_with_each_medium_alone(seed: int) -> None:
    """Entry by entry."""
    with Cases() as cases:
        for kind in KINDS:
            with cases.case(kind):
                columns, one_by_one = (played(seed, kind, crowd=way) for way in ("columns", "one_by_one"))
                assert columns.content_hash() == one_by_one.content_hash(), difference(one_by_one, columns)
