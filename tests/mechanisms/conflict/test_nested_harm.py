"""Nested harm against published figures, simulated purchases and the flat logit."""

import math

import numpy as np
import pytest

from simulator.base.counting import HARM_STEPS
from simulator.base.keyed_random import KeyedRandom, uniform
from simulator.base.numerics.portable import gumbel
from simulator.mechanisms.choice.nests import Branch, Nests
from simulator.mechanisms.choice.shared_shock import shared_shock
from simulator.mechanisms.conflict.considered import NONE, Considered
from simulator.mechanisms.conflict.harm import harm

VALUES = np.array([0.4, 0.1, 0.3, -0.2, 0.0])
INNER, OUTER = np.array([0, 0, 0, 1, 1]), np.array([0, 1])
MARGIN = 1e6


def nests(unlike: float, crowding: float = 0.0) -> Nests:
    """Return two nests, the first of three offers and the second of two."""
    both = np.array([unlike])
    return Nests((Branch(0.0, INNER, OUTER, both, both, crowds_inside=False),), crowding)


def seen(direct: tuple[int, ...], values: np.ndarray = VALUES, **changes: np.ndarray) -> Considered:
    """Return one customer's five offers at five outlets; *direct* ones are the manufacturer's own."""
    count = len(values)
    zeros = np.zeros(count, dtype=np.int64)
    columns = {
        "row": zeros,
        "outlet": np.arange(count),
        "product": zeros,
        "maker": zeros,
        "owner": np.array([0 if at in direct else NONE for at in range(count)]),
        "weight": np.exp(values),
        "price": np.full(count, 100.0),
        "advertised": np.full(count, 100.0),
        "floor": np.zeros(count),
        "margin": np.full(count, MARGIN),
        "territory": np.zeros(count, dtype=bool),
        "sensitivity": np.array([0.02]),
        "relief": np.ones(count),
        "offer": np.arange(count),
        "gain": values,
        "cell": np.zeros(1, dtype=np.int64),
    }
    return Considered(rows=1, **{**columns, **changes})


def blamed(considered: Considered, alike: Nests | None, victim: int = 1) -> dict[int, float]:
    """Return what each source took from an outlet with a margin of one."""
    aggrieved, source, *_, counted = harm(considered, 0.01, alike)
    return {
        int(s): n / (MARGIN * HARM_STEPS)
        for a, s, n in zip(aggrieved, source, counted, strict=True)
        if a == victim
    }


def test_the_published_split() -> None:
    """Loss of the second offer to the first, fourth and fifth, λ = .4, and the flat split of the same."""
    found = blamed(seen(direct=(0, 3, 4)), nests(0.4))
    assert [found[at] for at in (0, 3, 4)] == pytest.approx([0.068560, 0.024225, 0.039940], abs=2e-6)
    flat = blamed(seen(direct=(0, 3, 4)), nests(1.0))
    assert [flat[at] for at in (0, 3, 4)] == pytest.approx([0.070533, 0.038709, 0.047279], abs=2e-6)


def test_flat_nests_have_the_flat_logit_s_cents() -> None:
    """To the cent, undercuts and breaches among them."""
    drawn = np.random.default_rng(4)
    for _ in range(20):
        value, price = drawn.normal(0, 1, 5), drawn.integers(60, 120, 5).astype(float)
        floor = np.where(drawn.random(5) < 0.4, 95.0, 0.0)
        some = seen(
            direct=(3,),
            values=value,
            price=price,
            advertised=price,
            floor=floor,
            territory=drawn.random(5) < 0.3,
        )
        one, two = (np.array(harm(some, 0.01, alike)) for alike in (None, nests(1.0)))
        assert (one[:5] == two[:5]).all()
        assert np.abs(one[5] - two[5]).max(initial=0) <= HARM_STEPS


