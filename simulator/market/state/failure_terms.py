"""Failure terms: how often units of each product fail, and for how long a warranty covers them.

What is digital or paid for by the period does not fail: whoever is paid for it keeps it going. What does not
last is used up by the need that it meets, and fails within a warranty only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.domain.offers.warranty_terms import WarrantyTerms
from simulator.domain.product.product import Product


@dataclass(frozen=True)
class FailureTerms:
    """What is known of how products fail, one column a product."""

    rate: Floats
    """[P] chance in each week that a unit fails [share per week]."""
    terms_of: Integers
    """[P] place among the warranties, or −1."""
    within: Integers
    """[P] for how long a unit that fails is repaired [weeks]."""

    @property
    def any_fail(self) -> bool:
        """Say whether units of any product fail."""
        return bool(self.rate.any())

    @property
    def any_repaired(self) -> bool:
        """Say whether units of any product that fail are repaired."""
        return bool(((self.rate > 0.0) & (self.within > 0)).any())


def failure_terms(products: dict[str, Product], warranties: Sequence[WarrantyTerms]) -> FailureTerms:
    """Return the failure terms of products, in their order; of a product's warranties the last holds."""
    terms_of = np.full(len(products), -1, dtype=np.int64)
    for number, said in enumerate(warranties):
        for at, (name, product) in enumerate(products.items()):
            if said.product in (None, name) and not product.digital:
                terms_of[at] = number
    within = np.array([0, *(said.weeks for said in warranties)])[1 + terms_of]
    rate = [one.failure_rate if can_fail(one) else 0.0 for one in products.values()]
    lasts = np.array([one.life is not None for one in products.values()], dtype=bool)
    return FailureTerms(np.where(lasts | (within > 0), rate, 0.0), terms_of, within)


def can_fail(product: Product) -> bool:
    """Say whether units of a product can fail: not what is digital or paid for by the period."""
    return not product.digital and product.subscription is None
