"""Constant: an outlet's effort is the stated level for every product, independent of what it earns.

Assumes a duty that is kept, or staff that is not led by what a sale earns. At level one it is what an outlet
does without any policy.
"""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from simulator.domain.decisions.effort import BrandBooks, EffortPolicy
from simulator.domain.registries import EFFORT


@EFFORT.register("constant")
class Constant(EffortPolicy):
    """Put the same effort into all products, week after week."""

    level: Annotated[float, Field(ge=0, le=10)] = 1.0
    """How much display and advice there is [multiple of the usual]."""

    @property
    def is_usual(self) -> bool:
        """Say whether it is the usual effort."""
        return self.level == 1.0

    def efforts(self, brands: Sequence[BrandBooks]) -> list[float]:
        """Return the level for each manufacturer."""
        return [self.level for _ in brands]
