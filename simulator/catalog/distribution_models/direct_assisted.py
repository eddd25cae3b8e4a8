"""Direct, assisted: the manufacturer's own sales team, few but consultative.

The best advice there is, from people who can close only so many sales a week:

    capacity = reps × hours a week / hours a sale,      cost a week = reps × hours × wage

More leads than that do not sell more. The hours are for all products together; a sale that takes more of
them than a week has is closed when they have come together (`simulator.mechanisms.supply.sales_capacity`).

Source: Coughlan, Anderson, Stern & El-Ansary, Marketing Channels (employed sales force); Erlang-A queues lie
behind the saturation (Palm 1957).

Every default below is a choice; scenarios state what is known.
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.channel.channel import Contract, Member
from simulator.domain.channel.distribution_model import DistributionModel, Drawing, Setting
from simulator.domain.decisions.policies import OrderingChoice, PricingChoice, ordering_rule, pricing_rule
from simulator.domain.product.service_requirements import SALES_TEAM, Levels, usually
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Amount, Name, Share


@DISTRIBUTION_MODELS.register("direct_assisted")
class DirectAssisted(DistributionModel):
    """Manufacturer → its own sales team in each region → customers."""

    reps: Annotated[int, Field(ge=1, le=10_000)] = 2
    """How many sales representatives work in each region [people]."""
    hours_per_week: Annotated[float, Field(gt=0, le=80)] = 30.0
    """Hours that one of them has for customers in a week [hours]."""
    hours_per_sale: Annotated[float, Field(ge=0.001, le=1000)] = 6.0
    """Hours that a sale of whatever product takes, with all the talks that lead to it; with fewer in a week,
    it takes weeks [hours per sale]."""
    wage: Amount = 40.0
    """What an hour of theirs costs [currency per hour]."""
    price: Annotated[float, Field(gt=0, le=10)] = 1.0
    """Price asked where the pricing policy is left out [share of the list price]."""
    reach: Share = 0.15
    """Share of a region's customers on whom the team can call [share]."""
    expertise: Share = 0.95
    """How much of a customer's uncertainty its advice resolves [share]."""
    credibility: Share = 0.8
    """How far what it says is believed [share]."""
    capabilities: Annotated[Levels, usually(SALES_TEAM)] = SALES_TEAM
    """How far a team gives what products ask for; some may be named, the others are as usual [0 … 1]."""
    sale_cost: Amount = 12.0
    """Bringing the goods to the customer [currency per unit sold]."""
    lead_time_weeks: Annotated[int, Field(ge=0, le=104)] = 0
    """Weeks from the factory to the team's stock [weeks]."""
    opening_stock: Annotated[int, Field(ge=0, le=1_000_000)] = 10
    """Units of each product that a team opens with [units]."""
    outlet_format: Name = "sales_team"
    """Kind of outlet as customers see it [format]."""
    pricing: PricingChoice | None = None
    """How it sets its price; left out, it keeps to `price`."""
    ordering: OrderingChoice = Field(default_factory=lambda: ordering_rule("order_up_to"))
    """How it orders from the factory."""

    def draw(self, setting: Setting) -> Drawing:
        """Draw one team a region, supplied at what production costs."""
        drawing = Drawing()
        for region in setting.regions:
            team = self.team(setting, region)
            drawing.add(team, self.supply(setting, team.name))
        return drawing

    def team(self, setting: Setting, region: str) -> Member:
        """Return the team of one region."""
        made_up = self.named(setting, self.outlet_format, region)
        (name,) = setting.places([made_up], "sales_team", self.outlet_format, region, one=True)
        return Member(
            name=name,
            role="sales_team",
            format=self.outlet_format,
            owner=setting.maker,
            region=region,
            reach=self.reach,
            expertise=self.expertise,
            credibility=self.credibility,
            capabilities=self.capabilities,
            sale_cost=self.sale_cost,
            weekly_cost=self.reps * self.hours_per_week * self.wage,
            weekly_capacity=self.reps * self.hours_per_week / self.hours_per_sale,
            opening_stock=self.opening_stock,
            pricing=self.pricing or pricing_rule("list_price", share=self.price),
            ordering=self.ordering,
            opens=setting.opens,
        )

    def supply(self, setting: Setting, team: str) -> Contract:
        """Return the terms on which the factory supplies a team: at cost, and taken back at cost."""
        return Contract(
            supplier=setting.maker,
            buyer=team,
            prices={name: product.unit_cost for name, product in setting.products.items()},
            lead_time_weeks=self.lead_time_weeks,
            buy_back=1.0,
        )
