"""Metrics of needs on their way: the funnel by outlet, needs in process, drop-offs; worked out by hand."""

import math

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.ledger.queries.journeys import drop_offs_by_reason, stage_flows
from simulator.market.simulate import simulate
from tests.ledger import by_hand
from tests.ledger.by_hand import HOME_NORTH, KIOSK, LAMP, NORTH, OFFICE_SOUTH, SHOP, SOUTH
from tests.worlds.mystery_pairs import SEEDS
from tests.worlds.plain import SIGMAS, plain
from tests.worlds.small import small_scenario

NOWHERE = -1


def told() -> Ledger:
    """Return a ledger of forty needs for light and what became of them, after a week of warm-up."""
    media = {name: {"cost_per_contact": 0.1, "credibility": 0.5} for name in ("radio", "print")}
    ledger = by_hand.blank(warm_up=1, stages=True, media=media)
    for week, cell, stage, outlet, then, brings, needs in (
        (1, HOME_NORTH, "considering", NORTH, "customer", NORTH, 99),
        (2, HOME_NORTH, "", NOWHERE, "unaware", NOWHERE, 40),
        (2, HOME_NORTH, "unaware", NOWHERE, "aware", NOWHERE, 38),
        (2, HOME_NORTH, "aware", NOWHERE, "considering", NORTH, 20),
        (2, OFFICE_SOUTH, "aware", NOWHERE, "considering", KIOSK, 10),
        (2, HOME_NORTH, "considering", NORTH, "deciding", NORTH, 8),
        (3, HOME_NORTH, "considering", NORTH, "deciding", SOUTH, 3),
        (3, HOME_NORTH, "deciding", NORTH, "customer", NORTH, 5),
        (3, HOME_NORTH, "deciding", NORTH, "customer", SHOP, 1),
        (3, HOME_NORTH, "deciding", SOUTH, "rivals", SOUTH, 2),
        (3, OFFICE_SOUTH, "considering", KIOSK, "given_up", NOWHERE, 4),
        (1, HOME_NORTH, "customer", NORTH, "lapsed", NOWHERE, 7),
        (2, HOME_NORTH, "customer", NORTH, "lapsed", NOWHERE, 3),
        (3, HOME_NORTH, "customer", NORTH, "retained", SHOP, 1),
        (3, OFFICE_SOUTH, "customer", KIOSK, "retained", KIOSK, 4),
    ):
        step = {"stage": stage, "outlet": outlet, "next_stage": then, "next_outlet": brings}
        ledger.record("stage_transition", week=week, cell=cell, category=0, needs=needs, **step)
    for week, stage, outlet, needs in (
        (2, "aware", NOWHERE, 7),
        (3, "aware", NOWHERE, 8),
        (3, "ordered", SHOP, 3),
        (3, "customer", NORTH, 5),
    ):
        stands = {"stage": stage, "outlet": outlet, "needs": needs}
        ledger.record("in_stage", week=week, cell=OFFICE_SOUTH, category=0, **stands)
    for week, stage, outlet, medium, reason, sixtieths in (
        (1, "aware", NOWHERE, "radio", "fit", 6000),
        (2, "aware", NOWHERE, "", "unaware", 90),
        (3, "considering", KIOSK, "radio", "unaware", 30),
        (3, "considering", KIOSK, "", "message", 120),
        (3, "deciding", SOUTH, "radio", "rival", 60),
    ):
        lost = {"stage": stage, "outlet": outlet, "medium": medium, "reason": reason, "sixtieths": sixtieths}
        ledger.record("drop_off", week=week, cell=OFFICE_SOUTH, category=0, **lost)
    order = {"outlet": SHOP, "product": LAMP, "cell": HOME_NORTH, "customer": -1, "margin": 0}
    ledger.record("withdrawal", week=3, units=2, reason="patience", ordered=2, **order)
    came = {"outlet": SHOP, "product": LAMP, "medium": ["radio", ""], "units": 1}
    ledger.record("cancellation_source", week=3, **came)
    return ledger


def test_of_needs_that_came_to_an_outlet_some_were_met_there() -> None:
    """Of 20 that came to north 5; the shop met the one that it took over; of 3 that came to south 2."""
    ledger = told()

    found = measure(ledger, "funnel", "outlet").to_dict()
    assert found == {"shop": 1.0, "north": 5 / 20, "south": 2 / 3, "kiosk": 0.0}
    assert measure(ledger, "funnel", "format").to_dict() == {"web_store": 1.0, "dealer": 7 / 20, "kiosk": 0.0}


