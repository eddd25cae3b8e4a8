"""Supply: how many node-periods of a serial system go by in a second, here and in two other simulators.

A node-period is one stage in one period; buyers and the source are not counted, nor is making the system.
Each simulator is timed by its own CPU, in turn with the others; the peers in environments of their own, which
`uv` makes. Without `uv`, or without a way to fetch them, they are left out.

Ours plays many lines at once in columns, as a study of many lines, or of one line under much luck, would; the
peers' time per node does not fall with more of them. One line alone is played member by member.
"""

import json
import subprocess
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from simulator.engine.simulate import opened
from simulator.engine.supply.week import quicken
from simulator.scenario.schema import Scenario

PEERS = {"stockpyl": ["--python", "3.11", "--with", "stockpyl", "--with", "numpy<2"],
         "supplynetpy": ["--with", "supplynetpy"]}  # fmt: skip
ROUNDS, LINES, WEEKS, STEP = 3, 2000, 60, 0.01
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
            "demand": {"stream": "normal", "mean": 5, "sd": 1},
        },
    }
    return Scenario.model_validate_json(json.dumps(whole))


def ours(lines: int, weeks: int) -> tuple[float, float]:
    """Return our node-periods a second [1/CPU s], without and with drawing and opening the market."""
    before = process_time()
    market = opened(serial_system(lines, weeks), seed=1)
    quicken(market)
    start = process_time()
    for _ in range(weeks):
        market.step()
    market.ledger.close()
    end = process_time()
    return lines * weeks * len(STAGES) / (end - start), lines * weeks * len(STAGES) / (end - before)


def theirs(name: str) -> float | None:
    """Return a peer's node-periods a second [1/CPU s]; none if it cannot be had."""
    script = str(Path(__file__).parent / "supply_peers.py")
    command = ["uv", "run", "--no-project", *PEERS[name], "python", script, name]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    except (OSError, subprocess.SubprocessError):
        return None
    return float(done.stdout.split()[-1])


def measured() -> dict[str, Any]:
    """Return node-periods a second of each, and how many times those of the peers ours are."""
    rounds = [
        (ours(LINES, WEEKS), ours(1, 10 * WEEKS), {name: theirs(name) for name in PEERS})
        for _ in range(ROUNDS)
    ]
    figures: dict[str, Any] = {
        f"{LINES} lines [node-periods/s]": round(median(many for (many, _), *_ in rounds)),
        f"{LINES} lines with opening the market [node-periods/s]": round(
            median(all_ for (_, all_), *_ in rounds)
        ),
        "one line [node-periods/s]": round(median(one for _, (one, _), _ in rounds)),
    }
    for name in PEERS:
        both = [(many, rate) for (many, _), _, peers in rounds if (rate := peers[name]) is not None]
        if both:
            figures[f"{name} [node-periods/s]"] = round(median(rate for _, rate in both))
            figures[f"faster than {name} [×]"] = round(median(many / rate for many, rate in both), 1)
    return figures
