"""Known market: what cannot be so is told by the option that says it, all of it at once."""

from typing import Any

import pytest

from simulator.studies.new_world.known_market import KnownMarketError, known_market

JUG: dict[str, Any] = {"product": "jug", "price": 60.0, "cost": 22.0, "people": 5000, "units": 400}

HOSTILE: list[tuple[dict[str, Any], str]] = [
    ({"price": float("nan")}, "--price: is not a number (nan)"),
    ({"price": float("inf")}, "--price: should be a finite number, is inf"),
    ({"price": -5.0}, "--price: must be at least 0.01, is -5.0"),
    ({"cost": 60.0}, "--cost: 60 is not below --price, 60: each unit would be sold at a loss"),
    ({"people": 3}, "--people: must be at least 100, is 3"),
    ({"people": 2**70}, f"--people: must be at most 10000000000, is {2**70}"),
    ({"units": 0.0}, "--units: must be at least 1, is 0.0"),
    ({"units": 1e6}, "--units: 1,000,000 a year at a --share of 0.2 are 1,000 purchases by each of 5,000"),
    ({"share": 20.0}, "--share: must be at most 0.95, is 20.0"),
    ({"elasticity": 2.6}, "--elasticity: must be at most -0.3, is 2.6"),
    ({"known": 0.0}, "--known: must be at least 0.01, is 0.0"),
    ({"dealers": 501}, "--dealers: must be at most 500, is 501"),
    ({"near": 1.0}, "--near: must be at most 0.95, is 1.0"),
    ({"advertising": -1.0}, "--advertising: must be at least 0, is -1.0"),
    ({"currency": "E U"}, "--currency: "),
    ({"wage": 0.0}, "--wage: must be "),
    (
        {"currency": "JPY", "ways": ["chain", "direct_assisted"]},
        "--wage: say what an hour of a salesperson costs in JPY: direct_assisted needs it",
    ),
    ({"kind": "luxury"}, "--kind: "),
    ({"product": "a,b"}, "--product: is no name"),
    ({"product": ""}, "--product: "),
    ({"product": "x" * 41}, "--product: "),
    ({"ways": []}, "--ways: "),
    (
        {"ways": ["open_resal"]},
        "--ways: no distribution model called 'open_resal'; did you mean 'open_resale'?",
    ),
    ({"ways": ["chain", "chain"]}, "--ways: chain is named twice"),
    ({"ways": ["chain+chain"]}, "--ways: chain is named twice"),
    ({"ways": ["chain+open_resal"]}, "--ways: no distribution model called 'open_resal'; did you mean"),
    ({"ways": ["chain+"]}, "--ways: no distribution model called ''"),
    ({"resellers": 0}, "--resellers: must be at least 1, is 0"),
    ({"marketplace": 1.0}, "--marketplace: must be at most 0.95, is 1.0"),
    ({"parcel": -1.0}, "--parcel: must be at least 0, is -1.0"),
    (
        {"currency": "JPY", "wage": 1500.0, "ways": ["chain+direct_automated"]},
        "--parcel: say what packing and sending a unit costs in JPY: direct_automated needs it",
    ),
]


@pytest.mark.parametrize(("changes", "told"), HOSTILE, ids=[told[:30] for _, told in HOSTILE])
def test_what_cannot_be_so_is_told(changes: dict[str, Any], told: str) -> None:
    """By its option, with what would do."""
    with pytest.raises(KnownMarketError) as wrong:
        known_market({**JUG, **changes})

    (line,) = str(wrong.value).splitlines()
    assert line.startswith(told)


def test_all_that_is_wrong_is_told_at_once() -> None:
    """A line each."""
    with pytest.raises(KnownMarketError) as wrong:
        known_market({**JUG, "price": -1.0, "people": 1, "known": 2.0})

    assert [line.partition(":")[0] for line in str(wrong.value).splitlines()] == [
        "--price",
        "--people",
        "--known",
    ]


def test_what_is_left_out_has_a_default() -> None:
    """Of what suits any market: a published mean, halves, and three per cent of sales for advertising."""
    known = known_market(JUG)

    assert (known.elasticity, known.share, known.known) == (-2.6, 0.2, 0.5)
    assert known.weekly_advertising * 52 == pytest.approx(0.03 * 400 * 60)
    assert known.bought_a_year == pytest.approx(2000)
    assert known.rivals_a_week * 52 == pytest.approx(1600)
