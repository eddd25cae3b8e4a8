"""Pricing: outlets price by another rule."""

from typing import ClassVar

from simulator.domain.decisions.policies import PricingChoice, PricingPolicy
from simulator.domain.events.intervention import Action
from simulator.domain.registries import INTERVENTIONS


@INTERVENTIONS.register("pricing")
class PriceRule(Action):
    """Let outlets price by another rule; taken back, they go on by their own."""

    main: ClassVar[str | None] = "rule"
    is_whole: ClassVar[bool] = True

    rule: PricingChoice
    """How they set their prices."""

    def prices_by(self, policy: PricingPolicy | None) -> PricingPolicy | None:
        """Return the rule instead."""
        del policy
        return self.rule
