"""Harm in fact against harm expected: over many drawn lucks the one is the mean of the other."""

import numpy as np
import pytest

from simulator.base.counting import HARM_STEPS
from simulator.mechanisms.conflict.considered import Considered
from simulator.mechanisms.conflict.harm import (
    BREACH,
    DIRECT_CANNIBAL,
    PRICE_UNDERCUT,
    RIVALRY,
    TERRITORY,
    harm,
)
from simulator.mechanisms.conflict.harm_in_fact import harm_in_fact

PEOPLE, TOLERANCE, SENSITIVITY = 60_000, 0.01, 0.03
OUTLETS = {
    "dealer": {"owner": -1, "price": 100.0, "floor": 95.0, "gain": 0.2, "margin": 30.0, "territory": True},
    "cheap": {
        "owner": -1,
        "price": 85.0,
        "floor": 95.0,
        "gain": 0.4,
        "margin": 12.0,
        "territory": False,
    },
    "distant": {"owner": -1, "price": 100.0, "floor": 0.0, "gain": -0.3, "margin": 25.0, "territory": True},
    "own store": {"owner": 0, "price": 92.0, "floor": 0.0, "gain": 0.1, "margin": 50.0, "territory": True},
}


def crowd() -> Considered:
    """Return many customers that consider the same four outlets, one of them the manufacturer's."""
    outlets = len(OUTLETS)

    def each(name: str, kind: type) -> np.ndarray:
        return np.tile(np.array([one[name] for one in OUTLETS.values()], dtype=kind), PEOPLE)

    gain, pairs = each("gain", float), PEOPLE * outlets
    return Considered(
        row=np.repeat(np.arange(PEOPLE), outlets),
        rows=PEOPLE,
        outlet=np.tile(np.arange(outlets), PEOPLE),
        product=np.zeros(pairs, dtype=np.int64),
        maker=np.zeros(pairs, dtype=np.int64),
        owner=each("owner", int),
        weight=np.exp(gain),
        price=each("price", float),
        advertised=each("price", float),
        floor=each("floor", float),
        margin=each("margin", float),
        territory=each("territory", bool),
        sensitivity=np.full(PEOPLE, SENSITIVITY),
        relief=np.ones(pairs),
        offer=np.tile(np.arange(outlets), PEOPLE),
        gain=gain,
        cell=np.zeros(PEOPLE, dtype=np.int64),
    )


def sums(booked: tuple[np.ndarray, ...]) -> dict[tuple[int, ...], tuple[float, float]]:
    """Return what is booked, and the sum of its squares, by aggrieved, source, issue and conduct."""
    aggrieved, source, _, issue, conduct, counted = booked
    found: dict[tuple[int, ...], tuple[float, float]] = {}
    columns = zip(aggrieved, source, issue, conduct, counted / HARM_STEPS, strict=True)
    for who, whom, what, how, amount in columns:
        total, squares = found.get((who, whom, what, how), (0.0, 0.0))
        found[who, whom, what, how] = total + amount, squares + amount**2
    return found


@pytest.fixture(scope="module")
def both() -> tuple[dict, dict]:
    """Return what is expected and what happened, over luck drawn once for every customer and offer."""
    seen, draw = crowd(), np.random.default_rng(1514)
    total = seen.gain + draw.gumbel(size=len(seen.row))
    return sums(harm(seen, TOLERANCE)), sums(harm_in_fact(seen, total, draw.gumbel(size=PEOPLE), TOLERANCE))


def test_losses_of_an_outlet_to_a_source_are_those_expected(both: tuple[dict, dict]) -> None:
    """The margin lost, outlet by outlet, within four standard errors."""
    expected, found = both
    for outlet in range(len(OUTLETS)):
        for source in range(len(OUTLETS)):
            means = sum(
                total for (who, whom, *_), (total, _) in expected.items() if (who, whom) == (outlet, source)
            )
            facts = [pair for (who, whom, *_), pair in found.items() if (who, whom) == (outlet, source)]
            lost, squares = (sum(column) for column in zip(*facts, strict=True)) if facts else (0.0, 0.0)
            assert abs(lost - means) <= 4 * np.sqrt(squares), (outlet, source)


def test_what_was_lost_by_what_is_told_apart(both: tuple[dict, dict]) -> None:
    """Undercutting by breach of a floor, rivals' presence in a territory, the manufacturer's own store."""
    _, found = both
    names = list(OUTLETS)
    dealer, cheap, store = (names.index(one) for one in ("dealer", "cheap", "own store"))

    assert {key[2:] for key in found if key[:2] == (dealer, cheap)} == {
        (PRICE_UNDERCUT, BREACH),
        (TERRITORY, BREACH),
    }
    assert {key[2:] for key in found if key[:2] == (cheap, store)} == {(DIRECT_CANNIBAL, RIVALRY)}
    assert not [key for key in found if key[0] == store]


def test_a_customer_that_goes_without_or_stays_harms_no_outlet() -> None:
    """Without a purchase elsewhere nothing was taken."""
    seen = crowd().some(crowd().row < 1)
    own = np.array([5.0, 0.0, 0.0, 0.0])

    for nothing in (9.0, -9.0):
        booked = harm_in_fact(seen, own, np.full(PEOPLE, nothing), TOLERANCE)
        assert 0 not in booked[0]
