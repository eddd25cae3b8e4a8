"""A medium alone does nothing but what its head says: not a draw, a customer or a cell is touched besides."""

import numpy as np
import pandas as pd
import pytest

from simulator.domain.ledger_entries import KINDS as ENTRIES
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.market.market import Market
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.cases import Cases
from tests.laws.single_media import AIMED, LOOKERS, played, table
from tests.laws.witness import Recorded, Witness
from tests.worlds.lookers import played as play
from tests.worlds.one_medium import KINDS, REGIONS, SEEDS, WEEKS, OneMedium

pytestmark = [pytest.mark.by_day(2), pytest.mark.parametrize("seed", SEEDS)]

OF_CAMPAIGNS = ("touchpoint", "earned_contact", "mailing_list")
"""Entries of campaigns themselves."""
UNMOVED = {"learning": 0.0, "word_of_mouth": 0.0}
"""What a response is in which whoever is shown something moves nobody else."""


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


@pytest.mark.by_day(1)
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
    """Assert that no entry about some cells, nor about their customers, differs."""
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
    """Customer by customer, where nothing is passed on, and talk of price is minded: who has met nothing."""
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
    """Return the unlinked world in which what one is shown moves no other customer."""
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


@pytest.mark.by_day(1)
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
