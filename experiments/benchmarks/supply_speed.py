"""Supply: how many node-periods of a serial system go by in a second, here and in two other simulators.

A node-period is one stage in one period; buyers and the source are not counted, nor is making the system,
which for ours is told apart. Each simulator is timed by its own CPU, in turn with the others; the peers in
environments of their own, which `uv` makes. Without `uv`, or without a way to fetch them, they are left out.

All play the same many lines, and one line. Ours plays many at once in columns, one alone member by member;
a node-period of the peers costs the same with many, or more. Peers are given fewer periods, since they take
minutes for as many, and stockpyl fewer lines, since its lines are networks of their own, one after another.
"""

import json
import subprocess
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from simulator.market.simulate import opened, use_columns_if_faster
from simulator.scenario.schema import Scenario

PEERS = {"stockpyl": ["--python", "3.11", "--with", "stockpyl", "--with", "numpy<2"],
         "supplynetpy": ["--with", "supplynetpy"]}  # fmt: skip
ROUNDS, LINES, WEEKS, STEP = 3, 2000, 260, 0.01
PEERS_LINES = {"stockpyl": 40, "supplynetpy": LINES}
PEERS_WEEKS, WEEKS_OF_ONE = 60, 400
STAGES = (("up", 10.69, 2), ("mid", 5.53, 1), ("down", 6.49, 1))
"""Snyder & Shen, example 6.1: stage, local base-stock level, lead time."""


def serial_system(lines: int, weeks: int) -> Scenario:
    """Return lines of the three stages side by side."""
    tiers = [
        {
            "name": name,
            "lead_time_weeks": lead,
            "opening_stock": round(level),
            "ordering": {"policy": "base_stock", "level": level / STEP},
        }
        for name, level, lead in STAGES
    ]
    whole = {
        "schema_version": 1,
        "name": "serial system",
        "weeks": weeks,
        "customers": 0,
        "units": {"quantity_step": STEP},
        "manufacturers": {
            "acme": {"production_weeks": 0, "ordering": {"policy": "base_stock", "level": 0.0}}
        },
        "products": {
            "part": {
                "maker": "acme",
                "category": "parts",
                "unit_cost": 50.0,
                "list_price": 100.0,
                "attributes": {},
            }
        },
        "segments": {"nobody": {"share": 1.0, "values": {}, "price_sensitivity": 0.0, "needs": {}}},
        "regions": {"here": {"share": 1.0}},
        "distribution": {
            "model": "supply_line",
            "lines": lines,
            "tiers": tiers,
            "demand": {"process": "normal", "mean": 5, "sd": 1},
        },
    }
    return Scenario.model_validate_json(json.dumps(whole))


def ours(lines: int, weeks: int) -> tuple[float, float]:
    """Return our node-periods a second [1/CPU s], without and with drawing and opening the market."""
    before = process_time()
    market = opened(serial_system(lines, weeks), seed=1)
    use_columns_if_faster(market)
    start = process_time()
    for _ in range(weeks):
        market.step()
    market.ledger.close()
    end = process_time()
    return lines * weeks * len(STAGES) / (end - start), lines * weeks * len(STAGES) / (end - before)


def theirs(name: str, lines: int, weeks: int) -> float | None:
    """Return a peer's node-periods a second [1/CPU s]; none if it cannot be had."""
    script = str(Path(__file__).parent / "supply_peers.py")
    command = ["uv", "run", "--no-project", *PEERS[name], "python", script, name, str(lines), str(weeks)]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    except (OSError, subprocess.SubprocessError):
        return None
    return float(done.stdout.split()[-1])


def one_round() -> dict[str, float]:
    """Return the node-periods a second of every simulator installed [1/CPU s]."""
    many, opening_too = ours(LINES, WEEKS)
    found: dict[str, float | None] = {
        f"{LINES} lines": many,
        f"{LINES} lines with opening the market": opening_too,
        "one line": ours(1, WEEKS_OF_ONE)[0],
    }
    for name in PEERS:
        found[f"{name}, {PEERS_LINES[name]} lines"] = theirs(name, PEERS_LINES[name], PEERS_WEEKS)
        found[f"{name}, one line"] = theirs(name, 1, WEEKS_OF_ONE)
    return {name: rate for name, rate in found.items() if rate is not None}


def measured() -> dict[str, Any]:
    """Return node-periods a second of each simulator, and the ratios of ours to the others."""
    rounds = [one_round() for _ in range(ROUNDS)]
    told = [name for name in rounds[0] if all(name in each for each in rounds)]
    figures: dict[str, Any] = {
        f"{name} [node-periods/s]": round(median(each[name] for each in rounds)) for name in told
    }
    for name, lines in PEERS_LINES.items():
        if f"{name}, {lines} lines" in told and f"{name}, one line" in told:
            figures |= faster_than(name, lines, rounds)
    return figures


def faster_than(name: str, lines: int, rounds: list[dict[str, float]]) -> dict[str, float]:
    """Return how many times a peer's node-periods ours are: on many lines, with opening, and on one line."""
    pairs = {
        f"faster than {name}, many lines [×]": (f"{LINES} lines", f"{name}, {lines} lines"),
        f"faster than {name} on its one line, many lines [×]": (f"{LINES} lines", f"{name}, one line"),
        f"faster than {name}, many lines, our opening counted [×]": (
            f"{LINES} lines with opening the market",
            f"{name}, {lines} lines",
        ),
        f"faster than {name}, one line each [×]": ("one line", f"{name}, one line"),
    }
    return {
        text: round(median(each[mine] / each[other] for each in rounds), 1)
        for text, (mine, other) in pairs.items()
    }
