"""Nested logit demand for offers of several owners, and the prices that SciPy finds for them.

    s_j = s_{j|g} A_g^λ / (1 + Σ_h A_h^λ),      A_g = Σ_{j∈g} e^{V_j/λ}                  nests are products
    ∂s_j/∂V_k = s_j [1{j=k}/λ − (1/λ − 1) s_{k|g} 1{same nest} − s_k]

Source: Anderson, de Palma & Thisse (1992), Discrete Choice Theory of Product Differentiation, ch. 7.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import root

from tests.worlds.told_demand import Offer


@dataclass(frozen=True)
class Market:
    """How customers choose among offers: by what they like, in nests of products."""

    offers: Sequence[Offer]
    appeals: Sequence[float]
    beta: float
    unlike: float
    crowding: float = 0.0

    @property
    def same(self) -> np.ndarray:
        """Return which offers are of the same product as which."""
        nest = np.array([product for _, product in self.offers])
        return np.equal.outer(nest, nest)

    def shares(self, asked: Mapping[Offer, float]) -> dict[Offer, float]:
        """Return what each offer sells at the prices asked."""
        found = self.sold(np.array([asked[offer] for offer in self.offers]))
        return dict(zip(self.offers, found.tolist(), strict=True))

    def sold(self, price: np.ndarray) -> np.ndarray:
        """Return s_j; with crowding a nest's worth is e^I(λ′) = (Σ e^{V/λ′})^λ′ with λ′ = (1 − κ) λ."""
        value, kept = np.array(self.appeals) - self.beta * price, (1 - self.crowding) * self.unlike
        weight, worth = np.exp(value / self.unlike), (self.same @ np.exp(value / kept)) ** kept
        within = weight / (self.same @ weight)
        found: np.ndarray = within * worth / (1 + (worth / self.same.sum(axis=0)).sum())
        return found

    def slopes(self, price: np.ndarray) -> np.ndarray:
        """Return ∂s_j/∂p_k, without crowding."""
        sold, unlike = self.sold(price), self.unlike
        within = (1 / unlike - 1) * self.same * (sold / (self.same @ sold))[None, :]
        found: np.ndarray = -self.beta * sold[:, None] * (np.eye(len(sold)) / unlike - within - sold[None, :])
        return found


@dataclass(frozen=True)
class Owned:
    """A market of offers, who owns each, what they cost, and what a marketplace keeps of each."""

    market: Market
    owners: Sequence[str]
    costs: Sequence[float]
    fees: Sequence[float]

    def equilibrium(self) -> list[float]:
        """Return the prices at which the conditions of all owners hold at once."""
        own = np.equal.outer(np.array(self.owners), np.array(self.owners))
        cost, kept = np.array(self.costs), 1 - np.array(self.fees)

        def conditions(price: np.ndarray) -> np.ndarray:
            sold = self.market.sold(price)
            earned = (own * self.market.slopes(price)).T @ (kept * price - cost)
            found: np.ndarray = (sold * kept + earned) / sold
            return found

        solved = root(conditions, cost / kept + 1 / self.market.beta, method="hybr", tol=1e-13)
        assert np.abs(conditions(solved.x)).max() < 1e-9
        return [float(price) for price in solved.x]

    def profit(self, owner: str, price: np.ndarray) -> float:
        """Return what an owner earns with all its offers, for one need."""
        margin = (1 - np.array(self.fees)) * price - np.array(self.costs)
        mine = np.array([one == owner for one in self.owners])
        return float((self.market.sold(price) * margin)[mine].sum())
