"""Best sellers: list the products that earn most per place.

    worth = expected margin per unit × units a week and outlet

Velocity is what the outlet can see (`AssortmentView.weekly_units`). A product that nobody in sight has sold
is expected to sell as the mean of those known, by so much more or less; where nothing has been sold yet,
all are expected to sell alike and the margin decides. Among equals what is listed stays, then a number of
the product's own decides, so that equal outlets list alike and a small one's list is part of a larger one's.

Assumes: products take the same room, and no sale of one product is another's.
Source: Corstjens & Doyle (1981), A Model for Optimizing Retail Space Allocations, Management Science
27(7), without its cross elasticities; Farris, Olver & de Kluyver (1989), Marketing Science 8(2).
"""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from simulator.base.summation import total
from simulator.domain.decisions.assortment import AssortmentPolicy, AssortmentView
from simulator.domain.registries import ASSORTMENT


@ASSORTMENT.register("best_sellers")
class BestSellers(AssortmentPolicy):
    """List the products with the highest expected margin × velocity."""

    hope: Annotated[float, Field(ge=0, le=100)] = 1.0
    """Velocity expected of a product not sold by any outlet in sight [multiple of the mean known]."""
    loyalty: Annotated[float, Field(ge=0, le=100)] = 0.0
    """How much more a newcomer must promise than what it would replace [share of the latter's worth]."""

    def rank(self, views: Sequence[AssortmentView]) -> list[str]:
        """Return all products by what they are worth."""
        known = [view.weekly_units for view in views if view.weekly_units is not None]
        hoped = self.hope * (total(known) / len(known)) if known else 1.0

        def worth(view: AssortmentView) -> float:
            velocity = hoped if view.weekly_units is None else view.weekly_units
            return view.margin * velocity * (1.0 + self.loyalty if view.is_listed else 1.0)

        return [
            view.product
            for view in sorted(views, key=lambda view: (-worth(view), not view.is_listed, view.key))
        ]
