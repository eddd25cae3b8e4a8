"""Logit choice: what customers take, how that answers to prices and to what is missing, and their surplus.

Customers alike, all of whom know three products and have one shop at hand. Prices are changed for the same
customers with the same luck, by a fifth up and down, so that answers stand out from noise; the formula is
worked out over the same distance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from simulator.studies.validation.acceptance import Rule
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._markets import plain_market, shops

CUSTOMERS, WEEKS, SEEDS = 4000, 4, 40
NEEDS = CUSTOMERS * WEEKS
STEP = 0.2
"""How far a price is moved, up and down [share of it]."""
NAMES = ("lamp one", "lamp two", "lamp three")
NODES = 60
"""Points of the quadrature over customers who differ."""


@dataclass(frozen=True)
class Tastes:
    """Three products, and the tastes of customers that choose among them or nothing."""

    appeals: tuple[float, ...]
    prices: tuple[float, ...]
    beta: float
    spread: float = 0.0
    """Standard deviation of ln β over customers."""
    shock: float = 1.0
    """Scale of luck; the formulas take it to be one."""

    def weights(self, beta: float) -> np.ndarray:
        """Return e^(α − βp) of each product."""
        return np.exp(np.array(self.appeals) - beta * np.array(self.prices))

    def shares(self) -> np.ndarray:
        """Return the shares of each product and, last, of no purchase; over heterogeneous customers."""
        betas, masses = self.betas()
        found = np.zeros(len(self.appeals) + 1)
        for beta, mass in zip(betas, masses, strict=True):
            every = np.append(self.weights(beta), 1.0)
            found += mass * every / every.sum()
        return found

    def surplus(self) -> float:
        """Return E ln(1 + Σ e^(α − βp)) / β [currency per need]."""
        each = [
            mass * np.log(1 + self.weights(beta).sum()) / beta
            for beta, mass in zip(*self.betas(), strict=True)
        ]
        return float(sum(each))

    def betas(self) -> tuple[np.ndarray, np.ndarray]:
        """Return sensitivities and how many have them: β alone, or Gauss–Hermite nodes of its logarithm."""
        if not self.spread:
            return np.array([self.beta]), np.array([1.0])
        nodes, masses = np.polynomial.hermite_e.hermegauss(NODES)
        return self.beta * np.exp(self.spread * nodes), masses / masses.sum()

    def at(self, product: int, price: float) -> "Tastes":
        """Return the same with another price."""
        return replace(self, prices=(*self.prices[:product], price, *self.prices[product + 1 :]))

    def without(self, product: int) -> "Tastes":
        """Return the same with a product of no appeal."""
        return replace(self, appeals=(*self.appeals[:product], -50.0, *self.appeals[product + 1 :]))

    def scenario(self) -> Scenario:
        """Return the market: one web store sells all three at their list prices."""
        products = {
            name: {"unit_cost": 0.0, "list_price": price, "appeal": appeal}
            for name, price, appeal in zip(NAMES, self.prices, self.appeals, strict=True)
        }
        people = {
            "price_sensitivity": self.beta,
            "price_sensitivity_spread": self.spread,
            "taste_shock": self.shock,
        }
        way = {"model": "direct_automated", **shops()}
        return plain_market(WEEKS, CUSTOMERS, products, people, distribution=way)

    def told(self) -> str:
        """Say what is chosen from."""
        each = "; ".join(f"α = {a:.3f}, p = {p:.3f}" for a, p in zip(self.appeals, self.prices, strict=True))
        spread = f", ln β spread by {self.spread:.2f}" if self.spread else ""
        return f"{CUSTOMERS} customers × {WEEKS} weeks, β = {self.beta:.3f}{spread}: {each}"


def drawn(draw: np.random.Generator, spread: float = 0.0) -> Tastes:
    """Draw three products of which each is taken by some, and how sensitive customers are."""
    beta = round(256 * float(draw.uniform(0.5, 1.5))) / 256  # customers keep theirs in 24 bits
    prices = draw.uniform(0.6, 1.6, size=3) / beta
    appeals = beta * prices + draw.uniform(-0.5, 0.4, size=3)
    return Tastes(tuple(appeals.round(3).tolist()), tuple(prices.round(3).tolist()), beta, spread)


def bought(ledger: Ledger) -> np.ndarray:
    """Return the shares of needs met by each product and, last, not met."""
    columns = ledger.columns("sale")
    units = np.bincount(columns["product"], columns["units"], minlength=len(NAMES))
    return np.append(units, NEEDS - units.sum()) / NEEDS


def response(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return elasticities over the distance of two prices STEP above and below."""
    return np.asarray(np.log(high / low) / np.log((1 + STEP) / (1 - STEP)))


