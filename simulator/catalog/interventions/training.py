"""Training: staff of outlets are trained, or outlets equipped, so that they are more to customers.

What it costs stands in weekly costs; here it only says what outlets are able to do.
"""

from typing import Annotated, Any

from pydantic import Field, model_validator

from simulator.domain.channel.member import Member
from simulator.domain.events.intervention import Action
from simulator.domain.product.service_requirements import Levels
from simulator.domain.registries import INTERVENTIONS
from simulator.domain.units import Share


@INTERVENTIONS.register("training")
class Training(Action):
    """Train the staff of outlets: expertise, credibility, service, capabilities and reach as given."""

    expertise: Share | None = None
    """How much of a customer's uncertainty advice there then resolves; left out, as before [share]."""
    credibility: Share | None = None
    """How far what is said there is then believed; left out, as before [share]."""
    service: Annotated[float, Field(ge=-50, le=50)] | None = None
    """Utility of being served there from then on; left out, as before [utils]."""
    capabilities: Levels | None = None
    """How far they then give what products ask for; what is not named, as before [0 … 1, by requirement]."""
    reach: Share | None = None
    """Share of customers that then have them at hand; left out, as before [share]."""

    @model_validator(mode="after")
    def _changes_something(self) -> "Training":
        if not self.model_fields_set:
            raise ValueError("trains for nothing; give expertise, credibility, service, reach …")
        return self

    def equips(self, outlet: Member) -> Member:
        """Return the outlet as it is then."""
        changed: dict[str, Any] = self.model_dump(exclude_none=True)
        if self.capabilities is not None:
            changed["capabilities"] = {**outlet.capabilities, **self.capabilities}
        return outlet.model_copy(update=changed)
