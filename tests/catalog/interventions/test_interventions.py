"""Each intervention changes exactly what it says, in its scope only, and leaves no trace when it is over."""

from functools import cache
from typing import Any

import pytest

from simulator.domain.ledger_entries import KINDS
from simulator.domain.registries import INTERVENTIONS
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.market.events.in_force import TERMS, changed, facts, market_in, world

WEEK, LASTS = 5, 3
NORTH = {"region": ["north"]}
DEALERS = [f"acme dealer {region} {n}" for region in ("north", "south") for n in (1, 2)]
NORTHERN = DEALERS[:2]
SILENT = ("message", "price_floor", "training")
"""What shows in no entry while nobody needs anything; a disruption neither, while nothing is ordered."""
REVERSIBLE = [name for name in INTERVENTIONS.names() if INTERVENTIONS.get(name).is_reversible]


def doing(name: str, **more: Any) -> Scenario:
    """Return the world with one intervention in week 5."""
    return world({"id": "it", "week": WEEK, "do": {name: TERMS[name]}, **more})


def test_there_are_terms_for_every_intervention_of_the_house() -> None:
    """Who adds one adds an example of it here, and it is under every test below."""
    assert set(TERMS) == set(INTERVENTIONS.names())


EXPECTED: dict[str, set[tuple[str, ...]]] = {
    "campaign_budget": {("talk", "lamp", "bright", f"{who}/north") for who in ("readers", "savers")},
    "delist": {(fact, outlet, "lamp") for outlet in NORTHERN for fact in ("price", "floor")},
    "message": {("words", outlet, "lamp") for outlet in NORTHERN},
    "pause_campaigns": {("talk", "lamp", "bright", f"{who}/north") for who in ("readers", "savers")},
    "price_change": {(fact, outlet, "lamp") for outlet in NORTHERN for fact in ("price", "floor")},
    "price_floor": {("floor", outlet, "lamp") for outlet in NORTHERN}
    | {("terms", "acme", outlet) for outlet in NORTHERN},
    "pricing": {("price", outlet, "lamp") for outlet in NORTHERN},
    "recommended_price": {(fact, outlet, "lamp") for outlet in NORTHERN for fact in ("price", "floor")}
    | {("terms", "acme", outlet) for outlet in NORTHERN},
    "start_campaign": {("talk", "lamp", "care", f"{who}/north") for who in ("readers", "savers")},
    "trade_terms": {("terms", "acme", outlet) for outlet in NORTHERN},
}


@pytest.mark.parametrize("name", EXPECTED)
def test_it_changes_what_it_says_in_the_region_meant(name: str) -> None:
    """Focal products in the north, this very week; no other price, word, term or contact."""
    assert changed(world(), doing(name, where=NORTH), WEEK) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_changes_before(name: str) -> None:
    """The week before is as it would have been."""
    assert changed(world(), doing(name, where=NORTH), WEEK - 1) == set()


def test_prices_become_the_multiple() -> None:
    """0.875 of what was asked, to the step, though the floor in the contract is higher."""
    before, after = (
        facts(market_in(world(), WEEK)),
        facts(market_in(doing("price_change", where=NORTH), WEEK)),
    )
    for outlet in NORTHERN:
        assert after["price", outlet, "lamp"] == round(before["price", outlet, "lamp"] * 0.875)


def test_a_multiple_is_not_compounded_week_by_week() -> None:
    """A rule that goes on from its own last price goes on from the one it would have asked."""
    slow = {"policy": "undercut", "recovery": 0.5, "opening": 0.8}
    dealers = {"model": "authorized_dealers", "dealers_per_region": 1, "price_floor": None, "pricing": slow}
    alone = {"distribution": dealers, "competition": []}
    plain, cut = world(**alone), world({"week": 2, "do": {"price_change": 0.5}}, **alone)
    for week in (3, 6, 10):
        one, two = facts(market_in(plain, week)), facts(market_in(cut, week))
        assert two["price", DEALERS[0], "lamp"] == round(one["price", DEALERS[0], "lamp"] * 0.5)


def test_campaigns_spend_the_multiple_only_where_it_is_meant() -> None:
    """Half of all people live in the north; so the focal campaign of 200 costs 100 + 2.5 · 100."""
    ledger = simulate(doing("campaign_budget", where=NORTH), 3)
    paid = ledger.table("payment", steps=True)
    mine = paid[(paid["reason"] == "campaign") & (paid["payer"] == "acme")].groupby("week")["amount"].sum()

    assert mine[WEEK - 1] == 20_000
    assert mine[WEEK] == pytest.approx(35_000, abs=200)


