"""Supply line: tiers in series, and at their end a demand process instead of customers.

For studies of stock, delay and orders: nobody chooses, nobody is persuaded, and of demand only a
distribution is known. Several lines side by side differ in nothing but luck, if the manufacturer never runs
short.
Source: the serial system of Clark & Scarf (1960), Management Science 6(4); the beer game, Sterman (1989),
Management Science 35(3).

Every default below is a choice; scenarios state what is known.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field

from simulator.base.record import Record
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.distribution_model import DistributionModel, Drawing, Setting
from simulator.domain.channel.member import Member
from simulator.domain.channel.named_members import named_for
from simulator.domain.channel.opening_goods import (
    OpeningBacklog,
    OpeningOrders,
    OpeningPipeline,
    opening_goods,
)
from simulator.domain.decisions.demand_process import DemandProcess, DemandProcessChoice
from simulator.domain.decisions.policies import (
    AllocationChoice,
    OrderingChoice,
    allocation_rule,
    ordering_rule,
)
from simulator.domain.registries import DEMAND_PROCESSES, DISTRIBUTION_MODELS
from simulator.domain.units import Amount, Name, Share


class Tier(Record):
    """A stage of a line: it keeps stock."""

    name: Name
    """What it is called behind the label; with several lines, a number follows [name]."""
    ordering: OrderingChoice = Field(default_factory=lambda: ordering_rule("order_up_to"))
    """How it orders."""
    lead_time_weeks: Annotated[int, Field(ge=0, le=104)] = 1
    """Weeks from its supplier's shipping to having the goods [weeks]."""
    order_weeks: Annotated[int, Field(ge=0, le=104)] = 0
    """Weeks from sending an order to its supplier's having it in hand [weeks]."""
    late_fee: Amount = 0.0
    """What its supplier pays it for each unit still owed at a week's end [currency per unit and week]."""
    opening_stock: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    """Units of each product that it opens with [units]."""
    opening_backlog: OpeningBacklog = 0
    opening_orders: OpeningOrders = []
    opening_pipeline: OpeningPipeline = []
    margin: Share = 0.0
    """How much less it pays than its buyer does, or, for the last one, than the list price [share]."""
    storage_cost: Share = 0.003
    """What keeping goods costs it in a week [share of what they cost it, per week]."""
    allocation: AllocationChoice = Field(default_factory=lambda: allocation_rule("proportional"))
    """Rule by which it shares out goods that do not suffice for all orders."""


ENDS = ("manufacturer", "buyers")
"""What the tiers above and below a line are called."""


def _told_apart(tiers: list[Tier]) -> list[Tier]:
    taken = list(ENDS)
    for tier in tiers:
        if tier.name in taken:
            raise ValueError(f"there is more than one tier '{tier.name}'; tables tell tiers apart by name")
        taken.append(tier.name)
    return tiers


def _everyday_demand() -> DemandProcess:
    stream: DemandProcess = DEMAND_PROCESSES.get("poisson")(mean=10.0)
    return stream


@DISTRIBUTION_MODELS.register("supply_line")
class SupplyLine(DistributionModel):
    """Manufacturer → tier → … → tier → a demand process."""

    tiers: Annotated[list[Tier], Field(min_length=1, max_length=20), AfterValidator(_told_apart)] = [
        Tier(name="stockist")
    ]
    """Tiers that keep stock, from the manufacturer downwards; the last one serves the demand."""
    lines: Annotated[int, Field(ge=1, le=5000)] = 1
    """How many such lines there are side by side, each with luck of its own [lines]."""
    demand: DemandProcessChoice = Field(default_factory=_everyday_demand)
    """How much is wanted at the end of each line."""
    late_fee: Amount = 0.0
    """What the last tier pays waiting buyers, for each unit and week [currency per unit and week]."""
    opening_backlog: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    """Units of each product that each line's last tier owes its buyers when the run opens [units]."""
    waits: bool = True
    """Whether what is not there is waited for (backorders); else it is lost in the same week."""

    def draw(self, setting: Setting) -> Drawing:
        """Draw line by line, each from the manufacturer downwards."""
        drawing, names = setting.drawing(), self._names(setting)
        for number in range(1, self.lines + 1):
            supplier = setting.maker
            for at, tier in enumerate(self.tiers):
                name = next(names[at])
                drawing.add(
                    Member(
                        name=name,
                        role=self._role(at),
                        tier=tier.name,
                        opening_stock=tier.opening_stock,
                        storage_cost=tier.storage_cost,
                        ordering=tier.ordering,
                        allocation=tier.allocation,
                        opens=setting.opens,
                    ),
                    self._terms(setting, supplier, name, at),
                )
                supplier = name
            self._add_demand(setting, drawing, supplier, number)
        return drawing

    def part_of(self, buyer: Member) -> tuple[str | int, ...]:
        """Return the keys of the tier that a buyer stands in; none for buyers that use goods up."""
        names = [tier.name for tier in self.tiers]
        return ("tiers", names.index(buyer.in_tier)) if buyer.in_tier in names else ()

    def _role(self, at: int) -> str:
        return "retailer" if at == len(self.tiers) - 1 else "wholesaler"

    def _names(self, setting: Setting) -> list[Iterator[str]]:
        """Return for each tier the names of its members, line by line: named members, then made-up ones.

        Who names no tier takes a place in the first one of its role that has one left.
        """
        taken: set[str] = set()
        found = []
        for at, tier in enumerate(self.tiers):
            named = named_for(setting.named_members, self._role(at), None, None, tier.name)
            here = [name for name in named if name not in taken][: self.lines]
            taken.update(here)
            made_up = (
                self.named(setting, *self._called(tier.name, number))
                for number in range(len(here) + 1, self.lines + 1)
            )
            found.append(iter([*here, *made_up]))
        return found

    def _called(self, what: str, number: int) -> tuple[object, ...]:
        return (what,) if self.lines == 1 else (what, number)

    def _add_demand(self, setting: Setting, drawing: Drawing, supplier: str, number: int) -> None:
        name = self.named(setting, *self._called("buyers", number))
        member = Member(name=name, role="buyers", uses=self.demand, waits=self.waits, opens=setting.opens)
        terms = Contract(
            supplier=supplier,
            buyer=name,
            prices=setting.prices(0.0),
            lead_time_weeks=0,
            late_fee=self.late_fee,
            opening=opening_goods(setting.products, self.opening_backlog),
        )
        drawing.add(member, terms)

    def _terms(self, setting: Setting, supplier: str, buyer: str, at: int) -> Contract:
        paid, own = setting.prices(0.0), self.tiers[at]
        for tier in self.tiers[at:]:
            paid = {product: price * (1.0 - tier.margin) for product, price in paid.items()}
        return Contract(
            supplier=supplier,
            buyer=buyer,
            prices=paid,
            lead_time_weeks=own.lead_time_weeks,
            order_weeks=own.order_weeks,
            late_fee=own.late_fee,
            opening=opening_goods(paid, own.opening_backlog, own.opening_orders, own.opening_pipeline),
        )
