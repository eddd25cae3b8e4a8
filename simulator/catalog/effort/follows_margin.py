"""Effort follows margin: hours go where a unit earns most, and there are more of them where units earn more.

An outlet believes that its sales of brand i are isoelastic in effort, and that hours get dearer as they get
more. With h_i = v_i e_i of its usual hours on brand i, v_i the usual ones, Σ v_i = 1, it chooses

    max_e   Σ_i m_i V v_i e_i^ε − c H² / 2,     H = Σ_i v_i e_i

    e_i = r_i^{1/(1−ε)} · M^{−1/(2−ε)},     M = Σ_i v_i r_i^{1/(1−ε)},     H = M^{(1−ε)/(2−ε)}

    r_i = (m_i / m₀) · (1 + z_i (κ_i / κ₀_i − 1)),     z_i = n_i / (n_i + k),     support_i = e_i^ε

m_i: what a unit earns, a share of its price; m₀ the margin for which the outlet does what it usually does,
which sets c; V v_i: what it sells of the brand at usual effort, so that usual hours go with turnover. κ_i:
how many of its advised customers bought the brand there, against what it was used to: advice that is had
here, for a product that is bought elsewhere, earns nothing (the leak φ = 1 − κ/κ₀). Of n advised customers it
cannot tell a leak from luck while n is small, and believes so much of it as credibility theory has it, z.

So of one brand e = r^{1/(2−ε)}, and sales by display alone, where few know the product, go with r^{ε/(2−ε)}:
margins of 20, 30, 40 % sell 1 : 1.08 : 1.14. Of two alike brands twice the margin has 2^{1/(1−ε)} times the
hours, 73 of 100. What one brand gets more is taken from the other: e_i falls with r_j.

Assumes: staff is paid for being there, so effort costs nothing that is booked. The belief is a belief: what
effort really brings follows from display and advice in the market, and may be more or less.
Source: ε = .31 once what biases estimates is taken out (.34 in the mean of 506): Albers, Mantrala & Sridhar
(2010), Personal Selling Elasticities: A Meta-Analysis, J. Marketing Research 47(5); free riding on service,
Telser (1960), J. Law and Economics 3; credibility, Bühlmann (1967), ASTIN Bulletin 4(3). k is a choice.
"""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from simulator.base.numerics.portable import power
from simulator.base.summation import total
from simulator.domain.decisions.effort import BrandBooks, EffortPolicy
from simulator.domain.registries import EFFORT


@EFFORT.register("follows_margin")
class FollowsMargin(EffortPolicy):
    """Share out hours by what a unit of each brand earns, with an isoelastic belief in effort."""

    elasticity: Annotated[float, Field(ge=0, le=0.9)] = 0.31
    """By how many per cent sales rise with one per cent of effort, ε, as the outlet believes [share]."""
    usual_margin: Annotated[float, Field(gt=0, le=1)] = 0.3
    """What a unit must earn for the usual effort, m₀ [share of the price]."""
    closing_rate: Annotated[float, Field(gt=0, le=1)] | None = None
    """Closing rate that it is used to, κ₀: advised customers that buy a brand there; left out, as many as did
    until it decided for the first time [share]."""
    credible_at: Annotated[float, Field(ge=0, le=1_000_000)] = 50.0
    """Of how many advised customers it believes half of a change of its closing rate, k [customers]."""
    most: Annotated[float, Field(ge=1, le=10)] = 3.0
    """The most that is ever done for a product [multiple of the usual effort]."""
    memory_weeks: Annotated[int, Field(ge=2, le=104)] = 13
    """How long a week counts in the books, in the mean; nothing is decided before so many weeks of selling
    are over [weeks]."""
    review_weeks: Annotated[int, Field(ge=1, le=52)] = 4
    """After how many weeks it decides anew [weeks]."""

    @property
    def memory(self) -> float:
        """Return how much of a week still counts a week later: weeks count memory_weeks in the mean."""
        return 1.0 - 1.0 / self.memory_weeks

    def reviews_after(self, weeks: int) -> bool:
        """Say whether it decides anew after so many weeks of selling."""
        return weeks >= self.memory_weeks and (weeks - self.memory_weeks) % self.review_weeks == 0

    def efforts(self, brands: Sequence[BrandBooks]) -> list[float]:
        """Return the effort for each brand [multiples of the usual]."""
        grown = [power(self.earning(brand), 1.0 / (1.0 - self.elasticity)) for brand in brands]
        turnover = total(brand.turnover for brand in brands)
        usual = [brand.turnover / turnover if turnover else 1.0 / len(brands) for brand in brands]
        mean = total(hours * more for hours, more in zip(usual, grown, strict=True))
        if mean <= 0.0:
            return [0.0 for _ in brands]
        dearer = power(mean, 1.0 / (2.0 - self.elasticity))
        return [min(more / dearer, self.most) for more in grown]

    def earning(self, brand: BrandBooks) -> float:
        """Return what an hour for a brand earns against the usual, r = (m / m₀) · (1 + z (κ / κ₀ − 1))."""
        usual, kept = self.closing_rate or brand.usual_closing_rate, 1.0
        if usual and brand.closing_rate is not None and brand.advised > 0.0:
            credible = brand.advised / (brand.advised + self.credible_at)
            kept = 1.0 + credible * (brand.closing_rate / usual - 1.0)
        margin = self.usual_margin if brand.margin is None else max(brand.margin, 0.0)
        return margin / self.usual_margin * kept

    def support(self, effort: float) -> float:
        """Return what an effort comes to, e^ε."""
        return power(effort, self.elasticity)
