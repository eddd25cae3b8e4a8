"""SupplyNetPy: a line of (s, S) stockists in another simulator, which is fed the demand that ours met.

Events in continuous time there, weeks here: demand comes at whole numbers, goods come half a week before the
demand that they are ordered for, and shelves are read a quarter of a week after demand. Orders between
stages are shipped whole or not at all there, in parts here: so only lines are alike whose upper stages are
never short.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

type Series = NDArray[np.float64]
"""Units by week."""
type Shelves = dict[str, Series]
"""Units by week of each stage."""

BEFORE_DEMAND, AFTER_DEMAND = 0.5, 0.25
"""How long before demand goods come, and how long after it shelves are read [weeks]."""
PLENTY, NEVER, ANY_PART = 10**9, 10.0**9, 1e-9


@dataclass(frozen=True)
class Stage:
    """A stockist with an (s, S) rule: orders up to *level* at an inventory position of *reorder_at*."""

    name: str
    reorder_at: int
    level: int
    lead: int
    """Weeks until goods come."""


def played(wanted: Series, stages: Sequence[Stage]) -> tuple[Shelves, Shelves]:
    """Return stock and backorders of each stage, from the source down, at the end of every week [units]."""
    from SupplyNetPy import Components as components  # noqa: N813, PLC0415

    names = ["source", *(stage.name for stage in stages)]
    nodes: list[dict[str, Any]] = [{"ID": "source", "name": "source", "node_type": "infinite_supplier"}]
    nodes += [_node(stage, components.SSReplenishment) for stage in stages]
    links = [_link(*ends, stage.lead) for ends, stage in zip(pairwise(names), stages, strict=True)]
    clock: list[Any] = []  # the network makes it, and asks demand for a sample before it does
    network = components.create_sc_net(nodes, links, [_demand(wanted, names[-1], clock)])
    clock.append(network["env"])
    shelves: dict[str, list[float]] = {name: [] for name in names[1:]}
    owed: dict[str, list[float]] = {name: [] for name in names[1:]}

    def read() -> Iterator[Any]:
        yield clock[0].timeout(AFTER_DEMAND)
        while True:
            for name in names[1:]:
                node = network["nodes"][name]
                shelves[name].append(node.inventory.level)
                owed[name].append(node.stats.backorder[1])
            yield clock[0].timeout(1)

    clock[0].process(read())
    components.simulate_sc_net(network, sim_time=len(wanted), logging=False)
    return (
        {name: np.array(units) for name, units in shelves.items()},
        {name: np.array(units) for name, units in owed.items()},
    )


def _node(stage: Stage, policy: type) -> dict[str, Any]:
    return {
        "ID": stage.name,
        "name": stage.name,
        "node_type": "distributor",
        "capacity": PLENTY,
        "initial_level": stage.level,
        "inventory_holding_cost": 1.0,
        "replenishment_policy": policy,
        "policy_param": {"s": stage.reorder_at, "S": stage.level},
        "product_buy_price": 1.0,
        "product_sell_price": 2.0,
    }


def _link(source: str, sink: str, lead: int) -> dict[str, Any]:
    return {
        "ID": f"to {sink}",
        "source": source,
        "sink": sink,
        "cost": 1.0,
        "lead_time": lambda: lead - BEFORE_DEMAND,
    }


def _demand(wanted: Series, node: str, clock: list[Any]) -> dict[str, Any]:
    """Return customers with backorders and partial deliveries; weeks without demand are skipped."""
    weeks = np.flatnonzero(wanted)

    def until_next() -> float:
        later = weeks[weeks > clock[0].now] if clock else weeks
        return float(later[0] - clock[0].now) if clock and len(later) else NEVER

    return {
        "ID": "demand",
        "name": "demand",
        "order_arrival_model": until_next,
        "order_quantity_model": lambda: float(wanted[int(clock[0].now)]) if clock else 1.0,
        "demand_node": node,
        "tolerance": float("inf"),
        "order_min_split_ratio": ANY_PART,
        "delivery_cost": lambda: 0,
        "lead_time": lambda: 0,
    }
