"""Contract: the terms between a supplier and a buyer.

A marketplace's contract with a seller on it carries a commission and no goods. A territory is promised, not
enforced. Several buyers may share one: the promise binds outsiders, the manufacturer's own outlets too,
while the buyer has the product.
"""

from typing import Annotated, Literal

from pydantic import Field

from simulator.base.off_value import Off
from simulator.base.record import Record
from simulator.domain.channel.carrier import Delays
from simulator.domain.channel.opening_goods import OpeningGoods
from simulator.domain.channel.promised_returns import ContractedReturns
from simulator.domain.channel.rebate import Rebate
from simulator.domain.decisions.wholesale_pricing import WholesaleChoice
from simulator.domain.lever import Lever
from simulator.domain.units import Amount, Name, Share


class Contract(Record):
    """Terms between a supplier and a buyer."""

    supplier: str
    buyer: str
    prices: Annotated[dict[Name, Amount], Lever.PRICE] = {}
    """What the buyer pays at first, by product; one not named is not supplied [currency per unit]."""
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
    """Whether the area that the buyer serves is promised to it (exclusive territory): no other outlet shall
    sell there what it is supplied with, save others with the same promise. It can be broken."""
    regions: tuple[str, ...] = ()
    """Regions that goods under it are meant for, though they may be sold elsewhere; none: all of them."""
    compensation: Annotated[
        Share,
        Lever.PRICE,
        Off("compensation", 0.0, "Suppliers pay nothing for what their own outlets take from buyers."),
    ] = 0.0
    """What the supplier pays the buyer for customers that its own outlets took, as the choice model expects
    them [share of the margin lost]."""
    compensation_per_sale: Annotated[Share, Lever.PRICE, Off("compensation", 0.0)] = 0.0
    """What it pays for each unit that its own outlets sell, where the buyer serves the customer's region and
    offers the same product; buyers that do share it equally [share of the buyer's margin]."""
    buy_back: Share = 0.0
    """What the supplier pays for goods of a buyer that leaves [share of the contract price]; 0: scrapped."""
    returns: Annotated[dict[Name, ContractedReturns], Off("returns", {})] = {}
    """Terms on which the buyer takes back from customers what it is supplied with, by product."""
    minimum_order: Annotated[int, Field(ge=0)] = 0
    """Least of a product that is sold at once; an order for less is raised to it, in whole lots [units]."""
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
    """Party that pays the carrier."""
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
