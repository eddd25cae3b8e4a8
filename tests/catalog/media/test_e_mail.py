"""E-mail: lists are filled by visitors and buyers, mails go to their members alone, and some leave."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.worlds.aimed import UNSHAKEN, aimed, contacts, visitors

ALL_KNOWN = {**UNSHAKEN, "always_aware": 1.0}
JOINS: dict[str, Any] = {"joins": 1.0, "unsubscribes": 0.0}


def mailed(medium: dict[str, Any], **changes: Any) -> Scenario:
    """Return the world with mails, in which all is known unless something else is said."""
    return aimed("e_mail", medium, **{"response": ALL_KNOWN, **changes})


def lists(ledger: Ledger) -> pd.DataFrame:
    """Return joining, leaving and members of lists, by week from 1 on."""
    told = ledger.table("mailing_list", steps=True).groupby("week")[["joined", "left", "customers"]].sum()
    return told.reindex(range(1, 17), fill_value=0)


def test_with_an_empty_list_it_reaches_nobody_and_costs_nothing() -> None:
    """Nobody joins: entry by entry as without the campaign, lead magnets unpaid."""
    with_it, without = (simulate(mailed({"joins": 0.0}, **more), 4) for more in ({}, {"campaigns": []}))

    assert sum(contacts(with_it)) == measure(with_it, "media_cost") == with_it.count("mailing_list") == 0
    assert with_it.content_hash() == without.content_hash()


def test_visitors_of_the_makers_goods_join_and_are_written_to_from_the_next_week_on() -> None:
    """Exactly: whoever saw a lamp at a dealer's; not who saw the rival's goods there, or a web store's."""
    ledger = simulate(mailed(JOINS), 4)
    seen = visitors(ledger, "lamp")
    on_list = [len(set().union(*seen[: week + 1])) for week in range(17)]

    assert lists(ledger)["customers"].tolist() == on_list[1:]
    assert contacts(ledger) == [0, *on_list[:-1]]
    assert on_list[-1] < len(set().union(*visitors(ledger)))


@pytest.mark.parametrize("joins", [0.0, 0.3])
def test_buyers_join_by_a_chance_of_their_own(joins: float) -> None:
    """All that buy the maker's goods there are on the list; with visitors that would join, more are."""
    ledger = simulate(mailed({**JOINS, "joins": joins, "joins_buying": 1.0}), 4)
    sales = ledger.table("sale").astype({"outlet": str, "product": str})
    buyers = set(sales[sales["outlet"].str.contains("dealer") & (sales["product"] == "lamp")]["customer"])
    on_list = lists(ledger)["customers"].iloc[-1]
    others = set().union(*visitors(ledger, "lamp")) - buyers

    assert len(buyers) > 50
    if joins:
        expected = len(buyers) + joins * len(others)
        assert on_list == pytest.approx(expected, abs=4 * np.sqrt(joins * (1 - joins) * len(others)))
    else:
        assert on_list == len(buyers)


def on_the_list(medium: dict[str, Any]) -> set[int]:
    """Return the members of the maker's list after a few weeks."""
    market = opened(mailed(medium), 4)
    for _ in range(8):
        market.step()
    (found,) = market.crowd.states.lists.values()  # type: ignore[attr-defined]
    return set(np.flatnonzero(found == 1).tolist())


def test_a_lead_magnet_makes_the_same_ones_join_and_more() -> None:
    """As joins + (1 − joins) · those that join for it; what they are given costs by head, to the step."""
    magnet = {"joins": 0.5, "cost": 1.337}
    few, more = (on_the_list({**JOINS, "joins": 0.2, **one}) for one in ({}, {"lead_magnet": magnet}))
    everybody = on_the_list(JOINS)
    ledger = simulate(mailed({**JOINS, "joins": 0.2, "lead_magnet": magnet}), 4)
    paid = (
        ledger.table("payment", steps=True)
        .astype({"reason": str, "payer": str})
        .query("reason == 'lead_magnet'")
    )
    joined = lists(ledger)["joined"]

    assert set() < few < more < everybody
    assert len(more) / len(everybody) == pytest.approx(0.6, abs=4 * np.sqrt(0.24 / len(everybody)))
    assert set(paid["payer"]) == {"acme"}
    due = {week: round(133.7 * many) for week, many in joined.items() if many}
    assert dict(zip(paid["week"], paid["amount"], strict=True)) == due


