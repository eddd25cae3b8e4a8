"""What media come to in a market: room, saturation, carry-over, wear-out and season, as a planner asks."""

from typing import Any

import numpy as np
import pytest

from experiments.validation.media_response import carried, curve
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.laws.amounts_due.law import amounts_due, wrong_payments
from tests.worlds.small import small_scenario

READERS = {
    "share": 1.0,
    "values": {"quality": 1.0},
    "price_sensitivity": 0.02,
    "needs": {"light": {"per_year": 2}},
    "media": {"radio": 1.0, "print": 1.0},
}
RADIO = {"cost_per_contact": 0.01, "credibility": 0.3}
QUIET = {"retention": 0.0, "display": 0.0, "word_of_mouth": 0.0, "initial_adstock": 0.0}
"""All that is heard is forgotten by the end of its week, so adstock is what the week's media come to."""
ALL_AT_ONCE = {
    "wear_out": 0.4,
    "carry_over": 0.6,
    "saturation": {"half_at": 1.5, "steepness": 2.0},
    "season": 0.5,
}
PEOPLE = 1000


def world(terms: dict[str, Any], *campaigns: dict[str, Any], **changes: Any) -> Scenario:
    """Return a world with a radio of such terms and campaigns on it about the lamp, 10 currency a head."""
    talks = [
        {"medium": "radio", "message": "craft", "product": "lamp", "weeks": [1, 12], **campaign}
        for campaign in campaigns
    ]
    given = {
        "customers": PEOPLE,
        "segments": {"readers": READERS},
        "media": {"radio": {**RADIO, **terms}, "print": RADIO},
        "campaigns": talks,
        "response": QUIET,
        "events": [],
        "messages": {},
        **changes,
    }
    return small_scenario(**given)


def heard(scenario: Scenario) -> np.ndarray:
    """Return what each week's media come to, in contacts with the lamp per head [week, C]."""
    market, weeks = opened(scenario, 2), []
    for _ in range(scenario.weeks):
        before = market.brand_knowledge.forget
        market.brand_knowledge.forget = lambda: weeks.append(market.brand_knowledge.adstock[:, 0].copy())  # type: ignore[method-assign]
        market.step()
        before()
        market.brand_knowledge.forget = before  # type: ignore[method-assign]
    return np.array(weeks)


def spent(ledger: Ledger) -> float:
    """Return what was paid for campaigns [currency]."""
    paid = ledger.table("payment", steps=True).query("reason == 'campaign'")["amount"].sum()
    return float(paid * ledger.header.scenario.units.money_step)


@pytest.mark.by_day(1)
@pytest.mark.parametrize(("share", "last"), [(0.5, 40), (0.9, 200)])
def test_a_pulse_is_in_effect_long_after_it(share: float, last: int) -> None:
    """λ^k of it after k weeks; in all 1/(1 − λ) times what it was."""
    weeks = heard(world({"carry_over": share}, {"weeks": [3, 3], "weekly_budget": 20}, weeks=last))

    assert not weeks[:2].any()
    assert weeks[2:30] == pytest.approx(2.0 * share ** np.arange(28)[:, None] * np.ones(2))
    assert weeks.sum(axis=0) == pytest.approx(2.0 / (1 - share))


def test_carry_over_comes_before_saturation() -> None:
    """f(A_t), not the carry-over of f(x_t): a steady budget comes to M f(x/(1 − λ))."""
    share, k, s, most = 0.7, 4.0, 2.0, 3.0
    terms = {"carry_over": share, "saturation": {"half_at": k, "steepness": s, "most": most}}
    weeks = heard(world(terms, {"weeks": [1, 30], "weekly_budget": 20}, weeks=30))
    in_effect = 2.0 * (1 - share ** np.arange(1, 31)) / (1 - share)

    assert weeks == pytest.approx((most * in_effect**s / (k**s + in_effect**s))[:, None] * np.ones(2))


@pytest.mark.parametrize("steepness", [1.0, 2.5])
def test_twice_the_budget_is_not_twice_as_much(steepness: float) -> None:
    """Beyond the inflection less; before it, on an S-shaped curve, more; nothing for nothing."""
    terms = {"saturation": {"half_at": 2.0, "steepness": steepness}}
    little, twice, four = (
        heard(world(terms, {"weekly_budget": budget}, weeks=1))[0, 0] for budget in (2.0, 4.0, 8.0)
    )
    much, more = (heard(world(terms, {"weekly_budget": b}, weeks=1))[0, 0] for b in (40.0, 80.0))

    assert much < more < 2 * much
    assert (twice > 2 * little) == (four > 2 * twice) == (steepness > 1.0)
    assert not heard(world(terms, {"weekly_budget": 0.0}, weeks=2)).any()


@pytest.mark.parametrize("messages", [("craft", "craft"), ("craft", "deal")])
def test_a_campaign_split_in_two_does_what_the_whole_one_does(messages: tuple[str, str]) -> None:
    """Of one message in all it does; of two, that do not wear, in contacts heard."""
    terms = ALL_AT_ONCE if messages[0] == messages[1] else {**ALL_AT_ONCE, "wear_out": 0.0}
    whole = heard(world(terms, {"weekly_budget": 30}))
    parts = [{"message": message, "weekly_budget": 15} for message in messages]

    assert heard(world(terms, *parts)) == pytest.approx(whole)
    assert np.ptp(whole) > 0.1


def test_two_products_and_two_media_are_saturated_each_alone() -> None:
    """What is said of another product, or elsewhere, takes nothing away."""
    terms = {"saturation": {"half_at": 1.0}}
    alone = heard(world(terms, {"weekly_budget": 30}))
    with_others = heard(world(terms, {"weekly_budget": 30}, {"weekly_budget": 50, "product": "bulb"}))

    assert (with_others == alone).all()