@pytest.mark.by_day(3)
@pytest.mark.parametrize("values", [VALUES, np.array([1.2, 0.2, -0.1, 0.8, 0.0])], ids=["published", "ahead"])
@pytest.mark.parametrize("unlike", [0.7, 0.4, 0.15, 0.05, 0.02])
def test_each_lost_sale_is_charged_to_the_offer_that_made_it(unlike: float, values: np.ndarray) -> None:
    """Among 400,000 keyed customers: bought at j, and would otherwise have bought at the outlet.

    Within 4 standard errors, and 1 % of a sale where offers are all but the same.
    """
    draws, random = 400_000, KeyedRandom(5)
    who = np.arange(draws)
    own = np.stack([gumbel(uniform(random.words(f"own {at}", 1, who))) for at in range(5)])
    shared = np.stack(
        [
            shared_shock(*(uniform(random.words(f"{p} {nest}", 1, who)) for p in ("a", "b")), unlike)
            for nest in (0, 1)
        ]
    )
    utility = values[:, None] + shared[INNER] + unlike * own
    nothing = gumbel(uniform(random.words("nothing", 1, who)))
    bought = np.where(utility.max(axis=0) > nothing, utility.argmax(axis=0), NONE)
    left = utility[[1, 2]]
    otherwise = np.where(left.max(axis=0) > nothing, np.array([1, 2])[left.argmax(axis=0)], NONE)

    found = blamed(seen(direct=(0, 3, 4), values=values), nests(unlike))
    for at in (0, 3, 4):
        chance = np.mean((bought == at) & (otherwise == 1))
        assert abs(found.get(at, 0.0) - chance) < 4 * math.sqrt(chance / draws) + 0.01 * (unlike < 0.1)


def dealers_sell(values: np.ndarray, unlike: float, crowding: float) -> float:
    """Return the share of the second of five offers, by the closed form in logarithms."""
    kept = (1 - crowding) * unlike

    def inclusive(nest: int, at: float) -> float:
        return at * float(np.logaddexp.reduce(values[nest == INNER] / at))

    worths = [inclusive(nest, kept) for nest in (0, 1)]
    within = (values[1] - inclusive(0, unlike)) / unlike
    return math.exp(within + worths[0] - np.logaddexp.reduce([0.0, *worths]))


@pytest.mark.parametrize("crowding", [0.0, 0.9, 0.99])
@pytest.mark.parametrize("unlike", [0.6, 0.05, 0.02])
@pytest.mark.parametrize("ahead", [0.5, 4.0, 30.0])
def test_a_store_far_ahead_takes_all_that_would_be_sold_without_it(
    ahead: float, unlike: float, crowding: float
) -> None:
    """Beside it dealers weigh less than a number can hold; once it is gone they are all that there is."""
    values = VALUES + ahead * np.array([1, 0, 0, 0, 0])
    without = np.where(np.arange(5) == 0, -np.inf, values)
    lost = dealers_sell(without, unlike, crowding) - dealers_sell(values, unlike, crowding)

    found = blamed(seen(direct=(0,), values=values), nests(unlike, crowding))
    assert sum(found.values()) == pytest.approx(lost, rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("crowding", [0.0, 0.7])
@pytest.mark.parametrize("unlike", [1.0, 0.4])
def test_a_source_that_splits_in_two_is_blamed_as_before(unlike: float, crowding: float) -> None:
    """Two halves of a shop, together as likely to be chosen, take what the one took."""
    whole = blamed(seen(direct=(0, 3)), nests(unlike, crowding))
    kept = (1 - crowding) * unlike
    values = np.append(VALUES, VALUES[0])
    values[[0, 5]] -= unlike * math.log(2)
    branch = nests(unlike, crowding).branches[0]
    split = Branch(
        0.0, np.append(INNER, 0), OUTER, branch.inner_dissimilarity, branch.outer_dissimilarity, False
    )
    found = blamed(seen(direct=(0, 3, 5), values=values), Nests((split,), crowding))

    if kept == unlike:
        assert found[0] + found[5] == pytest.approx(whole[0], rel=1e-5)
        assert found[3] == pytest.approx(whole[3], rel=1e-5)
    assert found[0] == pytest.approx(found[5], rel=1e-9)


def test_nothing_overflows_however_alike_offers_are() -> None:
    """Large utilities and dissimilarities near zero leave numbers."""
    for unlike in (1e-6, 0.01, 0.3):
        found = blamed(seen(direct=(0, 3), values=VALUES * 500), nests(unlike, 0.5))
        assert all(0 <= part <= 1 for part in found.values())
