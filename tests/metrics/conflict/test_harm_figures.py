"""Gross and net harm, compensation and the share of margin lost, on ledgers worked out by hand."""

import math
from dataclasses import replace
from typing import Any

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import KIOSK, NORTH, SHOP, SOUTH, STALL
from tests.metrics.conflict.test_conflict import earning, heat, hurt


def made_good(ledger: Ledger, week: object, aggrieved: int, source: int, amount: object, **told: str) -> None:
    """Write compensation over lamps."""
    about = {"issue": "direct_cannibal", "conduct": "rivalry", **told}
    ledger.record(
        "compensation", week=week, aggrieved=aggrieved, source=source, product=0, **about, amount=amount
    )


def hybrid(**changes: Any) -> Ledger:
    """Return two dealers that earn 800 each, one of which loses 160 to the web shop and 40 to a kiosk."""
    ledger = earning(NORTH, SOUTH, **changes)
    hurt(ledger, [1, 5], NORTH, SHOP, [100.0, 60.0], issue="direct_cannibal")
    hurt(ledger, [2, 6], NORTH, KIOSK, [10.0, 30.0], conduct="breach")
    return ledger


def test_net_is_what_was_not_made_good() -> None:
    """Of 200 lost, 120 were paid; who overpays an issue has its harm below nought."""
    ledger = hybrid()
    made_good(ledger, [1, 5], NORTH, SHOP, [100.0, 20.0])
    made_good(ledger, 6, NORTH, KIOSK, 50.0, issue="price_undercut", conduct="breach")

    assert measure(ledger, "gross_harm") == 200.0
    assert measure(ledger, "compensation_received") == 170.0
    assert measure(ledger, "net_harm") == pytest.approx(30.0)
    by_issue = measure(ledger, "net_harm", "issue")
    assert by_issue[["direct_cannibal", "price_undercut"]].tolist() == pytest.approx([40.0, -10.0])
    assert measure(ledger, "net_harm", "member").to_dict() == pytest.approx({"north": 30.0})


def test_the_share_of_margin_lost_is_net_harm_over_what_could_have_been_earned() -> None:
    """By conduct it falls apart into breach and rivalry; by member it is the outlet's own share."""
    ledger = hybrid()
    made_good(ledger, 1, NORTH, SHOP, 100.0)
    stake = 800.0 + 800.0 + 200.0

    assert measure(ledger, "margin_lost") == pytest.approx(100.0 / stake)
    by_conduct = measure(ledger, "margin_lost", "conduct")
    assert by_conduct.to_dict() == pytest.approx({"rivalry": 60.0 / stake, "breach": 40.0 / stake})
    assert measure(ledger, "margin_lost", "member").to_dict() == pytest.approx(
        {"north": 100.0 / 1000.0, "south": 0.0}
    )
    assert math.isnan(measure(earning(NORTH, units=0), "margin_lost"))


def test_the_index_is_of_harm_net_of_compensation() -> None:
    """The period in which all was made good is quiet; the stake is what could have been earned."""
    ledger = hybrid()
    made_good(ledger, 1, NORTH, SHOP, 100.0)
    stake = (800.0 + 200.0) / 2
    direct, price = heat(1 / 2, 60.0, stake, 0.9), heat(1.0, 20.0, stake)
    whole = 1.0 - (1.0 - direct) * (1.0 - price)

    assert measure(ledger, "worst_conflict") == pytest.approx(whole)
    assert measure(ledger, "conflict") == pytest.approx(whole * 1000.0 / 1800.0)


def test_what_is_made_good_to_the_cent_is_exactly_nought() -> None:
    """Whatever the amounts are, in any order of the entries."""
    ledger = earning(NORTH)
    odd = [0.1 + 0.2, 1e9 / 3, 7e-9]
    hurt(ledger, [1, 2, 3], NORTH, SHOP, odd, issue="direct_cannibal")
    made_good(ledger, [3, 1, 2], NORTH, SHOP, [odd[2], odd[0], odd[1]])

    assert measure(ledger, "net_harm") == 0.0
    assert measure(ledger, "margin_lost") == 0.0
    assert measure(ledger, "conflict") == 0.0


@pytest.mark.parametrize(
    ("aggrieved", "lost", "who"),
    [
        ({}, 30.0, {"north", "south"}),
        ({"platform_stores": True}, 70.0, {"north", "south", "kiosk"}),
        ({"who": ["south"]}, 20.0, {"south"}),
        (
            {"who": [{"format": "dealer"}, {"region": "south"}], "platform_stores": True},
            70.0,
            {"north", "south", "kiosk"},
        ),
        ({"who": ["kiosk"]}, 0.0, set()),
    ],
)
def test_who_counts_as_aggrieved_is_the_scenarios_to_say(
    aggrieved: dict[str, Any], lost: float, who: set[str]
) -> None:
    """A platform's own store, here the kiosk, only where it is asked for; else it has no stake either."""
    header = by_hand.run_header(conflict={"aggrieved": aggrieved})
    members = [m.model_copy(update={"owner": "hub"} if m.name == "kiosk" else {}) for m in header.members]
    ledger = Ledger(replace(header, members=tuple(members)))
    for week in range(1, 9):
        by_hand.posting(ledger, week, [NORTH, SOUTH, KIOSK, STALL], 10000, margin=1000)
        by_hand.sale(ledger, week, [NORTH, SOUTH, KIOSK, STALL], 10)
    for outlet, amount in ((NORTH, 10.0), (SOUTH, 20.0), (KIOSK, 40.0), (STALL, 80.0)):
        hurt(ledger, 1, outlet, SHOP, amount)

    assert measure(ledger, "gross_harm") == lost
    assert set(measure(ledger, "worst_conflict", "member").index) == who