def test_a_worn_message_comes_back_after_a_pause_and_a_new_one_is_new() -> None:
    """Week by week y = N (1 − e^(−w x)) / w."""
    wear, back, x = 0.5, 0.2, 2.0
    pulses = [{"weeks": [a, b], "weekly_budget": 20} for a, b in ((1, 3), (9, 9))]
    weeks = heard(world({"wear_out": wear, "novelty_return": back}, *pulses))[:, 0]
    fresh = (1 - np.exp(-wear * x)) / wear
    novelty = [1.0]
    for week in range(1, 12):
        left = novelty[-1] * (np.exp(-wear * x) if week in (1, 2, 3, 9) else 1.0)
        novelty.append(left + back * (1 - left))
    expected = [novelty[week - 1] * fresh if week in (1, 2, 3, 9) else 0.0 for week in range(1, 13)]

    assert weeks == pytest.approx(expected)
    assert weeks[0] > weeks[8] > weeks[2]


def test_in_a_year_the_season_takes_nothing_away() -> None:
    """In its peak week a contact counts 1 + a, half a year from it 1 − a, and one in the mean of a year."""
    swing, peak = float(DRAW.uniform(0.1, 1)), int(DRAW.integers(1, 53))
    weeks = heard(
        world({"season": swing, "peak_week": peak}, {"weeks": [1, 54], "weekly_budget": 20}, weeks=54)
    )

    assert weeks[:52].mean(axis=0) == pytest.approx(np.full(2, 2.0))
    assert weeks[52:] == pytest.approx(weeks[:2])  # and so on
    assert weeks[peak - 1] == pytest.approx(2 * (1 + swing))
    assert weeks[(peak + 25) % 52] == pytest.approx(2 * (1 - swing))


def test_no_more_is_shown_than_there_is_room_for_nor_paid() -> None:
    """A quarter of what two campaigns want is shown, and of each budget a quarter is paid."""
    budgets = [{"weekly_budget": 30}, {"weekly_budget": 10, "message": "deal", "product": "bulb"}]
    ledger = simulate(world({"weekly_room": 1.0}, *budgets), 3)
    shown = ledger.table("touchpoint").groupby(["message", "cell"], observed=True)["contacts"].sum()

    assert shown.loc["craft"].tolist() == [12 * 375, 12 * 375]
    assert shown.loc["deal"].tolist() == [12 * 125, 12 * 125]
    assert spent(ledger) == pytest.approx(12 * 10)
    assert wrong_payments(amounts_due(ledger), ledger) == []


def test_room_is_shared_whichever_campaign_is_listed_first() -> None:
    """And a campaign on another medium takes none of it."""
    two = [{"weekly_budget": 17}, {"weekly_budget": 26, "message": "deal", "regions": ["north"]}]
    there, back = (simulate(world({"weekly_room": 1.3}, *order), 3) for order in (two, two[::-1]))
    beside = simulate(world({"weekly_room": 1.3}, *two, {"medium": "print", "weekly_budget": 99}), 3)
    columns = ["week", "cell", "message", "contacts"]
    one, other, third = (
        each.table("touchpoint").query("medium == 'radio'")[columns].astype({"cell": str, "message": str})
        .sort_values(columns).reset_index(drop=True) for each in (there, back, beside)
    )  # fmt: skip
    north = one[one["cell"].str.endswith("/north")].groupby("week")["contacts"].sum()

    assert one.equals(other)
    assert one.equals(third)
    assert north.between(1.3 * PEOPLE / 2 - 2, 1.3 * PEOPLE / 2).all()
    assert wrong_payments(amounts_due(there), there) == []


def test_room_that_is_not_short_changes_nothing() -> None:
    """To the bit."""
    campaigns = [{"weekly_budget": 17.77}, {"weekly_budget": 3, "regions": ["north"]}]
    plain, roomy = (simulate(world(terms, *campaigns), 4) for terms in ({}, {"weekly_room": 99.0}))

    assert plain.content_hash() == roomy.content_hash()


def test_payments_are_due_where_events_meet_media_without_room() -> None:
    """Budgets change by region, and what is begun shares the room."""
    events = [
        {"week": 3, "do": {"campaign_budget": {"times": 3.1}}, "where": {"region": ["north"]}, "lasts": 3},
        {"week": 5, "do": {"pause_campaigns": {}}, "where": {"region": ["south"]}, "lasts": 2},
        {"week": 7, "do": {"start_campaign": {"medium": "radio", "message": "deal", "weekly_budget": 77}}},
    ]
    terms = {"weekly_room": 1.1, **ALL_AT_ONCE}
    talks = ({"weekly_budget": 13.3}, {"weekly_budget": 9, "message": "deal"})
    scenario = world(terms, *talks, events=events, weeks=8)
    ledgers = [simulate(scenario.changed(crowd=crowd), 4) for crowd in ("columns", "one_by_one")]

    assert wrong_payments(amounts_due(ledgers[0]), ledgers[0]) == []
    assert ledgers[0].content_hash() == ledgers[1].content_hash()


def test_the_ledger_tells_what_media_come_to() -> None:
    """V13 from how many knew the product in which week: λ = 0.9, and the curve that bends at 28.8675."""
    for case in (carried(DRAW, 0.9), curve(DRAW, 50.0, 2.0)):
        run = case.play(1)
        for row, expected in case.expected.items():
            assert run[row] == pytest.approx(expected, rel=0.15)
    mutant = curve(DRAW, 50.0, 2.0, played=1.0)
    run = mutant.play(1)
    assert any(abs(run[row] / expected - 1) > 0.15 for row, expected in mutant.expected.items())
