"""Random assortment: list products drawn at random, by each outlet's own keyed numbers.

    listed iff u < p,      u the outlet's own number for the product, drawn once for all

Where there is not room for all that are drawn, the lowest numbers come first; with a chance of 1 that is
a random choice of as many as there is room for. Assortments of different outlets are independent, so a
product's velocity has nothing to do with how widely it is listed.
Source: the null model against which best sellers are to be judged (Reibstein & Farris 1995, Marketing
Science 14(3), on why share is convex in distribution).
"""

from collections.abc import Sequence

from simulator.domain.decisions.assortment import AssortmentPolicy, AssortmentView
from simulator.domain.registries import ASSORTMENT
from simulator.domain.units import Name, Share


@ASSORTMENT.register("random")
class Random(AssortmentPolicy):
    """List each product with a chance, independently of all others and of all outlets."""

    probability: Share = 1.0
    """Chance that an outlet would list a product [share]."""
    probabilities: dict[Name, Share] = {}
    """The same of single products, where it is another [share, by product]."""

    def rank(self, views: Sequence[AssortmentView]) -> list[str]:
        """Return the products drawn, lowest numbers first."""
        drawn = [v for v in views if v.luck < self.probabilities.get(v.product, self.probability)]
        return [view.product for view in sorted(drawn, key=lambda view: (view.luck, view.key))]
