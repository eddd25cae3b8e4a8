"""Disruption: for some weeks less can be made, or less gets through to buyers.

Of what is to be made, or to be sent in a week, only a share can be; whole steps, rounded down. What is under
way still arrives. What is not sent waits with its supplier as orders that are held, or is cancelled where
contracts let no orders wait; what is not made is wanted again next week.

Production is that of the manufacturer in `who`, everywhere. Deliveries stop on the routes to and from a
member, or of a manufacturer's products to the buyers that `where` picks: a wholesaler that burns down is one
``who``, a blocked road one region.
"""

from typing import ClassVar, Literal

from simulator.domain.events.intervention import Action
from simulator.domain.registries import INTERVENTIONS
from simulator.domain.units import Share


@INTERVENTIONS.register("disruption")
class Disruption(Action):
    """Let only a share of production, or of deliveries, go on."""

    main: ClassVar[str | None] = "of"

    of: Literal["production", "deliveries"]
    """What is disrupted: the making of a manufacturer's products, or the sending of goods to buyers."""
    left: Share = 0.0
    """How much of it still goes on; left out, nothing [share]."""

    @property
    def is_about_making(self) -> bool:
        """Return whether production is disrupted."""
        return self.of == "production"

    def makes(self) -> float:
        """Return the share of what is to be made that can be."""
        return self.left if self.is_about_making else 1.0

    def sends(self) -> float:
        """Return the share of what is due that gets through."""
        return 1.0 if self.is_about_making else self.left
