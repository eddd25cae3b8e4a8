"""Channel: members and the contracts between them, as a networkx graph that is the truth.

Nodes are members' names with the attribute ``member``; an edge runs from supplier to buyer with the
attribute ``contracts``: a tuple with at most one contract for each product. A marketplace's contract with a
seller on it carries a commission and no goods. A territory is promised, not enforced. Several buyers may
share one: the promise binds outsiders, the manufacturer's own outlets too, while the buyer has the product.
"""

from collections.abc import Iterable
from typing import Annotated, Literal

import networkx as nx
from pydantic import AliasChoices, Field, model_validator

from simulator.base.input_error import InputError
from simulator.base.off_value import Off
from simulator.base.record import Record
from simulator.domain.channel.carrier import Delays
from simulator.domain.channel.opening_goods import OpeningGoods
from simulator.domain.channel.promised_returns import ContractedReturns
from simulator.domain.channel.rebate import Rebate
from simulator.domain.decisions.assortment import AssortmentChoice
from simulator.domain.decisions.buy_box import BuyBoxChoice
from simulator.domain.decisions.demand_process import DemandProcessChoice
from simulator.domain.decisions.effort import EffortChoice
from simulator.domain.decisions.entry_exit import EntryExitChoice
from simulator.domain.decisions.policies import AllocationChoice, OrderingChoice, PricingChoice
from simulator.domain.decisions.sourcing import SourcingChoice
from simulator.domain.decisions.wholesale_pricing import WholesaleChoice
from simulator.domain.lever import Lever
from simulator.domain.product.service_requirements import Levels
from simulator.domain.units import Amount, Name, Share


class Member(Record):
    """A party in the channel. A member whose *format* is given is an outlet: it sells to customers."""

    name: str
    """Unique in the scenario; draws are keyed by it."""
    role: str
    """What it is and how it acts [name of an agent kind]."""
    tier: str | None = None
    """The tier it stands in, where several tiers play one role; none: it is called as the role."""
    format: str | None = None
    """Kind of outlet as customers see it; none for members who do not sell to customers."""
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
    """How a marketplace decides whose offer stands in the box; none: there is no box."""
    behind_box: Annotated[float, Field(ge=0, le=50), Off("buy_box", 0.0)] = 0.0
    """Effort of looking behind the box, for offers on it that do not stand there [utils]."""
    reach: Annotated[Share, Off("reach", 1.0, "Every outlet is at hand for all its customers.")] = 1.0
    """Share of the customers of its region for whom it is at hand [share]."""
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
    """What giving advice to one customer costs it [currency]."""
    sale_cost: Annotated[Amount, Lever.SERVICE] = 0.0
    """What handling one sale costs it: packing, sending, payment [currency per unit]."""
    weekly_cost: Amount = 0.0
    """What it costs in a week whatever it sells: wages, rent [currency per week]."""
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
    """How it decides what to order; members who keep stock must have one."""
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
    uses: DemandProcessChoice | None = None
    """What it uses up of each product, week by week; none: it does not use goods, it passes them on."""
    waits: bool = True
    """Whether who uses goods up waits for what is not there; else that is cancelled in the same week."""
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
    """By which rule it leaves, or enters if it is potential; none: it stays whatever it earns."""
    is_potential: bool = False
    """Whether it belongs to a pool: named from the start, there only once its rule lets it enter."""
    closes: Annotated[
        Annotated[int, Field(ge=1)] | None,
        Off("closing", None, "No outlet closes in a week set beforehand: pop-up stores stay."),
    ] = None
    """The week at whose start it closes for good, and leaves in order; none: it stays [week]."""

    @property
    def in_tier(self) -> str:
        """Return what its tier is called."""
        return self.tier or self.role

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> "Member":
        if self.closes is not None and self.opens is not None and self.closes <= self.opens:
            raise ValueError(f"'{self.name}' closes in week {self.closes} and opens in week {self.opens}")
        return self


