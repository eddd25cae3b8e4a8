"""Trade terms: what buyers pay a supplier, and what it grants them, is agreed anew.

A manufacturer changes the terms on which it supplies; a wholesaler or a marketplace those of its buyers or
sellers; a retailer that acts has got other terms from whoever supplies it.
"""

from typing import Annotated, Any

from pydantic import Field, model_validator

from simulator.domain.channel.contract import Contract
from simulator.domain.events.intervention import Action
from simulator.domain.events.scope import Deal
from simulator.domain.registries import INTERVENTIONS
from simulator.domain.units import Share


@INTERVENTIONS.register("trade_terms")
class TradeTerms(Action):
    """Agree on other wholesale prices, margins, buy-back or commission."""

    alternatives = (("times", "margin"),)

    times: Annotated[float, Field(gt=0, le=10)] | None = None
    """By what wholesale prices are multiplied; left out, they stay [multiple]."""
    margin: Share | None = None
    """The buyers' discount off the list price instead; left out, it stays [share of the list price]."""
    buy_back: Share | None = None
    """What is paid for goods of a buyer that leaves; left out, it stays [share of the contract price]."""
    commission: Annotated[float, Field(ge=0, le=0.9)] | None = None
    """What a marketplace keeps of each sale; left out, it stays [share of the price paid]."""

    @model_validator(mode="after")
    def _says_something(self) -> "TradeTerms":
        given = [name for name in type(self).model_fields if getattr(self, name) is not None]
        if not given:
            raise ValueError("changes nothing; give one of: times, margin, buy_back, commission")
        if {"times", "margin"} <= set(given):
            raise ValueError("'times' and 'margin' both say what buyers pay; give one")
        return self

    def agrees(self, deal: Deal) -> Contract:
        """Return the contract on the new terms."""
        if deal.is_by_supplier and deal.contract.supplier != deal.actor:
            return deal.contract
        contract = self._priced(deal) if deal.contract.prices else deal.contract
        changed: dict[str, Any] = {}
        if self.buy_back is not None and contract.prices:
            changed["buy_back"] = self.buy_back
        if self.commission is not None and not contract.prices:
            changed["commission"] = self.commission
        return contract.model_copy(update=changed) if changed else contract

    def _priced(self, deal: Deal) -> Contract:
        if self.margin is not None:
            return deal.priced({name: deal.list_prices[name] * (1.0 - self.margin) for name in deal.products})
        if self.times is not None:
            return deal.priced({name: deal.contract.prices[name] * self.times for name in deal.products})
        return deal.contract
