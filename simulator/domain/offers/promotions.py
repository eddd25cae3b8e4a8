"""Promotions: a price for some customers only, a code that may leak, payment in parts, terms of return.

Whom an offer is meant for is its audience; a code reaches a part of them and leaks to a part of all others.
"""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from simulator.base.record import Record, TerseRecord
from simulator.domain.channel.promised_returns import PromotedReturns
from simulator.domain.channel.selector import Who
from simulator.domain.units import Name, Share

PRICES = ("price", "of_list", "off")


class Audience(TerseRecord):
    """Target group of a promotion: customers with all the properties given."""

    customer: Literal["new", "returning"] | None = None
    """Whether they have never had the product, or have had it; left out, either."""
    segment: Annotated[list[Name], Field(min_length=1)] | None = None
    """The segments to which they belong; left out, any [names of segments]."""

    @model_validator(mode="after")
    def _says_something(self) -> "Audience":
        if self.customer is None and self.segment is None:
            raise ValueError("means everybody; name a segment, say 'new' or 'returning', or leave it out")
        return self


class Code(Record):
    """A promotion code. Knowledge of it is drawn once, by customer and code."""

    name: Name
    """The word; offers under the same word have the same holders."""
    reaches: Share = 1.0
    """How many of the customers that the offer is meant for know it [share of customers]."""
    leaks: Share = 0.0
    """How many of all others know it too [share of customers]."""


def _one_word(raw: Any) -> Any:
    return {"name": raw} if isinstance(raw, str) else raw


type CodeWord = Annotated[Code, BeforeValidator(_one_word, json_schema_input_type=Code | Name)]


class Plan(Record):
    """Payment in instalments, the first at once. The outlet gives the credit and bears defaults."""

    instalments: Annotated[int, Field(ge=2, le=60)]
    """How many parts there are [parts]."""
    every_weeks: Annotated[int, Field(ge=1, le=52)] = 4
    """How long it is from one part to the next [weeks]."""
    fee: Share = 0.0
    """What the outlet pays to the provider of the plan, at once [share of the price]."""
    default_rate: Share = 0.0
    """Chance, each time a part is due, that a debtor stops paying for good [share of debtors]."""


class Promotion(TerseRecord):
    """A product at some outlets on special terms.

    A customer who can have several takes the one that is felt least, and of those felt alike the first that
    has terms of return; nobody takes one that is felt more than the price asked. Other outlets do not see it.
    """

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True, validate_by_alias=True)
    alternatives = (PRICES,)

    name: Name | None = None
    """What it is called in ledgers; left out, as its code, else by its number."""
    product: Name
    """The product [name]."""
    at: Who
    """The outlets where it can be had."""
    audience: Annotated[Audience | None, Field(alias="for")] = None
    """Customers that it is meant for; left out, all of them."""
    price: Annotated[float, Field(gt=0, le=1e12)] | None = None
    """What is paid instead of the price asked [currency per unit]."""
    of_list: Annotated[float, Field(gt=0, le=10)] | None = None
    """The same as a share of the list price [share of the list price]."""
    off: Annotated[float, Field(gt=0, lt=1)] | None = None
    """The same as a discount [share of the price asked]."""
    code: CodeWord | None = None
    """A word that a customer must know to have it; left out, none."""
    pay: Plan | None = None
    """Payment in parts; left out, at once."""
    returns: PromotedReturns | None = None
    """On which terms units bought under it may be sent back; left out, as all that the outlet sells."""
    weeks: tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]] | None = None
    """First and last week in which it stands; left out, always [week, week]."""

    @model_validator(mode="after")
    def _offers_something(self) -> "Promotion":
        prices = [key for key in PRICES if getattr(self, key) is not None]
        if len(prices) > 1:
            raise ValueError(f"says the price in two ways: {' and '.join(prices)}")
        if not prices and self.pay is None and self.returns is None:
            raise ValueError("offers nothing: give a price, of_list, off, pay or returns")
        if self.pay is not None and self.returns is not None:
            raise ValueError("is paid in parts, and can't be sent back: leave out 'pay' or 'returns'")
        if self.code is not None and self.code.leaks > 0 and self.audience is None:
            raise ValueError(
                "is meant for everybody, so that its code can leak to nobody: say 'for' whom it is"
            )
        return self

    def stands_in(self, week: int) -> bool:
        """Say whether it stands in a week."""
        return self.weeks is None or self.weeks[0] <= week <= self.weeks[1]
