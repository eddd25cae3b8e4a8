"""Promised returns: terms of return of what is bought under a promotion, or supplied under a contract."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from simulator.base.record import TerseRecord
from simulator.domain.units import Amount, Share


class PromotedReturns(TerseRecord):
    """Terms of return of what is bought under a promotion.

    What is left out is as the outlet says for everybody, and as usual where it takes nothing else back.
    """

    within_weeks: Annotated[int, Field(ge=1, le=104)] | None = None
    """For how long after taking it home a customer can send a unit back [weeks]."""
    refund: Share | None = None
    """What is paid back of the price that was paid [share of the price]."""
    shipping_cost: Amount | None = None
    """What sending a unit back costs [currency per unit]."""
    shipping_paid_by: Literal["outlet", "customer"] | None = None
    """Party that pays for sending it back."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.said():
            *most, last = type(self).model_fields
            raise ValueError(f"says nothing; give {', '.join(most)} or {last}, or leave it out")
        return self

    def said(self) -> dict[str, Any]:
        """Return the terms that it names."""
        return {name: value for name, value in self if value is not None}


class ContractedReturns(PromotedReturns):
    """Terms of return that a contract asks of its buyer for what it supplies; they hold over the buyer's own.

    What is left out is as the buyer says, and as usual where it says nothing.
    """

    credited: Share | None = None
    """What the supplier pays for each unit thrown away after inspection [share of the contract price]."""
