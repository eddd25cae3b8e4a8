"""Trees: markets without customers in which suppliers have several buyers, under terms of every kind."""

import json
from typing import Annotated, Any

from hypothesis import strategies as st
from pydantic import Field

from simulator.base.record import Record
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.distribution_model import DistributionModel, Drawing, Setting
from simulator.domain.channel.member import Member
from simulator.domain.decisions.demand_process import DemandProcessChoice
from simulator.domain.decisions.policies import AllocationChoice, OrderingChoice
from simulator.domain.decisions.sourcing import SourcingChoice
from simulator.scenario.schema import Scenario
from tests.worlds.random_policies import ordering, streams

OWN = {"category": "drink", "maker": "acme", "attributes": {}}
STOUT = {**OWN, "unit_cost": 1.37, "list_price": 10.0}
PORTER = {**OWN, "unit_cost": 2.0, "list_price": 12.34}


class Node(Record):
    """Somebody in a tree: whom it buys of, how it orders, and what the two agreed on."""

    above: int
    """Which of those before it supplies it; −1: the manufacturer."""
    ordering: OrderingChoice | None = None
    uses: DemandProcessChoice | None = None
    waits: bool = True
    allocation: AllocationChoice | None = None
    opening_stock: int = 0
    weekly_cost: float = 0.0
    tags: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    elsewhere: int | None = None
    """Who else supplies it: with what it lacks; the same supplier as well, under a second contract."""
    also: int | None = None
    """Who else supplies it with everything, at a price of its own."""
    sourcing: SourcingChoice | None = None
    terms: dict[str, Any] = {}


class Tree(DistributionModel):
    """A manufacturer, and below it whatever a test draws."""

    nodes: Annotated[list[Node], Field(min_length=1)] = [Node(above=-1)]

    def draw(self, setting: Setting) -> Drawing:
        """Draw everybody below whom they buy of."""
        drawing, names = Drawing(), [setting.maker]
        for number, node in enumerate(self.nodes):
            names.append(self.named(setting, "node", number))
            member = Member(
                name=names[-1],
                role="buyers" if node.uses is not None else "wholesaler",
                **node.model_dump(include={"waits", "opening_stock", "weekly_cost", "tags"}),
                ordering=node.ordering,
                uses=node.uses,
                allocation=node.allocation,
                sourcing=node.sourcing,
            )
            prices = {name: price for name, price in setting.prices(0.2).items() if name not in node.lacks}
            supplier = names[node.above + 1]
            drawing.add(member, Contract(supplier=supplier, buyer=names[-1], prices=prices, **node.terms))
            if node.elsewhere is not None and node.lacks:
                rest = {name: price for name, price in setting.prices(0.1).items() if name in node.lacks}
                other = names[node.elsewhere + 1]
                drawing.contracts.append(
                    Contract(supplier=other, buyer=names[-1], prices=rest, lead_time_weeks=1)
                )
            if node.also is not None:
                other = names[node.also + 1]
                mine = [c for c in drawing.contracts if (c.supplier, c.buyer) == (other, names[-1])]
                taken = {product for contract in mine for product in contract.prices}
                more = {name: price for name, price in setting.prices(0.3).items() if name not in taken}
                if more:
                    drawing.contracts.append(Contract(supplier=other, buyer=names[-1], prices=more))
        return drawing


def trees() -> st.SearchStrategy[Scenario]:
    """Draw a market of up to nine members under two products."""
    return _whole()


@st.composite
def _terms(draw: st.DrawFn) -> dict[str, Any]:
    delays = st.sampled_from(([], [0.3], [0.2, 0.0, 0.4], [1.0]))
    return {
        "lead_time_weeks": draw(st.integers(0, 3)),
        "order_weeks": draw(st.sampled_from((0, 0, 0, 1, 2))),
        "late_fee": draw(st.sampled_from((0.0, 1.5))),
        "minimum_order": draw(st.sampled_from((0, 0, 3))),
        "backorders": draw(st.sampled_from((1.0, 1.0, 0.5, 0.0))),
        "shares_sales": draw(st.booleans()),
        "delays": draw(delays),
        "freight": draw(st.sampled_from((0.0, 0.7))),
        "freight_paid_by": draw(st.sampled_from(("supplier", "buyer"))),
    }


