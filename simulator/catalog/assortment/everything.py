"""Full assortment: list every product supplied; where there is not room for all, products' keys decide."""

from collections.abc import Sequence

from simulator.domain.decisions.assortment import AssortmentPolicy, AssortmentView
from simulator.domain.registries import ASSORTMENT


@ASSORTMENT.register("everything")
class Everything(AssortmentPolicy):
    """List all products, in an order that says nothing about them."""

    def rank(self, views: Sequence[AssortmentView]) -> list[str]:
        """Return all of them by their keys."""
        return [view.product for view in sorted(views, key=lambda view: view.key)]
