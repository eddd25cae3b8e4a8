"""Bass (1969) on the simulator's own customers: awareness without forgetting is exactly its recursion."""

from collections.abc import Sequence

import numpy as np

from simulator.market.simulate import simulate
from simulator.mechanisms.communication.awareness import share_aware
from simulator.studies.validation.acceptance import Rule
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._diffusion import CUSTOMERS, bass_world, curve, recursion, share_of_owners

WEEKS, SEEDS = 30, 60
LOOKED_AT = (10, 18, 26)
"""Weeks in which the share of owners is compared."""
STEP, YEARS = 0.1, (6, 8, 10)
"""Length of a step beside the continuous curve, and where the two are compared [years]."""
PEOPLE = f"{CUSTOMERS} customers who know each other, a need every step, no price"


def in_weeks(p: float, q: float, remembering: float, seeds: int) -> TargetCase:
    """Return the share of owners in three weeks, p and q being weekly."""
    scenario, expected = bass_world(p, q, WEEKS, remembering), recursion(p, q, WEEKS)
    rows = {f"share of owners, week {week}": float(expected[week - 1]) for week in LOOKED_AT}

    def play(seed: int) -> dict[str, float]:
        shares = share_of_owners(simulate(scenario, seed))
        return {row: float(shares[week - 1]) for row, week in zip(rows, LOOKED_AT, strict=True)}

    return TargetCase(
        f"{PEOPLE}; shelves p = {p:.4f}, word of mouth q = {q:.4f}, nothing forgotten; steps of a week",
        rows,
        play,
        # a finite population runs a little late: O(1/N), bounded here by one part in N
        slack={row: 1 / CUSTOMERS / share for row, share in rows.items()},
        seeds=seeds,
    )


def in_years(p: float, q: float, step: float = STEP, seeds: int = SEEDS) -> TargetCase:
    """Return the share of owners after some years beside the continuous curve, p and q being yearly.

    What steps of STEP years add, one or two per cent, is worked out and allowed for.
    """
    weeks = round(YEARS[-1] / step) + 1  # shelves are first passed in the second week
    scenario = bass_world(p * step, q * step, weeks)
    rows = {f"share of owners, year {year}": curve(p, q, year) for year in YEARS}
    fine = recursion(p * STEP, q * STEP, round(YEARS[-1] / STEP) + 1)
    added = {
        row: abs(float(fine[round(year / STEP)]) / share - 1) + 1 / CUSTOMERS / share
        for (row, share), year in zip(rows.items(), YEARS, strict=True)
    }

    def play(seed: int) -> dict[str, float]:
        shares = share_of_owners(simulate(scenario, seed))
        return {row: float(shares[round(year / step)]) for row, year in zip(rows, YEARS, strict=True)}

    told = f"{PEOPLE}; p = {p:.4f} and q = {q:.4f} a year, nothing forgotten; steps of {step:g} years"
    return TargetCase(told, rows, play, slack=added, seeds=seeds)


def without_noise(p: float, q: float) -> TargetCase:
    """Return p and q as least squares find them in what the mechanism says of infinitely many people."""

    def play(_: int) -> dict[str, float]:
        heard, owners = 0.0, [0.0]
        while owners[-1] < 0.95:
            heard += p + q * owners[-1]
            owners.append(float(share_aware(np.array([heard]))[0]))
        before, after = np.array(owners[:-1]), np.array(owners[1:])
        hazard = -np.log((1 - after) / (1 - before))
        found = np.linalg.lstsq(np.stack((np.ones_like(before), before), axis=1), hazard, rcond=None)[0]
        return {"p from least squares": float(found[0]), "q from least squares": float(found[1])}

    told = f"the mechanism alone, no customers: p = {p:.4f}, q = {q:.4f}; −ln(1 − S/(m − Y)) on (1, Y/m)"
    rows = {"p from least squares": p, "q from least squares": q}
    return TargetCase(told, rows, play, rule=Rule.CLOSED_FORM, seeds=1)


def drawn(draw: np.random.Generator) -> tuple[float, float]:
    """Draw p and q; where fewer begin, it takes more than 60 runs to tell how many follow."""
    return float(draw.uniform(0.02, 0.04)), float(draw.uniform(0.15, 0.5))


def cases(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Draw p and q three times: weekly, yearly, and without noise."""
    weekly, yearly, alone = drawn(draw), drawn(draw), drawn(draw)
    return [in_weeks(*weekly, 1.0, SEEDS), in_years(*yearly), without_noise(*alone)]


def forgetful(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the weekly market, in which a tenth of what was heard is forgotten every week."""
    return [in_weeks(*drawn(draw), 0.9, seeds=5)]


def in_great_steps(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the yearly market, which goes on by whole years."""
    drawn(draw)
    return [in_years(*drawn(draw), step=1.0, seeds=SEEDS)]


TARGET = Target(
    reference="V4",
    title="Diffusion of an innovation",
    formula=(
        "steps of a week: F_t = F + (1 − F)(1 − e^(−(p + qF))); small steps: F(t) = (1 − e^(−(p+q)t)) / "
        "(1 + (q/p) e^(−(p+q)t)); without noise: least squares return p and q"
    ),
    source="Bass (1969), Management Science 15(5)",
    cases=cases,
    mutants=(
        Mutant("a tenth of what was heard is forgotten every week", forgetful, "share of owners, week 18"),
        Mutant("steps of a whole year", in_great_steps, f"share of owners, year {YEARS[0]}"),
    ),
)
