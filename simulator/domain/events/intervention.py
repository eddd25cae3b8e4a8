"""Intervention: what an action is, and what it may change.

An action is a layer laid over what is in force. It changes nothing itself: each phase of a week asks it what
becomes of a price, a contract, a campaign, and goes on with the answer. So taking it back is taking the layer
away, and widening it is widening its scope; nothing has to be undone.

IMPLEMENT: a class in the registry of interventions with parameters as fields, and the verbs that it changes.
FOR FREE: `list`, `check`, the JSON Schema, dates, conditions, scopes, controls, reverting, contract tests.
"""

from typing import Annotated, ClassVar

from simulator.base.keyed_choice import Keyed
from simulator.base.record import Record
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.distribution_model import DistributionModel
from simulator.domain.channel.member import Member
from simulator.domain.communication.message import Campaign
from simulator.domain.decisions.policies import PricingPolicy
from simulator.domain.events.scope import Deal
from simulator.domain.lever import Lever
from simulator.domain.registries import INTERVENTIONS

FOR_GOOD = (1, 1_000_000)
"""The weeks of a campaign that runs as long as its layer lies there [week, week]."""

LEVERS = {
    Lever.REACH: ("offers", "makes", "sends", "opens", "removes"),
    Lever.PRICE: ("asks", "grants", "recommends", "prices_by", "agrees"),
    Lever.MESSAGE: ("says", "runs", "adds"),
    Lever.SERVICE: ("equips",),
}
"""The part of the marketing mix that each verb of an action moves."""


class Action(Record):
    """Something done to a market. What it does not change it returns as it was given."""

    main: ClassVar[str | None] = None
    """The parameter that may be given alone, without its name."""
    is_whole: ClassVar[bool] = False
    """Whether all that stands under the action's name is that parameter."""
    is_reversible: ClassVar[bool] = True
    """Whether it can be taken back."""
    has_scope: ClassVar[bool] = True
    """Whether it matters which parties, places and products it concerns."""

    @classmethod
    def lever(cls) -> Lever:
        """Return the part of the marketing mix that it moves: that of the first verb that it changes."""
        moved = (
            lever
            for lever, verbs in LEVERS.items()
            if any(getattr(cls, verb) is not getattr(Action, verb) for verb in verbs)
        )
        return next(moved, Lever.REACH)

    def asks(self, price: float) -> float:
        """Return what an outlet wants to ask, from what it would want [currency per unit]."""
        return price

    def grants(self, price: float) -> float:
        """Return the price at which a manufacturer that acts itself lets a product be offered [per unit]."""
        return price

    def recommends(self, price: float) -> float:
        """Return the recommended retail price [currency per unit]."""
        return price

    def prices_by(self, policy: PricingPolicy | None) -> PricingPolicy | None:
        """Return the rule by which an outlet sets its price."""
        return policy

    def offers(self) -> bool:
        """Say whether an outlet offers and orders the product."""
        return True

    def agrees(self, deal: Deal) -> Contract:
        """Return the terms on which a buyer is supplied."""
        return deal.contract

    @property
    def is_about_making(self) -> bool:
        """Return whether it concerns a manufacturer's production, and no outlet or buyer."""
        return False

    def makes(self) -> float:
        """Return the share of what a manufacturer is to make that it can make."""
        return 1.0

    def sends(self) -> float:
        """Return the share of what a supplier is to send a buyer in a week that gets through."""
        return 1.0

    def equips(self, outlet: Member) -> Member:
        """Return an outlet with what it is to customers: service, expertise, capabilities, reach."""
        return outlet

    def says(self, name: str | None) -> str | None:
        """Return what is said of the product at an outlet [message]."""
        return name

    def runs(self, campaign: Campaign) -> Campaign | None:
        """Return how a campaign runs where the action reaches; none: it does not."""
        return campaign

    def adds(self) -> tuple[Campaign, ...]:
        """Return the campaigns that it adds."""
        return ()

    def opens(self) -> DistributionModel | None:
        """Return the distribution model that it opens."""
        return None

    def removes(self) -> str | None:
        """Return the member that leaves [name]."""
        return None


type ActionChoice = Annotated[Action, Keyed(INTERVENTIONS)]