def answers(shares: Mapping[str, np.ndarray]) -> dict[str, float]:
    """Return shares, odds, elasticities and diversion, by the shares found in each variant."""
    base, gone = shares["base"], shares["gone"]
    rows = {f"share of {name}": base[at] for at, name in enumerate((*NAMES, "going without"))}
    rows["odds of lamp one against two"] = base[0] / base[1]
    rows["the same odds without lamp three"] = gone[0] / gone[1]
    own = response(shares["low"], shares["high"])
    rows["elasticity of lamp three to its price"] = own[2]
    rows["elasticity of lamp one to the price of three"] = own[0]
    rows["elasticity of lamp two to the price of three"] = own[1]
    for at, name in ((0, "lamp one"), (1, "lamp two"), (3, "going without")):
        rows[f"diversion from lamp three to {name}"] = (gone[at] - base[at]) / base[2]
    return {row: float(value) for row, value in rows.items()}


def variants(tastes: Tastes) -> dict[str, Tastes]:
    """Return the third product as it is, cheaper, dearer and gone."""
    price = tastes.prices[2]
    return {
        "base": tastes,
        "low": tastes.at(2, price * (1 - STEP)),
        "high": tastes.at(2, price * (1 + STEP)),
        "gone": tastes.without(2),
    }


def of_shares(tastes: Tastes, seeds: int = SEEDS) -> TargetCase:
    """Return what is bought, by formula and played."""
    every = {name: each.scenario() for name, each in variants(tastes).items()}
    expected = {name: replace(each, shock=1.0).shares() for name, each in variants(tastes).items()}
    return TargetCase(
        f"{tastes.told()}; the third also {100 * STEP:.0f} % cheaper, dearer, and gone",
        answers(expected),
        lambda seed: answers({name: bought(simulate(each, seed)) for name, each in every.items()}),
        seeds=seeds,
    )


def of_surplus(tastes: Tastes, rule: Rule, seeds: int) -> TargetCase:
    """Return customers' surplus per need."""
    scenario = tastes.scenario()
    row = "surplus per need" + (", customers differ" if tastes.spread else "")
    return TargetCase(
        tastes.told(),
        {row: tastes.surplus()},
        lambda seed: {row: float(measure(simulate(scenario, seed), "customer_surplus")) / NEEDS},
        rule=rule,
        seeds=seeds,
    )


def cases(draw: np.random.Generator, shock: float = 1.0, seeds: int = SEEDS) -> Sequence[TargetCase]:
    """Draw homogeneous customers, and customers with heterogeneous price sensitivity."""
    alike, differing = drawn(draw), drawn(draw, float(draw.uniform(0.3, 0.6)))
    return [
        of_shares(replace(alike, shock=shock), seeds),
        of_surplus(replace(alike, shock=shock), Rule.CLOSED_FORM, 1),
        of_surplus(replace(differing, shock=shock), Rule.STOCHASTIC, min(seeds, 20)),
    ]


def luckier(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the same with luck that weighs a fifth more than the formulas know."""
    return cases(draw, shock=1.2, seeds=5)


TARGET = Target(
    reference="V8",
    title="Logit choice: shares, elasticities, diversion and consumers' surplus",
    formula=(
        "s_j = e^(α_j − βp_j)/(1 + Σ e^(α_k − βp_k)); odds without the third as with it; elasticities as "
        "−βp(1 − s) and βps, over the same distance of prices; diversion s_j/(1 − s_3); surplus "
        "ln(1 + Σ e^(α − βp))/β"
    ),
    source=(
        "McFadden (1974), Conditional Logit Analysis; Small & Rosen (1981), Econometrica 49(1); "
        "Train (2009), ch. 3"
    ),
    cases=cases,
    mutants=(
        Mutant("luck weighs a fifth more", luckier, "elasticity of lamp three to its price"),
        Mutant("luck weighs a fifth more", luckier, "surplus per need"),
    ),
)
