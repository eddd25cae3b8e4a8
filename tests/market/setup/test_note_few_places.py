"""Few places notes: more outlets in sight than customers have places for are told, with what comes of it."""

from simulator.market.setup.build_channel import channel_notes
from tests.worlds.small import small_scenario


def told(dealers: int, reach: float, candidates: int) -> list[str]:
    """Return what is noted of places in a small world with so many dealers in each region."""
    ways = {"model": "authorized_dealers", "dealers_per_region": dealers, "reach": reach}
    scenario = small_scenario(distribution=ways, competition=[], candidates=candidates)
    return [why for keys, why in channel_notes(scenario) if keys == ("candidates",)]


def test_more_outlets_than_places_are_told() -> None:
    """By how many reach a customer in the mean, in the region in which they are most."""
    (why,) = told(dealers=9, reach=0.8, candidates=7)

    assert "7.2 outlets" in why
    assert told(dealers=9, reach=0.8, candidates=8) == told(dealers=7, reach=1.0, candidates=7) == []