class Contract(Record):
    """Terms between a supplier and a buyer."""

    supplier: str
    buyer: str
    prices: Annotated[dict[Name, Amount], Lever.PRICE] = {}
    """What the buyer pays for one unit at first, by product; one not named is not supplied [currency]."""
    pricing: Annotated[
        WholesaleChoice | None,
        Lever.PRICE,
        Off("wholesale_pricing", None, "Contracts keep the prices that they open with."),
    ] = None
    """How the supplier sets these prices from week to week; none: they stay as they are."""
    lead_time_weeks: Annotated[int, Field(ge=0, le=104), Off("delays", 0)] = 1
    """Weeks from shipping to having the goods; 0 lands after the week's shopping [weeks]."""
    order_weeks: Annotated[int, Field(ge=0, le=104), Off("delays", 0)] = 0
    """Weeks from sending an order to the supplier's having it in hand; 0: in the same week [weeks]."""
    late_fee: Amount = 0.0
    """What the supplier pays for each unit still owed at a week's end [currency per unit and week]."""
    price_floor: Annotated[Share | None, Lever.PRICE, Off("price_floor", None, "There are no floors.")] = None
    """Lowest price the buyer may advertise [share of the list price]; it can be broken."""
    price_floors: Annotated[dict[Name, Share], Lever.PRICE, Off("price_floor", {})] = {}
    """Floors of single products, where they differ; 0: none [shares of the list price]."""
    floor_detection: Annotated[Share, Lever.PRICE] = 0.0
    """Chance that a week below the floor is noticed [share]."""
    floor_penalty: Annotated[Amount, Lever.PRICE] = 0.0
    """What being noticed costs the buyer [currency]."""
    territory: Annotated[bool, Off("territory", False, "No area is promised to any member.")] = False
    """Whether the area that the buyer serves is promised to it: there nobody else shall sell what it is
    supplied with, save others with the same promise. It can be broken."""
    regions: tuple[str, ...] = ()
    """The regions for which goods under it are meant, whoever may sell them elsewhere; none: all of them."""
    buy_back: Share = 0.0
    """What the supplier pays for goods of a buyer who leaves [share of the contract price]; 0: scrapped."""
    returns: Annotated[dict[Name, ContractedReturns], Off("returns", {})] = {}
    """Terms on which the buyer takes back from customers what it is supplied with, by product."""
    minimum_order: Annotated[int, Field(ge=0)] = 0
    """Least of a product that is sold at once; who wants less takes this much, in whole lots [units]."""
    rebates: Annotated[tuple[Rebate, ...], Lever.PRICE, Off("rebates", (), "No quantity bonus is paid.")] = ()
    """Bonuses on quantity; no two are about the same product."""
    backorders: Annotated[
        Share, Off("lost_orders", 1.0, "All that a supplier cannot ship waits until it can.")
    ] = 1.0
    """How much of what the supplier could not ship waits; the rest is cancelled at once [share]."""
    shares_sales: Annotated[
        bool, Off("shared_sales", False, "Suppliers see orders, and nothing of what their buyers sell.")
    ] = False
    """Whether the buyer tells what its own customers ask for, so that the supplier plans by that."""
    delays: Annotated[
        Delays, Off("delays", []), Off("late_deliveries", [], "Shipments arrive when it was agreed.")
    ] = []
    """Chances of a shipment's being one week late, two weeks …; the rest is on time [shares]."""
    freight: Annotated[Amount, Off("freight", 0.0, "Carrying goods between members costs nothing.")] = 0.0
    """What carrying one unit costs [currency per unit]."""
    freight_paid_by: Literal["supplier", "buyer"] = "supplier"
    """Who pays the carrier."""
    opening: dict[Name, OpeningGoods] = {}
    """What is owed, ordered and in transit under it when the run opens, by product."""
    commission: Annotated[
        float,
        Lever.PRICE,
        Field(ge=0, le=0.9),
        Off("commissions", 0.0, "Marketplaces keep no share of a sale on them; their other fees stay."),
    ] = 0.0
    """What the supplier, a marketplace, keeps of each sale [share of the price paid]."""
    fulfilment_fee: Amount | None = None
    """What the supplier, a marketplace, takes for sending one unit from its warehouse, where the buyer's
    goods then lie [currency per unit]; none: the buyer keeps and sends its goods itself."""
    storage_fee: Amount = 0.0
    """What it takes for keeping one unit there for a week [currency per unit and week]."""

    def floor_of(self, product: str) -> float:
        """Return the lowest price of a product that may be advertised; 0: any [share of the list price]."""
        return self.price_floors.get(product, self.price_floor or 0.0)


