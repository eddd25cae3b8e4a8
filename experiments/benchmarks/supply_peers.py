"""Peers: the same lines of three stages in another simulator: python supply_peers.py NAME LINES PERIODS.

Run by `supply_speed`, each in an environment of its own. Prints the node-periods a second that the simulation
alone made of it [1/CPU s]; making the network is not counted.
"""

import random
import sys
from itertools import pairwise
from time import process_time
from typing import Any

CHAIN = (("up", 11, 2), ("mid", 6, 1), ("down", 7, 1))
"""Stage, order-up-to level in whole units, lead time; from the source down."""
STAGES = len(CHAIN)


def stockpyl(lines: int, periods: int) -> float:
    """Return the CPU seconds of stockpyl's simulation of lines like that of Snyder & Shen, example 6.1.

    Its networks hang together, so lines are networks of their own, one after another.
    """
    from stockpyl.sim import simulation  # noqa: PLC0415
    from stockpyl.supply_chain_network import serial_system  # noqa: PLC0415

    networks = [
        serial_system(
            num_nodes=STAGES,
            node_order_in_system=[3, 2, 1],
            node_order_in_lists=[1, 2, 3],
            local_holding_cost=[7, 4, 2],
            stockout_cost=[37.12, 0, 0],
            demand_type="N",
            mean=5,
            standard_deviation=1,
            shipment_lead_time=[1, 1, 2],
            policy_type="BS",
            base_stock_level=[6.49, 5.53, 10.69],
        )
        for _ in range(lines)
    ]
    start = process_time()
    for seed, network in enumerate(networks):
        simulation(network, periods, rand_seed=seed, progress_bar=False)
    return process_time() - start


def supplynetpy(lines: int, periods: int) -> float:
    """Return the CPU seconds of SupplyNetPy's simulation of one network of lines reviewed every period."""
    from SupplyNetPy import Components as components  # noqa: N813, PLC0415

    nodes: list[dict[str, Any]] = [{"ID": "source", "name": "source", "node_type": "infinite_supplier"}]
    links, demands = [], []
    for line in range(lines):
        nodes += [_node(f"{name} {line}", level, components.SSReplenishment) for name, level, _ in CHAIN]
        names = ["source", *(f"{name} {line}" for name, _, _ in CHAIN)]
        for (source, sink), (_, _, lead) in zip(pairwise(names), CHAIN, strict=True):
            links.append(_link(source, sink, lead))
        demands.append(_demand(f"demand {line}", names[-1]))
    network = components.create_sc_net(nodes, links, demands)
    start = process_time()
    components.simulate_sc_net(network, sim_time=periods, logging=False)
    return process_time() - start


def _node(name: str, level: int, policy: type) -> dict[str, Any]:
    return {
        "ID": name,
        "name": name,
        "node_type": "distributor",
        "capacity": 1000,
        "initial_level": level,
        "inventory_holding_cost": 1.0,
        "replenishment_policy": policy,
        "policy_param": {"s": level - 1, "S": level},
        "product_buy_price": 1.0,
        "product_sell_price": 2.0,
    }


def _link(source: str, sink: str, lead: int) -> dict[str, Any]:
    return {"ID": f"to {sink}", "source": source, "sink": sink, "cost": 1.0, "lead_time": lambda: lead}


def _demand(name: str, node: str) -> dict[str, Any]:
    return {
        "ID": name,
        "name": name,
        "order_arrival_model": lambda: 1,
        "order_quantity_model": lambda: max(1, round(random.gauss(5, 1))),
        "demand_node": node,
    }


if __name__ == "__main__":
    name, lines, periods = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    seconds = {"stockpyl": stockpyl, "supplynetpy": supplynetpy}[name](lines, periods)
    print(f"{lines * periods * STAGES / seconds:.0f}")
