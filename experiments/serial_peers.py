"""Serial peers: what does one three-stage system cost here, in stockpyl, and as published?

Question    Example 6.1 of Snyder & Shen (Fundamentals of Supply Chain Theory): normal demand of mean 5 and
            standard deviation 1, lead times 1, 1 and 2 from the customers upwards, local holding costs 7, 4
            and 2, 37.12 for a unit owed, base-stock levels 6.49, 5.53 and 10.69. Is it one system in both?
Prediction  Both come to what is expected, 47.66 a period, within 3.5 standard errors.
How         Each simulated on its own luck; stock on hand and under way from a stage, and what is owed, at the
            end of every period. stockpyl's optimiser fails on numpy 2, so the expected cost is a constant,
            from its documentation (47.66865); at these levels a recursion on a fine grid says 47.6601.
Verdict     Held, as the script prints: how many standard errors each is off.
            [figures: serial_here]
            - a period costs here: 47.54 ± 0.40
            [end of figures]
            [figures: serial_there]
            - a period costs in stockpyl: 47.45 ± 0.38
            [end of figures]

Run it: uv run --with stockpyl==1.0.2 python experiments/serial_peers.py (without stockpyl, ours alone)
"""

import json
from importlib import import_module
from importlib.util import find_spec

import numpy as np

from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario

STAGES = 3
MEAN, SD = 5.0, 1.0
NAMES = ("store", "regional", "central")  # from the customers upwards
LEVELS, LEADS, HOLDING, OWED = (6.49, 5.53, 10.69), (1, 1, 2), (7.0, 4.0, 2.0), 37.12
EXPECTED = 47.66
SEEDS = range(1, 9)
WEEKS, LINES, PERIODS = 400, 8, 3000
STEP = 0.001
"""Units are counted finely here, since levels and demand are not whole [units]."""
FIRST = 50
"""Periods left out of costs, until goods have come down the line."""


def line() -> Scenario:
    """Return the serial system as several independent lines side by side."""
    tiers = [
        {
            "name": name,
            "ordering": {"policy": "base_stock", "level": level / STEP},
            "lead_time_weeks": lead,
            "opening_stock": round(level),
        }
        for name, level, lead in reversed(list(zip(NAMES, LEVELS, LEADS, strict=True)))
    ]
    whole = {
        "schema_version": 1,
        "name": "serial system",
        "weeks": WEEKS,
        "customers": 0,
        "units": {"quantity_step": STEP, "money_step": 1e-6},
        "manufacturers": {
            "acme": {"production_weeks": 0, "ordering": {"policy": "base_stock", "level": 0.0}}
        },
        "products": {
            "beer": {
                "maker": "acme",
                "category": "drink",
                "unit_cost": 1.0,
                "list_price": 10.0,
                "attributes": {},
            }
        },
        "segments": {"nobody": {"share": 1.0, "values": {}, "price_sensitivity": 0.0, "needs": {}}},
        "regions": {"here": {"share": 1.0}},
        "distribution": {
            "model": "supply_line",
            "lines": LINES,
            "tiers": tiers,
            "demand": {"process": "normal", "mean": MEAN, "sd": SD},
        },
    }
    return Scenario.model_validate_json(json.dumps(whole))


def cost_of(ledger: Ledger) -> float:
    """Return the cost a period and line: on hand at each stage, under way from it, and owed to customers."""
    names, weeks = np.array(ledger.header.parties), np.arange(1, WEEKS + 1)
    total = np.zeros(WEEKS)

    def added(kind: str, who: str, whose: np.ndarray, when: str = "week") -> np.ndarray:
        columns = ledger.columns(kind)
        mine = np.isin(columns[who], np.flatnonzero(whose)) & (columns[when] <= WEEKS)
        return np.bincount(columns[when][mine], columns["units"][mine], minlength=WEEKS + 1) * STEP

    for name, holding in zip(NAMES, HOLDING, strict=True):
        own = np.char.startswith(names, f"acme {name}")
        total += holding * added("stock", "member", own)[weeks]
        sent = added("shipment", "supplier", own)
        come = added("shipment", "supplier", own, "arrives")
        total += holding * np.cumsum(sent - come)[weeks]
    buyers = np.char.startswith(names, "acme buyers")
    owed = np.cumsum(added("order", "buyer", buyers) - added("consumption", "member", buyers))[weeks]
    return float((total + OWED * owed)[FIRST:].mean() / LINES)


def stockpyl(seed: int) -> float:
    """Return the cost a period of stockpyl's simulation."""
    network = import_module("stockpyl.supply_chain_network").serial_system(
        num_nodes=STAGES,
        node_order_in_system=[3, 2, 1],
        node_order_in_lists=[1, 2, 3],
        local_holding_cost=list(HOLDING),
        stockout_cost=[OWED, 0, 0],
        demand_type="N",
        mean=MEAN,
        standard_deviation=SD,
        shipment_lead_time=list(LEADS),
        policy_type="BS",
        base_stock_level=list(LEVELS),
    )
    run = import_module("stockpyl.sim").simulation
    return float(run(network, PERIODS, rand_seed=seed, progress_bar=False)) / PERIODS


def told(name: str, costs: list[float]) -> str:
    """Return a line: the mean cost with its standard error, and how many errors it is off."""
    mean, error = float(np.mean(costs)), float(np.std(costs, ddof=1) / np.sqrt(len(costs)))
    return f"{name:<10} {mean:8.3f} ± {error:.3f}   {(mean - EXPECTED) / error:+.1f} errors off"


def main() -> None:
    """Simulate, and print what a period costs."""
    print(f"{'expected':<10} {EXPECTED:8.3f}")
    print(told("ours", [cost_of(simulate(line(), seed)) for seed in SEEDS]))
    if find_spec("stockpyl") is None:
        print("stockpyl is not installed: uv run --with stockpyl==1.0.2 python experiments/serial_peers.py")
    else:
        print(told("stockpyl", [stockpyl(seed) for seed in SEEDS]))


if __name__ == "__main__":
    main()
