"""The conflict metrics, on ledgers small enough to be worked out by hand."""

import math

import numpy as np
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import ACME, BULB, HUB, KIOSK, NORTH, SHOP, SOUTH, SPOT, STALL


def earning(*outlets: int, units: int = 10, margin: int = 1000, weeks: int = 8, **changes: object) -> Ledger:
    """Return a market in which each outlet sells so many units at a margin in every week."""
    ledger = by_hand.blank(weeks=weeks, **changes)
    for week in range(1, weeks + 1):
        by_hand.posting(ledger, week, list(outlets), 10000, margin=margin)
        by_hand.sale(ledger, week, list(outlets), units)
        ledger.record(
            "conflict_exposure", week=week, aggrieved=list(outlets), product=0, issue="price_undercut"
        )
        ledger.record(
            "conflict_exposure", week=week, aggrieved=list(outlets), product=0, issue="direct_cannibal"
        )
    return ledger


def hurt(
    ledger: Ledger,
    week: object,
    aggrieved: int,
    source: int,
    amount: object,
    issue: str = "price_undercut",
    conduct: object = "rivalry",
) -> None:
    """Write harms over lamps."""
    ledger.record(
        "harm", week=week, aggrieved=aggrieved, source=source, product=0, issue=issue, conduct=conduct,
        amount=amount,
    )  # fmt: skip


def heat(often: float, loss: float, stake: float, importance: float = 0.8, half: float = 0.1) -> float:
    """Return importance × frequency × intensity of a loss in a period, of a stake in one."""
    return importance * often * (1.0 - 2.0 ** (-loss / (half * stake)))


def test_one_dealer_harmed_in_one_review_of_two() -> None:
    """100 a week earned; in the first four weeks 60 lost, in the next nothing."""
    ledger = earning(NORTH)
    hurt(ledger, [1, 3], NORTH, KIOSK, [20.0, 40.0])
    expected = heat(1 / 2, 60.0, (800.0 + 60.0) / 2)
    assert measure(ledger, "conflict") == pytest.approx(expected)
    assert measure(ledger, "worst_conflict") == pytest.approx(expected)


def test_two_dealers_weigh_by_stake() -> None:
    """South, unharmed, dilutes; the worst-off shows all the same."""
    ledger = earning(NORTH, SOUTH)
    hurt(ledger, [1, 5], NORTH, KIOSK, 40.0)
    own = heat(1.0, 40.0, 880.0 / 2)
    assert measure(ledger, "conflict") == pytest.approx(own * 880.0 / 1680.0)
    members = measure(ledger, "conflict", "member").to_dict()
    assert members == pytest.approx({"north": own * 880.0 / 1680.0, "south": 0.0})
    assert measure(ledger, "worst_conflict") == pytest.approx(own)
    assert measure(ledger, "worst_conflict", "member").to_dict() == pytest.approx(
        {"north": own, "south": 0.0}
    )


def test_two_issues_quarrel_independently() -> None:
    """A noisy or, divided by ln(1 − c)."""
    ledger = earning(NORTH)
    hurt(ledger, [1, 5], NORTH, KIOSK, 30.0)
    hurt(ledger, [2, 6], NORTH, SHOP, 50.0, issue="direct_cannibal")
    stake = (800.0 + 160.0) / 2
    price, direct = heat(1.0, 30.0, stake), heat(1.0, 50.0, stake, 0.9)
    whole = 1.0 - (1.0 - price) * (1.0 - direct)
    assert measure(ledger, "conflict") == pytest.approx(whole)
    share = math.log(1.0 - price) / (math.log(1.0 - price) + math.log(1.0 - direct))
    issues = {"price_undercut": whole * share, "direct_cannibal": whole * (1.0 - share)}
    quiet = {"territory": 0.0, "supply_short": 0.0}
    assert measure(ledger, "conflict", "issue").to_dict() == pytest.approx({**issues, **quiet})
    dyads = {"kiosk → north": issues["price_undercut"], "shop → north": issues["direct_cannibal"]}
    assert measure(ledger, "conflict", "dyad").to_dict() == pytest.approx(dyads)


