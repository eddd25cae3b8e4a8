"""Conflict index: how much of what the members of a channel could earn do others make them quarrel about.

Harm is a margin that an aggrieved member i lost to a source j over an issue k, in currency. Over T review
periods, of which member i was exposed to issue k in E_ik, and harmed materially in n_ik, by H_ik in all:

    frequency    F_ik = n_ik / E_ik
    intensity    I_ik = 1 − 2^−((H_ik / n_ik) / (h50 · stake_i / T))    ½ where a period costs h50 of it
    importance   ω_k
    c_ik = ω_k F_ik I_ik        C_i = 1 − Π_k (1 − c_ik)        CCI = Σ_i a_i C_i,    a_i = stake_i / Σ stake

A period is material if its harm is at least m0 of a normal period's margin, stake_i / T. The whole falls
apart exactly:  a_i C_ijk = a_i C_i · ln(1 − c_ik) / Σ_k ln(1 − c_ik) · H_ijk / H_ik.

Assumes: harm is net of any compensation; issues quarrel independently (a noisy or). A stake is what a member
would have earned: its margin plus the harm. Where it is zero, any harm is of full intensity and no weight.
Source: Magrath and Hardy (1988), frequency × intensity × importance; the noisy or and its parts are ours.
"""

from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.base.numerics.portable import exp, log

type Column = NDArray[np.float64]
type Codes = NDArray[np.intp]

_NEARLY_ONE = float(np.nextafter(1.0, 0.0))


@dataclass(frozen=True)
class Harms:
    """Harms, one a row, in columns of equal length."""

    period: Codes
    """Review period, from 0."""
    aggrieved: Codes
    """Row of the member in `stake`."""
    source: Codes
    """The party that did it; any numbering, from 0."""
    issue: Codes
    """Row of the issue in `importance`."""
    amount: Column
    """Margin lost [currency]; what is not above zero is no harm."""

    @classmethod
    def of(
        cls, period: ArrayLike, aggrieved: ArrayLike, source: ArrayLike, issue: ArrayLike, amount: ArrayLike
    ) -> "Harms":
        """Return harms from anything like columns, in an order of their own so that none is preferred."""
        when, whom, who, what = (np.asarray(codes, np.intp) for codes in (period, aggrieved, source, issue))
        loss = np.asarray(amount, dtype=np.float64)
        return cls(when, whom, who, what, loss).where(np.lexsort((loss, when, who, what, whom)))

    def where(self, chosen: NDArray[np.bool_] | Codes) -> "Harms":
        """Return some of them, or all in another order."""
        return Harms(
            self.period[chosen],
            self.aggrieved[chosen],
            self.source[chosen],
            self.issue[chosen],
            self.amount[chosen],
        )


@dataclass(frozen=True)
class ConflictIndex:
    """The index, and what it is made of. The parts sum to the total."""

    total: float
    """CCI, from 0 to 1."""
    members: Column
    """C_i of each member, before its weight."""
    weights: Column
    """a_i of each member; they sum to one, or are all zero."""
    aggrieved: Codes
    source: Codes
    issue: Codes
    parts: Column
    """a_i C_ijk of each (aggrieved, source, issue) that quarrelled materially."""

    @property
    def worst(self) -> float:
        """Return the highest C_i: an average hides one burning dyad."""
        return float(self.members.max(initial=0.0))


def conflict_index(
    harms: Harms,
    exposure: ArrayLike,
    stake: ArrayLike,
    *,
    periods: int,
    importance: ArrayLike,
    half_intensity: float = 0.10,
    materiality: float = 0.01,
) -> ConflictIndex:
    """Return the index of harms over *periods* review periods.

    *exposure*: exposed periods, members × issues; *stake* by member [currency]; *importance* by issue.

    >>> always = Harms.of([0, 1], [0, 0], [0, 0], [0, 0], [10.0, 10.0])
    >>> round(conflict_index(always, [[2]], [200.0], periods=2, importance=[0.8]).total, 9)
    0.4
    """
    stakes = np.asarray(stake, dtype=np.float64)
    weight = np.asarray(importance, dtype=np.float64)
    if periods < 1 or (stakes < 0.0).any():
        raise ValueError("a conflict index needs at least one period, and stakes that are not negative")
    normal = stakes / periods
    material, incidents, lost = _incidents(harms, normal * materiality, weight.size)
    frequency = incidents / np.maximum(np.maximum(exposure, incidents), 1.0)
    intensity = _intensity(incidents, lost, normal * half_intensity)
    quarrel = np.minimum(weight * frequency * intensity, _NEARLY_ONE)
    members = 1.0 - np.multiply.reduce(1.0 - quarrel, axis=1)
    weights = stakes / (fsum(stakes) or 1.0)
    total = fsum(weights * members)
    return ConflictIndex(total, members, weights, *_parts(material, quarrel, lost, weights * members))


def of_steady_loss(share: float, importance: float, half_intensity: float = 0.10) -> float:
    """Return the index where all lose one share of what they could earn, each period, over one issue.

        CCI = ω (1 − 2^−(share / h50))

    for any number of periods and members; its inverse is share = −h50 · log₂(1 − CCI / ω). Half the
    importance is reached at a loss of h50.

    >>> of_steady_loss(0.10, 0.9), round(of_steady_loss(0.28, 0.9), 3)
    (0.45, 0.771)
    """
    return float(importance * (1.0 - exp(np.array(-log(np.array(2.0)) * (share / half_intensity)))))


def _incidents(harms: Harms, threshold: Column, issues: int) -> tuple[Harms, Column, Column]:
    """Return the harms of material periods, and n and H, members × issues."""
    harms = harms.where(harms.amount > 0.0)
    matter = harms.aggrieved * issues + harms.issue
    span = int(harms.period.max(initial=0)) + 1
    incident, at = np.unique(matter * span + harms.period, return_inverse=True)
    loss = np.bincount(at, harms.amount, minlength=incident.size)
    is_material = loss >= threshold[incident // (span * max(issues, 1))]
    shape, cells = (threshold.size, issues), threshold.size * issues
    number = np.bincount(incident[is_material] // span, minlength=cells).astype(np.float64)
    material = is_material[at]
    lost = np.bincount(matter[material], harms.amount[material], minlength=cells)
    return harms.where(material), number.reshape(shape), lost.reshape(shape)


def _intensity(incidents: Column, lost: Column, half: Column) -> Column:
    """Return I: zero where there is no incident and one where there is nothing to lose."""
    mean = lost / np.maximum(incidents, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        halvings = np.where(mean > 0.0, mean / half[:, None], 0.0)
    return np.asarray(1.0 - exp(-log(2.0) * halvings))


def _parts(harms: Harms, quarrel: Column, lost: Column, total: Column) -> tuple[Codes, Codes, Codes, Column]:
    """Return (aggrieved, source, issue) and what each adds to the index."""
    shape = (*quarrel.shape, int(harms.source.max(initial=0)) + 1)
    key = (harms.aggrieved * shape[1] + harms.issue) * shape[2] + harms.source
    dyads, at = np.unique(key, return_inverse=True)
    aggrieved, issue, source = np.unravel_index(dyads, shape) if dyads.size else (dyads, dyads, dyads)
    amount = np.bincount(at, harms.amount, minlength=dyads.size)
    heat = -log(1.0 - quarrel)
    of_issue = heat / np.maximum(heat.sum(axis=1, keepdims=True), np.finfo(np.float64).tiny)
    share = of_issue[aggrieved, issue] * (amount / lost[aggrieved, issue])
    return aggrieved, source, issue, total[aggrieved] * share
