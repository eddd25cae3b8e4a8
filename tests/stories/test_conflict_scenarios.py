"""Scenarios of conflict are what their heads say: floors, holidays, strikes, both signs of showrooming."""

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.load import load
from simulator.studies.runs.statistics import interval


def played(name: str, seed: int, *settings: str) -> Ledger:
    """Return a run of a shipped scenario for fewer customers."""
    return simulate(load(f"scenarios/espresso_{name}.yaml", set=list(settings)), seed)


def left_to_dealers(name: str, seed: int, *settings: str) -> float:
    """Return the contribution of all dealers."""
    return float(measure(played(name, seed, *settings), "contribution", "tier")["retailer"])


def test_a_floor_that_is_watched_holds_but_for_its_holidays() -> None:
    """Nowhere below it but in the two weeks; unwatched, it is broken."""
    few = ("customers=300", "weeks=26")
    watched, unwatched = (
        played(f"floor_{name}", 3, *few, *holiday)
        for name, holiday in (("watched", ("events.1.week=26",)), ("unwatched", ()))
    )
    prices = watched.table("posting").astype({"outlet": str}).query("outlet.str.contains('dealer')")
    lowest = prices.groupby("week")["price"].min()

    assert measure(watched, "floor_violations") == 0.0
    assert lowest[23] < lowest[22] == lowest[24]
    assert measure(unwatched, "floor_violations") > 0.1
    assert measure(unwatched, "average_price") < measure(watched, "average_price")


@pytest.mark.nightly
def test_strikes_are_struck_where_the_floor_is_broken_all_the_same() -> None:
    """The dealer named leaves where nobody looks, and stays where the floor holds."""
    for detection, leaves in ((0.0, 1), (0.5, 0)):
        ledger = played("floor_watched", 3, "customers=1500", f"distribution.floor_detection={detection}")
        left = ledger.table("departure")["member"].astype(str).tolist()
        assert left == ["northmill dealer north 1"] * leaves


SEEDS = range(6, 11)
"""Listed before they were played. A store at 1.15 of the list price, tried on seeds 1 to 5, brought dealers
more on four of them, and less on seed 1; the store that ships asks 1.3."""


@pytest.mark.nightly
@pytest.mark.parametrize(("name", "sign"), [("takes", -1), ("brings", 1)])
def test_showrooming_can_take_from_dealers_and_bring_to_them(name: str, sign: int) -> None:
    """Their contribution with the store less without it has the sign, beyond its 95 % interval over seeds."""
    gains = [
        left_to_dealers(f"showrooming_{name}", seed, "customers=2000")
        - left_to_dealers(f"showrooming_{name}", seed, "customers=2000", "distribution.1.reach=0")
        for seed in SEEDS
    ]
    told = interval(gains)

    assert sign * told.mean > told.half, gains


@pytest.mark.nightly
def test_a_promise_changes_what_is_a_breach_and_not_what_is_taken() -> None:
    """Of the store beside dealers: harm to the cent, all of it a breach."""
    few = ("customers=1500",)
    free, promised = (played(name, 3, *few) for name in ("hybrid_craft", "hybrid_territory"))
    by_conduct = measure(promised, "gross_harm", "conduct")

    assert measure(free, "gross_harm") == pytest.approx(measure(promised, "gross_harm"))
    assert by_conduct["breach"] > measure(free, "gross_harm", "conduct").get("breach", 0.0)
