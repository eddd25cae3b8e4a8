"""Choice levels: how much of the luck in a choice is shared by offers that are alike.

    V_j + ζ_product + ζ_kind + λ ε_j

Offers of one product, and outlets of one kind, are alike: what a customer happens to like this time it likes
in all of them. Where each offer had luck of its own, the same shop twice would sell nearly twice as much.

The defaults answer to two figures (`experiments/outlets_alike.py` prints them). Beside ten others alike, an
outlet's own-price elasticity was measured at −6 to −10, and alone at about −2 (Baye, Gatti, Kattuman & Morgan
2009, shops on a price comparison site; Brynjolfsson, Dick & Smith 2010, a shopbot for books): λ = .6 gives
about −9 and −2. And twelve outlets alike sell at most 12^.06 = 1.16 times what one sells, since nothing is
new in them: κ = .9 (1.04 in the espresso world, where luck of each one's own would make it 2.4).

What advisers differ in is what they know, and how much doubt that resolves is what their advice is worth.
Nothing more is known of them, so by default luck tells only those apart that know as much (λ = 10⁻⁶). More
advisers of the same knowledge then advise no more customers than one does, and no poor one is asked in the
place of a good one. The price: a little more knowledge draws all that have both advisers at hand; where that
is too sharp, `dissimilarity.advice` softens it, and a poor outlet more may then cost sales.
"""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from simulator.base.off_value import Off
from simulator.base.record import Record

_SAYS = "Every offer and every adviser has luck of its own, however alike they are (the flat logit)."

Unlike = Annotated[float, Field(ge=1e-6, le=1), Off("similarity", 1.0, _SAYS)]
"""λ, how unlike each other alike offers are: 1 in nothing alike, near 0 all but the same [share]."""


class Dissimilarity(Record):
    """How unlike each other offers of a kind are to customers, λ: 1 not alike at all, near 0 the same."""

    product: Unlike = 0.6
    """Offers of one product, wherever they are [λ]."""
    kind: Unlike = 0.6
    """Offers of outlets of one kind (format), of any product [λ]."""
    outlet: Unlike = 0.6
    """Offers of one product at outlets of one kind; at most the λ of what comes first [λ]."""
    advice: Unlike = 1e-6
    """Outlets that give advice: at its least the one that knows most is asked [λ]."""


class ChoiceLevels(Record):
    """Choice levels: what offers have in common in the luck of a choice."""

    nesting: Literal["product", "kind", "both"] = "product"
    """Which likeness comes first: of the product, of the kind of outlet, or neither before the other."""
    dissimilarity: Dissimilarity = Dissimilarity()
    """How unlike each other offers are that are alike in product, kind or both."""
    product_weight: Annotated[float, Field(gt=0, lt=1)] = 0.5
    """With both: how much the product's likeness weighs against the kind's [share]."""
    crowding: Annotated[float, Field(ge=0, lt=1), Off("similarity", 0.0)] = 0.9
    """How much of what more of the same adds to luck is taken out, κ [share]."""

    @property
    def first(self) -> Iterator[str]:
        """Yield the likenesses that stand above that of outlets."""
        yield from ("product", "kind") if self.nesting == "both" else (self.nesting,)

    @model_validator(mode="after")
    def _nests_hold_nests(self) -> Self:
        outlet = self.dissimilarity.outlet
        for name in self.first:
            if outlet > getattr(self.dissimilarity, name):
                raise PydanticCustomError(
                    "choice_levels",
                    "dissimilarity.outlet ({outlet}) is above dissimilarity.{name} ({above}); offers alike "
                    "in both product and kind can't be less alike than offers alike in one of them",
                    {"outlet": outlet, "name": name, "above": getattr(self.dissimilarity, name)},
                )
        return self
