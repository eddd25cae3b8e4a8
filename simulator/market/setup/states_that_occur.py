"""States that occur: in which of the states that media aim at customers can ever be, and why not in others.

What cannot be told from a scenario alone, such as whether an outlet ever has a product, is taken to occur.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from simulator.domain.channel.member import Member
from simulator.domain.communication.aimed_medium import NEVER, AimedMedium, CustomerState
from simulator.domain.communication.aims import AudienceName, StageName
from simulator.domain.people.need import Need
from simulator.market.setup.said_campaigns import SaidCampaign


@dataclass(frozen=True)
class StatesThatOccur:
    """What the people that a campaign is for can come to be to its maker."""

    said: SaidCampaign
    medium: AimedMedium
    members: Sequence[Member]

    @cached_property
    def needs(self) -> list[Need]:
        """Return the needs that they have of the categories of the campaign's products."""
        return [need for name in self.said.products for need in self.said.needs(name) if need.per_year > 0.0]

    @cached_property
    def visitors(self) -> bool:
        """Say whether any may visit an outlet of the formats that the medium follows."""
        elsewhere = any(need.search_elsewhere > 0.0 for need in self.needs)
        return any(
            member.format in self.medium.formats
            and (member.region is None or member.region in self.said.regions or elsewhere)
            for member in self.members
        )

    @cached_property
    def leaves(self) -> bool:
        """Say whether any may leave a category of the campaign's."""
        return any(need.leaving is not None for need in self.needs)

    @property
    def joins(self) -> bool:
        """Say whether any may come to be on a list of the medium."""
        terms = self.medium.mailing_list
        return terms is not None and terms.buyers_join > 0.0

    def reached(self) -> list[CustomerState]:
        """Return the states that occur, and in which the medium reaches customers."""
        visits = (1, NEVER) if self.visitors else (NEVER,)
        lists, leaves = ((True, False) if so else (False,) for so in (self.joins, self.leaves))
        has_had = (True, False) if self.needs else (False,)
        states = (CustomerState(*state) for state in product(visits, lists, has_had, leaves))
        return [state for state in states if self.medium.reaches(state)]

    def why_without(self, audience: AudienceName) -> str:
        """Return why no customer of an audience is reached."""
        name = self.said.campaign.medium
        if audience == "lapsed" and not self.leaves:
            return "nobody lapses where no need of its category has 'leaving'"
        if audience == "on_list" and self.medium.mailing_list is None:
            return f"{name} has no lists"
        if audience == "owner" and not self.needs:
            return "nobody that it is for ever needs its category"
        return f"{name} reaches no {audience}"

    def why_not_at(self, stage: StageName) -> str:
        """Return why no need stands at a stage as campaigns run; empty if any may."""
        if stage == "ordered" and not self.said.scenario.backorders:
            return "nothing is ordered where there are no 'backorders'"
        is_open = stage not in ("no_need", "ordered")
        if is_open and all(need.lasts_weeks == 1 for need in self.needs):
            return "no need is open beyond its week, so that none stands there as campaigns run"
        return ""

    def owners_buy_again(self) -> bool:
        """Say whether owners of any of the campaign's products may ever need its category again."""
        products = (self.said.scenario.products[name] for name in self.said.products)
        return any(one.life is None or one.subscription is not None for one in products) or any(
            need.while_owning > 0.0 or need.replaced_per_week != 0.0 for need in self.needs
        )
