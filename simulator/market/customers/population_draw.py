"""Population draw: customers drawn once from keyed random numbers, one row each.

A customer's key hangs on its cell and its place in it, so that changing one cell's size, an outlet or
a campaign leaves everybody else who they are.

More outlets are more: each shop is at hand by a draw of its own, as each stands in a place of its own, so
that one of n with reach r is at hand for 1 − (1 − r)^n of a region. Sellers on one platform stand in one
place: a customer that shops there has all of them at hand, so that r have one however many they are. Where
each is at hand for all (r = 1), and K has room for all, n alike are no more than one.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Floats, Integers, Words
from simulator.base.keyed_random import KeyedRandom, mix64, stable_key, uniform
from simulator.base.numerics.portable import exp, normal_quantile
from simulator.domain.people.segments import Cell, Segment
from simulator.domain.people.utility_term import Taste
from simulator.market.customers.own_rates import OwnRates, own_rates
from simulator.market.state.choice_tables import NONE, RunTables

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
BLOCK = 8192


@dataclass(frozen=True)
class People:
    """The customers, as columns. Stored in 32 bits, computed with in 64."""

    key: NDArray[np.uint64]
    cell: NDArray[np.int32]
    price_sensitivity: NDArray[np.float32]
    tastes: NDArray[np.float32]
    """[N, R] own tastes, drawn once [utils]."""
    candidates: NDArray[np.int32]
    """[N, K] outlets at hand in the order of outlets; NONE behind the last."""
    taste_names: tuple[Taste, ...]
    """What the tastes are for, in the order of their columns."""
    own: OwnRates
    """How often each needs what, and how easily it leaves."""


def draw_population(
    run_tables: RunTables,
    segments: list[Segment],
    spreads: list[dict[Taste, float]],
    reach: Floats,
    dice: KeyedRandom,
) -> People:
    """Draw all customers of all cells.

    *segments*: of each cell, as it decides; *spreads*: the standard deviations of tastes, by name, of each;
    *reach* of outlets [O].
    """
    if not run_tables.cells:
        return _nobody(run_tables)
    of_cells = [_keys(cell) for cell in run_tables.cells]
    at_hand_of_cells = [at_hand(run_tables, number, key, reach, dice) for number, key in enumerate(of_cells)]
    key = np.concatenate(of_cells)
    cell = np.repeat(np.arange(len(of_cells), dtype=np.int32), run_tables.sizes)
    mean = np.array([segment.price_sensitivity for segment in segments])
    spread = np.array([segment.price_sensitivity_spread for segment in segments])
    drawn = spread.take(cell) * _normal(dice, "price sensitivity", key)
    names = tuple(spreads[0])
    tastes = np.zeros((len(key), len(names)), dtype=np.float32)
    for column, name in enumerate(names):
        deviation = np.array([of_cell[name] for of_cell in spreads])
        tastes[:, column] = deviation.take(cell) * _taste(dice, name, key)
    return People(
        key=key,
        cell=cell,
        price_sensitivity=(mean.take(cell) * exp(drawn)).astype(np.float32),
        tastes=tastes,
        candidates=np.concatenate(at_hand_of_cells),
        taste_names=names,
        own=own_rates(run_tables, key, cell, dice),
    )


def _keys(cell: Cell) -> Words:
    """Return the keys of all customers of a cell."""
    places = np.arange(1, cell.customers + 1, dtype=np.uint64)
    return mix64(np.uint64(stable_key(cell.segment, cell.region)) ^ (places * GOLDEN))


def _nobody(run_tables: RunTables) -> People:
    """Return no customers at all, for markets in which all demand is a process."""
    return People(
        key=np.zeros(0, np.uint64),
        cell=np.zeros(0, np.int32),
        price_sensitivity=np.zeros(0, np.float32),
        tastes=np.zeros((0, 0), np.float32),
        candidates=np.zeros((0, run_tables.candidates), np.int32),
        taste_names=(),
        own=OwnRates(np.zeros((0, 0), np.float32), np.zeros((0, 0), np.float32)),
    )


def reached_anew(run_tables: RunTables, people: People, dice: KeyedRandom, reach: Floats) -> People:
    """Return the same customers with the outlets at hand that other shares of reach give them."""
    parts = [
        at_hand(run_tables, number, people.key[cell.first : cell.first + cell.customers], reach, dice)
        for number, cell in enumerate(run_tables.cells)
    ]
    return replace(people, candidates=np.concatenate(parts)) if parts else people


def drawn_numbers(
    run_tables: RunTables, outlets: Integers, key: Words, dice: KeyedRandom
) -> tuple[Floats, Floats]:
    """Return the numbers drawn for outlets, which order them, and for their places, which reach is held to.

    *key*: of customers [n, 1]. Both are [n, O], and one where an outlet is hosted by no platform.
    """
    own, places = run_tables.outlet_keys[outlets], run_tables.place_keys[outlets]
    drawn = uniform(dice.words("at hand", -1, key, own[None, :]))
    hosted = np.flatnonzero(own != places)
    if not len(hosted):
        return drawn, drawn
    of_place = drawn.copy()
    of_place[:, hosted] = uniform(dice.words("at hand", -1, key, places[None, hosted]))
    return drawn, of_place


def _taste(dice: KeyedRandom, name: Taste, key: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Draw a taste; that for a format is keyed by the format, not by the outlet."""
    if isinstance(name, str):
        return _normal(dice, f"taste {name}", key)
    kind, outlet_format = name
    return _normal(dice, f"taste by {kind}", key, stable_key(outlet_format))


def _normal(dice: KeyedRandom, purpose: str, key: NDArray[np.uint64], what: int = 0) -> NDArray[np.float64]:
    return normal_quantile(uniform(dice.words(purpose, -1, key, what)))


def at_hand(
    run_tables: RunTables, cell: int, key: NDArray[np.uint64], reach: Floats, dice: KeyedRandom
) -> NDArray[np.int32]:
    """Return the outlets at hand of each customer of a cell [n, K].

    An outlet is at hand where its place is, with its reach; where there are more than K, those that serve
    everybody come first, then those with the lowest numbers drawn, so that one more displaces one at most.
    """
    outlets = np.flatnonzero(run_tables.at_home[cell])
    width = run_tables.candidates
    chosen = np.full((len(key), width), NONE, dtype=np.int32)
    for start in range(0, len(key) if len(outlets) else 0, BLOCK):
        block = key[start : start + BLOCK, None]
        drawn, of_place = drawn_numbers(run_tables, outlets, block, dice)
        rank = np.where(of_place < reach[outlets], drawn + ~run_tables.everywhere[outlets], np.inf)
        kept = np.argsort(rank, axis=1, kind="stable")[:, :width]
        found = np.where(
            np.isfinite(np.take_along_axis(rank, kept, axis=1)), outlets[kept], len(run_tables.outlets)
        )
        found.sort(axis=1)
        chosen[start : start + BLOCK, : found.shape[1]] = np.where(
            found == len(run_tables.outlets), NONE, found
        )
    return chosen
