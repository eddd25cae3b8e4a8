"""Shifted beta-geometric (sBG): customers under contract leave with chances of their own, each renewal anew.

θ ~ Beta(α, β) is drawn once for each customer; at the end of each period it leaves with chance θ.

    S(t) = B(α, β + t) / B(α, β),   r_t = S(t) / S(t − 1) = (β + t − 1) / (α + β + t − 1)
    DEL  = Σ_{t ≥ 0} S(t) / (1 + d)^t = ₂F₁(1, β; α + β; 1 / (1 + d))

Assumes that nobody's chance changes: retention rises with tenure since those leave first that are likely to.
Source: Fader and Hardie (2007), Journal of Interactive Marketing 21(1), 76–90; (2010), Marketing Science
29(1), 85–93.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from simulator.base.arrays import Floats
from simulator.scenario.errors.arguments import argument_error
from simulator.studies.lifetime.maximum_likelihood import likeliest


@dataclass(frozen=True)
class ShiftedBetaGeometric:
    """The model with its two parameters."""

    alpha: float
    beta: float

    def log_survival(self, periods: ArrayLike) -> Floats:
        """Return ln S(t), the logarithm of the share still there after *periods* renewals."""
        from scipy.special import betaln  # noqa: PLC0415 - a second to import

        t = np.asarray(periods, dtype=np.float64)
        logs: Floats = betaln(self.alpha, self.beta + t) - betaln(self.alpha, self.beta)
        return logs

    def survival(self, periods: ArrayLike) -> Floats:
        """Return S(t), the share still there after *periods* renewals."""
        return np.exp(self.log_survival(periods))

    def retention(self, period: ArrayLike) -> Floats:
        """Return r_t, the share of customers still there that renews for the *period*-th time, from 1 on."""
        t = np.asarray(period, dtype=np.float64)
        return (self.beta + t - 1.0) / (self.alpha + self.beta + t - 1.0)

    def leaving(self, period: ArrayLike) -> Floats:
        """Return P(T = t), the share of all that leaves instead of renewing for the *period*-th time."""
        t = np.asarray(period, dtype=np.float64)
        return np.exp(self.log_survival(t - 1.0)) * (1.0 - self.retention(t))

    def discounted_lifetime(self, discount: float) -> float:
        """Return DEL, the expected periods as a customer, discounted to the first; *discount* per period."""
        from scipy.special import hyp2f1  # noqa: PLC0415

        return float(hyp2f1(1.0, self.beta, self.alpha + self.beta, 1.0 / (1.0 + discount)))

    def value(self, margin: float, discount: float, *, first_now: bool = True) -> float:
        """Return what a new customer is worth that leaves a margin each period, the first one now or next.

        *first_now* false: the first margin comes with the first renewal, of who renews.
        """
        return margin * (self.discounted_lifetime(discount) - (0.0 if first_now else 1.0))

    def log_likelihood(self, active: Sequence[int]) -> float:
        """Return ln L of how many customers of one cohort were there in each period, the first one all."""
        lost = -np.diff(np.asarray(active, dtype=np.float64))
        periods = np.arange(1, len(active))
        left = np.log(1.0 - self.retention(periods)) + self.log_survival(periods - 1.0)
        return float(lost @ left + active[-1] * self.log_survival(len(active) - 1.0))


def fit_shifted_beta_geometric(active: Sequence[int]) -> ShiftedBetaGeometric:
    """Return the model under which a cohort's curve is likeliest.

    *active*: customers there in each period, the first one all of them, such as [1000, 631, 468, 382].
    Raises ArgumentError for no such curve, FitError where it does not tell the parameters.
    """
    curve = np.asarray(active, dtype=np.float64)
    is_curve = curve.ndim == 1 and len(curve) >= 3 and np.isfinite(curve).all()
    if not is_curve or (np.diff(curve) > 0).any() or curve[-1] < 0 or curve[0] == curve[-1]:
        raise argument_error("active", "should be customers period by period, three or more, fewer and fewer")
    found = likeliest(
        lambda given: ShiftedBetaGeometric(*given.tolist()).log_likelihood(active), (1.0, 1.0), "the sBG"
    )
    return ShiftedBetaGeometric(*found.tolist())
