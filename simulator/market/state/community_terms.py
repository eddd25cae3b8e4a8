"""Community terms: the share of each product's owners that joins, and what membership does."""

from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Floats, Words
from simulator.base.keyed_random import threshold
from simulator.domain.product.community import Community
from simulator.domain.product.product import Product

NO_COMMUNITY = Community(joins=0.0)


@dataclass(frozen=True)
class CommunityTerms:
    """What is known of the communities of owners, one column a product."""

    joins: Words
    """[P] threshold under which a customer's own word means that it is a member while it has the product."""
    stays: Floats
    """[P] how much longer members stay with the category, c₃ [number]."""
    talks: Floats
    """[P] how much more members talk of it than other owners [multiple]."""
    weekly_cost: Floats
    """[P] what running it costs the manufacturer [currency per member and week]."""

    @property
    def any_join(self) -> bool:
        """Say whether any product has members."""
        return bool(self.joins.any())


def community_terms(products: dict[str, Product]) -> CommunityTerms:
    """Return the terms of communities of products, in their order; what does not last has no owners."""
    found = [
        one.community if one.community and (one.life or one.subscription) else NO_COMMUNITY
        for one in products.values()
    ]
    return CommunityTerms(
        joins=threshold(np.array([one.joins for one in found], dtype=np.float64)),
        stays=np.array([one.stays for one in found], dtype=np.float64),
        talks=np.array([one.talks for one in found], dtype=np.float64),
        weekly_cost=np.array([one.weekly_cost for one in found], dtype=np.float64),
    )
