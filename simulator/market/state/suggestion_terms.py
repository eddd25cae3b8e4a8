"""Suggestion terms: which products outlets suggest with which, and how often."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.base.arrays import Flags, Floats
from simulator.domain.product.product import Product


@dataclass(frozen=True)
class SuggestionTerms:
    """What is known of suggestions, one row a product suggested."""

    chance: Floats
    """[P] how often it is suggested by outlets of full expertise [share]."""
    beside: Flags
    """[P, P] whether it is suggested with the other product."""

    @cached_property
    def suggested(self) -> list[int]:
        """Return the products that are suggested with any other, in their order."""
        found: list[int] = np.flatnonzero((self.chance > 0.0) & self.beside.any(axis=1)).tolist()
        return found

    @property
    def is_on(self) -> bool:
        """Say whether anything is suggested."""
        return bool(self.suggested)


def suggestion_terms(products: dict[str, Product]) -> SuggestionTerms:
    """Return the suggestion terms of products, in their order."""
    told = [product.suggested_with for product in products.values()]
    names = [() if one is None else tuple(one.products) for one in told]
    beside = np.array([[other in own for other in products] for own in names], dtype=bool)
    return SuggestionTerms(
        chance=np.array([0.0 if one is None else one.chance for one in told]),
        beside=beside.reshape(len(products), len(products)),
    )
