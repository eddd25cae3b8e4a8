"""Media response: what a medium's contacts come to by carry-over (adstock) and saturation (Hill).

Read from who knew the product in which week, where all that is heard is forgotten by the week's end: then
−ln of the unaware share is what the week's contacts come to.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._markets import plain_market, shops
from .response import LISTENERS, PULSE, heard

AFTER = 60
"""Weeks that are looked at after a pulse."""
LEVELS = (0.4, 0.7, 1.0, 1.5, 2.5)
"""Contacts per head of the weeks of one run, of those that do half of everything."""
ALL = "contacts in effect, of those bought"
HALF_LIFE = "half-life"
BEND, STEEP = "inflection", "steepness"
STEADY = "heard in a week of a steady budget"
SLACK = 20 / LISTENERS
"""−ln(1 − share), and what is fitted to it, are curved in a share that is counted: O(1/N)."""


def radio(terms: Mapping[str, Any], contacts: Sequence[float], weeks: int) -> Scenario:
    """Return a market without purchases, and a medium that carries so many contacts per head week by week."""
    talks = [
        {
            "medium": "radio",
            "message": "craft",
            "weeks": [PULSE + at, PULSE + at],
            "weekly_budget": LISTENERS * x,
        }
        for at, x in enumerate(contacts)
    ]
    return plain_market(
        PULSE + weeks - 1,
        LISTENERS,
        {"lamp": {"unit_cost": 1.0, "list_price": 2.0, "appeal": -50.0}},
        {"price_sensitivity": 0.0, "media": {"radio": 1.0}},
        distribution={"model": "direct_automated", **shops()},
        media={"radio": {"cost_per_contact": 1.0, "credibility": 0.5, **terms}},
        campaigns=talks,
        response={"retention": 0.0, "initial_adstock": 0.0},
    )


def carried(draw: np.random.Generator, share: float, lost: float = 0.0, seeds: int = 30) -> TargetCase:
    """Return one week's contacts of which a share is in effect a week later; less may be."""
    contacts = float(draw.uniform(1.0, 1.6))
    scenario = radio({"carry_over": share - lost}, [contacts], AFTER)
    far = max(2, round(np.log(0.4) / np.log(share)))
    rows = {ALL: (1 - share**AFTER) / (1 - share), HALF_LIFE: np.log(0.5) / np.log(share)}

    def play(seed: int) -> dict[str, float]:
        found = heard(simulate(scenario, seed))
        half_life = far * np.log(0.5) / np.log(found[far] / found[0])
        return {ALL: float(found.sum() / contacts), HALF_LIFE: float(half_life)}

    told = f"λ = {share:.3f}, {contacts:.3f} contacts a head in one week; {LISTENERS} people"
    return TargetCase(told, rows, play, slack=SLACK, seeds=seeds)


def curve(
    draw: np.random.Generator, k: float, s: float, played: float | None = None, seeds: int = 30
) -> TargetCase:
    """Return weeks of different contacts on a medium that saturates; with another steepness, if given."""
    most = float(draw.uniform(1.2, 1.8))
    contacts = k * np.array(LEVELS)
    saturation = {"half_at": k, "steepness": s if played is None else played, "most": most}
    scenario = radio({"saturation": saturation}, contacts.tolist(), len(LEVELS))
    rows = {f"heard of {level:g} k contacts": most * level**s / (1 + level**s) for level in LEVELS}
    expected = {**rows, BEND: inflection(k, s), STEEP: s}

    def play(seed: int) -> dict[str, float]:
        found = heard(simulate(scenario, seed))
        slope, start = np.polyfit(np.log(contacts), np.log(found / (most - found)), 1)
        bend = inflection(float(np.exp(-start / slope)), float(slope))
        return {**dict(zip(rows, found.tolist(), strict=True)), BEND: bend, STEEP: float(slope)}

    told = f"k = {k:.3f}, s = {s:.3f}, {most:.3f} contacts at most; {LISTENERS} people"
    return TargetCase(told, expected, play, slack=SLACK, seeds=seeds)


def inflection(k: float, s: float) -> float:
    """Return the contacts at which Hill's curve bends; none where it is not S-shaped."""
    return float(k * ((s - 1) / (s + 1)) ** (1 / s)) if s > 1 else 0.0


def steady(draw: np.random.Generator, extra: float = 0.0, seeds: int = 30) -> TargetCase:
    """Return a steady budget on a medium that carries over, then saturates; it may be another budget."""
    share, k, s = float(draw.uniform(0.4, 0.7)), float(draw.uniform(3, 6)), float(draw.uniform(1.5, 3))
    x, weeks = float(draw.uniform(1, 2)), 40
    terms = {"carry_over": share, "saturation": {"half_at": k, "steepness": s, "most": 1.5}}
    scenario = radio(terms, [x * (1 + extra)] * weeks, weeks)
    in_effect = x / (1 - share)

    def play(seed: int) -> dict[str, float]:
        return {STEADY: float(heard(simulate(scenario, seed))[-1])}

    told = f"λ = {share:.3f}, k = {k:.3f}, s = {s:.3f}, {x:.3f} contacts a head in every week"
    expected = {STEADY: 1.5 * in_effect**s / (k**s + in_effect**s)}
    return TargetCase(told, expected, play, slack=SLACK, seeds=seeds)


def cases(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the published numbers, and drawn ones."""
    return [
        carried(draw, 0.5),
        carried(draw, 0.9),
        carried(draw, float(draw.uniform(0.3, 0.9))),
        curve(draw, 50.0, 2.0),
        curve(draw, float(draw.uniform(2, 80)), float(draw.uniform(1.5, 3.5))),
        steady(draw),
    ]


def forgetful(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the first pulse, of which a tenth more is lost every week."""
    return [carried(draw, 0.5, lost=0.1, seeds=5)]


def blunt(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the published curve, half as steep."""
    return [curve(draw, 50.0, 2.0, played=1.0, seeds=5)]


def richer(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the steady budget, a third larger."""
    return [steady(draw, extra=1 / 3, seeds=5)]


TARGET = Target(
    reference="V13",
    title="Carry-over and saturation of media",
    formula="Σ A/x = 1/(1 − λ), half-life ln ½/ln λ; M A^s/(k^s + A^s), inflection k ((s − 1)/(s + 1))^(1/s)",
    source=(
        "Broadbent (1979), J. Market Research Society 21(3), for adstock; Jin, Wang, Sun, Chan & Koehler "
        "(2017), Bayesian Methods for Media Mix Modeling, Google, for Hill's curve after it"
    ),
    cases=cases,
    mutants=(
        Mutant("a tenth more is lost every week", forgetful, ALL),
        Mutant("the curve is half as steep", blunt, BEND),
        Mutant("a third more is shown", richer, STEADY),
    ),
)
