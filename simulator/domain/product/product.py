"""Products: attributes, reputation, price and cost; and the manufacturers that make them."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from simulator.base.off_value import Off
from simulator.base.record import Record
from simulator.domain.decisions.policies import (
    AllocationChoice,
    OrderingChoice,
    allocation_rule,
    ordering_rule,
)
from simulator.domain.lever import Lever
from simulator.domain.product.benefits import Benefit
from simulator.domain.product.community import Community
from simulator.domain.product.lasting import Life, Subscription
from simulator.domain.product.service_requirements import Needs
from simulator.domain.product.suggestion import Suggestion
from simulator.domain.units import Amount, Name, Share


class Product(Record):
    """One product of one manufacturer. Products of a category compete for the same need."""

    maker: Name
    """The manufacturer [name under manufacturers]."""
    category: Name
    """The need that it serves; all products of a category compete [name]."""
    unit_cost: Amount
    """What making one unit costs its manufacturer [currency per unit]."""
    list_price: Annotated[float, Lever.PRICE, Field(gt=0, le=1e12)]
    """The recommended retail price [currency per unit]."""
    attributes: dict[Benefit, Share]
    """What it truly delivers of each benefit [0 nothing … 1 as much as can be had]."""
    reputation: dict[Benefit, Share] = {}
    """What people believe it delivers before any message; where left out, the truth [0 … 1]."""
    appeal: Annotated[float, Field(ge=-50, le=50)] = 0.0
    """Utility of having it at all, independent of the benefits it delivers [utils]."""
    initial_equity: Share = 0.5
    """What its name is worth when the run opens, to people that value names at all (choice)
    [0 nothing … 1 as much as a name can be]."""
    uncertainty: Annotated[
        float,
        Field(ge=0, le=50),
        Off("doubt", 0.0, "Not having seen a product costs nothing, so advice is not needed."),
    ] = 0.0
    """Utility that not having seen it costs a customer with an information need of 1 [utils]."""
    complexity: Annotated[float, Field(ge=0, le=100)] = 1.0
    """How much customers' open `questions` about it weigh; 0: a commodity, about which there are none
    [multiple]."""
    variability: Annotated[float, Field(ge=0, le=1)] = 0.0
    """How much units differ in what they deliver: standard deviation of what is experienced about what the
    product delivers in the mean; felt by a customer that takes one home, remembered by all that learn from
    use [0 … 1]."""
    failure_rate: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Chance in each week that a unit with a `life` fails at its customer's before it has worn out; it is of
    use no more unless a warranty covers it. What does not last fails within a warranty only, what is digital
    or paid for by the period never [share per week]."""
    digital: Annotated[
        bool, Off("shortage", True, "Nothing is out of stock: products are made when they are sold.")
    ] = False
    """Whether it is made when it is sold: never out of stock, nothing to store or to wait for."""
    life: Annotated[
        Life | None, Off("wear", None, "Nothing that is bought lasts: every need asks for a unit of its own.")
    ] = None
    """How long a unit is in use; customers with one in use need the category less; left out, a unit is used
    up by the need that it meets."""
    subscription: Annotated[
        Subscription | None, Off("subscription", None, "Nothing is paid for period after period.")
    ] = None
    """For how long a unit is of use, if it is paid for period after period; left out, it is bought once."""
    community: Annotated[
        Community | None, Off("community", None, "Products in use have no communities of their owners.")
    ] = None
    """The community of customers with it in use, of what lasts or is subscribed to; left out, none."""
    talk_weeks: Annotated[
        Annotated[int, Field(ge=1, le=520)] | None,
        Off("fading_talk", None, "Buyers of what does not last talk of it until they leave its category."),
    ] = None
    """For how many weeks buyers of what does not last are heard in `word_of_mouth` after the last unit that
    they took, or longer, while they keep some for later; left out, until they leave its category. Owners of
    what lasts are heard while they have it in use [weeks]."""
    refill_of: Annotated[list[Name], Off("refills", [], "What refills something is of use without it.")] = []
    """Products of which a customer must have one in use to need this one [names under products]."""
    suggested_with: Annotated[
        Suggestion | None,
        Off("cross_selling", None, "Outlets suggest nothing beside what customers came for."),
    ] = None
    """How outlets suggest it to customers that have just bought other products on their advice; left out,
    they don't."""
    upgrade_of: Name | None = None
    """The product of the same category that it is the better version of: advisers argue for it, to customers
    with a `recommendation`; left out, of none [name under products]."""
    needs: Annotated[
        Needs | None, Off("fit", None, "Products ask nothing of outlets: every outlet fits.")
    ] = None
    """What it asks of outlets that sell it: a usual kind, or each requirement; left out, nothing [0 … 1]."""

    weekly_capacity: Annotated[
        Annotated[int, Field(ge=0, le=1_000_000_000)] | None,
        Off("production_capacity", None, "Manufacturers can make any quantity in a week."),
    ] = None
    """How much of it can be put into production in a week; left out, any quantity [units per week]."""
    spoilage: Annotated[Share, Off("spoilage", 0.0, "No goods on hand become worthless.")] = 0.0
    """How much of what is on hand, at any member's, becomes worthless in a week [share per week]."""

    @model_validator(mode="after")
    def _lasts_in_one_way(self) -> Self:
        if self.life is not None and self.subscription is not None:
            raise PydanticCustomError(
                "lasts_twice", "'life' and 'subscription' both say how long a unit is of use; leave one out"
            )
        return self

    def delivers(self, benefit: Benefit) -> float:
        """Return what it truly delivers of a benefit."""
        return self.attributes.get(benefit, 0.0)

    def weeks_of_use(self) -> float:
        """Return for how long a unit is of use in the mean, or is paid for; 0: for one need [weeks]."""
        if self.subscription is not None:
            return float(self.subscription.period_weeks)
        return 0.0 if self.life is None else self.life.mean_weeks

    def believed(self, benefit: Benefit) -> float:
        """Return what people believe it delivers before any message."""
        return self.reputation.get(benefit, self.delivers(benefit))


class Manufacturer(Record):
    """A maker of products, sold through a channel."""

    production_weeks: Annotated[
        int,
        Field(ge=0, le=104),
        Off("delays", 0, "Goods ordered or made are there for next week's customers."),
    ] = 1
    """Weeks from deciding to make a unit to having it [weeks]."""
    weekly_capacity: Annotated[
        Annotated[int, Field(ge=0, le=1_000_000_000)] | None, Off("production_capacity", None)
    ] = None
    """How much it can put into production in a week, of all it makes together; left out, any quantity
    [units per week]."""
    ordering: OrderingChoice = Field(default_factory=lambda: ordering_rule("order_up_to"))
    """How it decides how much to make."""
    allocation: AllocationChoice = Field(default_factory=lambda: allocation_rule("proportional"))
    """Rule by which it shares out goods that do not suffice for all orders."""
    opening_stock: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    """Units of each product in its warehouse when the run opens [units]."""
    opening_pipeline: Annotated[
        list[Annotated[int, Field(ge=0, le=1_000_000)]], Field(max_length=208), Off("delays", [])
    ] = []
    """Units of each product in the making when the run opens, ready in week 1, 2 … [units]."""
    storage_cost: Share = 0.003
    """What keeping goods costs in a week [share of what they cost their owner, per week]."""
