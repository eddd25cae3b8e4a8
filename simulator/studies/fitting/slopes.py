"""Slopes: how targets answer to settings, and whether settings can be told apart by them.

J_ik = (r_i(u + h e_k) − r_i(u)) / h        r = (value − target) / scale, seed by seed, same luck

Settings cannot be identified if some direction v of them moves no target: |J v| ≈ 0. It is looked for as the
smallest singular vector of J with columns of length one, and refused if |J v| is a twentieth or less, or if
no target's answer differs from zero by two standard errors over seeds; in doubt, both ends of it are played.

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
"""Measures (value − target) / scale, by target and seed, at each of some points u."""

STEP = 0.5
"""How far settings are moved to see what they do [u]. A short step costs precision: an elasticity is made of
the few customers that two prices divide, and their luck is divided by the step."""
FAR = 0.7
"""How far a direction that may move nothing is gone, to both sides, to see whether it does [u]."""
ALIKE = 0.05
"""Length of the answer to a direction of settings, each of length one, at which they are alike."""
SURE = 2.0
"""Standard errors by which an answer must differ from zero."""
A_PART = 0.2
"""Least part of a direction at which a setting is named."""


def slopes(
    measure: Measure, settings: Sequence[FreeSetting], at: Floats, names: Sequence[str], least: Floats
) -> Floats:
    """Return the slopes of targets, J by target and setting.

    *least* is what a setting must move some target at least not to be idle [scale of each target].
    Raises FitError for a setting that moves no target or cannot be moved, and for settings that are alike.
    """
    found = answers(measure, settings, at)
    for k, one in enumerate(settings):
        if _is_idle(found[:, k], least):
            raise FitError(_idle(one, names))
    _refuse_alike(measure, settings, at, found)
    return np.asarray(found.mean(axis=2), dtype=np.float64)


def answers(measure: Measure, settings: Sequence[FreeSetting], at: Floats) -> Floats:
    """Return differences over a step, by target, setting and seed."""
    steps = [_step(setting, u) for setting, u in zip(settings, at, strict=True)]
    base, *moved = measure([at, *(at + row for row in np.diag(steps))])
    columns = [(one - base) / h for one, h in zip(moved, steps, strict=True)]
    for setting, column in zip(settings, columns, strict=True):
        if np.isnan(column).any():
            raise FitError(
                f"{setting.key}: a little away from {setting.formatted(setting.start)} there is no world, or "
                "a target has no value there, so it cannot be fitted"
            )
    return np.stack(columns, axis=1)


def _step(setting: FreeSetting, u: float) -> float:
    """Return a step that stays within the ends of a setting."""
    if u + STEP <= setting.high:
        return STEP
    return -STEP if u - STEP >= setting.low else max(setting.high - u, setting.low - u, key=abs)


def _is_idle(column: Floats, least: Floats) -> bool:
    """Say whether a setting moves no target by what it must, or none by more than luck."""
    return not ((np.abs(column.mean(axis=1) * STEP) > least).any() and _is_sure(column))


def _idle(setting: FreeSetting, names: Sequence[str]) -> str:
    return (
        f"{setting.key} moves no target ({', '.join(names)}) by more than luck, so it cannot be fitted to "
        "them; leave it out, or name a target that it moves"
    )


def _is_sure(answer: Floats) -> bool:
    """Say whether some target's answer differs from zero over seeds; of one seed, whether any is not zero."""
    seeds = answer.shape[1]
    if seeds == 1:
        return bool(np.any(answer))
    errors = answer.std(axis=1, ddof=1) / math.sqrt(seeds)
    return bool(np.any(np.abs(answer.mean(axis=1)) > SURE * errors))


def _refuse_alike(measure: Measure, settings: Sequence[FreeSetting], at: Floats, found: Floats) -> None:
    """Raise FitError if some settings move all targets alike, so that any sum of them could be fitted.

    Where the steps leave it in doubt, the two ends of the direction are played.
    """
    mean = found.mean(axis=2)
    lengths = np.linalg.norm(mean, axis=0)
    _, sizes, directions = np.linalg.svd(mean / lengths)
    direction = directions[-1] / lengths
    if sizes[-1] > ALIKE and _is_sure(np.einsum("iks,k->is", found, direction)):
        return
    moved = FAR * direction / np.abs(direction).max()
    low, high = (np.array([one.low for one in settings]), np.array([one.high for one in settings]))
    one, other = measure([np.clip(at - moved, low, high), np.clip(at + moved, low, high)])
    if sizes[-1] > ALIKE / 2 and _is_sure(other - one):
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
