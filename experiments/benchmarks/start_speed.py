"""Start: how long until --help, check and describe answer, against an interpreter that does nothing."""

import subprocess
import sys
from statistics import median
from time import perf_counter
from typing import Any

ROUNDS = 5
SCENARIO = "scenarios/espresso_dealers_craft.yaml"
VERBS = {"--help": ["--help"], "check": ["check", SCENARIO], "describe": ["describe", SCENARIO]}


def seconds(*words: str) -> float:
    """Return the typical seconds that a command takes."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        subprocess.run([sys.executable, *words], check=True, capture_output=True)
        times.append(perf_counter() - start)
    return median(times)


def measured() -> dict[str, Any]:
    """Return seconds, and multiples of starting Python alone."""
    nothing = seconds("-c", "pass")
    figures: dict[str, Any] = {"python alone [s]": round(nothing, 3)}
    for name, words in VERBS.items():
        taken = seconds("-m", "simulator", *words)
        figures[f"{name} [s]"] = round(taken, 2)
        figures[f"{name} [× python alone]"] = round(taken / nothing, 1)
    return figures