def test_needs_in_process_are_those_of_the_last_week() -> None:
    """By week, those at the end of each; by stage, all stages are told."""
    ledger = told()

    assert measure(ledger, "in_process") == 11
    assert measure(ledger, "in_process", "week").to_dict() == {2: 7, 3: 11}
    stages = {"unaware": 0, "aware": 8, "considering": 0, "deciding": 0, "ordered": 3}
    assert measure(ledger, "in_process", "stage").to_dict() == stages
    assert measure(ledger, "in_process", "format").to_dict() == {"web_store": 3}


def test_purchases_are_bought_again_or_lapse() -> None:
    """By the outlet where they were made; what lapsed in the warm-up, and what stands, is left out."""
    ledger = told()

    assert measure(ledger, "bought_again") == 5 / 8
    assert measure(ledger, "bought_again", "outlet").to_dict() == {"north": 1 / 4, "kiosk": 1.0}
    assert measure(ledger, "bought_again", "week").iloc[-1] == 1.0


def test_the_funnel_goes_on_with_own_customers() -> None:
    """Of ten needs that closed six were met by the manufacturer, and five purchases were followed."""
    ledger = told()
    for stage, customers in (("need", 10), ("bought", 8)):
        ledger.record("stage_flow", week=3, cell=HOME_NORTH, category=0, stage=stage, customers=customers)
    found = measure(ledger, "funnel", "stage")

    assert found[["bought", "customer", "retained"]].to_list() == [0.8, 0.6, 0.5]
    assert measure(ledger, "funnel") == 0.8


@pytest.mark.parametrize("interval", [1, 4, 9])
def test_customers_come_back_as_often_as_they_need(interval: int) -> None:
    """A share 1 − (1 − a)^I of purchases is followed, with a need in a week with chance a, all met."""
    need = {"per_year": 6.5, "lapses_after_weeks": interval}
    scenario = plain(
        {"needs": {"light": need}}, {"appeal": 40.0}, weeks=60, customers=2000, stages=True, warm_up=interval
    )
    ledger, week = simulate(scenario, 5), 6.5 / 52
    share, purchases = 1 - (1 - week) ** interval, measure(ledger, "units_sold")
    error = math.sqrt(share * (1 - share) / purchases)

    assert abs(measure(ledger, "bought_again") - share) < SIGMAS * error


def test_drop_offs_have_a_stage_a_place_and_a_reason() -> None:
    """In whole needs, from sixtieths; orders that are cancelled leave from where they were placed."""
    ledger = told()

    assert measure(ledger, "drop_offs") == 1.5 + 2.5 + 1 + 2
    stages = {"unaware": 0, "aware": 1.5, "considering": 2.5, "deciding": 1, "ordered": 2}
    assert measure(ledger, "drop_offs", "stage").to_dict() == stages
    assert measure(ledger, "drop_offs", "outlet").to_dict() == {"shop": 2, "south": 1, "kiosk": 2.5}
    reasons = measure(ledger, "drop_offs", "reason")
    told_of = {"unaware": 2.0, "message": 2.0, "preferred a rival": 1.0, "order cancelled": 2.0}
    assert reasons[reasons > 0].to_dict() == told_of
    assert measure(ledger, "drop_offs", "week").to_dict() == {2: 1.5, 3: 5.5}
    media = {"radio": 0.5 + 1 + 1, "print": 0, "no medium": 1.5 + 2 + 1}
    assert measure(ledger, "drop_offs", "medium").to_dict() == media
    lost = drop_offs_by_reason(ledger, by="outlet")
    assert lost[lost["medium"] == "radio"][["stage", "place", "reason", "needs"]].to_numpy().tolist() == [
        ["considering", "kiosk", "unaware", 0.5],
        ["deciding", "south", "rival", 1.0],
    ]


def test_flows_between_stages_are_a_table() -> None:
    """A step a row, by format or by outlet, without the warm-up."""
    flows = stage_flows(told(), by="outlet")
    own = flows[(flows["stage"] == "deciding") & (flows["place"] == "north")]

    assert own[["next_stage", "next_place", "needs"]].to_numpy().tolist() == [
        ["customer", "north", 5],
        ["customer", "shop", 1],
    ]
    dealers = stage_flows(told())
    assert dealers[dealers["place"] == "dealer"]["needs"].tolist() == [11, 3, 1, 5, 1, 2]


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_what_is_told_of_stages_adds_up_in_a_played_world(seed: int) -> None:
    """All needs that arose: customers, drop-offs, and those in process, without orders of rivals."""
    ledger = simulate(small_scenario(stages=True, customers=800), seed)
    lost, sold = measure(ledger, "drop_offs"), measure(ledger, "units_sold")

    assert lost == measure(ledger, "lost_demand") > 0
    assert lost + sold + measure(ledger, "in_process") == measure(ledger, "needs")
