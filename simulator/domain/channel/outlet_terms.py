"""Outlet terms: the settings by which a distribution model describes the outlets it draws.

A model declares the settings that its outlets have, each in one line with its own default:
``reach: Reach = 0.22``. Every setting with the name of a member's field is then given to the member.

More outlets are more: each has room for as many products as it draws, and what one lacks another may list.
"""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.domain.channel.distribution_model import DistributionModel, Setting
from simulator.domain.channel.member import Member
from simulator.domain.decisions.policies import OrderingChoice, ordering_rule
from simulator.domain.product.service_requirements import Levels
from simulator.domain.units import Amount, Name, Share

# Assigned, not declared with `type`: a field takes over a description only from an annotation in the open.
Reach = Annotated[
    Share, Field(description="Share of its customers that have an outlet, or its platform, at hand [share].")
]
Remote = Annotated[
    Share, Field(description="How far buying there means not going there [0 a shop … 1 from home].")
]
Expertise = Annotated[
    Share, Field(description="How much of a customer's uncertainty its advice resolves [share].")
]
Credibility = Annotated[Share, Field(description="How far what it says is believed [share].")]
Service = Annotated[float, Field(ge=-50, le=50, description="Utility of being served there [utils].")]
Image = Annotated[
    Share | None,
    Field(description="What people think of such places; left out, they colour no name [0 … 1]."),
]
Capabilities = Annotated[
    Levels,
    Field(description="How far it gives what products ask for; what is not named is as usual [0 … 1]."),
]
AdviceCost = Annotated[
    Amount, Field(description="What giving advice to one customer costs it [currency per customer].")
]
SaleCost = Annotated[Amount, Field(description="Packing, sending and payment [currency per unit sold].")]
WeeklyCost = Annotated[Amount, Field(description="Rent and wages of an outlet [currency per week].")]
OpeningStock = Annotated[
    int, Field(ge=0, le=1_000_000, description="Units of each product that an outlet opens with [units].")
]
OutletFormat = Annotated[Name, Field(description="Kind of outlet as customers see it [format].")]

OF_AN_OUTLET = (
    "reach",
    "remote",
    "expertise",
    "credibility",
    "service",
    "image",
    "capabilities",
    "advice_cost",
    "sale_cost",
    "weekly_cost",
    "opening_stock",
    "pricing",
    "ordering",
    "sourcing",
    "effort",
    "escalation",
    "entry_exit",
)
"""Fields of a member that a model's setting of the same name fills."""


class OutletTerms(DistributionModel):
    """A distribution model with settings that describe its outlets."""

    role: ClassVar[str] = "retailer"
    """How its outlets act [agent kind]."""

    image: Image = None
    ordering: OrderingChoice = Field(default_factory=lambda: ordering_rule("order_up_to"))
    """How members that keep stock order."""

    def member(
        self, setting: Setting, name: str, outlet_format: str, region: str | None = None, **own: Any
    ) -> Member:
        """Return one outlet: by the model's settings, save for what is its *own*."""
        terms = {key: getattr(self, key) for key in OF_AN_OUTLET if key in type(self).model_fields}
        assortment = getattr(self, "assortment", None)
        if assortment is not None:
            terms |= assortment.terms(setting.luck("shelf space", name))
        place = {"role": self.role, "format": outlet_format, "region": region, "opens": setting.opens}
        return Member(name=name, **(terms | place | own))

    def outlets(self, setting: Setting, outlet_format: str, count: int) -> Iterator[tuple[str, str]]:
        """Yield (region, name) of so many outlets in each region: named in the scenario, else made up."""
        for region in setting.regions:
            numbers = range(1, count + 1)
            made_up = [self.named(setting, outlet_format, region, number) for number in numbers]
            for name in setting.places(made_up, self.role, outlet_format, region):
                yield region, name

    def one_per_region(self, setting: Setting, outlet_format: str, *before: str) -> Iterator[tuple[str, str]]:
        """Yield (region, name) of the only outlet in each region; *before* goes ahead of a made-up name."""
        for region in setting.regions:
            made_up = self.named(setting, *before, outlet_format, region)
            (name,) = setting.places([made_up], self.role, outlet_format, region, one=True)
            yield region, name
