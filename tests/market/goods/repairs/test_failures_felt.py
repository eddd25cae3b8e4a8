"""Failures felt: customers that see a unit fail are disappointed, tell others, and may leave."""

from typing import Any

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import opened, simulate
from simulator.market.state.experienced import SHORTFALL, STEPS
from simulator.mechanisms.use.leaving import chance_of_leaving
from simulator.scenario.schema import Scenario
from tests.worlds.one_product import market

CROWDS = pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
PEOPLE, QUALITY = 300, 0.8
LONG = {"mean_weeks": 500, "shape": 100.0}


def failing(
    rate: float, need: dict[str, Any] | None = None, weeks: int = 2, people: int = PEOPLE, **ways: Any
) -> Scenario:
    """Return a market of units that fail; customers care for what they deliver."""
    product = {"life": LONG, "failure_rate": rate, "attributes": {"quality": QUALITY}}
    told: dict[str, Any] = {"initial_adstock": 50.0, "retention": 1.0, **ways.pop("response", {})}
    care = {"values": {"quality": 1.0}, **ways.pop("who", {})}
    wants = {"per_year": 52, "replaced_per_week": 0.0, **(need or {})}
    return market(weeks, people, wants, product, care, response=told, **ways)


def experienced(ledger: Ledger, week: int) -> tuple[int, int, float]:
    """Return the customers with an experience in a week, the disappointed ones, and their satisfaction."""
    rows = ledger.table("experience")
    rows = rows[rows["week"] == week]
    return rows["customers"].sum(), rows["disappointed"].sum(), rows["amount"].sum()


@CROWDS
@pytest.mark.parametrize("repaired", [[], [{"repair_weeks": 0}]])
def test_each_failure_is_an_experience_that_disappoints(repaired: list[dict[str, Any]], crowd: str) -> None:
    """In week 1 all find what they were told, in week 2 nothing: S = 0, repaired or not."""
    ledger = simulate(failing(1.0, warranties=repaired, crowd=crowd), 1)

    assert experienced(ledger, 1) == (PEOPLE, 0, pytest.approx(PEOPLE * QUALITY, rel=1e-6))
    assert experienced(ledger, 2) == (PEOPLE, PEOPLE, 0.0)
    assert measure(ledger, "satisfaction") == pytest.approx(QUALITY / 2, rel=1e-6)
    assert measure(ledger, "disappointed") == 0.5


@CROWDS
@pytest.mark.parametrize("unboxing", [3.0, -3.0])
def test_how_a_unit_arrived_is_no_part_of_its_failure(unboxing: float, crowd: str) -> None:
    """In week 2 units fall short of what was believed, were they a delight to open or a let-down."""
    opening = {"unboxing": {"dealer": unboxing}}
    world = opened(failing(1.0, who=opening, crowd=crowd), 1)
    fallen_short = []
    for _ in range(2):
        world.step()
        parts = world.shopping.experienced.items()
        fallen_short.append(sum(number for (_, what), number in parts if what == SHORTFALL) / STEPS)

    assert fallen_short == pytest.approx([-PEOPLE * unboxing, PEOPLE * QUALITY], rel=1e-6)
    assert experienced(world.ledger.close(), 2) == (PEOPLE, PEOPLE, 0.0)


def test_reviews_of_failures_lower_the_rating() -> None:
    """Where all write one: of as many bad ones as good ones the mean is half as good."""
    reviews = {"chance": 1.0, "prior_reviews": 1e-6}
    ledger = simulate(failing(1.0, response={"reviews": reviews}), 1)
    read = ledger.table("review").query("week == 2")

    assert (read["customers"].sum(), read["amount"].sum()) == (PEOPLE, 0.0)
    assert measure(ledger, "rating", "week")[2] == pytest.approx(QUALITY / 2, rel=1e-6)


@CROWDS
def test_who_sees_a_unit_fail_leaves_as_if_so_little_satisfied_when_it_was_bought(crowd: str) -> None:
    """By the luck of the purchase: with all chances alike, 1 − (1 − θ)^exp(c / 2) are gone after it."""
    weight, theta, people = 2.0, 0.2, 4000 if crowd == "columns" else 1000
    leaving = {"alpha": 1e5 * theta, "beta": 1e5 * (1 - theta), "satisfaction": weight}
    ledger = simulate(failing(1.0, {"leaving": leaving}, people=people, crowd=crowd), 1)
    gone = ledger.table("absence").groupby("week")["customers"].sum() / people
    spread = 3.5 * (0.25 / people) ** 0.5

    assert gone[1] == pytest.approx(chance_of_leaving(theta, QUALITY, weight), abs=spread)
    assert gone[2] == pytest.approx(chance_of_leaving(theta, 0.0, weight), abs=spread)


def test_who_does_not_mind_how_satisfied_it_is_leaves_no_more_for_it() -> None:
    """With c = 0, the same customers are gone, whatever fails."""
    leaving = {"alpha": 1.0, "beta": 4.0}
    one, other = (
        simulate(failing(rate, {"leaving": leaving}, warranties=[{"repair_weeks": 0}]), 1)
        for rate in (1.0, 0.0)
    )

    assert one.table("absence").astype(str).equals(other.table("absence").astype(str))


def test_columns_and_customers_asked_in_turn_feel_the_same() -> None:
    """To the last entry, with word of mouth, reviews, leaving and coming back."""
    leaving = {"alpha": 1.0, "beta": 4.0, "satisfaction": 2.0}
    need = {"leaving": leaving, "replaced_per_week": 0.5, "while_owning": 0.1, "units": 2}
    response = {"reviews": {"chance": 0.5}, "word_of_mouth": 0.1}
    ways: dict[str, Any] = {"response": response, "warranties": [{"weeks": 3, "repair_weeks": 1}]}
    one, other = (
        simulate(failing(0.3, need, 12, 40, crowd=crowd, **ways), 3) for crowd in ("columns", "one_by_one")
    )

    assert one.count("failure") > 0 < one.count("claim")
    assert one.content_hash() == other.content_hash()
