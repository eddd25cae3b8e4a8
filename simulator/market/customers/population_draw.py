"""People: who the customers are, drawn once from keyed dice, one row a customer.

A customer's key hangs on its cell and its place in it, so that changing one cell's size, an outlet or
a campaign leaves everybody else who they are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.base.keyed_random import KeyedRandom, mix64, stable_key, uniform
from simulator.base.numerics.portable import exp, normal_quantile
from simulator.domain.people.segments import TASTES, Segment
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
    """[N, R] liking of each trait."""
    candidates: NDArray[np.int32]
    """[N, K] outlets at hand in the order of outlets; NONE behind the last."""


def draw_population(run_tables: RunTables, segments: dict[str, Segment], dice: KeyedRandom) -> People:
    """Draw all customers of all cells."""
    parts = [_cell(run_tables, number, segments, dice) for number in range(len(run_tables.cells))]
    if not parts:
        return _nobody(run_tables)
    return People(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _cell(
    run_tables: RunTables, number: int, segments: dict[str, Segment], dice: KeyedRandom
) -> tuple[NDArray, ...]:  # type: ignore[type-arg]
    cell = run_tables.cells[number]
    segment = segments[cell.segment]
    places = np.arange(1, cell.customers + 1, dtype=np.uint64)
    key = mix64(np.uint64(stable_key(cell.segment, cell.region)) ^ (places * GOLDEN))
    spread = segment.price_sensitivity_spread * _normal(dice, "price sensitivity", key)
    tastes = [
        getattr(segment.tastes, trait) * _normal(dice, f"taste {trait}", key)
        for trait in type(segment.tastes).model_fields
    ]
    return (
        key,
        np.full(cell.customers, number, dtype=np.int32),
        (segment.price_sensitivity * exp(spread)).astype(np.float32),
        np.stack(tastes, axis=1).astype(np.float32),
        at_hand(run_tables, number, key, dice),
    )


def _nobody(run_tables: RunTables) -> People:
    """Return no customers at all, for markets in which all demand is a stream."""
    return People(
        key=np.zeros(0, np.uint64),
        cell=np.zeros(0, np.int32),
        price_sensitivity=np.zeros(0, np.float32),
        tastes=np.zeros((0, len(TASTES)), np.float32),
        candidates=np.zeros((0, run_tables.candidates), np.int32),
    )


def _normal(dice: KeyedRandom, purpose: str, key: NDArray[np.uint64]) -> NDArray[np.float64]:
    return normal_quantile(uniform(dice.words(purpose, -1, key)))


def at_hand(
    run_tables: RunTables, cell: int, key: NDArray[np.uint64], dice: KeyedRandom
) -> NDArray[np.int32]:
    """Return the outlets at hand of each customer of a cell [n, K].

    An outlet is at hand with its reach; where there are more than K, those that serve everybody come
    first, then those with the lowest numbers drawn, so that one more outlet displaces one at most.
    """
    outlets = np.flatnonzero(run_tables.at_home[cell])
    width = run_tables.candidates
    chosen = np.full((len(key), width), NONE, dtype=np.int32)
    for start in range(0, len(key) if len(outlets) else 0, BLOCK):
        block = key[start : start + BLOCK, None]
        drawn = uniform(dice.words("at hand", -1, block, run_tables.outlet_keys[None, outlets]))
        rank = np.where(drawn < run_tables.reach[outlets], drawn + ~run_tables.everywhere[outlets], np.inf)
        kept = np.argsort(rank, axis=1, kind="stable")[:, :width]
        found = np.where(
            np.isfinite(np.take_along_axis(rank, kept, axis=1)), outlets[kept], len(run_tables.outlets)
        )
        found.sort(axis=1)
        chosen[start : start + BLOCK, : found.shape[1]] = np.where(
            found == len(run_tables.outlets), NONE, found
        )
    return chosen
