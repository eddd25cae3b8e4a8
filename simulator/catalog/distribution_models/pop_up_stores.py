"""Pop-up stores: the manufacturer's own small shops, in some places, for some weeks.

Advice and the goods in one's hands where there was neither, for as long as the rent is paid; when they
close, what is left goes back. Beside other ways they show whether touching sells, and where it then sells.
Source: Klein, Falk, Esch & Gloukhovtsev (2016), Linking Pop-up Brand Stores to Brand Experience and Word of
Mouth, Journal of Business Research 69(12), on what they are for.

Every default below is a choice; scenarios state what is known.
"""

from typing import Annotated

from pydantic import Field, model_validator

from simulator.domain.channel import outlet_terms as outlet
from simulator.domain.channel import supply_terms as supply
from simulator.domain.channel.channel import ChannelError
from simulator.domain.channel.distribution_model import Drawing, Setting
from simulator.domain.channel.own_outlets import OwnOutlets
from simulator.domain.product.service_requirements import OWN_SHOP, usually
from simulator.domain.registries import DISTRIBUTION_MODELS


@DISTRIBUTION_MODELS.register("pop_up_stores", meant_by=("pop_up", "own_stores", "own_shops"))
class PopUpStores(OwnOutlets):
    """Manufacturer → its own small shops, open for some weeks → customers of their regions."""

    role = "own_shop"
    channel = "own pop-up stores"

    weeks: tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]] = (1, 8)
    """First and last week in which they are open [weeks]."""
    stores: Annotated[int, Field(ge=1, le=500)] = 1
    """How many there are in each region [stores]."""
    weekly_cost: outlet.WeeklyCost = 900.0
    reach: outlet.Reach = 0.15
    expertise: outlet.Expertise = 0.85
    credibility: outlet.Credibility = 0.6
    service: outlet.Service = 0.2
    capabilities: Annotated[outlet.Capabilities, usually(OWN_SHOP)] = OWN_SHOP
    advice_cost: outlet.AdviceCost = 4.0
    lead_time_weeks: supply.LeadTime = 1
    opening_stock: outlet.OpeningStock = 8
    outlet_format: outlet.OutletFormat = "pop_up_store"

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> "PopUpStores":
        first, last = self.weeks
        if last < first:
            raise ValueError(f"the last week, {last}, comes before the first, {first}")
        return self

    def draw(self, setting: Setting) -> Drawing:
        """Draw the stores of each region, supplied at what production costs.

        Raises ChannelError if an event opens them after their last week.
        """
        first, last = self.weeks
        if setting.opens is not None and setting.opens > last:
            raise ChannelError(
                f"pop-up stores that open in week {setting.opens} were to close after week {last}"
            )
        dates = {"opens": None if setting.opens is None else max(setting.opens, first), "closes": last + 1}
        drawing = setting.drawing()
        for region, name in self.outlets(setting, self.outlet_format, self.stores):
            drawing.add(*self.own_outlet(setting, name, self.outlet_format, region, **dates))
        return drawing
