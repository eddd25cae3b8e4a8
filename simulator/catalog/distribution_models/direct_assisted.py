"""Direct, assisted: the manufacturer's own sales team, few but consultative.

The best advice there is, from people who can close only so many sales a week:

    capacity = reps × hours a week / hours a sale,      cost a week = reps × hours × wage

More leads than that do not sell more. The hours are for all products together; a sale that takes more of
them than a week has is closed when they have come together (`simulator.mechanisms.supply.sales_capacity`).

Source: Coughlan, Anderson, Stern & El-Ansary, Marketing Channels (employed sales force); Erlang-A queues lie
behind the saturation (Palm 1957).

Every default below is a choice; scenarios state what is known.
"""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from simulator.domain.channel import outlet_terms as outlet
from simulator.domain.channel.distribution_model import Drawing, Setting
from simulator.domain.channel.own_outlets import OwnOutlets
from simulator.domain.product.service_requirements import SALES_TEAM, usually
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Amount

MOST_A_WEEK = 1e12
"""What a member may cost in a week at most [currency]."""


@DISTRIBUTION_MODELS.register("direct_assisted", meant_by=("sales_team", "field_sales", "own_sales"))
class DirectAssisted(OwnOutlets):
    """Manufacturer → its own sales team in each region → customers."""

    role = "sales_team"
    channel = "own team"

    reps: Annotated[int, Field(ge=1, le=10_000)] = 2
    """How many sales representatives work in each region [representatives]."""
    hours_per_week: Annotated[float, Field(gt=0, le=80)] = 30.0
    """Hours that one of them has for customers in a week [hours]."""
    hours_per_sale: Annotated[float, Field(ge=0.001, le=1000)] = 6.0
    """Hours that a sale of any product takes, with all the talks that lead to it; with fewer in a week,
    it takes weeks [hours per sale]."""
    wage: Amount = 40.0
    """What an hour of theirs costs [currency per hour]."""
    reach: outlet.Reach = 0.15
    expertise: outlet.Expertise = 0.95
    credibility: outlet.Credibility = 0.8
    capabilities: Annotated[outlet.Capabilities, usually(SALES_TEAM)] = SALES_TEAM
    sale_cost: Amount = 12.0
    """Bringing the goods to the customer [currency per unit sold]."""
    opening_stock: outlet.OpeningStock = 10
    outlet_format: outlet.OutletFormat = "sales_team"

    @model_validator(mode="after")
    def _team_can_be_paid(self) -> Self:
        week = self.reps * self.hours_per_week * self.wage
        if week > MOST_A_WEEK:
            raise PydanticCustomError(
                "team_cost",
                "reps × hours_per_week × wage comes to {week} a week; at most {most} can be counted",
                {"week": f"{week:.6g}", "most": f"{MOST_A_WEEK:.6g}"},
            )
        return self

    def draw(self, setting: Setting) -> Drawing:
        """Draw one team a region, supplied at what production costs."""
        drawing, hours = setting.drawing(), self.reps * self.hours_per_week
        costs, capacity = hours * self.wage, hours / self.hours_per_sale
        for region, name in self.one_per_region(setting, self.outlet_format):
            own = {"weekly_cost": costs, "weekly_capacity": capacity}
            drawing.add(*self.own_outlet(setting, name, self.outlet_format, region, **own))
        return drawing
