"""Identification: whether targets can tell settings apart, seen by steps from the start.

J_ik = (r_i(h e_k) − r_i(0)) / h        r = (value − target) / scale, seed by seed, same luck

Settings cannot be identified if some direction v of them moves no target: |J v| ≈ 0. It is looked for as the
smallest singular vector of J with columns of length one. It is refused if |J v| is next to nothing, or if no
target's answer to it differs from zero by three standard errors over seeds. Where the steps leave that in
doubt both ends of it are played; v has errors too, those of J v by the steps, and both count.

Steps are long. A short one costs precision: an elasticity is made of the few customers that two prices
divide, and their luck is divided by the step.

Source: Belsley, Kuh & Welsch (1980), Regression Diagnostics, ch. 3; Law (2015), Simulation Modeling and
Analysis, ch. 11 (common random numbers).
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.studies.fitting.fit_error import FitError
from simulator.studies.fitting.free_setting import FreeSetting

type Floats = NDArray[np.float64]
type Measure = Callable[[Sequence[Floats]], list[Floats]]
"""Measures (value − target) / scale, by target and seed, at each of some points u; NaN without a world."""

STEPS = (0.5, -0.5, 0.1, -0.1)
"""How far settings are moved to see what they do: the longest at which there is a world [u]."""
FAR = 0.7
"""How far a direction that may move nothing is gone, to both sides, to see whether it does [u]."""
ALIKE = 0.01
"""Length of the answer to a direction, beside one to each setting, below which settings are alike."""
SURE = 3.0
"""Standard errors by which an answer must differ from zero; of two seeds no interval would do."""
A_PART = 0.2
"""Least part of a direction at which a setting is named."""


def refuse_unidentified(
    measure: Measure, settings: Sequence[FreeSetting], names: Sequence[str], least: Floats
) -> list[Floats]:
    """Raise FitError for settings that cannot be told from targets, else return the points that were played.

    *least* is what a setting must move some target at least not to be idle [scale of each target].
    """
    start = np.zeros(len(settings))
    steps, answers = _answers(measure, settings, start)
    for k, one in enumerate(settings):
        if not ((np.abs(answers[:, k].mean(axis=1) * steps[k]) > least).any() and _is_sure(answers[:, k])):
            raise FitError(
                f"{one.key} moves no target ({', '.join(names)}) by more than luck, so it cannot be fitted "
                "to them; leave it out, name a target that it moves, or play more seeds"
            )
    _refuse_alike(measure, settings, answers)
    return [start, *np.diag(steps)]


def _answers(measure: Measure, settings: Sequence[FreeSetting], start: Floats) -> tuple[Floats, Floats]:
    """Return the steps by which settings are moved, and differences over them, by target, setting, seed."""
    found: dict[int, Floats] = {}
    steps = np.zeros(len(settings))
    for tries in zip(*(_steps(one) for one in settings), strict=True):
        open_yet = [k for k in range(len(settings)) if k not in found]
        steps[open_yet] = np.array(tries)[open_yet]
        base, *moved = measure([start, *(np.diag(steps)[k] for k in open_yet)])
        for k, one in zip(open_yet, moved, strict=True):
            if steps[k] and not np.isnan(one).any():
                found[k] = (one - base) / steps[k]
        if len(found) == len(settings):
            return steps, np.stack([found[k] for k in range(len(settings))], axis=1)
    lacking = next(one for k, one in enumerate(settings) if k not in found)
    raise FitError(
        f"{lacking.key}: a little away from {lacking.formatted(lacking.start)} there is no world, or a "
        "target has no value there, so it cannot be fitted"
    )


def _steps(setting: FreeSetting) -> list[float]:
    """Return the steps to be tried within the ends of a setting, longer ones first."""
    within = [min(max(step, setting.low), setting.high) for step in STEPS]
    return sorted(within, key=abs, reverse=True)


def _is_sure(answer: Floats, guess: Floats | None = None) -> bool:
    """Say whether some target's answer differs from zero over seeds; of one seed, whether any is not zero.

    Where a direction was chosen by a guess of the answer, the errors of both count.
    """
    if answer.shape[1] == 1:
        return bool(np.any(answer))
    made_of = [answer] if guess is None else [answer, guess]
    errors = np.sqrt(sum(one.var(axis=1, ddof=1) for one in made_of) / answer.shape[1])
    return bool(np.any(np.abs(answer.mean(axis=1)) > SURE * errors))


def _refuse_alike(measure: Measure, settings: Sequence[FreeSetting], answers: Floats) -> None:
    """Raise FitError if some settings move all targets alike, so that any sum of them could be fitted."""
    mean = answers.mean(axis=2)
    lengths = np.linalg.norm(mean, axis=0)
    _, sizes, directions = np.linalg.svd(mean / lengths)
    direction = directions[-1] / lengths
    by_steps = np.einsum("iks,k->is", answers, direction)
    if sizes[-1] > ALIKE and _is_sure(by_steps):
        return
    moved = FAR * direction / np.abs(direction).max()
    low, high = np.array([one.low for one in settings]), np.array([one.high for one in settings])
    ends = np.clip(-moved, low, high), np.clip(moved, low, high)
    before, after = measure(ends)
    if sizes[-1] > ALIKE and _is_sure(after - before, np.einsum("iks,k->is", answers, ends[1] - ends[0])):
        return
    parts = np.abs(directions[-1])
    named = [k for k in range(len(settings)) if parts[k] > A_PART]
    told = " with ".join(f"{settings[k].key} by {_change(settings[k], moved[k])}" for k in named)
    raise FitError(
        f"{' and '.join(settings[k].key for k in named)} cannot be told apart by these targets: moving "
        f"{told} leaves all of them where they are, within luck; fit fewer of them, name a target that they "
        "move differently, or play more seeds"
    )


def _change(setting: FreeSetting, u: float) -> str:
    """Return a change of a setting as people write it."""
    return f"× {math.exp(u):.3g}" if setting.is_positive else f"{u * setting.step:+.3g}"