@pytest.mark.parametrize(
    ("aggrieved", "source", "kind"),
    [
        (NORTH, SHOP, "multichannel"),
        (NORTH, STALL, "multichannel"),
        (NORTH, ACME, "vertical"),
        (KIOSK, HUB, "vertical"),
        (KIOSK, ACME, "vertical"),
        (NORTH, SOUTH, "horizontal"),
        (SOUTH, KIOSK, "intertype"),
        (NORTH, HUB, "intertype"),
    ],
)
def test_types_follow_from_how_the_two_stand_to_each_other(aggrieved: int, source: int, kind: str) -> None:
    """Owned by a manufacturer, supplier, same format, other format."""
    ledger = earning(aggrieved)
    hurt(ledger, 1, aggrieved, source, 50.0)
    types = measure(ledger, "conflict", "type")
    assert types.index.tolist() == ["horizontal", "intertype", "multichannel", "vertical"]
    assert types[kind] == pytest.approx(measure(ledger, "conflict"))
    assert (types.drop(kind) == 0.0).all()


@pytest.mark.parametrize("source", [ACME, HUB, SHOP, SOUTH])
def test_a_quarrel_over_who_gets_the_goods_is_vertical(source: int) -> None:
    """Whoever is blamed for it, and whoever got them."""
    ledger = earning(NORTH)
    hurt(ledger, 1, NORTH, source, 50.0, "supply_short", "breach")
    types = measure(ledger, "conflict", "type")
    assert types["vertical"] == measure(ledger, "conflict") > 0


def test_what_breaks_a_rule_and_what_does_not_sum_to_the_whole() -> None:
    """One source that does both, and one that keeps the rules: parts by conduct go by what each took."""
    ledger = earning(NORTH)
    hurt(ledger, [1, 5], NORTH, KIOSK, 12.0, conduct="breach")
    hurt(ledger, [1, 5], NORTH, KIOSK, 30.0)
    hurt(ledger, [2, 6], NORTH, SHOP, 18.0)
    whole = heat(1.0, 60.0, (800.0 + 120.0) / 2)
    conducts = measure(ledger, "conflict", "conduct").to_dict()

    assert measure(ledger, "conflict") == pytest.approx(whole)
    assert conducts == pytest.approx({"rivalry": whole * 48 / 60, "breach": whole * 12 / 60})
    dyads = {"kiosk → north": whole * 42 / 60, "shop → north": whole * 18 / 60}
    assert measure(ledger, "conflict", "dyad").to_dict() == pytest.approx(dyads)


def test_the_index_does_not_ask_whether_a_rule_was_broken() -> None:
    """The same harms with other conducts: the same index, the same worst."""
    one, two = earning(NORTH, SOUTH), earning(NORTH, SOUTH)
    hurt(one, [1, 5], NORTH, KIOSK, 40.0)
    hurt(two, [1, 5], NORTH, KIOSK, 40.0, conduct=["breach", "rivalry"])
    for name in ("conflict", "worst_conflict"):
        assert measure(one, name) == measure(two, name)


def test_only_independent_outlets_and_the_focal_products_count() -> None:
    """Acme's own shop, the hub, and what happens over bulbs are not in it."""
    ledger = earning(NORTH, SHOP)
    before = measure(ledger, "conflict")
    hurt(ledger, 1, SHOP, NORTH, 500.0)
    hurt(ledger, 1, HUB, ACME, 500.0)
    ledger.record(
        "harm", week=1, aggrieved=NORTH, source=STALL, product=BULB, issue="price_undercut",
        conduct="rivalry", amount=500.0,
    )  # fmt: skip
    by_hand.posting(ledger, 1, [NORTH, SHOP], 5000, product=BULB, margin=99999)
    by_hand.sale(ledger, 1, [NORTH, SHOP], 99, product=BULB)
    assert before == 0.0
    assert measure(ledger, "conflict") == 0.0
    hurt(ledger, 1, NORTH, KIOSK, 60.0)
    assert measure(ledger, "conflict") == pytest.approx(heat(1 / 2, 60.0, 860.0 / 2))


def test_reviews_begin_after_the_warm_up_and_a_partial_one_is_dropped() -> None:
    """Weeks 1–2 and 11 do not count; 3–6 and 7–10 are the reviews."""
    ledger = earning(NORTH, weeks=11, warm_up=2)
    hurt(ledger, [2, 11], NORTH, KIOSK, 1e6)
    assert measure(ledger, "conflict") == 0.0
    hurt(ledger, [6, 7], NORTH, KIOSK, 40.0)
    assert measure(ledger, "conflict") == pytest.approx(heat(1.0, 40.0, 880.0 / 2))


