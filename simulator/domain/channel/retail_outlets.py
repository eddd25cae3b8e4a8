"""Retail outlets: what distribution models have in common in which independent retailers sell at a margin."""

from pydantic import Field

from simulator.domain.channel.outlet_terms import OutletTerms
from simulator.domain.channel.supply_terms import Margin, SupplyTerms
from simulator.domain.decisions.assortment import Assortment
from simulator.domain.decisions.effort import EffortChoice
from simulator.domain.decisions.escalation import EscalationChoice
from simulator.domain.decisions.policies import PricingChoice, pricing_rule


class RetailOutlets(OutletTerms, SupplyTerms):
    """A distribution model in which independent retailers sell at a margin, by default at the list price."""

    margin: Margin = 0.30
    assortment: Assortment = Assortment()
    """What outlets list."""
    pricing: PricingChoice = Field(default_factory=lambda: pricing_rule("list_price"))
    """How an outlet sets its prices."""
    effort: EffortChoice | None = None
    """How an outlet decides what it does for each maker's products; left out, as much as ever [policy]."""
    escalation: EscalationChoice | None = None
    """How an outlet takes disputes further; left out, it feels nothing [policy]."""
