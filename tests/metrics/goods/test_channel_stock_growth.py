"""Channel stock growth: what others took in beyond what they sold on, by hand and in runs."""

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.ledger.queries.rows import all_rows, rows_of
from simulator.market.simulate import simulate
from simulator.scenario.load import load
from tests.ledger import by_hand
from tests.ledger.by_hand import ACME, BULB, HUB, NORTH, SHOP


def test_growth_by_hand() -> None:
    """From the end of the warm-up, on hand and under way, at cost; an opening is no growth, nor own shops."""
    ledger = by_hand.blank(warm_up=2)
    by_hand.stock(ledger, [2, 8], [HUB, HUB], [5, 3])
    by_hand.stock(ledger, 8, NORTH, 20)
    by_hand.shipment(ledger, 2, HUB, NORTH, 4, arrives=3)
    by_hand.shipment(ledger, 8, HUB, NORTH, 1)
    ledger.record("opening", week=[1, 4], member=[HUB, NORTH], product=0, units=[50, 6])
    by_hand.stock(ledger, [2, 8], [SHOP, ACME], [7, 9], cost=4000)
    by_hand.stock(ledger, 8, NORTH, 4, product=BULB)

    # the hub 3 − 5; north 20 + 1 under way − 4 under way at the start − 6 that it opened with
    assert measure(ledger, "channel_stock_growth") == 40 * (3 - 5 + 20 + 1 - 4 - 6)
    assert measure(ledger, "channel_stock_growth", "member").to_dict() == {
        "hub": 40 * -2,
        "north": 40 * 11,
        "south": 0,
        "kiosk": 0,
    }


def taken_in_and_left(ledger: Ledger) -> float:
    """Return what the maker sent to others in the window, less what they sold and scrapped [units]."""
    header = ledger.header
    sent, sold, scrapped = (
        rows_of(ledger, kind, who=who).focal()
        for kind, who in (("shipment", "buyer"), ("sale", "outlet"), ("scrap", "member"))
    )
    sent = sent.where(~header.independents[sent["supplier"]])
    mine = [rows.where(header.independents[rows.who]).units.sum() for rows in (sent, sold, scrapped)]
    return float(mine[0] - mine[1] - mine[2])


@pytest.mark.parametrize("file", ["espresso_dealers_craft", "espresso_resale_deal", "espresso_hybrid_craft"])
@pytest.mark.parametrize("warm_up", [0, 5])
def test_growth_is_what_was_sent_less_what_was_sold(file: str, warm_up: int) -> None:
    """At what making it costs, whatever stocks there were at the opening; by product it sums to the whole."""
    ledger = simulate(load(f"scenarios/{file}.yaml", set=["weeks=16", f"warm_up={warm_up}"]), 3)
    grown = measure(ledger, "channel_stock_growth")

    assert len(all_rows(ledger, "sale"))
    assert grown == pytest.approx(170 * taken_in_and_left(ledger))
    assert measure(ledger, "channel_stock_growth", "product").sum() == pytest.approx(grown)
