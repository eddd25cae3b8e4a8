"""Said campaigns: all that a scenario says on media, in its plan and by its events, and for which cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from simulator.domain.communication.medium import Medium
from simulator.domain.communication.message import Campaign
from simulator.domain.people.need import Need
from simulator.domain.people.segments import Cell, cells_of
from simulator.domain.registries import INTERVENTIONS
from simulator.scenario.checks.inconsistency import Keys
from simulator.scenario.schema import Scenario


@dataclass(frozen=True)
class SaidCampaign:
    """A campaign of a plan, or one that an event begins."""

    scenario: Scenario
    keys: Keys
    """Where the scenario says it."""
    campaign: Campaign
    products: tuple[str, ...]
    """The products that it is about [names]."""
    regions: tuple[str, ...]
    """Where it runs [names]."""

    @property
    def medium(self) -> Medium:
        """Return the medium on which it runs."""
        return self.scenario.media[self.campaign.medium]

    @property
    def budget_each(self) -> float:
        """Return what it may cost in a week for each product [currency per week]."""
        return self.campaign.weekly_budget / max(1, len(self.products))

    @cached_property
    def cells(self) -> list[Cell]:
        """Return the cells that it is for in which anybody lives."""
        given, chosen = self.scenario, self.campaign.segments
        return [
            cell
            for cell in cells_of(given.segments, given.regions, given.customers)
            if cell.customers and cell.region in self.regions and (chosen is None or cell.segment in chosen)
        ]

    def needs(self, product: str) -> list[Need]:
        """Return the needs that its people have of a product's category."""
        category = self.scenario.products[product].category
        of_people = (self.scenario.segments[name].needs for name in {cell.segment for cell in self.cells})
        return [needs[category] for needs in of_people if category in needs]


def said_campaigns(scenario: Scenario) -> Iterator[SaidCampaign]:
    """Yield the campaigns of the plan, then the ones that events begin."""
    for at, campaign in enumerate(scenario.campaigns):
        about = (campaign.product,) if campaign.product else made_by(scenario, scenario.focal_maker)
        where = tuple(scenario.regions) if campaign.regions is None else tuple(campaign.regions)
        yield SaidCampaign(scenario, ("campaigns", at), campaign, about, where)
    for at, event in enumerate(scenario.events):
        action, maker = event.action, event.who or scenario.focal_maker
        about = tuple(one for one in made_by(scenario, maker) if one in (event.products or scenario.products))
        there = tuple(one for one in scenario.regions if one in (event.where.region or scenario.regions))
        for campaign in action.adds():
            keys = ("events", at, "do", INTERVENTIONS.name_of(type(action)))
            yield SaidCampaign(scenario, keys, campaign, about, there)


def made_by(scenario: Scenario, maker: str) -> tuple[str, ...]:
    """Return the products of a manufacturer [names]."""
    return tuple(name for name, product in scenario.products.items() if product.maker == maker)
