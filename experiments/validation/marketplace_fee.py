"""A marketplace's fee: to a seller it is a higher cost of the goods and of sending them."""

from collections.abc import Sequence

import numpy as np

from simulator.market.simulate import simulate
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._markets import PLENTY, REST, measured, plain_market, responding, shops
from ._rivals import CUSTOMERS, WATCHED, WEEKS, believes, with_fee

SELLER = "acme marketplace seller 1"
MORE = 0.05
"""By how much the mutant's fee is higher than the formula knows [share of the price]."""


def cases(draw: np.random.Generator, more: float = 0.0, seeds: int = 30) -> Sequence[TargetCase]:
    """Draw a lone seller, its parcels' cost and the fee; more may be kept than that."""
    beta, fee = float(draw.uniform(0.3, 2)), round(float(draw.uniform(0.1, 0.25)), 3)
    cost, parcel = float(draw.uniform(1, 3)) / beta, float(draw.uniform(0.1, 0.5)) / beta
    appeal = beta * (cost + parcel) / (1 - fee) + float(draw.uniform(0, 2))
    resale = {
        "model": "open_resale",
        "wholesalers": 1,
        "resellers": 0,
        "marketplace_sellers": 1,
        "marketplace_reach": 1.0,
        "wholesale_stock": PLENTY,
        "delivery_weeks": 0,
        "reseller_discount": 0.5,
        "commission": fee + more,
        "sale_cost": parcel,
        "seller_pricing": responding(believes(beta)),
        **shops(),
    }
    lamp = {"unit_cost": 0.0, "list_price": 2 * cost, "appeal": appeal}
    scenario = plain_market(
        WEEKS, CUSTOMERS, {"lamp": lamp}, {"price_sensitivity": beta}, distribution=resale
    )
    price = with_fee(appeal, cost + parcel, beta, fee)
    units = CUSTOMERS / (1 + float(np.exp(beta * price - appeal)))
    rows = {
        f"price {SELLER}": price,
        f"units {SELLER}": units,
        f"profit {SELLER}": units * (price * (1 - fee) - cost - parcel),
        "profit acme marketplace": units * price * fee,
    }
    words = (
        f"a lone seller on a marketplace, f = {fee:.3f}, c = {cost:.4g} and a parcel φ = {parcel:.4g}, "
        f"a = {appeal:.4g}, β = {beta:.4g}; {CUSTOMERS} customers, {WEEKS} weeks, the last {WATCHED} measured"
    )
    return [
        TargetCase(
            words, rows, lambda seed: measured(simulate(scenario, seed), WATCHED), slack=REST, seeds=seeds
        )
    ]


TARGET = Target(
    reference="V16",
    title="A marketplace's fee as a higher cost",
    formula="p = γ + (1 + W(e^(a − βγ − 1)))/β, γ = (c + φ)/(1 − f)",
    source=(
        "Anderson, de Palma & Thisse (1992), ch. 6, for the markup; that the fee acts as a cost follows from "
        "the seller's first-order condition"
    ),
    cases=cases,
    mutants=(
        Mutant(
            f"the marketplace keeps {100 * MORE:g} % points more",
            lambda draw: cases(draw, MORE, seeds=5),
            f"price {SELLER}",
        ),
    ),
)