def test_too_short_for_a_review_is_told() -> None:
    """Three weeks after the warm-up hold no review of four."""
    ledger = earning(NORTH, weeks=5, warm_up=2)
    assert np.isnan(measure(ledger, "conflict"))
    assert np.isnan(measure(ledger, "worst_conflict"))
    assert measure(ledger, "conflict", "dyad").empty


def test_frequency_is_of_exposed_reviews() -> None:
    """Exposed in one review of two, and harmed in it: always."""
    ledger = by_hand.blank()
    for week in range(1, 9):
        by_hand.posting(ledger, week, NORTH, 10000, margin=1000)
        by_hand.sale(ledger, week, NORTH, 10)
    ledger.record("conflict_exposure", week=[1, 2], aggrieved=NORTH, product=0, issue="price_undercut")
    hurt(ledger, 1, NORTH, KIOSK, 60.0)
    assert measure(ledger, "conflict") == pytest.approx(heat(1.0, 60.0, 860.0 / 2))


def test_margins_are_those_of_the_week_and_the_product() -> None:
    """Each sale earns what was posted for it that week; what was not posted earns nothing."""
    ledger = by_hand.blank()
    by_hand.posting(ledger, 1, NORTH, 10000, margin=1000)
    by_hand.posting(ledger, 1, NORTH, 20000, margin=5000, product=SPOT)
    by_hand.posting(ledger, 2, NORTH, 10000, margin=2000)
    by_hand.sale(ledger, [1, 2, 4], NORTH, [1, 1, 7])
    by_hand.sale(ledger, 1, NORTH, 1, product=SPOT)
    hurt(ledger, 1, NORTH, KIOSK, 6.0)
    assert measure(ledger, "conflict") == pytest.approx(heat(1.0, 6.0, 10.0 + 20.0 + 50.0 + 6.0))


def test_the_scenario_says_how_it_is_measured() -> None:
    """Importance, half intensity, materiality; an issue without importance is left out."""
    terms = {"importance": {"price_undercut": 0.5}, "half_intensity": 0.2, "materiality": 0.1}
    ledger = earning(NORTH, conflict=terms)
    hurt(ledger, 1, NORTH, KIOSK, 60.0)
    hurt(ledger, 1, NORTH, SHOP, 60.0, issue="direct_cannibal")
    hurt(ledger, 5, NORTH, KIOSK, 30.0)
    stake = (800.0 + 90.0) / 2
    assert measure(ledger, "conflict") == pytest.approx(heat(1 / 2, 60.0, stake, 0.5, 0.2))


def test_money_steps_do_not_matter() -> None:
    """Harm is in currency, margins in steps."""
    ledger = earning(NORTH, units=10, margin=20)
    coarse = by_hand.blank(units={"quantity_step": 0.5, "money_step": 0.2})
    for week in range(1, 9):
        by_hand.posting(coarse, week, NORTH, 10000, margin=1)
        by_hand.sale(coarse, week, NORTH, 10)
        ledger.record("conflict_exposure", week=week, aggrieved=NORTH, product=0, issue="price_undercut")
    for each in (ledger, coarse):
        each.record("conflict_exposure", week=5, aggrieved=NORTH, product=0, issue="price_undercut")
        hurt(each, 1, NORTH, KIOSK, 1.0)
    assert measure(coarse, "conflict") == pytest.approx(measure(ledger, "conflict"))


def test_a_market_without_independent_outlets_has_no_conflict() -> None:
    """Direct alone: nought, not unknown."""
    ledger = earning(SHOP)
    hurt(ledger, 1, SHOP, STALL, 60.0)
    assert measure(ledger, "conflict") == 0.0
    assert measure(ledger, "worst_conflict") == 0.0


def test_a_dealer_who_loses_on_every_sale_has_nothing_at_stake() -> None:
    """A negative stake counts as none."""
    ledger = earning(NORTH, SOUTH, margin=-1000)
    hurt(ledger, 1, NORTH, KIOSK, 60.0)
    assert measure(ledger, "conflict") == 0.0
    assert measure(ledger, "worst_conflict", "member").empty
