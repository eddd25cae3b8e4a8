"""Placements: the contacts that campaigns would buy this week, and the room that media have for them.

    would buy   p_c = budget / cost per contact · w_c / Σ w
    are shown   p_c · min(1, room · people_c / Σ p_c of all campaigns on the medium)

rounded, down where room is short. Campaigns share what room there is by what they would buy, whichever comes
first; each pays the share of its budget that is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Floats
from simulator.base.summation import total
from simulator.domain.communication.medium import Audience
from simulator.domain.communication.message import Campaign
from simulator.domain.people.group_roles import researchers
from simulator.market.communication.campaigns import CampaignPart
from simulator.market.state.protocols import MessageState


@dataclass(frozen=True)
class Placement:
    """What a campaign about one product would buy this week."""

    campaign: Campaign
    product: str
    audience: Audience
    wanted: Floats
    """Contacts that it would buy, in the cells of this part alone [C]."""
    budget: float
    """What they would cost [currency]."""

    def shown(self, share: Floats) -> Floats:
        """Return the contacts paid for where a share of what is wanted has room [C]."""
        return np.where(share < 1.0, np.floor(self.wanted * share), np.rint(self.wanted))

    def cost(self, share: Floats) -> float:
        """Return what is paid where a share of what is wanted has room [currency]."""
        if (share >= 1.0).all() or not self.wanted.any():
            return self.budget
        return self.budget * float((self.wanted * share).sum() / self.wanted.sum())


def placement_of(state: MessageState, talk: CampaignPart) -> Placement | None:
    """Return what a part of a campaign would buy; none where it reaches no customer."""
    campaign = talk.campaign
    medium = state.given.media[campaign.medium]
    audience = audience_of(state, campaign.medium, state.product_number[talk.product])
    weights = weights_by_cell(medium.weights(audience), campaign, audience)
    if not weights.sum() > 0:
        return None
    budget = campaign.weekly_budget / talk.parts
    wanted = budget / medium.cost_per_contact * (weights / weights.sum())
    if talk.cells is not None:
        wanted = np.where(talk.cells, wanted, 0.0)
        budget *= weights[talk.cells].sum() / weights.sum()
    return Placement(campaign, talk.product, audience, wanted, budget)


def room_for(state: MessageState, placements: Sequence[Placement]) -> dict[str, Floats]:
    """Return which share of what campaigns want each medium has room for, in each cell [by medium, C]."""
    people = state.run_tables.sizes
    shares = {}
    for name in dict.fromkeys(one.campaign.medium for one in placements):
        wanted = total(one.wanted for one in placements if one.campaign.medium == name)
        shares[name] = np.ones(len(people))
        room = state.given.media[name].weekly_room
        if room is not None:
            np.divide(room * people, wanted, out=shares[name], where=wanted > room * people)
    return shares


def audience_of(state: MessageState, medium: str, product: int) -> Audience:
    """Return the people of all cells, as a campaign about a product meets them on a medium."""
    cells = state.run_tables.cells
    searching = researchers(state.given.segments, cells)
    people = state.run_tables.sizes.astype(np.float64)
    return Audience(
        people=people,
        attention=np.array([one.media.get(medium, 0.0) for one in searching], np.float64),
        region=tuple(cell.region for cell in cells),
        owners=state.brand_knowledge.owners[:, product] / np.maximum(people, 1.0),
        segment=tuple(cell.segment for cell in cells),
    )


def weights_by_cell(weights: Floats, campaign: Campaign, audience: Audience) -> Floats:
    """Return the weights by which contacts fall on cells, zero where the campaign does not run [C]."""
    for chosen, of_cells in ((campaign.regions, audience.region), (campaign.segments, audience.segment)):
        if chosen is not None:
            weights = np.where([one in chosen for one in of_cells], weights, 0.0)
    return weights
