"""Lasting terms: how long units of each product are of use, and what customers must have to need it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers, Words
from simulator.base.keyed_random import threshold
from simulator.domain.offers.warranty_terms import WarrantyTerms
from simulator.domain.product.product import Product
from simulator.market.state.failure_terms import FailureTerms, failure_terms
from simulator.mechanisms.use.life import weibull_scale


@dataclass(frozen=True)
class LastingTerms:
    """What is known of products that last, one column a product."""

    scale: Floats
    """[P] scale of the life of a unit; NaN: it doesn't last [weeks]."""
    shape: Floats
    """[P] shape of its life."""
    owned: Floats
    """[P] share of customers that have one in use when the run opens [share]."""
    period: Integers
    """[P] for how long a unit is paid for; 0: no subscription [weeks]."""
    compares: Words
    """[P] threshold under which a word means that a subscriber weighs other offers."""
    bases: tuple[tuple[int, ...], ...]
    """Products of which one must be in use, by product; none: nothing."""
    talk_weeks: Integers
    """[P] for how long it is talked of after it was taken last, if it doesn't last; 0: for good [weeks]."""
    failures: FailureTerms
    """How often units fail, and for how long they are repaired."""

    @cached_property
    def lasts(self) -> Flags:
        """Return which products are of use for longer than the need that they meet [P]."""
        found: Flags = ~np.isnan(self.scale) | self.subscribed
        return found

    @cached_property
    def subscribed(self) -> Flags:
        """Return which products are paid for period after period [P]."""
        found: Flags = self.period > 0
        return found

    @property
    def any_last(self) -> bool:
        """Say whether anything lasts."""
        return bool(self.lasts.any())


def lasting_terms(products: dict[str, Product], warranties: Sequence[WarrantyTerms] = ()) -> LastingTerms:
    """Return the lasting terms of products, in their order."""
    names, lives = list(products), [product.life for product in products.values()]
    contracts = [product.subscription for product in products.values()]
    return LastingTerms(
        scale=np.array(
            [np.nan if one is None else weibull_scale(one.mean_weeks, one.shape) for one in lives]
        ),
        shape=np.array([1.0 if one is None else one.shape for one in lives]),
        owned=np.array([0.0 if one is None else one.owned for one in lives]),
        period=np.array([0 if one is None else one.period_weeks for one in contracts], dtype=np.int64),
        compares=threshold(np.array([1.0 if one is None else one.compares for one in contracts])),
        bases=tuple(
            tuple(names.index(base) for base in one.refill_of if _lasts(products[base]))
            for one in products.values()
        ),
        talk_weeks=np.array(
            [0 if _lasts(one) else one.talk_weeks or 0 for one in products.values()], dtype=np.int64
        ),
        failures=failure_terms(products, warranties),
    )


def _lasts(product: Product) -> bool:
    """Say whether a product is of use for longer than a need; what does not last is refilled by nothing."""
    return product.life is not None or product.subscription is not None
