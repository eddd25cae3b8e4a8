"""Foretelling: how well a score tells members to which something happens from others, and its interval.

    AUC = P(score of one to which it happens > score of another) + ½ P(the same score)

Over all pairs of members and quarters, or over pairs within a world and quarter, in which season, web store
and the run of the year are the same. What is estimated of n worlds together has a pseudo-value of each,
n θ − (n − 1) θ without it: their mean is θ but for its bias, and their spread its variance (the jackknife; of
an AUC, with a member in place of a world, it is DeLong's). So members of one world may hang together.
Wins of a score are Mann and Whitney's U: a sum of ranks, less the least that it could be.
Source: Hanley & McNeil (1982), Radiology 143(1); DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44(3);
Tukey (1958), Annals of Mathematical Statistics 29(2).
"""

from collections.abc import Callable
from math import nan

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

type Flags = NDArray[np.bool_]


def auc(score: pd.Series, happens: pd.Series) -> float:
    """Return the area under the curve; rows in which it could not happen are left out; none without both."""
    wins, duels = told_apart(score, happens)
    return wins / duels if duels else nan


def told_apart(score: pd.Series, happens: pd.Series) -> tuple[float, float]:
    """Return how many pairs of rows a score tells rightly, ties as halves, and how many pairs there are."""
    it_does, may = happens == 1.0, happens.notna()
    many, others = int(it_does.sum()), int((happens == 0.0).sum())
    sum_of_ranks = float(rankdata(score[may])[it_does[may]].sum())
    return sum_of_ranks - many * (many + 1) / 2, float(many * others)


def told_apart_within(score: pd.Series, happens: pd.Series, place: pd.Series) -> tuple[float, float]:
    """Return the same of pairs of rows of one place."""
    found = [told_apart(score[rows], happens[rows]) for rows in place.groupby(place).groups.values()]
    return sum(wins for wins, _ in found), sum(duels for _, duels in found)


def pseudo_values(worlds: int, estimate: Callable[[Flags], float]) -> NDArray[np.float64]:
    """Return a value for each world whose mean and spread are those of an estimate from all of them."""
    every = np.ones(worlds, dtype=np.bool_)
    whole = estimate(every)
    without = [estimate(np.arange(worlds) != left_out) for left_out in range(worlds)]
    return worlds * whole - (worlds - 1) * np.array(without)
