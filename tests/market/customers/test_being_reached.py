"""Being reached: random worlds with media that aim, in both ways; common luck, and money, as everywhere."""

from typing import Any

import pytest

from simulator.ledger.diff import difference
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.draws import generator
from tests.laws.amounts_due.law import amounts_due, wrong_payments
from tests.laws.test_common_luck import Witness
from tests.worlds.pool import World

MOST = 80
"""Customers of a world at most: so few meet all that there is."""


def with_aimed_media(scenario: Scenario, name: str) -> Scenario:
    """Return a world with a medium of each kind that aims, of drawn terms, at its outlets' visitors."""
    draw, plain = generator(f"aimed {name}"), scenario.model_dump(mode="json")
    formats = ["dealer", "reseller", "marketplace", "web_store", "store", "pop_up_store"]
    both = {"cost_per_contact": 0.37, "credibility": draw.uniform(), "formats": formats, "noticed": 0.8}
    mail = {"joins": draw.uniform(0.3, 1.0), "joins_buying": draw.uniform(), "unsubscribes": 0.1}
    media: dict[str, Any] = {
        **plain["media"],
        "ads": {"kind": "retargeting", **both, "within_weeks": 3, "wear_out": draw.uniform()},
        "mail": {"kind": "e_mail", **both, **mail, "lead_magnet": {"joins": 0.5, "cost": 0.773}},
    }
    for segment in plain["segments"].values():
        segment["media"] |= {"ads": draw.uniform(0.5, 1.5), "mail": draw.uniform(0.5, 1.5)}
    talks = [
        {
            "medium": medium,
            "message": "boast",
            "product": product,
            "weeks": [2, scenario.weeks],
            "weekly_budget": budget,
        }
        for product in scenario.products
        for medium, budget in (("ads", 1e4), ("mail", draw.uniform(1.0, 9.0)))
    ]
    claims = {"quality": draw.uniform(), "price": draw.uniform(), "expertise": 1.0}
    boast = {"says": {"quality": 0.5, "price": 0.2, "expertise": 0.3}, "claims": claims}
    response = {**plain["response"], "always_aware": 0.3, "retention": 0.7, "learning": 2.0}
    off = [name for name in plain["switched_off"] if name not in ("communication", "awareness", "persuasion")]
    return scenario.changed(
        customers=min(scenario.customers, MOST),
        media=media,
        messages={**plain["messages"], "boast": boast},
        segments=plain["segments"],
        campaigns=[*plain["campaigns"], *talks],
        response=response,
        switched_off=off,
    )


@pytest.mark.by_day(4)
@pytest.mark.worlds("returning", "lasting", "using", "adding up", "late", "waiting", most=1)
def test_both_ways_are_shown_the_same_and_all_that_is_paid_is_due(world: World) -> None:
    """Entry by entry, whatever else there is; payments to the last money step."""
    scenario = with_aimed_media(world.scenario, world.name)
    columns, one_by_one = (
        simulate(scenario.changed(crowd=crowd), world.seed) for crowd in ("columns", "one_by_one")
    )
    told = columns.table("touchpoint", steps=True).astype({"medium": str})

    if not world.anew:  # in a world drawn anew there may be nobody to aim at
        assert {"ads", "mail"} <= set(told["medium"])
        assert columns.count("sale")
    assert columns.content_hash() == one_by_one.content_hash(), difference(one_by_one, columns)
    assert wrong_payments(amounts_due(columns), columns) == []


@pytest.mark.worlds("using", most=1)
def test_a_campaign_draws_for_touches_and_otherwise_what_was_drawn_without_it(world: World) -> None:
    """Words of touches are its own; with an empty state not even these are drawn."""
    scenario = with_aimed_media(world.scenario, world.name)
    mail = [one for one in scenario.model_dump(mode="json")["campaigns"] if one["medium"] == "mail"]
    seen = []
    for campaigns in ([], mail):
        dice = Witness(world.seed)
        simulate(scenario.changed(campaigns=campaigns), world.seed, dice=dice)
        told = {purpose for purpose, *_ in dice.seen if purpose.startswith("traffic source")}
        seen.append({purpose for purpose, *_ in dice.seen} - told)  # which tells, and decides nothing

    own = {"touch", "joins list", "unsubscribes"}
    assert seen[1] - seen[0] <= own if world.anew else seen[1] - seen[0] == own
