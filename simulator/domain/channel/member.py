"""Member: a party in the channel; one with a format is an outlet, and sells to customers."""

from typing import Annotated

from pydantic import AliasChoices, Field, model_validator

from simulator.base.off_value import Off
from simulator.base.record import Record
from simulator.domain.decisions.assortment import AssortmentChoice
from simulator.domain.decisions.buy_box import BuyBoxChoice
from simulator.domain.decisions.demand_process import DemandProcessChoice
from simulator.domain.decisions.effort import EffortChoice
from simulator.domain.decisions.entry_exit import EntryExitChoice
from simulator.domain.decisions.escalation import EscalationChoice
from simulator.domain.decisions.policies import AllocationChoice, OrderingChoice, PricingChoice
from simulator.domain.decisions.sourcing import SourcingChoice
from simulator.domain.lever import Lever
from simulator.domain.product.service_requirements import Levels
from simulator.domain.units import Amount, Share


class Member(Record):
    """A party in the channel. A member with a *format* is an outlet: it sells to customers."""

    name: str
    """Unique in the scenario; draws are keyed by it."""
    role: str
    """What it is and how it acts [name of an agent kind]."""
    tier: str | None = None
    """The tier it stands in, where several tiers play one role; none: it is called as the role."""
    channel: str | None = None
    """The way to market that it is a part of, in a manager's words; none: what its role is called [words]."""
    format: str | None = None
    """Kind of outlet as customers see it; none for members that do not sell to customers."""
    owner: str | None = None
    """The manufacturer, or the marketplace, that it belongs to; none if it is its own master."""
    region: str | None = None
    """The region it serves; none: all of them."""
    tags: tuple[str, ...] = ()
    """Free words to select it by."""
    hosted_by: str | None = None
    """The marketplace on which it sells, if it does."""
    shared: bool = False
    """Whether several models may draw it, in the same words: it is then there once."""
    buy_box: Annotated[
        BuyBoxChoice | None, Off("buy_box", None, "Marketplaces show all offers alike, without a buy box.")
    ] = None
    """Rule by which a marketplace decides which seller's offer stands in the box; none: there is no box."""
    behind_box: Annotated[float, Field(ge=0, le=50), Off("buy_box", 0.0)] = 0.0
    """Effort of looking behind the box, for offers on it that do not stand there [utils]."""
    reach: Annotated[Share, Off("reach", 1.0, "Every outlet is at hand for all its customers.")] = 1.0
    """Share of the customers of its region that have it, or its platform, at hand [share]."""
    remote: Annotated[Share, Lever.SERVICE] = 0.0
    """How far buying there means not going there [0 a shop … 1 from home]."""
    expertise: Annotated[Share, Lever.SERVICE] = 0.0
    """How much of a customer's uncertainty its advice resolves [share]."""
    credibility: Annotated[Share, Lever.MESSAGE, Off("persuasion", 0.0)] = 0.0
    """How far what is said there is believed [share]."""
    service: Annotated[
        float,
        Lever.SERVICE,
        Field(ge=-50, le=50),
        Off("service", 0.0, "Being served well is worth nothing by itself; advice still is."),
    ] = 0.0
    """Utility of being served there [utils]."""
    image: Annotated[Share | None, Off("outlet_image", None, "What outlets are like colours no name.")] = None
    """What people think of the place, which colours the names sold there; none: it colours none [0 … 1]."""
    capabilities: Annotated[Levels, Lever.SERVICE] = {}
    """How far it gives what products ask for; what is not named, in full [0 … 1, by requirement]."""
    advice_cost: Annotated[Amount, Lever.SERVICE] = 0.0
    """What giving advice to one customer costs it [currency per customer]."""
    sale_cost: Annotated[Amount, Lever.SERVICE] = 0.0
    """What handling one sale costs it: packing, sending, payment [currency per unit]."""
    weekly_cost: Amount = 0.0
    """Fixed cost: what it costs in a week, independent of sales: wages, rent [currency per week]."""
    weekly_capacity: Annotated[
        Annotated[float, Field(ge=0, le=1_000_000_000)] | None,
        Lever.SERVICE,
        Off("capacity", None, "No outlet is short of hours: it sells whatever it has."),
    ] = None
    """How many sales it can close in a week, all products together; what is left of a whole sale carries
    over, whole sales do not; none: as many as it has goods [steps per week]."""
    storage_cost: Annotated[Share, Off("storage", 0.0, "Storage costs nothing.")] = 0.003
    """What keeping goods costs in a week [share of what they cost it, per week]."""
    opening_stock: Annotated[int, Field(ge=0)] = 0
    """Units of each product that it has when it opens [units]."""
    pricing: Annotated[PricingChoice | None, Lever.PRICE] = None
    """How it sets its prices; outlets must have one."""
    ordering: OrderingChoice | None = None
    """Rule by which it decides what to order; members that keep stock must have one."""
    allocation: Annotated[
        AllocationChoice | None,
        Off("allocation", None, "Suppliers share out short supply in proportion to orders."),
    ] = None
    """How it shares out what does not suffice for all its buyers; none: in proportion to their orders."""
    sourcing: Annotated[
        SourcingChoice | None,
        Off("sourcing", None, "Every buyer orders from its first supplier of a product."),
    ] = None
    """How it chooses among several suppliers of a product; none: it orders from the first."""
    effort: Annotated[EffortChoice | None, Off("effort", None, "Effort is what it was.")] = None
    """How it decides how much it does for each manufacturer's products; none: as much as ever."""
    escalation: Annotated[
        EscalationChoice | None, Off("escalation", None, "Grievances lead to nothing: no member feels any.")
    ] = None
    """How it takes disputes further, if it is an outlet of its own; none: it feels nothing."""
    uses: DemandProcessChoice | None = None
    """What it uses up of each product, week by week; none: it does not use goods, it passes them on."""
    waits: bool = True
    """Whether a user of goods waits for what is not there; else that is cancelled in the same week."""
    shelf_space: Annotated[Annotated[int, Field(ge=0)] | None, Off("listing", None)] = None
    """How many products it can list; none: all it is supplied with [products]."""
    listing: Annotated[
        AssortmentChoice | None,
        Off("listing", None, "Every outlet has room for all products, and lists them all."),
    ] = None
    """How it chooses what to list; none: it lists everything and never reviews that."""
    review_weeks: Annotated[int, Field(ge=1)] = 13
    """After how many weeks of selling it chooses anew [weeks]."""
    opens: Annotated[int, Field(ge=0)] | None = 0
    """The week in which it opens; 0: it is there from the start; none: it is not dated [week]."""
    entry_exit: Annotated[
        EntryExitChoice | None,
        Field(validation_alias=AliasChoices("entry_exit", "staying")),
        Off(
            "entry_exit",
            None,
            "No member enters or leaves because of its profit.",
            formerly=("coming_and_going",),
        ),
    ] = None
    """Rule by which it leaves, or enters if it is potential; none: it stays, independent of what it earns."""
    is_potential: bool = False
    """Whether it belongs to a pool: named from the start, there only once its rule lets it enter."""
    closes: Annotated[
        Annotated[int, Field(ge=1)] | None,
        Off("closing", None, "No outlet closes in a week set beforehand: pop-up stores stay."),
    ] = None
    """The week at the start of which it closes for good, and leaves in order; none: it stays [week]."""

    @property
    def feels(self) -> bool:
        """Say whether it feels what others do to it: an outlet of its own with a policy of escalation."""
        return self.escalation is not None and self.format is not None and self.owner is None

    @property
    def in_tier(self) -> str:
        """Return what its tier is called."""
        return self.tier or self.role

    @property
    def in_channel(self) -> str:
        """Return what the way to market is called that it is a part of."""
        return self.channel or self.role.replace("_", " ")

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> "Member":
        if self.closes is not None and self.opens is not None and self.closes <= self.opens:
            raise ValueError(f"'{self.name}' closes in week {self.closes} and opens in week {self.opens}")
        return self
