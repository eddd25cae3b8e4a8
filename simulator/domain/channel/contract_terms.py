"""Terms: what a scenario changes in the contracts that were drawn, for the members it selects."""

from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    WrapSerializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from simulator.base.record import Record, TerseRecord
from simulator.domain.channel.carrier import Delays
from simulator.domain.channel.opening_goods import OPENING_TERMS, OpeningUnits, OpeningWeeks
from simulator.domain.channel.promised_returns import ContractedReturns
from simulator.domain.channel.selector import Who
from simulator.domain.units import Amount, Name, Share

OF_A_PRODUCT = ("margin", "rebate", "exclusive", "returns", *OPENING_TERMS)
"""Terms that may hold for one product alone; all others hold for the whole contract."""
WHO_AND_WHAT = ("to", "supplied_by", "product")
"""Fields that say what the terms are about."""


class RebateTerms(Record):
    """A bonus on what was bought beyond a threshold, paid when a period ends; a step of one, in a list."""

    above: Annotated[int, Field(ge=0, le=1_000_000_000)]
    """Units shipped in a period up to which there is none [units]."""
    rate: Annotated[float, Field(gt=0, le=1)]
    """Rebate rate: what comes back of the price of every unit beyond them [share of the contract price]."""
    every: Annotated[int, Field(ge=1, le=2600)] = 13
    """Length of a period, counted from week 1; the last one ends with the run [weeks]."""


def _one_or_many(raw: Any) -> Any:
    return [raw] if isinstance(raw, dict | RebateTerms) else raw


def _marginal(steps: list[RebateTerms]) -> list[RebateTerms]:
    """Return the steps of one rebate over one period; one that does not say has the first one's."""
    first = steps[0]
    same = [
        step if "every" in step.model_fields_set else step.model_copy(update={"every": first.every})
        for step in steps
    ]
    if any(step.every != first.every for step in same):
        raise PydanticCustomError("rebate_periods", "has steps that are counted over different periods")
    if any(high.above <= low.above for low, high in pairwise(same)):
        raise PydanticCustomError("rebate_steps", "has steps whose thresholds, 'above', do not rise")
    return same


def _alone_if_one(steps: list[RebateTerms], write: SerializerFunctionWrapHandler) -> Any:
    written = write(steps)
    return written[0] if len(written) == 1 else written


type RebateSteps = Annotated[list[RebateTerms], Field(min_length=1, max_length=20)]
type RebateChoice = Annotated[
    RebateSteps,
    BeforeValidator(_one_or_many, json_schema_input_type=RebateTerms | RebateSteps),
    AfterValidator(_marginal),
    WrapSerializer(_alone_if_one),
]


class ContractTerms(TerseRecord):
    """New terms for some contracts. Of several for the same contract the last in the list holds.

    One that a later one overrides wherever it would hold is refused.
    """

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True, validate_by_alias=True)

    to: Who
    """Buyers under the contracts that change."""
    supplied_by: Annotated[Who | None, Field(alias="from")] = None
    """Their suppliers; left out, all that supply them."""
    product: Name | None = None
    """The product that it is about; left out, all that the contract has [product]."""
    margin: Share | None = None
    """What the buyer pays less than the list price [share of the list price]."""
    lead_time_weeks: Annotated[int, Field(ge=0, le=104)] | None = None
    """Weeks from shipping to having the goods [weeks]."""
    order_weeks: Annotated[int, Field(ge=0, le=104)] | None = None
    """Weeks from sending an order to the supplier's having it in hand [weeks]."""
    late_fee: Amount | None = None
    """What the supplier pays for each unit still owed at a week's end [currency per unit and week]."""
    price_floor: Share | None = None
    """Lowest price the buyer may advertise; 0: free [share of the list price]."""
    floor_detection: Share | None = None
    """Chance that a week below the floor is noticed [share]."""
    floor_penalty: Amount | None = None
    """What being noticed costs the buyer [currency]."""
    compensation: Share | None = None
    """What suppliers pay for customers that their own outlets took [share of the margin lost]."""
    compensation_per_sale: Share | None = None
    """What they pay for each unit that their own outlets sell nearby [share of the buyer's margin]."""
    buy_back: Share | None = None
    """What the supplier pays for goods of a buyer that leaves [share of the contract price]."""
    returns: ContractedReturns | None = None
    """Terms on which the buyers take back from their customers what they are supplied with."""
    minimum_order: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    """Least that is sold at once; an order for less is raised to it, in whole lots [units of a product]."""
    carrier: Name | None = None
    """Carrier of the goods, with its cost and speed; what is said beside it holds instead [carrier]."""
    delays: Delays | None = None
    """Chances of a shipment's being one week late, two weeks …; the rest is on time [shares]."""
    freight: Amount | None = None
    """What carrying one unit costs [currency per unit]."""
    freight_paid_by: Literal["supplier", "buyer"] | None = None
    """Party that pays the carrier; left out, the supplier."""
    backorders: Share | None = None
    """How much of what the supplier could not ship waits; the rest is cancelled at once [share]."""
    shares_sales: bool | None = None
    """Whether the buyers tell what their own customers ask for, so that their supplier plans by that."""
    rebate: RebateChoice | None = None
    """A bonus on what is bought beyond a threshold, or a list of steps, each up to where the next begins;
    without a product, all goods are counted together."""
    opening_backlog: OpeningUnits | None = None
    """Units of a product that the supplier owes each buyer when the run opens [units]."""
    opening_orders: OpeningWeeks | None = None
    """Units of a product that each buyer has ordered and the supplier sees in week 1, 2 … [units]."""
    opening_pipeline: OpeningWeeks | None = None
    """Units of a product on their way to each buyer that arrive in week 1, 2 … [units]."""
    exclusive: bool = False
    """Whether no other member gets the product: all contracts lose it that do not lead to the buyers."""

    @model_validator(mode="after")
    def _changes_something(self) -> "ContractTerms":
        terms = [key for key in type(self).model_fields if key not in WHO_AND_WHAT]
        changed = [key for key in terms if getattr(self, key) != type(self).model_fields[key].default]
        if not changed:
            raise ValueError("changes nothing; give a margin, a lead time, a floor, a rebate …")
        if self.exclusive and self.product is None:
            raise ValueError("names no product; 'exclusive' says that one product goes only to these buyers")
        whole = [key for key in changed if key not in OF_A_PRODUCT]
        if self.product is not None and whole:
            told = ", ".join(whole)
            raise ValueError(f"are terms of a whole contract: {told}; leave the product out, or say it apart")
        return self
