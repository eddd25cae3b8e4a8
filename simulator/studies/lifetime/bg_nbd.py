"""BG/NBD: customers without contract buy at rates of their own and leave, unseen, after purchases.

λ ~ Gamma(r, α) and p ~ Beta(a, b) are drawn once for each customer: while it is one it buys at rate λ a week,
and after each repeat purchase it leaves with chance p. Of x repeat purchases in T weeks, the last at t_x:

    L = A₁ A₂ (A₃ + [x > 0] A₄)
    A₁ = Γ(r + x) α^r / Γ(r),   A₂ = Γ(a + b) Γ(b + x) / (Γ(b) Γ(a + b + x))
    A₃ = (α + T)^−(r + x),      A₄ = a / (b + x − 1) · (α + t_x)^−(r + x)

    E[X(t)] = (a + b − 1) / (a − 1) · [1 − (α / (α + t))^r ₂F₁(r, b; a + b − 1; t / (α + t))]
    P(X(t) = 0) = (α / (α + t))^r

Assumes that rates and chances are independent, and steady while the customer stays.
Source: Fader, Hardie and Lee (2005), Marketing Science 24(2), 275–284.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from simulator.base.arrays import Floats
from simulator.base.numerics.distinct_rows import distinct_rows
from simulator.domain.units import WEEKS_PER_YEAR
from simulator.scenario.errors.arguments import argument_error
from simulator.studies.lifetime.maximum_likelihood import likeliest

NEAR = 1e-6
"""How near to a place where the closed form is 0/0 the mean of both sides is taken."""


@dataclass(frozen=True)
class BgNbd:
    """The model with its four parameters; α in weeks."""

    r: float
    alpha: float
    a: float
    b: float

    def log_likelihood(self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Floats:
        """Return ln L of each customer's history, without the constant x!."""
        from scipy.special import betaln, gammaln  # noqa: PLC0415 - a second to import

        x, t_x, age_ = (np.asarray(column, dtype=np.float64) for column in (frequency, recency, age))
        one = gammaln(self.r + x) - gammaln(self.r) + self.r * np.log(self.alpha)
        two = betaln(self.a, self.b + x) - betaln(self.a, self.b)
        three = -(self.r + x) * np.log(self.alpha + age_)
        logs: Floats = one + two + three + np.log1p(self._odds_of_leaving(x, t_x, age_))
        return logs

    def alive(self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Floats:
        """Return the chance that a customer of that history is still one."""
        x, t_x, age_ = (np.asarray(column, dtype=np.float64) for column in (frequency, recency, age))
        chance: Floats = 1.0 / (1.0 + self._odds_of_leaving(x, t_x, age_))
        return chance

    def chance_of(self, count: int, weeks: float) -> float:
        """Return P(X(t) = x), the chance of so many repeat purchases in so many weeks."""
        from scipy.special import betainc, betaln, gammaln  # noqa: PLC0415

        x, bought = count, weeks / (self.alpha + weeks)
        nobody = self.r * np.log1p(-bought)
        staying = np.exp(betaln(self.a, self.b + x) - betaln(self.a, self.b))
        ways = gammaln(self.r + x) - gammaln(self.r) - gammaln(x + 1.0)
        chance = staying * np.exp(ways + nobody + (x * np.log(bought) if x else 0.0))
        if x:
            left = np.exp(betaln(self.a + 1.0, self.b + x - 1.0) - betaln(self.a, self.b))
            chance += left * betainc(x, self.r, bought)
        return float(chance)

    def expected_repeats(self, weeks: ArrayLike) -> Floats:
        """Return E[X(t)], the repeat purchases that a new customer is expected to make in so many weeks."""
        if min(abs(self.a - 1.0), abs(self.a + self.b - 1.0)) < NEAR:
            sides = (replace(self, a=self.a + side) for side in (-2.0 * NEAR, 2.0 * NEAR))
            return np.mean([one.expected_repeats(weeks) for one in sides], axis=0)
        from scipy.special import hyp2f1  # noqa: PLC0415

        t = np.asarray(weeks, dtype=np.float64)
        bought, whole = t / (self.alpha + t), self.a + self.b - 1.0
        kept = (1.0 - bought) ** self.r * hyp2f1(self.r, self.b, whole, bought)
        expected: Floats = whole / (self.a - 1.0) * (1.0 - kept)
        return expected

    def expected_further(self, weeks: float, frequency: int, recency: float, age: float) -> float:
        """Return the purchases that a customer of that history is expected to make in further weeks."""
        seen = BgNbd(self.r + frequency, self.alpha + age, self.a, self.b + frequency)
        return float(self.alive(frequency, recency, age) * seen.expected_repeats(weeks))

    def value(self, margin: float, weeks: int, discount: float, *, first_now: bool = True) -> float:
        """Return what a new customer is worth over whole weeks that leaves a margin at each purchase.

        Purchases of a week count at its end; *discount* is per year. *first_now* false: without the first
        purchase.
        """
        repeats = np.diff(self.expected_repeats(np.arange(weeks + 1)))
        worth = (1.0 + discount) ** (-np.arange(1, weeks + 1) / WEEKS_PER_YEAR)
        return float(margin * ((1.0 if first_now else 0.0) + repeats @ worth))

    def _odds_of_leaving(self, x: Floats, t_x: Floats, age: Floats) -> Floats:
        """Return A₄ / A₃, the odds that a customer left after its last purchase; none before there is one."""
        ratio = np.exp((self.r + x) * (np.log(self.alpha + age) - np.log(self.alpha + t_x)))
        odds: Floats = np.where(x > 0, self.a / (self.b + np.maximum(x, 1.0) - 1.0) * ratio, 0.0)
        return odds


def fit_bg_nbd(frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> BgNbd:
    """Return the model under which customers' histories are likeliest.

    As `purchase_histories` tells them: repeat purchases, weeks from the first to the last, weeks from it to
    the end. Raises ArgumentError for what are no histories, FitError where they do not tell the parameters.
    """
    columns = [np.asarray(column, dtype=np.float64) for column in (frequency, recency, age)]
    x, t_x, end = columns
    if not (x.ndim == 1 and x.shape == t_x.shape == end.shape and len(x)):
        raise argument_error("frequency", "should be a column as long as recency and age, one a customer")
    is_history = np.isfinite(columns).all() and (x >= 0).all() and (t_x >= 0).all() and (t_x <= end).all()
    if not is_history or ((x == 0) & (t_x > 0)).any():
        raise argument_error("recency", "should lie between 0 and age, and be 0 where nothing was repeated")
    place, kind = distinct_rows([np.unique(column, return_inverse=True)[1] for column in columns])
    alike, histories = np.bincount(kind), [column[place] for column in columns]
    found = likeliest(
        lambda given: float(alike @ BgNbd(*given.tolist()).log_likelihood(*histories)),
        (1.0, max(1e-3, float(end.mean())), 1.0, 1.0),
        "the BG/NBD",
    )
    return BgNbd(*found.tolist())