def test_who_acts_is_who_changes() -> None:
    """A rival's price cut is at its own products; a dealer's at its own shop."""
    rival = doing("price_change", who="rival")
    dealer = doing("price_change", who=DEALERS[3])

    assert changed(world(), rival, WEEK) == {("price", "rival web_store", "bulb"), *()}
    assert changed(world(), dealer, WEEK) <= {("price", DEALERS[3], "lamp")}
    gone = {(fact, DEALERS[3], "lamp") for fact in ("price", "floor")}
    assert changed(world(), doing("delist", who=DEALERS[3]), WEEK) == gone


def test_a_member_who_departs_does_so_in_its_week() -> None:
    """It is open the week before, and not from then on; its terms are gone."""
    found = changed(world(), doing("depart"), WEEK)
    assert ("open", DEALERS[2]) in found
    assert ("terms", "acme", DEALERS[2]) in found
    assert changed(world(), doing("depart"), WEEK - 1) == set()


def test_a_channel_that_opens_for_a_time_leaves_in_good_order() -> None:
    """It is admitted in its week and departs when the event is over; nothing of it is left on a shelf."""
    ledger = simulate(doing("open_channel", lasts=LASTS), 3)
    store, stock = "late web_store", ledger.table("stock")

    assert ledger.table("admission").set_index("member")["week"].to_dict() == {store: WEEK}
    assert ledger.table("departure").set_index("member")["week"].to_dict() == {store: WEEK + LASTS}
    assert not ((stock["member"] == store) & (stock["week"] >= WEEK + LASTS)).any()


def test_a_channel_may_open_in_one_region_first() -> None:
    """Where it is piloted its shops open; the others wait, and never open if it is not expanded."""
    way = {"model": "open_resale", "resellers": 1, "marketplace_sellers": 0, "label": "late"}
    market = market_in(world({"week": WEEK, "where": NORTH, "do": {"open_channel": way}}), WEEK)

    assert market.members["late reseller north 1"].is_open
    assert market.members["late wholesaler 1"].is_open
    assert not market.members["late reseller south 1"].is_open


def rows_after(ledger: Ledger, week: int) -> dict[str, list[tuple[Any, ...]]]:
    """Return all entries of later weeks, in words, but for those that tell of events and new terms."""
    told = ("intervention", "trigger_reading", "contract_price", "terms_in_force")
    kinds = [kind for kind in KINDS if kind not in told and ledger.count(kind)]
    tables = {kind: ledger.table(kind, steps=True) for kind in kinds}
    return {
        kind: sorted(map(str, table[table["week"] >= week].itertuples(index=False, name=None)))
        for kind, table in tables.items()
    }


def terms_at_the_end(ledger: Ledger) -> dict[Any, Any]:
    """Return the terms written last, by outlet and product."""
    rows = ledger.table("terms_in_force", steps=True).astype({"outlet": str, "product": str, "supplier": str})
    return rows.groupby(["outlet", "product"]).last().drop(columns="week").to_dict("index")


def idle(*events: dict[str, Any]) -> Ledger:
    """Return a run of the world in which no need arises."""
    plain = world().model_dump(mode="json")["segments"]
    nobody = {key: {**segment, "needs": {"light": {"per_year": 0.0}}} for key, segment in plain.items()}
    return simulate(world(*events, segments=nobody), 3)


@cache
def uneventful() -> tuple[dict[str, list[tuple[Any, ...]]], dict[str, list[tuple[Any, ...]]], dict[Any, Any]]:
    """Return entries of a run without an event, entries after one would be over, and terms at the end."""
    ledger = idle()
    return rows_after(ledger, 1), rows_after(ledger, WEEK + LASTS), terms_at_the_end(ledger)


@pytest.mark.by_day(4)
@pytest.mark.parametrize("name", [name for name in REVERSIBLE if name != "open_channel"])
def test_taken_back_it_leaves_no_trace(name: str) -> None:
    """While nobody needs anything, a run in which it came and went goes on as one without it."""
    with_it = idle({"id": "it", "week": WEEK, "do": {name: TERMS[name]}, "lasts": LASTS})
    without, later, terms = uneventful()

    assert rows_after(with_it, WEEK + LASTS) == later
    assert terms_at_the_end(with_it) == terms
    assert rows_after(with_it, 1) != without or name in ("disruption", *SILENT)
    steps = with_it.table("intervention")[["week", "step"]].to_numpy().tolist()
    assert steps == [[WEEK, "started"], [WEEK + LASTS, "ended"]]


def test_layers_lie_on_each_other_in_the_order_of_events() -> None:
    """Two cuts multiply; when the first is over, the second remains."""
    two = world(
        {"week": 3, "do": {"price_change": 0.5}, "lasts": 3}, {"week": 4, "do": {"price_change": 0.75}}
    )
    base = facts(market_in(world(), 5))["price", DEALERS[0], "lamp"]

    assert facts(market_in(two, 5))["price", DEALERS[0], "lamp"] == round(base * 0.375)
    assert facts(market_in(two, 6))["price", DEALERS[0], "lamp"] == round(base * 0.75)