@st.composite
def _node(draw: st.DrawFn, before: int) -> dict[str, Any]:
    is_user = before > 0 and draw(st.booleans())
    looking = st.builds(
        lambda level: {"policy": "echelon_base_stock", "level": float(level)}, st.integers(0, 40)
    )
    rule = (
        {"uses": draw(streams()), "waits": draw(st.booleans())}
        if is_user
        else {"ordering": draw(st.one_of(ordering(), looking))}
    )
    share = st.sampled_from(
        (None, "proportional", "first_come", "priority", {"policy": "priority", "tag": "key"})
    )
    return {
        "above": draw(st.integers(-1, before - 1)),
        "allocation": None if is_user else draw(share),
        "opening_stock": draw(st.integers(0, 6)),
        "weekly_cost": draw(st.sampled_from((0.0, 3.25))),
        "tags": draw(st.sampled_from(([], ["key"]))),
        "lacks": draw(st.sampled_from(([], [], ["porter"]))),
        "elsewhere": draw(st.none() | st.integers(-1, before - 1)),
        "also": draw(st.none() | st.none() | st.integers(-1, before - 1)),
        "terms": draw(_terms()),
        **rule,
    }


@st.composite
def _whole(draw: st.DrawFn) -> Scenario:
    capacity = st.sampled_from((None, None, 0, 1, 9))
    made = {"production_weeks": draw(st.integers(0, 2)), "weekly_capacity": draw(capacity)}
    nodes = [draw(_node(before)) for before in range(draw(st.integers(1, 9)))]
    spoilage = st.sampled_from((0.0, 0.0, 0.15))
    asked = {node[who] for node in nodes for who in ("above", "elsewhere", "also")}
    for at in asked & {at for at, node in enumerate(nodes) if "uses" in node}:
        kept = {key: value for key, value in nodes[at].items() if key not in ("uses", "waits")}
        nodes[at] = kept | {"ordering": draw(ordering())}  # who is bought of does not use goods up
    if not any(node["above"] >= 0 and node["tags"] for node in nodes):
        for node in nodes:  # nobody comes first whom nobody supplies
            node["allocation"] = "priority" if isinstance(node["allocation"], dict) else node["allocation"]
    makes = {**made, "ordering": draw(ordering()), "opening_stock": draw(st.integers(0, 9))}
    return tree(
        nodes,
        weeks=draw(st.integers(1, 14)),
        units={"quantity_step": draw(st.sampled_from((1.0, 0.5, 0.01)))},
        manufacturers={"acme": makes},
        products={
            "stout": STOUT | {"spoilage": draw(spoilage)},
            "porter": PORTER | {"weekly_capacity": draw(capacity)},
        },
    )


def tree(nodes: list[dict[str, Any]], **changes: Any) -> Scenario:
    """Return a market of a manufacturer of two products and those below it."""
    maker = {"production_weeks": 0, "ordering": {"policy": "base_stock", "level": 50.0}, "opening_stock": 20}
    plain = {
        "schema_version": 1,
        "name": "tree",
        "customers": 0,
        "manufacturers": {"acme": maker},
        "products": {"stout": STOUT, "porter": PORTER},
        "segments": {"nobody": {"share": 1.0, "values": {}, "price_sensitivity": 0.0, "needs": {}}},
        "regions": {"here": {"share": 1.0}},
        "distribution": "supply_line",
    }
    drawn = Tree.model_validate_json(json.dumps({"nodes": nodes}))  # on no shelf: nobody else plays it
    scenario = Scenario.model_validate_json(json.dumps(plain | changes))
    return scenario.model_copy(update={"distribution": [drawn]})
