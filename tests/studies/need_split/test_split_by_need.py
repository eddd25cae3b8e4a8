"""Split by need: by hand in a world without luck, and who else is moved where goods are short."""

from typing import Any

import pandas as pd
import pytest

from experiments.validation._markets import plain_market, shops
from simulator import split_by_need
from simulator.ledger.metric import NotRecordedError
from simulator.market.simulate import simulate
from simulator.scenario.errors.arguments import ArgumentError
from simulator.scenario.schema import Scenario
from simulator.studies.need_split.paired_needs import (
    NEW,
    OWN,
    RIVAL,
    SHIFTED,
    UNDECIDED,
    net_units,
    paired_needs,
)

EACH = 100
"""Customers of a region."""
WEB = {"model": "direct_automated", "price": 0.9, **shops()}
STORE = "acme web_store"


def world(*ways: dict[str, Any], regions: tuple[str, ...], weeks: int, **changes: Any) -> Scenario:
    """Return regions of equal size in which everybody needs a lamp or a bulb each week, and luck is nothing.

    A lamp is worth 1 more than nothing at its list price, a bulb one half.
    """
    made = {
        "lamp": {"unit_cost": 10, "list_price": 100, "appeal": 3.0},
        "bulb": {"unit_cost": 10, "list_price": 100, "appeal": 2.5, "maker": "bolt"},
    }
    needs = {"light": {"per_year": 52, "lasts_weeks": 2}}
    people = {"price_sensitivity": 0.02, "taste_shock": 0.0, "needs": needs}
    places = {name: {"share": 1 / len(regions)} for name in regions}
    return plain_market(
        weeks, EACH * len(regions), made, people, regions=places, distribution=list(ways), **changes
    )


def dealers(region: str, **terms: Any) -> dict[str, Any]:
    """Return one dealer in a region, at the list price."""
    return {"model": "authorized_dealers", "dealers_per_region": 1, "regions": [region], **shops(**terms)}


def three_regions(*more: dict[str, Any]) -> Scenario:
    """Return a region with a dealer, one with a rival's shop, and one with nothing, for five weeks."""
    rival = {**dealers("theirs"), "maker": "bolt"}
    return world(dealers("ours"), *more, regions=("ours", "theirs", "nobody's"), weeks=5, competition=[rival])


def test_every_source_is_what_can_be_said_by_hand() -> None:
    """A web store a tenth below takes all five needs of everybody.

    Where a dealer is, all come from it; where a rival is, from the rival; where nothing was, needs of weeks 1
    and 3 were given up after two weeks, those of weeks 2 and 4 were one with them, and all four are new; that
    of week 5 is open.
    """
    split = split_by_need(three_regions(WEB), three_regions(), seeds=2)
    sources = {one.source: one for one in split.sources}

    assert split.outlets == (STORE,)
    assert {name: one.units.mean for name, one in sources.items()} == {
        NEW: 4 * EACH, OWN: 5 * EACH, RIVAL: 5 * EACH, SHIFTED: 0, UNDECIDED: EACH,
    }  # fmt: skip
    assert [one.customers.mean for one in split.sources] == [EACH, EACH, EACH, 0, EACH]
    assert split.sold.mean == 15 * EACH
    assert {name: one.revenue.mean for name, one in sources.items()} == {
        NEW: 360 * EACH, OWN: 450 * EACH, RIVAL: 450 * EACH, SHIFTED: 0, UNDECIDED: 90 * EACH,
    }  # fmt: skip
    assert {name: one.paid_without.mean for name, one in sources.items()} == {
        NEW: 0, OWN: 500 * EACH, RIVAL: 500 * EACH, SHIFTED: 0, UNDECIDED: 0,
    }  # fmt: skip
    assert {name: one.net.mean for name, one in sources.items() if one.net.n} == dict.fromkeys(
        (NEW, OWN, RIVAL), 5 * EACH
    )
    origins = split.flows.groupby(["source", "origin"])["units"].sum() / 2
    assert origins.to_dict() == {
        (NEW, "given up"): 2 * EACH,
        (OWN, "dealer"): 5 * EACH,
        (RIVAL, "bolt"): 5 * EACH,
        (NEW, "absorbed"): 2 * EACH,
        (UNDECIDED, "the need itself"): EACH,
    }


