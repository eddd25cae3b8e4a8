"""Peers: the same three stages in another simulator, timed by it alone: python supply_peers.py NAME.

Run by `supply_speed`, each in an environment of its own. Prints the CPU seconds that periods took.
"""

import random
import sys
from itertools import pairwise
from time import process_time
from typing import Any

PERIODS, STAGES = 400, 3


def stockpyl() -> float:
    """Return the CPU seconds of stockpyl's simulation of the serial system of Snyder & Shen, example 6.1."""
    from stockpyl.sim import simulation  # noqa: PLC0415
    from stockpyl.supply_chain_network import serial_system  # noqa: PLC0415

    network = serial_system(
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
    start = process_time()
    simulation(network, PERIODS, rand_seed=1, progress_bar=False)
    return process_time() - start


def supplynetpy() -> float:
    """Return the CPU seconds of SupplyNetPy's simulation of three stages reviewed every period."""
    from SupplyNetPy import Components as components  # noqa: N813, PLC0415

    levels, leads = {"down": 7, "mid": 6, "up": 11}, {"down": 1, "mid": 1, "up": 2}
    nodes: list[dict[str, Any]] = [{"ID": "source", "name": "source", "node_type": "infinite_supplier"}]
    for name, level in levels.items():
        nodes.append(
            {
                "ID": name,
                "name": name,
                "node_type": "distributor",
                "capacity": 1000,
                "initial_level": level,
                "inventory_holding_cost": 1.0,
                "replenishment_policy": components.SSReplenishment,
                "policy_param": {"s": level - 1, "S": level},
                "product_buy_price": 1.0,
                "product_sell_price": 2.0,
            }
        )
    chain = ["source", "up", "mid", "down"]
    links = [
        {
            "ID": f"to {sink}",
            "source": source,
            "sink": sink,
            "cost": 1.0,
            "lead_time": lambda n=leads[sink]: n,
        }
        for source, sink in pairwise(chain)
    ]
    demand = {
        "ID": "demand",
        "name": "demand",
        "order_arrival_model": lambda: 1,
        "order_quantity_model": lambda: max(1, round(random.gauss(5, 1))),
        "demand_node": "down",
    }
    network = components.create_sc_net(nodes, links, [demand])
    start = process_time()
    components.simulate_sc_net(network, sim_time=PERIODS, logging=False)
    return process_time() - start


if __name__ == "__main__":
    print(f"{PERIODS * STAGES / {'stockpyl': stockpyl, 'supplynetpy': supplynetpy}[sys.argv[1]]():.0f}")
