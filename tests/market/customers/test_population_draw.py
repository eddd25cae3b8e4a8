"""Population draw: which outlets customers have at hand, and how far their tastes differ."""

from math import sqrt

import numpy as np
import pytest

from simulator.market.simulate import opened
from simulator.market.state.choice_tables import NONE
from tests.draws import DRAW
from tests.worlds.plain import SIGMAS, dealers, plain


def outlets_at_hand(number: int, candidates: int, seed: int) -> list[set[str]]:
    """Return the names of the outlets at hand of each customer, where there are so many dealers."""
    ways = [dealers(dealers_per_region=number, reach=0.6), {"model": "direct_automated"}]
    market = opened(plain(customers=500, candidates=candidates, distribution=ways), seed)
    people = market.crowd.columns.people
    return [{market.run_tables.outlets[o] for o in row if o != NONE} for row in people.candidates.tolist()]


def test_one_more_outlet_displaces_at_most_one() -> None:
    """Whoever has K outlets at hand loses one of them at most when one more opens, and only for it."""
    seed, candidates, number = (int(DRAW.integers(*ends)) for ends in ((0, 1000), (2, 6), (9, 13)))
    few, many = (outlets_at_hand(n, candidates, seed) for n in (number, number + 1))
    new = {f"acme dealer north {number + 1}"}

    assert any(new <= after for after in many)
    for before, after in zip(few, many, strict=True):
        assert after - before <= new
        assert len(before - after) <= len(after - before)
        assert len(before - after) == 0 or len(before) == candidates


def test_outlets_that_serve_everybody_come_first() -> None:
    """A web store at hand for all is among the K of every customer, however many dealers are near."""
    candidates = int(DRAW.integers(1, 5))
    at_hand = outlets_at_hand(12, candidates, int(DRAW.integers(1000)))

    assert sum(len(own) == candidates for own in at_hand) > 400
    assert all("acme web_store" in own for own in at_hand)


def test_outlets_alike_are_at_hand_equally_often() -> None:
    """Where more are near than K, luck says which: each of n dealers has its n-th part of the places."""
    number = 12
    at_hand = outlets_at_hand(number, int(DRAW.integers(3, 6)), int(DRAW.integers(1000)))
    places = sum(len(own - {"acme web_store"}) for own in at_hand)
    chance = places / number / len(at_hand)
    for place in range(1, number + 1):
        near = sum(f"acme dealer north {place}" in own for own in at_hand)

        assert abs(near - places / number) < SIGMAS * sqrt(len(at_hand) * chance * (1 - chance))


def test_more_outlets_reach_more_people_unless_each_reaches_all() -> None:
    """One of n with reach r is at hand for 1 − (1 − r)^n; where r = 1, n alike are where one is."""
    many, reach = 4000, float(DRAW.uniform(0.1, 0.4))
    for number in (1, 4, 9):
        for r in (reach, 1.0):
            way = dealers(dealers_per_region=number, reach=r)
            market = opened(plain(customers=many, candidates=32, distribution=way), 5)
            found = (market.crowd.columns.people.candidates != NONE).any(axis=1).mean()
            expected = 1 - (1 - r) ** number

            assert abs(found - expected) <= SIGMAS * sqrt(expected * (1 - expected) / many)


def test_sellers_on_one_platform_reach_together_what_one_of_them_does() -> None:
    """However many, r of the people shop there, and have all of them at hand; on two, 1 − (1 − r)²."""
    many, reach = 4000, float(DRAW.uniform(0.2, 0.7))
    for platforms, sellers in ((1, 1), (1, 4), (1, 9), (2, 3)):
        place = {"model": "marketplace", "first_party": False, "sellers": sellers, "reach": reach}
        ways = [
            place | {"platform": f"bazaar {number}", "label": f"at {number}"} for number in range(platforms)
        ]
        market = opened(plain(customers=many, candidates=32, distribution=ways), int(DRAW.integers(1000)))
        at_hand = (market.crowd.columns.people.candidates != NONE).sum(axis=1)
        expected = 1 - (1 - reach) ** platforms

        assert set(at_hand) <= {0, *(sellers * visited for visited in range(1, platforms + 1))}
        assert abs((at_hand > 0).mean() - expected) <= SIGMAS * sqrt(expected * (1 - expected) / many)


def test_tastes_are_as_wide_as_their_segment_says() -> None:
    """Each taste is N(0, σ): mean and spread within the luck of so many; so is the log of β / β̄."""
    many, beta = 4000, 0.5
    spreads = {name: float(DRAW.uniform(0.5, 3)) for name in ("remote", "expert")}
    of_price = float(DRAW.uniform(0.2, 0.8))
    people = {"tastes": spreads, "price_sensitivity": beta, "price_sensitivity_spread": of_price}
    drawn = opened(plain(people, customers=many), int(DRAW.integers(1000))).crowd.columns.people
    found = dict(zip(drawn.taste_names, drawn.tastes.T.astype(float), strict=True))
    found["price"] = np.log(drawn.price_sensitivity.astype(float) / beta)

    assert set(found) >= {*spreads, "price"}
    for name, spread in {**spreads, "price": of_price}.items():
        assert abs(found[name].mean()) < SIGMAS * spread / sqrt(many)
        assert found[name].std() == pytest.approx(spread, abs=SIGMAS * spread / sqrt(2 * many))
