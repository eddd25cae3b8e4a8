"""What tests of scenarios share: a distribution model of their own, which no file of the house has."""

from collections.abc import Iterator
from typing import Annotated

import pytest
from pydantic import Field

from simulator.domain.channel.distribution_model import DistributionModel, Drawing, Setting
from simulator.domain.channel.member import Member
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Share


class OfferTable(DistributionModel):
    """Manufacturer → market stalls, open on Saturdays → customers."""

    stalls: Annotated[int, Field(ge=1, le=50)]
    """How many stalls there are [stalls]."""
    margin: Share = 0.25
    """What a stall keeps of the price [share of the price]."""

    def draw(self, setting: Setting) -> Drawing:
        """Draw one stall."""
        return Drawing(members=[Member(name=f"{setting.maker} stall", role="retailer", format="stall")])


@pytest.fixture(scope="module")
def stalls() -> Iterator[type[OfferTable]]:
    """Put the model on the shelf for the time of a file: what is made of shelves is made anew each time."""
    DISTRIBUTION_MODELS.register("stalls")(OfferTable)
    yield OfferTable
    DISTRIBUTION_MODELS.forget("stalls")
