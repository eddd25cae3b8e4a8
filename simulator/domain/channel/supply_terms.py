"""Supply terms: the settings by which a distribution model describes the contracts it draws.

As with outlets, ``lead_time_weeks: LeadTime = 2`` declares a setting, and every setting with the name of a
contract's field is given to the contract.
"""

from typing import Annotated, Any

from pydantic import Field

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.distribution_model import DistributionModel, Setting
from simulator.domain.channel.opening_goods import OpeningBacklog, OpeningPipeline, opening_goods
from simulator.domain.decisions.wholesale_pricing import WholesaleChoice
from simulator.domain.units import Amount, Share

Margin = Annotated[Share, Field(description="Discount off the list price [share of the list price].")]
LeadTime = Annotated[int, Field(ge=0, le=104, description="Weeks from the factory to an outlet [weeks].")]
BuyBack = Annotated[
    Share,
    Field(description="What a supplier pays for goods of a buyer who leaves [share of the contract price]."),
]
PriceFloor = Annotated[
    Share | None,
    Field(description="Lowest price that may be advertised [share of the list price]; none: free."),
]
FloorDetection = Annotated[Share, Field(description="Chance that a week below the floor is noticed [share].")]
FloorPenalty = Annotated[Amount, Field(description="What being noticed costs an outlet [currency].")]
Territory = Annotated[
    bool,
    Field(description="Whether its region is promised to an outlet: others who sell in it break a rule."),
]
WholesalePricing = Annotated[
    WholesaleChoice | None,
    Field(description="How suppliers set what is paid to them; left out, the margin stays what it is."),
]

OF_A_CONTRACT = (
    "lead_time_weeks",
    "buy_back",
    "price_floor",
    "floor_detection",
    "floor_penalty",
    "territory",
)
"""Fields of a contract that a model's setting of the same name fills."""


class SupplyTerms(DistributionModel):
    """A distribution model with settings that describe its supply contracts."""

    opening_backlog: OpeningBacklog = 0
    opening_pipeline: OpeningPipeline = []

    def contract(
        self, setting: Setting, buyer: str, prices: dict[str, float], supplier: str | None = None, **own: Any
    ) -> Contract:
        """Return the terms of one buyer: by the model's settings, save for what is its *own*.

        Without a supplier the manufacturer supplies it.
        """
        terms = {key: getattr(self, key) for key in OF_A_CONTRACT if key in type(self).model_fields}
        terms["opening"] = opening_goods(prices, self.opening_backlog, pipeline=self.opening_pipeline)
        terms["pricing"] = getattr(self, "wholesale_pricing", None)
        return Contract(supplier=supplier or setting.maker, buyer=buyer, prices=prices, **(terms | own))
