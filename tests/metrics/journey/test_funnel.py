"""How far needs come and where they are lost, and what the trade still holds, worked out by hand."""

import pytest

from simulator.domain.ledger_entries import LOST_TO, STAGES
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.load import load
from simulator.studies.runs.questions import Question, questions_of
from tests.ledger import by_hand
from tests.ledger.by_hand import ACME, BULB, HUB, NORTH, SHOP, SPOT, STALL


def needs() -> Ledger:
    """Ten needs for light and four for stage light; a week of warm-up that nobody counts."""
    ledger = by_hand.blank(warm_up=1)
    for category, came_to in ((0, (10, 8, 7, 5, 4)), (1, (4, 4, 2, 1, 1))):
        for week in (1, 2):
            ledger.record(
                "stage_flow",
                week=week,
                cell=0,
                category=category,
                stage=list(STAGES),
                customers=list(came_to),
            )
    by_hand.sale(ledger, [1, 2], NORTH, [3, 3])
    by_hand.sale(ledger, 2, SHOP, 1, 20000, product=SPOT)
    by_hand.sale(ledger, 2, STALL, 1, 5000, product=BULB)
    return ledger


def test_the_funnel_is_of_needs_in_its_own_categories() -> None:
    """Both of acme's categories; shares of all needs after the warm-up."""
    assert measure(needs(), "funnel") == pytest.approx(5 / 14)
    assert measure(needs(), "funnel", "stage").tolist() == pytest.approx([1, 12 / 14, 9 / 14, 6 / 14, 5 / 14])


def test_to_what_needs_are_lost() -> None:
    """In whole needs, from sixtieths, of its own categories after the warm-up, each reason by its name."""
    ledger = needs()
    for number, reason in enumerate(LOST_TO, start=1):
        for week in (1, 2):
            ledger.record(
                "lost_need", week=week, cell=0, category=[0, 1], reason=reason, sixtieths=15 * number
            )
    lost = measure(ledger, "lost_demand", "reason")

    assert lost.to_dict() == {
        "unaware": 0.5,
        "nothing at hand": 1.0,
        "out of stock": 1.5,
        "message": 2.0,
        "fit": 2.5,
        "dearer than remembered": 3.0,
        "not worth its price": 3.5,
        "preferred a rival": 4.0,
        "overtaken": 4.5,
    }
    assert measure(ledger, "lost_demand") == 22.5


def test_channel_stock_is_worth_what_it_cost_to_make() -> None:
    """With whoever is independent, on hand or on the way at the end; the maker's own shop is no channel."""
    ledger = by_hand.blank()
    by_hand.stock(ledger, [7, 8, 8], [HUB, HUB, NORTH], [50, 3, 2])
    by_hand.stock(ledger, 8, [SHOP, ACME], [7, 9], cost=4000)
    by_hand.stock(ledger, 8, NORTH, 4, product=BULB)
    by_hand.shipment(ledger, [7, 8], HUB, NORTH, [10, 1])

    assert measure(ledger, "channel_stock") == 40 * (3 + 2 + 1)
    assert measure(ledger, "channel_stock", "member").to_dict() == {
        "hub": 120,
        "north": 120,
        "south": 0,
        "kiosk": 0,
    }


@pytest.mark.parametrize("file", ["espresso_dealers_craft", "espresso_resale_deal", "espresso_hybrid_craft"])
def test_all_needs_of_a_run_are_accounted_for(file: str) -> None:
    """Its own sales and the unmet needs are the needs that arose."""
    ledger = simulate(load(f"scenarios/{file}.yaml", set=["weeks=10", "customers=500"]), 5)
    arose = ledger.columns("stage_flow")
    first = [ledger.words[code] == STAGES[0] for code in arose["stage"]]

    assert measure(ledger, "lost_demand") + measure(ledger, "units_sold") == arose["customers"][first].sum()


def test_former_names_of_metrics_are_still_read() -> None:
    """In files and calls; tables say the present name."""
    assert measure(needs(), "unmet_needs") == measure(needs(), "lost_demand") == 0
    assert questions_of(["unmet_needs:reason"]) == (Question("lost_demand", "reason"),)
