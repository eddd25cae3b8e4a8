"""Delist: outlets no longer offer the products, nor order them.

What they have left lies on, at its cost, and is offered again when the event is over.
"""

from simulator.domain.events.intervention import Action
from simulator.domain.registries import INTERVENTIONS


@INTERVENTIONS.register("delist")
class Delist(Action):
    """Remove products from the assortments of outlets."""

    def offers(self) -> bool:
        """Say that they are not offered."""
        return False
