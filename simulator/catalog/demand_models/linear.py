"""Linear demand: every unit of currency more loses as many buyers as the one before.

    Q = Q̂ + b (p̂ − p),      μ = −Q / Q′ = Q̂ / b + p̂ − p

Where buyers' values are spread evenly from zero upwards, b is buyers a week over the highest value.
Source: Spengler (1950), Journal of Political Economy 58(4), for the case it is the textbook of.
"""

from typing import Annotated

from pydantic import Field

from simulator.base.derivatives import Jet
from simulator.domain.decisions.demand_model import DemandModel, Seen
from simulator.domain.extent import Extent
from simulator.domain.registries import DEMAND_MODELS


@DEMAND_MODELS.register("linear")
class Linear(DemandModel):
    """Believe that demand falls in a straight line."""

    slope: Annotated[float, Field(ge=1e-6, le=1e9), Extent.EXTENSIVE]
    """Sales lost per unit of currency, b, of all sellers together [steps a week per currency]."""

    def market(self, seen: Seen, price: Jet) -> Jet:
        """Return the distance to the choke price, at which demand is zero."""
        return price.constant(seen.price + seen.units / self.slope) - price