class ChannelError(InputError, ValueError):
    """Members and contracts that make no channel; the message says which and why."""


def draw_channel(members: Iterable[Member], contracts: Iterable[Contract]) -> nx.DiGraph:
    """Return the channel graph of members and contracts.

    A shared member that several models draw is there once, from the first opening on.
    Raises ChannelError for two members of one name else, a contract with somebody unknown, two
    contracts between the same two for one product, and supplies that run in a circle.
    """
    channel = nx.DiGraph()
    for member in members:
        if member.name in channel:
            member = one_of(channel.nodes[member.name]["member"], member)  # noqa: PLW2901 - the two are one
        channel.add_node(member.name, member=member)
    for contract in contracts:
        if strangers := [one for one in (contract.supplier, contract.buyer) if one not in channel]:
            raise ChannelError(f"a contract names '{strangers[0]}', who is no member")
        add_contract(channel, contract)
    if not nx.is_directed_acyclic_graph(channel):
        circle = " → ".join(supplier for supplier, _ in nx.find_cycle(channel))
        raise ChannelError(f"goods would run in a circle: {circle}")
    return channel


def add_contract(channel: nx.DiGraph, contract: Contract) -> None:
    """Put a contract on the edge from its supplier to its buyer.

    Raises ChannelError if the two have one already for one of its products, or one without goods as well.
    """
    edge = (contract.supplier, contract.buyer)
    before: tuple[Contract, ...] = channel.edges[edge]["contracts"] if channel.has_edge(*edge) else ()
    for other in before:
        twice = [f" for '{product}'" for product in contract.prices if product in other.prices]
        if twice or not (contract.prices or other.prices):
            raise ChannelError(f"two contracts{''.join(twice[:1])} between '{edge[0]}' and '{edge[1]}'")
    channel.add_edge(*edge, contracts=(*before, contract))


def one_of(member: Member, again: Member) -> Member:
    """Return the member that two models name; ChannelError if it is not shared, or differs."""
    if not (member.shared and again.shared):
        raise ChannelError(f"two members are called '{member.name}'; give one model a label")
    said = [one.model_dump(mode="json", exclude={"opens"}) for one in (member, again)]
    for field, value in said[0].items():
        if value != said[1][field]:
            raise ChannelError(f"two models name '{member.name}' and differ in its {field.replace('_', ' ')}")
    dated = [one.opens for one in (member, again) if one.opens is not None]
    return member.model_copy(update={"opens": min(dated, default=None)})


def members_of(channel: nx.DiGraph) -> list[Member]:
    """Return the members in the order in which they were drawn."""
    return [member for _, member in channel.nodes(data="member")]


def contracts_of(channel: nx.DiGraph) -> list[Contract]:
    """Return the contracts in the order in which they were drawn."""
    return [contract for _, _, both in channel.edges(data="contracts") for contract in both]


def suppliers_of(channel: nx.DiGraph, buyer: str) -> list[Contract]:
    """Return the contracts under which *buyer* is supplied with goods."""
    return [one for edge in channel.pred[buyer].values() for one in edge["contracts"] if one.prices]