def test_after_a_mail_some_leave_for_good() -> None:
    """All leave after one mail: a contact for each that joined the weeks before; nobody joins again."""
    ledger = simulate(mailed({**JOINS, "unsubscribes": 1.0}), 4)
    seen, told = visitors(ledger, "lamp"), lists(ledger)
    new = [len(seen[week] - set().union(*seen[:week])) for week in range(1, 17)]

    assert told["joined"].tolist() == new
    assert told["left"].tolist() == [0, *new[:-1]] == contacts(ledger)[1:]
    assert told["customers"].tolist() == new


@pytest.mark.parametrize("unsubscribes", [0.0, 0.2])
def test_a_list_is_what_it_was_with_who_joined_and_without_who_left(unsubscribes: float) -> None:
    """In every week and cell; as many leave in the mean as the chance says of those that met a mail."""
    ledger = simulate(mailed({**JOINS, "unsubscribes": unsubscribes}), 4)
    told = ledger.table("mailing_list", steps=True).astype({"cell": str})
    for _, cell in told.groupby("cell"):
        weeks = cell.set_index("week")[["joined", "left", "customers"]].reindex(range(1, 17), fill_value=0)
        change = weeks["customers"].diff().fillna(weeks["customers"])
        assert change.tolist() == (weeks["joined"] - weeks["left"]).tolist()
    met, left = sum(contacts(ledger)), lists(ledger)["left"].sum()

    assert left == pytest.approx(unsubscribes * met, abs=4 * np.sqrt(unsubscribes * (1 - unsubscribes) * met))


def test_lists_are_kept_by_makers_with_campaigns_alone() -> None:
    """The rival has none, unless it has a campaign there, or an event may begin one for it."""
    talk = {"medium": "place", "message": "bright", "weeks": [1, 16], "weekly_budget": 9}
    begins = {"week": 9, "who": "rival", "do": {"start_campaign": {k: talk[k] for k in list(talk)[:2]}}}
    begins["do"]["start_campaign"]["weekly_budget"] = 9  # type: ignore[index]
    kept = [
        set(
            simulate(mailed(JOINS, weeks=10, **given), 4)
            .table("mailing_list", steps=True)["manufacturer"]
            .astype(str)
        )
        for given in (
            {},
            {"campaigns": [talk, {**talk, "product": "bulb"}]},
            {"campaigns": [], "events": [begins]},
            {"campaigns": []},
        )
    ]

    assert kept == [{"acme"}, {"acme", "rival"}, {"rival"}, set()]


def test_what_is_mailed_is_paid_for_as_it_is_met() -> None:
    """Mails for next to nothing: a week's are paid together, to the money step."""
    ledger = simulate(mailed({**JOINS, "cost_per_contact": 0.004, "noticed": 0.6}), 4)
    told = ledger.table("touchpoint", steps=True).groupby("week")[["contacts", "cost"]].sum()

    assert told["cost"].tolist() == [round(0.4 * many) for many in told["contacts"].tolist()]
    assert told["contacts"].max() > 20


@pytest.mark.by_day("6")
@pytest.mark.parametrize("lasts", [1, 6])
@pytest.mark.parametrize("crowded", [pytest.param(False, marks=pytest.mark.nightly), True])
def test_both_ways_of_keeping_customers_join_and_leave_alike(lasts: int, crowded: bool) -> None:
    """Entry by entry, with orders for what is not there, lead magnets, and two messages that compete."""
    segments = aimed("e_mail").model_dump(mode="json")["segments"]
    for one in segments.values():
        one["needs"] = {"light": {"per_year": 9, "lasts_weeks": lasts}}
        one |= {"waiting_cost": 0.05, "patience_weeks": 4}
    talk = aimed("e_mail").model_dump(mode="json")["campaigns"][0]
    medium = {"joins": 0.3, "joins_buying": 0.7, "lead_magnet": {"joins": 0.2, "cost": 0.77}, "noticed": 0.7}
    given: dict[str, Any] = {
        "segments": segments,
        "campaigns": [{**talk, "message": said, "weekly_budget": 4.0} for said in ("bright", "craft")],
        "response": {"always_aware": 0.3, "display": 0.05, "retention": 0.7, "belief_decay": 0.1},
        "customers": 200,
        "weeks": 12,
        "backorders": [{"at": "dealer"}],
        "manufacturers": {"acme": {"opening_stock": 3}, "rival": {}},
    }
    if crowded:
        given["choice"] = {}
    columns, one_by_one = (
        simulate(aimed("e_mail", {**medium, "unsubscribes": 0.2}, crowd=crowd, **given), 6)
        for crowd in ("columns", "one_by_one")
    )
    told = lists(columns)

    assert told["joined"].sum() > told["left"].sum() > 10
    assert columns.content_hash() == one_by_one.content_hash(), difference(one_by_one, columns)