def test_what_is_met_with_an_earlier_need_is_told_from_what_is_open_at_the_end() -> None:
    """The goods of the dealer are a week on their way: the first need absorbs the second, and is met then.

    Had the run ended after a week, nobody would know whether it would be met.
    """
    late = dealers(
        "ours", opening_stock=0, lead_time_weeks=1, ordering={"policy": "base_stock", "level": 900}
    )
    for weeks, own, shifted, undecided in ((2, EACH, EACH, 0), (1, 0, 0, EACH)):
        given, without = (world(late, *more, regions=("ours",), weeks=weeks) for more in ((WEB,), ()))
        split = split_by_need(given, without, seeds=1)
        units = {one.source: one.units.mean for one in split.sources}

        assert units == {NEW: 0, OWN: own, RIVAL: 0, SHIFTED: shifted, UNDECIDED: undecided}
        assert ("met with an earlier need" in split.sentence()) is (shifted > 0)
        assert ("open at the end" in split.sentence()) is (undecided > 0)


def test_leaving_the_outlet_out_is_the_scenario_without_it() -> None:
    """By name and by format, the same needs from the same sources."""
    whole = split_by_need(three_regions(WEB), three_regions(), seeds=1)
    for outlets in (STORE, "web_store", [STORE, "web_store"]):
        found = split_by_need(three_regions(WEB), seeds=1, outlets=outlets)

        assert found.outlets == (STORE,)
        pd.testing.assert_frame_equal(found.needs, whole.needs)
        pd.testing.assert_frame_equal(found.net, whole.net)


def test_a_warm_up_is_left_out() -> None:
    """What is met in its weeks is no sale of the window: of five weeks, three are left."""
    given, without = (three_regions(*more).changed(warm_up=2) for more in ((WEB,), ()))
    split = split_by_need(given, without, seeds=1)

    assert split.sold.mean == 9 * EACH
    assert split.flows.groupby("source")["units"].sum()[OWN] == 3 * EACH
    assert split.net.set_index("source")["units"][OWN] == 3 * EACH


def test_net_figures_differ_by_who_else_was_moved() -> None:
    """A dealer with half as many lamps as customers sells all either way: its totals do not change.

    Need by need, those that the web store drew and that had bought a lamp of the dealer come from it; what
    they leave to others shows only in the totals.
    """
    short = dealers("ours", opening_stock=EACH // 2, ordering={"policy": "base_stock", "level": 0})
    ways = (short, {**WEB, "reach": 0.4})
    given, without = (
        world(*some, regions=("ours",), weeks=1).changed(detail="sales") for some in (ways, ways[:1])
    )
    ledger, other = simulate(given, 3), simulate(without, 3)
    pairs = paired_needs(ledger, other, [STORE])
    buyers = {
        name: set(table.loc[table["outlet"] == STORE, "customer"] if name == "with" else table["customer"])
        for name, table in (
            ("with", ledger.table("sale", steps=True)),
            ("without", other.table("sale", steps=True)),
        )
    }

    assert len(buyers["without"]) == EACH // 2
    assert (pairs["source"] == OWN).sum() == len(buyers["with"] & buyers["without"]) > 5
    assert (pairs["source"] == UNDECIDED).sum() == len(buyers["with"] - buyers["without"]) > 5
    assert len(pairs) == len(buyers["with"])
    assert net_units(ledger, other, [STORE]) == {NEW: len(buyers["with"]), OWN: 0, RIVAL: 0}


def test_summary_answers_that_needs_were_not_recorded() -> None:
    """Ledgers of totals know no needs."""
    ledgers = [simulate(three_regions(*more), 1) for more in ((WEB,), ())]

    with pytest.raises(NotRecordedError, match="they need 'detail: sales'"):
        paired_needs(*ledgers, [STORE])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"weeks": 4}, "these differ in their number of weeks"),
        ({"customers": 30}, "these differ in their population"),
        ({"units": {"money_step": 1e-6, "currency": "CHF"}}, "these differ in their currency"),
        ({"distribution": [dealers("ours"), WEB]}, "both have the same outlets"),
    ],
)
def test_what_is_no_pair_is_refused_before_anything_is_played(changes: dict[str, Any], said: str) -> None:
    """Other customers, weeks or money; or no outlet that only one has."""
    with pytest.raises(ArgumentError, match=said):
        split_by_need(three_regions(WEB), three_regions().changed(**changes), seeds=1)
