"""People reached: the customers that a campaign can be met by, told from settings alone."""

import numpy as np

from simulator.base.arrays import Floats
from simulator.domain.communication.aimed_medium import AimedMedium
from simulator.domain.communication.medium import Audience, Bid, Medium
from simulator.market.setup.said_campaigns import SaidCampaign


def segments_reached(said: SaidCampaign) -> list[str]:
    """Return the segments of which a campaign can reach any customer, where it runs [names]."""
    cells, segments = said.cells, said.scenario.segments
    attention = [segments[cell.segment].media.get(said.campaign.medium, 0.0) for cell in cells]
    audience = Audience(
        people=np.array([cell.customers for cell in cells], dtype=np.float64),
        attention=np.array(attention, dtype=np.float64),
        region=tuple(cell.region for cell in cells),
        owners=np.zeros(len(cells)),
    )
    falls = contacts_by_cell(said.medium, audience)
    return list(
        dict.fromkeys(cell.segment for cell, weight in zip(cells, falls, strict=True) if weight > 0.0)
    )


def contacts_by_cell(kind: Medium, audience: Audience) -> Floats:
    """Return by which weights cells meet a medium, looking for something, in its state, or always [C]."""
    if isinstance(kind, AimedMedium):
        return kind.chance(audience)
    everywhere = np.ones(len(audience.people))
    met = kind.met_looking(audience, [Bid(kind.cost_per_contact, everywhere, everywhere > 0.0, ad=0)])
    return kind.weights(audience) if met is None else met[0].chance
