"""Return on sales: what is left of what each group itself takes in, rivals' goods among them."""

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import ACME, HUB, NORTH, SHOP


def year() -> Ledger:
    """Return a ledger in which north sells mostly what is not acme's, and acme through its own shop, too."""
    ledger = by_hand.blank()
    by_hand.payment(ledger, 1, 0, NORTH, 100_000, reason="sale")
    by_hand.payment(ledger, 1, NORTH, ACME, 7_000)
    by_hand.payment(ledger, 1, 0, SHOP, 20_000, reason="sale")
    by_hand.payment(ledger, 1, SHOP, ACME, 8_000)
    by_hand.payment(ledger, 1, ACME, 0, 9_000, reason="production")
    return ledger


def test_the_base_is_all_that_the_very_group_takes_in() -> None:
    """North keeps 930 of 1,000, of which little is for goods of acme; acme 180 of 270, its shop with it."""
    ledger = year()
    firms, channels = (measure(ledger, "return_on_sales", by) for by in ("firm", "channel"))

    assert firms["north"] == channels["retailer"] == pytest.approx(0.93)
    assert measure(ledger, "return_on_sales") == firms["acme"] == pytest.approx((200 + 70 - 90) / 270)
    assert channels["web store"] == pytest.approx((200 - 80) / 200)
    assert channels["manufacturer"] == pytest.approx((70 + 80 - 90) / 150)


def test_nothing_taken_in_has_no_return() -> None:
    """A hub that only pays loses without bound; one that does nothing has no answer."""
    ledger = year()
    by_hand.payment(ledger, 1, HUB, 0, 500, reason="running")
    told = measure(ledger, "return_on_sales", "member")

    assert told["hub"] == float("-inf")
    assert told["south"] != told["south"]


def test_the_channel_is_the_sum_of_its_members() -> None:
    """By channel, tier, member and both; the maker's own shop in its own group, and the rival nowhere."""
    ledger = year()
    whole = measure(ledger, "channel_contribution")

    assert whole == pytest.approx(930 + 200 + 70 - 90)
    for by in ("channel", "tier", "member", "channel_member"):
        told = measure(ledger, "channel_contribution", by)
        assert told.sum() == pytest.approx(whole)
        assert "bolt" not in told.index
    assert told["web store · shop"] == pytest.approx(120)


def test_the_statement_of_the_maker_tells_goods_at_cost_by_route() -> None:
    """Dealers' goods at what they cost to make, the shop's at what it pays for them, media in common."""
    ledger = by_hand.blank()
    by_hand.shipment(ledger, 1, ACME, NORTH, 3)
    by_hand.payment(ledger, 1, NORTH, ACME, 21_000)
    by_hand.payment(ledger, 1, SHOP, ACME, 8_000)
    by_hand.payment(ledger, 1, 0, SHOP, 20_000, reason="sale")
    by_hand.payment(ledger, 1, ACME, 0, 2_500, reason="campaign")
    by_hand.payment(ledger, 1, ACME, 0, 20_000, reason="production")
    route = measure(ledger, "contribution", "route")
    statement = measure(ledger, "contribution", "statement")

    assert route["retailer"] == pytest.approx(210 - 3 * 40)
    assert route["web store"] == pytest.approx(200 - 80)
    assert route["in common"] == pytest.approx(-25)
    assert statement["retailer · goods"] == pytest.approx(-120)
    assert statement["in common · communication"] == pytest.approx(-25)
    assert route.sum() == measure(ledger, "contribution") == pytest.approx(statement.sum())
